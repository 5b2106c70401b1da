import sql, { raw } from 'sql-template-tag';
import type { TimelineSource } from '../../customers/index.js';

/** On a lead's timeline, each time that it came by itself. Index: lead_captures_of_lead. */
export const captureSource: TimelineSource = {
  kind: 'capture',
  objects: ['lead'],
  rows: () => ({
    from: sql`lead_captures r LEFT JOIN capture_forms f ON f.tenant_id = r.tenant_id AND f.id = r.form_id WHERE r.lead_id = s.id`,
    id: raw('r.id'),
    at: raw('r.at'),
    actor: raw('r.created_by'),
    content: raw(
      `jsonb_build_object('outcome', r.outcome, 'formId', r.form_id, 'formName', f.name, 'utm', r.utm, 'page', r.page)`,
    ),
  }),
};
