import type { Grant, RoleGrants } from './grant.js';
import type { Following, PolicyRegistry } from './policy.js';

/**
 * Roles with what follows from their grants: who may change customers in a scope may change those customers' contacts. Made
 * where roles are read, so that abilities, keys and explanations all know of it.
 */
export function withFollowing<T extends RoleGrants>(roles: T[], registry: PolicyRegistry): T[] {
  const followers = registry.all().filter(({ follows }) => follows !== undefined);
  if (followers.length === 0) return roles;
  return roles.map((role) => ({
    ...role,
    grants: [
      ...role.grants,
      ...role.grants.flatMap((grant) =>
        followers.flatMap(({ object, follows }) => follows!.flatMap((each) => following(object, each, grant))),
      ),
    ],
  }));
}

function following(object: string, follows: Following, { object: of, actions: granted, scope }: Grant): Grant[] {
  if (of !== follows.object || scope === 'none') return [];
  const actions = Object.entries(follows.grants).flatMap(([action, mine]) =>
    granted.includes(action) || granted.includes('*') ? mine : [],
  );
  return actions.length > 0 ? [{ object, actions: [...new Set(actions)], scope: follows.scope ?? scope }] : [];
}
