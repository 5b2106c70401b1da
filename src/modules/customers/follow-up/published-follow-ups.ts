import sql, { empty } from 'sql-template-tag';
import { text } from '../../../platform/i18n/locale.js';
import type { PublishedKind } from '../../org/index.js';
import { readable } from './follow-up.queries.js';

/** So much of a follow-up is shown where it stands among others. */
const EXCERPT = 200;

/** Follow-ups on their author's page, for whoever may read the record that they are of. Index: follow_ups_by_author. */
export const publishedFollowUps: PublishedKind = {
  kind: 'followUp',
  label: text('跟进记录', 'Follow-up'),
  rows: (ctx, authorId, before, most) => sql`
    SELECT f.id, f.at, left(f.content, ${EXCERPT}::integer) AS excerpt FROM follow_ups f
    WHERE f.tenant_id = ${ctx.tenantId} AND f.created_by = ${authorId}::uuid AND ${readable(ctx)}
      ${before ? sql`AND (f.at, f.id) < (${before.at}::timestamptz, ${before.id}::uuid)` : empty}
    ORDER BY f.at DESC, f.id DESC LIMIT ${most}::integer`,
};
