import sql, { empty, raw } from 'sql-template-tag';
import { text } from '../../../platform/i18n/locale.js';
import type { PublishedKind } from '../../org/index.js';
import type { FollowUpMasks } from './follow-up-masks.js';
import { FOLLOW_UP, readable } from './follow-up.policy.js';

/** So much of a follow-up is shown where it stands among others. */
const EXCERPT = 200;
/** A number that the end of the excerpt would cut is masked as a whole. */
const BEYOND = 64;

/** Follow-ups on their author's page, for whoever may read the record that they are of. Index: follow_ups_by_author. */
export const publishedFollowUps = (masks: FollowUpMasks): PublishedKind => ({
  kind: FOLLOW_UP,
  label: text('跟进记录', 'Follow-up'),
  rows: (ctx, authorId, before, most) => sql`
    SELECT f.id, f.at, ${ctx.ability.hiddenFields(FOLLOW_UP).has('content') ? raw(`''`) : sql`left(f.content, ${EXCERPT + BEYOND}::integer)`} AS excerpt FROM follow_ups f
    WHERE f.tenant_id = ${ctx.tenantId} AND f.created_by = ${authorId}::uuid AND ${readable(ctx)}
      ${before ? sql`AND (f.at, f.id) < (${before.at}::timestamptz, ${before.id}::uuid)` : empty}
    ORDER BY f.at DESC, f.id DESC LIMIT ${most}::integer`,
  finish: async (ctx, items) => {
    await masks.apply(
      ctx,
      items.map((item) => ({ id: item.id, told: item })),
    );
    for (const item of items) item.excerpt = [...item.excerpt].slice(0, EXCERPT).join('');
  },
});
