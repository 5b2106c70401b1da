import { Inject, Injectable } from '@nestjs/common';
import sql, { join, raw, type Sql } from 'sql-template-tag';
import type { Ctx } from '../../context/ctx.js';
import { validationFailed, type Issue } from '../../errors/index.js';
import { text } from '../../i18n/locale.js';
import { objectDescriptor, type ObjectDescriptor } from '../../records/descriptor.js';
import { ROLE_SOURCE, type RoleSource } from '../ability-cache.js';
import { Ability } from '../ability.js';
import { policies, type ObjectPolicy, type RuleConditions } from '../policy.js';
import { permittedSql, scoped } from '../scoped.js';
import { candidatesOf, conditionRule, type Candidate } from './candidates.js';
import { explainedNotFound } from './explain.errors.js';
import type { ExplainPermissionRequest } from './explanation.requests.js';
import type { ExplainedConditionView, ExplainedRuleView, PermissionExplanationView } from './explanation.view.js';

const UNKNOWN_OBJECT = text('没有这个对象', 'There is no such object.');
const UNKNOWN_ACTION = text('该对象没有这个操作', 'This object has no such action.');
const WITHOUT_RECORDS = text('该对象没有可指定的记录', 'This object has no records to name.');

/** What the record says in the fields that rules name, and for each condition whether it holds. */
type Facts = Record<string, string | boolean | null>;

/** Says why somebody may or may not do something: the same rules as requests obey, asked one by one (PERM-08). */
@Injectable()
export class Explanations {
  constructor(@Inject(ROLE_SOURCE) private readonly roles: RoleSource) {}

  /** @throws validationFailed; explainedNotFound also for a record that the asker may not see */
  async explain(
    ctx: Ctx,
    { employeeId, action, object, recordId }: ExplainPermissionRequest,
  ): Promise<PermissionExplanationView> {
    const policy = known(object, action, recordId);
    const employee = await ctx.db.maybe<{ status: string }>(
      sql`SELECT e.status FROM employees e WHERE e.id = ${employeeId}::uuid AND e.kind = 'person'`,
    );
    if (!employee) throw explainedNotFound();
    const candidates = candidatesOf(employeeId, await this.roles.rolesOf(ctx.db, employeeId), policy, action);
    const facts =
      recordId === undefined
        ? undefined
        : await factsOf(ctx, objectDescriptor(object)!, action, employeeId, candidates, recordId);
    const rules: ExplainedRuleView[] = [];
    // one look-up for each of the few relations that hold
    for (const [n, candidate] of candidates.entries()) rules.push(await explained(ctx, employeeId, candidate, n, facts));
    rules.sort((a, b) => Number(b.outcome === 'permits') - Number(a.outcome === 'permits'));
    return decision(employee.status, rules, facts?.$kept === true && !(action === 'read' && policy.keeps?.known));
  }
}

function known(object: string, action: string, recordId: string | undefined): ObjectPolicy {
  const policy = policies.has(object) ? policies.get(object) : undefined;
  const issues: Issue[] = [
    ...(policy ? [] : [{ pointer: '/object', code: 'UNKNOWN_OBJECT', message: UNKNOWN_OBJECT }]),
    ...(policy && !policy.actions.includes(action)
      ? [{ pointer: '/action', code: 'UNKNOWN_ACTION', message: UNKNOWN_ACTION }]
      : []),
    ...(policy && recordId !== undefined && !objectDescriptor(object)
      ? [{ pointer: '/recordId', code: 'NOT_ALLOWED', message: WITHOUT_RECORDS }]
      : []),
  ];
  if (!policy || issues.length > 0) throw validationFailed({}, issues);
  return policy;
}

