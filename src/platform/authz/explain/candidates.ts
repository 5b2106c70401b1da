import type { Rule } from '../ability.js';
import type { RoleGrants, Scope } from '../grant.js';
import type { ObjectPolicy, RuleConditions } from '../policy.js';
import { scopeConditions } from '../scope-conditions.js';

/** A rule that could permit an action, with all that is known of it before a record is looked at. */
export interface Candidate {
  kind: 'role' | 'standing';
  role: { id: string; name: string } | null;
  scope: Scope | null;
  standing: string | null;
  /** Why it permits nothing, whatever the record; null where its conditions decide. */
  ruledOut: 'scopeIsNone' | 'scopeReachesNothing' | 'noRoleGrantsIt' | null;
  conditions: RuleConditions;
}

/**
 * Every line of every role that names the action, none dropped because a wider one includes it, and every standing rule.
 * What decides requests is made by `rulesOf` from the same two sources.
 */
export function candidatesOf(employeeId: string, roles: RoleGrants[], policy: ObjectPolicy, action: string): Candidate[] {
  return [...roles.flatMap((role) => ofRole(employeeId, role, policy, action)), ...ofStanding(employeeId, roles, policy, action)];
}

function ofRole(employeeId: string, { roleId, roleName, grants }: RoleGrants, policy: ObjectPolicy, action: string): Candidate[] {
  const lines = grants.filter(
    ({ object, actions }) => (object === policy.object || object === '*') && (actions.includes(action) || actions.includes('*')),
  );
  return lines.map(({ scope }): Candidate => {
    const conditions = scopeConditions(policy, scope, employeeId);
    return {
      kind: 'role',
      role: { id: roleId, name: roleName },
      scope,
      standing: null,
      ruledOut: scope === 'none' ? 'scopeIsNone' : conditions ? null : 'scopeReachesNothing',
      conditions: conditions ?? {},
    };
  });
}

function ofStanding(employeeId: string, roles: RoleGrants[], policy: ObjectPolicy, action: string): Candidate[] {
  const rules = (policy.standing?.(employeeId) ?? []).filter(({ actions }) => actions.includes(action));
  return rules.map(({ conditions, reason, requires = action }): Candidate => {
    const granted = requires === null || grants(roles, policy, requires);
    return {
      kind: 'standing',
      role: null,
      scope: null,
      standing: reason,
      ruledOut: granted ? null : 'noRoleGrantsIt',
      conditions,
    };
  });
}

/** Whether some role grants the action on the object in a scope other than `none`. */
const grants = (roles: RoleGrants[], { object }: ObjectPolicy, action: string): boolean =>
  roles.some((role) =>
    role.grants.some(
      (grant) =>
        (grant.object === object || grant.object === '*') &&
        grant.scope !== 'none' &&
        (grant.actions.includes(action) || grant.actions.includes('*')),
    ),
  );

/** The condition on one field as a rule of its own. */
export const conditionRule = (policy: ObjectPolicy, action: string, field: string, value: RuleConditions[string]): Rule => ({
  action,
  subject: policy.object,
  conditions: { [field]: value },
});
