import type { Rule } from './ability.js';
import type { RoleGrants } from './grant.js';
import type { ObjectPolicy, PolicyRegistry } from './policy.js';

/** Whether one of a key's scopes (`lead:read`, `lead:*`) names the action, and it is none that only a person may do. */
export function isInScope(scopes: readonly string[], policy: ObjectPolicy, action: string): boolean {
  if (policy.inPerson?.includes(action)) return false;
  return scopes.includes(`${policy.object}:${action}`) || scopes.includes(`${policy.object}:*`);
}

/**
 * The roles as a key with these scopes holds them. A role of which nothing is left on an object no longer speaks of it, and
 * so lifts no field rule of another one either.
 */
export function narrowed(roles: RoleGrants[], scopes: readonly string[], registry: PolicyRegistry): RoleGrants[] {
  return roles.map((role) => ({
    ...role,
    grants: role.grants.flatMap(({ object, actions, scope }) =>
      registry
        .all()
        .filter((policy) => object === '*' || policy.object === object)
        .map((policy) => ({
          object: policy.object,
          actions: policy.actions.filter(
            (action) => (actions.includes('*') || actions.includes(action)) && isInScope(scopes, policy, action),
          ),
          scope,
        }))
        .filter((grant) => grant.actions.length > 0),
    ),
  }));
}

/** Standing rules come from no role; they too hold within the scopes only. */
export const rulesInScope = (rules: Rule[], scopes: readonly string[], registry: PolicyRegistry): Rule[] =>
  rules.filter(({ subject, action }) => isInScope(scopes, registry.get(subject as string), action as string));
