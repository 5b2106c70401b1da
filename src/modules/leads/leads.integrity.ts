import sql from 'sql-template-tag';
import { integrityChecks } from '../../platform/integrity/integrity-checks.js';

/** The number and the last time of follow-ups are kept on the lead; both are recomputed from the follow-ups. */
integrityChecks.register({
  name: 'leads.followUps',
  run: (db) =>
    db.once(sql`SELECT l.id, l.follow_up_count, f.n, l.last_follow_up_at, f.last FROM leads l
      CROSS JOIN LATERAL (SELECT count(*) AS n, max(at) AS last FROM lead_follow_ups f WHERE f.lead_id = l.id) f
      WHERE f.n > 0 AND (l.follow_up_count, l.last_follow_up_at) IS DISTINCT FROM (f.n, f.last)`),
});
