import { createMongoAbility, type MongoAbility, type RawRuleOf } from '@casl/ability';
import { widest, type FieldRule, type RoleGrants, type Scope } from './grant.js';
import { relationMatcher, type RelationMembers } from './matcher.js';
import type { ObjectPolicy, PolicyRegistry, RuleConditions } from './policy.js';
import { scopeConditions } from './scope-conditions.js';

/** Why a rule is there; `explain` shows it (PERM-08). */
export interface RuleReason {
  role?: { id: string; name: string };
  scope?: Scope;
  standing?: string;
}

export type Rule = RawRuleOf<MongoAbility>;

/** What one employee may do, for one permission version. Immutable; cached between requests. */
export class Ability {
  readonly casl: MongoAbility;
  readonly roleIds: ReadonlySet<string>;
  private readonly hidden: ReadonlyMap<string, ReadonlySet<string>>;
  private readonly readOnly: ReadonlyMap<string, ReadonlySet<string>>;

  constructor(
    readonly employeeId: string,
    readonly registry: PolicyRegistry,
    readonly rules: Rule[],
    roles: RoleGrants[],
    members?: RelationMembers,
  ) {
    this.casl = createMongoAbility(rules, {
      conditionsMatcher: relationMatcher(registry, members),
      detectSubjectType: subjectType,
    });
    this.roleIds = new Set(roles.map(({ roleId }) => roleId));
    this.hidden = boundFields(roles, 'hidden');
    this.readOnly = boundFields(roles, 'readOnly');
  }

  /** Whether the action is possible on any record of the object. */
  can(action: string, object: string): boolean {
    return this.rules.some((each) => covers(each.action, action, 'manage') && covers(each.subject, object, 'all'));
  }

  /** The rules that permit the action on the object; one of them must match a record. */
  rulesFor(action: string, object: string): Rule[] {
    return this.rules.filter((each) => covers(each.action, action, 'manage') && covers(each.subject, object, 'all'));
  }

  /** Whether the action is granted on every record of the object, not only on one's own, one's people's or one's pools'. */
  canEverywhere(action: string, object: string): boolean {
    return this.rulesFor(action, object).some((each) => each.conditions === undefined);
  }

  /** Fields that must not leave the server for this person. */
  hiddenFields(object: string): ReadonlySet<string> {
    return this.hidden.get(object) ?? NO_FIELDS;
  }

  /** Fields that this person may see but not write; hidden ones are not writable either. */
  readOnlyFields(object: string): ReadonlySet<string> {
    return this.readOnly.get(object) ?? NO_FIELDS;
  }
}

const NO_FIELDS: ReadonlySet<string> = new Set();
const subjectType = (row: { __object?: string }): string => row.__object ?? 'all';
const covers = (value: unknown, wanted: string, wildcard: string): boolean =>
  Array.isArray(value) ? value.includes(wanted) : value === wanted || value === wildcard;

/** Grants → CASL rules: additive only, widest scope first, each with the reason that explains it. */
export function rulesOf(employeeId: string, roles: RoleGrants[], registry: PolicyRegistry): Rule[] {
  return registry.all().flatMap((policy) => policy.actions.flatMap((action) => rulesOfAction(employeeId, roles, policy, action)));
}

function rulesOfAction(employeeId: string, roles: RoleGrants[], policy: ObjectPolicy, action: string): Rule[] {
  // what reaches nothing on this object must not count as wider than what does
  const reaching = linesFor(roles, policy, action).flatMap((line) => {
    const conditions = scopeConditions(policy, line.scope, employeeId);
    return conditions ? [{ ...line, conditions }] : [];
  });
  const rules = widest(reaching).map(({ scope, role, conditions }) => rule(policy, action, conditions, { role, scope }));
  const standing = (policy.standing?.(employeeId) ?? []).filter(
    ({ actions, requires = action }) =>
      actions.includes(action) && (requires === null || linesFor(roles, policy, requires).length > 0),
  );
  return [...rules, ...standing.map((each) => rule(policy, action, each.conditions, { standing: each.reason }))];
}

/** What the roles grant of an action on an object, whatever the scope. */
function linesFor(roles: RoleGrants[], policy: ObjectPolicy, action: string) {
  return roles.flatMap((role) =>
    role.grants
      .filter(
        ({ object, actions, scope }) =>
          covers(object, policy.object, '*') && scope !== 'none' && (actions.includes(action) || actions.includes('*')),
      )
      .map(({ scope }) => ({ scope, role: { id: role.roleId, name: role.roleName } })),
  );
}

function rule(policy: ObjectPolicy, action: string, conditions: RuleConditions, reason: RuleReason): Rule {
  const unconditional = Object.keys(conditions).length === 0;
  return { action, subject: policy.object, ...(unconditional ? {} : { conditions }), reason: JSON.stringify(reason) };
}

/** A field is bound only if every role that speaks of the object at all binds it: another role may lift it. */
function boundFields(roles: RoleGrants[], access: FieldRule['access']): Map<string, Set<string>> {
  const bound = new Map<string, Set<string>>();
  for (const object of new Set(roles.flatMap((role) => role.fieldRules.map((each) => each.object)))) {
    const speaking = roles.filter((role) =>
      role.grants.some((grant) => covers(grant.object, object, '*') && grant.scope !== 'none'),
    );
    const fields = new Set(
      roles
        .flatMap((role) => role.fieldRules)
        .filter((each) => each.object === object)
        .map((each) => each.field),
    );
    const binding = [...fields].filter((field) =>
      speaking.every((role) =>
        role.fieldRules.some(
          (each) => each.object === object && each.field === field && (each.access === access || each.access === 'hidden'),
        ),
      ),
    );
    if (speaking.length > 0 && binding.length > 0) bound.set(object, new Set(binding));
  }
  return bound;
}
