import type { Ctx } from '../../platform/context/ctx.js';

/** Whether a role grants the action on every record of the object, not only on those of one's own pools or people. */
export const mayEverywhere = (ctx: Ctx, action: string, object: string): boolean =>
  ctx.ability.rulesFor(action, object).some((rule) => rule.conditions === undefined);
