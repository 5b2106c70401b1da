import fc from 'fast-check';
import sql, { type Sql } from 'sql-template-tag';
import { SCOPES, type Grant, type ObjectPolicy } from '../../src/platform/authz/index.js';
import type { Ctx } from '../../src/platform/context/ctx.js';
import { newId } from '../../src/platform/database/ids.js';

export const PEOPLE = 7;
const DEPARTMENTS = 5;
const POOLS = 3;
const ROLES = 3;

const person = fc.nat(PEOPLE - 1);
const department = fc.nat(DEPARTMENTS - 1);
const pool = fc.nat(POOLS - 1);
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: null });

const grantOn = ({ object, actions }: ObjectPolicy): fc.Arbitrary<Grant> =>
  fc.record({
    object: fc.constantFrom(object, object, object, '*', 'pool'),
    actions: fc.oneof<fc.Arbitrary<string[]>[]>(
      fc.constant(['*']),
      fc.subarray([...actions], { minLength: 1 }),
      fc.constant(['read']),
    ),
    scope: fc.constantFrom(...SCOPES),
  });

const member = fc.oneof(
  fc.record({ kind: fc.constant('employee' as const), at: person, part: fc.constantFrom('member', 'admin') }),
  fc.record({ kind: fc.constant('department' as const), at: department, part: fc.constantFrom('member', 'admin') }),
  fc.record({ kind: fc.constant('role' as const), at: fc.nat(ROLES - 1), part: fc.constantFrom('member', 'admin') }),
);

const collaborators = fc.uniqueArray(fc.record({ who: person, access: fc.constantFrom('read', 'write') }), {
  maxLength: 2,
  selector: ({ who }) => who,
});

/** Privacy and collaborators are for kinds of record that know them. */
const record = fc.oneof(
  fc.record({ owner: person, pool: fc.constant(null), home: maybe(pool), isPrivate: fc.boolean(), collaborators }),
  fc
    .record({ pool, collaborators })
    .map(({ pool: at, collaborators: some }) => ({ owner: null, pool: at, home: at, isPrivate: false, collaborators: some })),
);

/** An organisation, roles, pools and records of any shape; everything is named by its number. */
export const randomEnterprise = (policy: ObjectPolicy) =>
  fc.record({
    // superiors and parents have lower numbers, so that there is no cycle; CRM superiors may form one
    superiors: fc.tuple(...Array.from({ length: PEOPLE }, (_, n) => (n === 0 ? fc.constant(null) : maybe(fc.nat(n - 1))))),
    parents: fc.tuple(...Array.from({ length: DEPARTMENTS }, (_, n) => (n === 0 ? fc.constant(null) : fc.nat(n - 1)))),
    leaders: fc.array(maybe(person), { minLength: DEPARTMENTS, maxLength: DEPARTMENTS }),
    memberships: fc.array(fc.uniqueArray(department, { minLength: 1, maxLength: 2 }), { minLength: PEOPLE, maxLength: PEOPLE }),
    overrides: fc.uniqueArray(fc.tuple(person, person), { maxLength: 3, selector: ([below, above]) => `${below}-${above}` }),
    roles: fc.array(fc.array(grantOn(policy), { maxLength: 3 }), { minLength: ROLES, maxLength: ROLES }),
    holders: fc.array(fc.subarray([0, 1, 2]), { minLength: PEOPLE, maxLength: PEOPLE }),
    pools: fc.array(fc.uniqueArray(member, { maxLength: 3, selector: (each) => `${each.kind}${each.at}${each.part}` }), {
      minLength: POOLS,
      maxLength: POOLS,
    }),
    records: fc.array(record, { minLength: 8, maxLength: 20 }),
  });
export type RandomEnterprise = ReturnType<typeof randomEnterprise> extends fc.Arbitrary<infer T> ? T : never;

/** A record as rules speak of it. */
export interface RandomRow extends Record<string, unknown> {
  id: string;
  ownerId: string | null;
  poolId: string | null;
  homePoolId: string | null;
  isPrivate: boolean;
  /** Who works on it with its owner. */
  collaborators: { id: string; access: string }[];
}

const ids = (count: number): string[] => Array.from({ length: count }, () => newId());

