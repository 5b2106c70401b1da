import type { Grant, RoleGrants } from './grant.js';
import type { ObjectPolicy, PolicyRegistry } from './policy.js';

/**
 * Roles with what follows from their grants: who may change customers in a scope may change those customers' contacts. Made
 * where roles are read, so that abilities, keys and explanations all know of it.
 */
export function withFollowing<T extends RoleGrants>(roles: T[], registry: PolicyRegistry): T[] {
  const followers = registry.all().filter(({ follows }) => follows !== undefined);
  if (followers.length === 0) return roles;
  return roles.map((role) => ({
    ...role,
    grants: [...role.grants, ...role.grants.flatMap((grant) => followers.flatMap((policy) => following(policy, grant)))],
  }));
}

function following({ object, follows }: ObjectPolicy, grant: Grant): Grant[] {
  if (grant.object !== follows!.object) return [];
  const actions = Object.entries(follows!.grants).flatMap(([action, mine]) =>
    grant.actions.includes(action) || grant.actions.includes('*') ? mine : [],
  );
  return actions.length > 0 ? [{ object, actions: [...new Set(actions)], scope: grant.scope }] : [];
}