/** One statement: each condition of each rule as SQL decides it, and the values that it looked at. */
async function factsOf(
  ctx: Ctx,
  descriptor: ObjectDescriptor,
  action: string,
  employeeId: string,
  candidates: Candidate[],
  recordId: string,
): Promise<Facts> {
  const { policy } = descriptor;
  const conditions = candidates.flatMap(({ conditions: each }, n) =>
    Object.entries(each).map(([field, value]) => ({ name: `${n}:${field}`, field, value })),
  );
  const holds = conditions.map(({ name, field, value }) => {
    const alone = new Ability(employeeId, policies, [conditionRule(policy, action, field, value)], []);
    return sql`(${permittedSql(alone, action, policy)}) IS TRUE AS ${raw(`"${name}"`)}`;
  });
  const fields = [...new Set(conditions.map(({ field }) => field))];
  const row = await ctx.db.maybe<Facts>(sql`
    SELECT ${policy.keeps?.from(employeeId) ?? raw('FALSE')} AS "$kept", ${join([raw('r.id'), ...fields.flatMap((field) => valueSql(descriptor, field)), ...holds], ', ')}
    FROM ${raw(descriptor.table)} r WHERE r.id = ${recordId}::uuid AND ${scoped(ctx, 'read', policy)}`);
  if (!row) throw explainedNotFound();
  return row;
}

/** The value of a field that rules name, and the name of what it refers to, as `ownerId` and `ownerId:name`. */
function valueSql({ policy, fields }: ObjectDescriptor, field: string): Sql[] {
  const value = policy.columns![field]!;
  const reference = fields.find(({ key }) => key === field)?.reference;
  const name = reference
    ? sql`(SELECT n.${raw(reference.column)} FROM ${raw(reference.table)} n WHERE n.id = ${value})`
    : raw('NULL::text');
  return [sql`${value} AS ${raw(`"${field}"`)}`, sql`${name} AS ${raw(`"${field}:name"`)}`];
}

async function explained(
  ctx: Ctx,
  employeeId: string,
  candidate: Candidate,
  n: number,
  facts: Facts | undefined,
): Promise<ExplainedRuleView> {
  const conditions: ExplainedConditionView[] = [];
  for (const [field, wanted] of Object.entries(candidate.conditions)) {
    const relation = relationOf(wanted);
    const value = (facts?.[field] ?? null) as string | null;
    const holds = facts ? facts[`${n}:${field}`] === true : null;
    const path = holds && value !== null ? await pathOf(ctx, relation, value, employeeId) : [];
    conditions.push({
      field,
      relation: relation ?? 'is',
      value,
      valueName: (facts?.[`${field}:name`] ?? null) as string | null,
      holds,
      path,
    });
  }
  const { kind, role, scope, standing } = candidate;
  return { kind, role, scope, standing, outcome: outcomeOf(candidate, conditions), conditions };
}

const relationOf = (wanted: RuleConditions[string]): string | undefined =>
  typeof wanted === 'object' && wanted !== null ? Object.keys(wanted)[0]!.slice(1) : undefined;

async function pathOf(
  ctx: Ctx,
  relation: string | undefined,
  value: string,
  employeeId: string,
): Promise<ExplainedConditionView['path']> {
  const path = relation === undefined ? undefined : policies.relation(relation).path;
  return path ? path(ctx.db, value, employeeId) : [];
}

function outcomeOf({ ruledOut }: Candidate, conditions: ExplainedConditionView[]): ExplainedRuleView['outcome'] {
  if (ruledOut) return ruledOut;
  if (conditions.every(({ holds }) => holds === true)) return 'permits';
  return conditions.some(({ holds }) => holds === false) ? 'conditionFails' : 'dependsOnRecord';
}

function decision(status: string, rules: ExplainedRuleView[], isKept: boolean): PermissionExplanationView {
  const decidedBy = rules.find(({ outcome }) => outcome === 'permits') ?? null;
  if (status !== 'active') return { allowed: false, reason: 'employeeNotActive', decidedBy: null, rules };
  if (decidedBy && isKept) return { allowed: false, reason: 'private', decidedBy: null, rules };
  if (decidedBy) return { allowed: true, reason: 'rule', decidedBy, rules };
  const depends = rules.some(({ outcome }) => outcome === 'dependsOnRecord');
  return { allowed: depends ? null : false, reason: depends ? 'dependsOnRecord' : 'noRule', decidedBy: null, rules };
}