/** Writes it into a fresh enterprise, the records into pools of their kind by `insert`; the people's ids and the records. */
export async function build(
  ctx: Ctx,
  shape: RandomEnterprise,
  object: 'lead' | 'customer',
  insert: (rows: string) => Sql,
): Promise<{ people: string[]; rows: RandomRow[] }> {
  const [people, departments, roles, pools] = [ids(PEOPLE), ids(DEPARTMENTS), ids(ROLES), ids(POOLS)];
  await organise(ctx, shape, people, departments, roles);
  const groups = { employee: people, department: departments, role: roles };
  const members = shape.pools.flatMap((each, n) =>
    each.map(({ kind, at, part }) => ({ pool_id: pools[n], group_id: groups[kind][at], kind, part })),
  );
  const rows = shape.records.map(({ owner, pool: at, home, isPrivate, collaborators: some }) => ({
    id: newId(),
    ownerId: owner === null ? null : people[owner]!,
    poolId: at === null ? null : pools[at]!,
    homePoolId: home === null ? null : pools[home]!,
    isPrivate,
    collaborators: some.map(({ who, access }) => ({ id: people[who]!, access })),
  }));
  await ctx.db.run(
    sql`INSERT INTO pools (tenant_id, id, object, name) SELECT ${ctx.tenantId}::uuid, p, ${object}, p::text FROM unnest(${pools}::uuid[]) p`,
  );
  await ctx.db.run(sql`INSERT INTO pool_members (tenant_id, pool_id, group_id, kind, part) SELECT ${ctx.tenantId}::uuid, m.*
    FROM jsonb_to_recordset(${JSON.stringify(members)}::jsonb) AS m(pool_id uuid, group_id uuid, kind text, part text)`);
  await ctx.db.run(insert(JSON.stringify(rows)));
  return { people, rows };
}

async function organise(
  ctx: Ctx,
  shape: RandomEnterprise,
  people: string[],
  departments: string[],
  roles: string[],
): Promise<void> {
  const employees = people.map((id, n) => ({
    id,
    superior_id: shape.superiors[n] === null ? null : people[shape.superiors[n]!],
  }));
  const { root } = await ctx.db.one<{ root: string }>(sql`SELECT id AS root FROM departments WHERE parent_id IS NULL`);
  const tree = departments.map((id, n) => ({
    id,
    parent_id: shape.parents[n] === null ? root : departments[shape.parents[n]!],
    leader_id: shape.leaders[n] === null ? null : people[shape.leaders[n]!],
  }));
  await ctx.db
    .run(sql`INSERT INTO employees (tenant_id, id, name, status, superior_id) SELECT ${ctx.tenantId}::uuid, e.id, 'P', 'active', e.superior_id
    FROM jsonb_to_recordset(${JSON.stringify(employees)}::jsonb) AS e(id uuid, superior_id uuid)`);
  await ctx.db
    .run(sql`INSERT INTO departments (tenant_id, id, parent_id, leader_id, name) SELECT ${ctx.tenantId}::uuid, d.id, d.parent_id, d.leader_id, d.id::text
    FROM jsonb_to_recordset(${JSON.stringify(tree)}::jsonb) AS d(id uuid, parent_id uuid, leader_id uuid)`);
  const pairs = (lists: readonly (readonly number[])[], names: string[]) =>
    JSON.stringify(lists.flatMap((list, n) => list.map((at, m) => ({ person: people[n], at: names[at], first: m === 0 }))));
  await ctx.db
    .run(sql`INSERT INTO employee_departments (tenant_id, employee_id, department_id, is_main) SELECT ${ctx.tenantId}::uuid, m.person, m.at, m.first
    FROM jsonb_to_recordset(${pairs(shape.memberships, departments)}::jsonb) AS m(person uuid, at uuid, first boolean)`);
  const overrides = shape.overrides
    .filter(([below, above]) => below !== above)
    .map(([below, above]) => ({ below: people[below], above: people[above] }));
  await ctx.db
    .run(sql`INSERT INTO crm_superiors (tenant_id, employee_id, superior_id) SELECT ${ctx.tenantId}::uuid, o.below, o.above
    FROM jsonb_to_recordset(${JSON.stringify(overrides)}::jsonb) AS o(below uuid, above uuid)`);
  const granted = roles.map((id, n) => ({ id, grants: shape.roles[n] }));
  await ctx.db.run(sql`INSERT INTO roles (tenant_id, id, name, grants) SELECT ${ctx.tenantId}::uuid, r.id, r.id::text, r.grants
    FROM jsonb_to_recordset(${JSON.stringify(granted)}::jsonb) AS r(id uuid, grants jsonb)`);
  await ctx.db.run(sql`INSERT INTO employee_roles (tenant_id, employee_id, role_id) SELECT ${ctx.tenantId}::uuid, h.person, h.at
    FROM jsonb_to_recordset(${pairs(shape.holders, roles)}::jsonb) AS h(person uuid, at uuid)`);
  await ctx.db.query(sql`SELECT refresh_department_closure()`);
  await ctx.db.query(sql`SELECT refresh_reporting_closure()`);
  await ctx.db.query(sql`SELECT refresh_visibility()`);
}
