import sql from 'sql-template-tag';
import { integrityChecks } from '../../../platform/integrity/integrity-checks.js';

/** A contact stands where its customer stands; triggers keep the copy that its lists and permissions ask. */
integrityChecks.register({
  name: 'customers.contactPlaces',
  run: (db) =>
    db.once(sql`SELECT r.id, r.customer_id, r.owner_id, c.owner_id AS customer_owner_id, r.pool_id, c.pool_id AS customer_pool_id
      FROM contacts r JOIN customers c ON c.tenant_id = r.tenant_id AND c.id = r.customer_id
      WHERE (r.owner_id, r.pool_id, r.home_pool_id, r.is_private) IS DISTINCT FROM (c.owner_id, c.pool_id, c.home_pool_id, c.is_private)`),
});
