import type { ListScope } from '../authz/index.js';
import type { Ctx } from '../context/ctx.js';

/** What a list shows where no scope is asked for: everything to who may see everything, otherwise one's own and what lies below. */
export function usualScope(ctx: Ctx, object: string, filter: Record<string, unknown> | undefined): ListScope {
  if (filter && 'poolId' in filter) return 'all';
  if (ctx.ability.canEverywhere('read', object)) return 'all';
  const rules = ctx.ability.rulesFor('read', object);
  return rules.some((rule) => rule.reason?.includes('"scope":"subordinates"')) ? 'subordinates' : 'own';
}
