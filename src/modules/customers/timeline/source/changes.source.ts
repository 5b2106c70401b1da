import sql, { raw } from 'sql-template-tag';
import { readableChanges, type Changes } from '../../../../platform/records/index.js';
import type { TimelineSource } from '../timeline-source.js';

/** Changes of fields: nobody reads in the history what the record itself does not tell them. */
export const changesSource: TimelineSource = {
  kind: 'change',
  rows: (_, { readsHistory }) =>
    readsHistory
      ? {
          from: sql`record_changes r WHERE r.record_id = s.id AND r.operation = 'changed'`,
          id: raw('r.id'),
          at: raw('r.at'),
          actor: raw('r.actor_id'),
          content: raw(`jsonb_build_object('origin', r.origin, 'version', r.version, 'changes', r.changes)`),
        }
      : undefined,
  finish: (ctx, { descriptor }, entries) => {
    const hidden = ctx.ability.hiddenFields(descriptor.object);
    for (const entry of entries) {
      const changes = readableChanges(descriptor, hidden, entry.content.changes as Changes);
      entry.content = { ...entry.content, changes };
    }
  },
};
