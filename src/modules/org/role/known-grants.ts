import { policies, type Grant } from '../../../platform/authz/index.js';

/**
 * Built-in roles say `*` for every action of an object, and speak of objects whose module this program does not have.
 * Editors see and send plain actions of known objects.
 */
export function knownGrants(grants: Grant[]): Grant[] {
  return grants
    .filter(({ object }) => policies.has(object))
    .map((grant) => (grant.actions.includes('*') ? { ...grant, actions: [...policies.get(grant.object).actions] } : grant));
}

/** What an edit must not lose, because the editor could not see it. */
export const unknownGrants = (grants: Grant[]): Grant[] => grants.filter(({ object }) => object !== '*' && !policies.has(object));
