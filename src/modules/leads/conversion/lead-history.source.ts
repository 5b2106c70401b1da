import sql, { raw } from 'sql-template-tag';
import { scoped } from '../../../platform/authz/index.js';
import type { TimelineSource } from '../../customers/index.js';
import { leadPolicy } from '../leads.policy.js';

/**
 * On a customer's timeline, what became of the leads that it came from: who had them, and that they were converted. For who
 * may see the leads; what was said to them stands there as follow-ups. Index: leads_by_customer, ownership_ledger_of_record.
 */
export const leadHistorySource: TimelineSource = {
  kind: 'lead',
  objects: ['customer'],
  rows: (ctx) =>
    ctx.ability.can('read', 'lead')
      ? {
          from: sql`(
            SELECT r.id, r.converted_at AS at, r.updated_by AS actor_id, jsonb_build_object('leadId', r.id, 'event', 'converted') AS content
            FROM leads r WHERE r.customer_id = s.id AND ${scoped(ctx, 'read', leadPolicy)}
            UNION ALL
            SELECT o.id, o.at, o.actor_id, jsonb_build_object('leadId', r.id, 'event', o.kind, 'reason', o.reason)
            FROM leads r JOIN ownership_ledger o ON o.tenant_id = r.tenant_id AND o.record_id = r.id
            WHERE r.customer_id = s.id AND ${scoped(ctx, 'read', leadPolicy)}
          ) h WHERE TRUE`,
          id: raw('h.id'),
          at: raw('h.at'),
          actor: raw('h.actor_id'),
          content: raw('h.content'),
        }
      : undefined,
};
