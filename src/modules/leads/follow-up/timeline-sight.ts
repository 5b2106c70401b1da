import type { Ctx } from '../../../platform/context/ctx.js';
import { readableChanges, type Changes } from '../../../platform/records/index.js';
import { leadDescriptor } from '../leads.descriptor.js';
import type { TimelineEntryView } from './follow-up.view.js';

/** What an entry says that is, or was, the value of a field. */
const VALUE_OF: Readonly<Record<string, string>> = {
  degree: 'degree',
  nextContactAt: 'nextContactAt',
  fromOwnerId: 'ownerId',
  toOwnerId: 'ownerId',
  fromPoolId: 'poolId',
  toPoolId: 'poolId',
};

/** An entry of a lead's timeline without what the actor's roles hide: a hidden field is hidden in its history as well (PERM-07). */
export function seenEntry(ctx: Ctx, { content, ...entry }: TimelineEntryView): TimelineEntryView {
  const hidden = ctx.ability.hiddenFields('lead');
  if (entry.kind === 'change')
    return { ...entry, content: { ...content, changes: readableChanges(leadDescriptor, hidden, content.changes as Changes) } };
  return { ...entry, content: Object.fromEntries(Object.entries(content).filter(([key]) => !hidden.has(VALUE_OF[key] ?? ''))) };
}
