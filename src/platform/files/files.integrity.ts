import sql from 'sql-template-tag';
import { integrityChecks } from '../integrity/integrity-checks.js';

integrityChecks.register({
  name: 'files.usage',
  run: (db) =>
    db.query(sql`SELECT u.bytes AS kept, f.bytes AS counted
      FROM file_usage u FULL JOIN (SELECT tenant_id, sum(size)::bigint AS bytes FROM files GROUP BY tenant_id) f USING (tenant_id)
      WHERE coalesce(u.bytes, 0) <> coalesce(f.bytes, 0)`),
});

integrityChecks.register({
  name: 'files.unattached',
  run: (db) =>
    db.query(sql`SELECT f.id, f.unattached_since AS "unattachedSince", a.record_id AS "recordId"
      FROM files f LEFT JOIN attachments a ON a.tenant_id = f.tenant_id AND a.file_id = f.id
      WHERE (f.unattached_since IS NULL) <> (a.file_id IS NOT NULL)`),
});
