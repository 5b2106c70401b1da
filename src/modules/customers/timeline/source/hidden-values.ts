import type { Ctx } from '../../../../platform/context/ctx.js';
import type { TimelineEntryView } from '../timeline.view.js';

/**
 * Takes out of entries what is, or was, the value of a field that the actor's roles hide: a hidden field is hidden in its
 * history as well (PERM-07). `valueOf` says of which field each member of the content is the value.
 */
export function withoutHidden(
  ctx: Ctx,
  object: string,
  entries: readonly TimelineEntryView[],
  valueOf: Readonly<Record<string, string>>,
): void {
  const hidden = ctx.ability.hiddenFields(object);
  const members = Object.entries(valueOf).flatMap(([member, field]) => (hidden.has(field) ? [member] : []));
  for (const { content } of entries) for (const member of members) Reflect.deleteProperty(content, member);
}
