import sql, { raw } from 'sql-template-tag';
import { integrityChecks } from '../../../platform/integrity/integrity-checks.js';
import { followUpSubjects } from './follow-up-subject.js';

/** The number and the last time of follow-ups are kept on their records; both are recomputed from the follow-ups. */
integrityChecks.register({
  name: 'customers.followUps',
  run: async (db) => {
    const wrong = await Promise.all(
      followUpSubjects().map(({ object, descriptor, column }) =>
        db.once(sql`SELECT ${object} AS object, r.id, r.follow_up_count, f.n, r.last_follow_up_at, f.last FROM ${raw(descriptor.table)} r
          CROSS JOIN LATERAL (SELECT count(*) AS n, max(at) AS last FROM follow_ups f WHERE f.${raw(column)} = r.id) f
          WHERE f.n > 0 AND (r.follow_up_count, r.last_follow_up_at) IS DISTINCT FROM (f.n, f.last)`),
      ),
    );
    return wrong.flat();
  },
});
