import sql, { raw } from 'sql-template-tag';
import { integrityChecks } from '../../platform/integrity/integrity-checks.js';
import { poolables } from './poolable.js';

/** The ledger is the truth about where a record went: its last line must name the place where the record is. */
integrityChecks.register({
  name: 'pools.lastLedgerLine',
  run: async (db) => {
    const wrong = await Promise.all(
      poolables().map(({ object, descriptor }) =>
        db.once(sql`SELECT r.id, r.owner_id, r.pool_id, l.kind, l.to_owner_id, l.to_pool_id FROM ${raw(descriptor.table)} r
          JOIN LATERAL (SELECT * FROM ownership_ledger l WHERE l.record_id = r.id AND l.object = ${object} ORDER BY l.at DESC, l.id DESC LIMIT 1) l ON TRUE
          WHERE (r.owner_id, r.pool_id) IS DISTINCT FROM (l.to_owner_id, l.to_pool_id)`),
      ),
    );
    return wrong.flat();
  },
});

/** A deadline without its version, or with one of another pool, could not be explained. */
integrityChecks.register({
  name: 'pools.deadlineNamesItsRule',
  run: async (db) => {
    const wrong = await Promise.all(
      poolables().map(({ descriptor }) =>
        db.once(sql`SELECT r.id, r.home_pool_id, r.reclaim_rule_id FROM ${raw(descriptor.table)} r JOIN pool_rules p ON p.tenant_id = r.tenant_id AND p.id = r.reclaim_rule_id
          WHERE p.pool_id IS DISTINCT FROM r.home_pool_id`),
      ),
    );
    return wrong.flat();
  },
});

/** ORG-07: what somebody owned who has left, is with somebody else or in a pool. */
integrityChecks.register({
  name: 'pools.leaversOwnNothing',
  run: async (db) => {
    const wrong = await Promise.all(
      poolables().map(({ object, descriptor }) =>
        db.once(sql`SELECT ${object}::text AS object, r.id, r.owner_id FROM ${raw(descriptor.table)} r JOIN employees e ON e.tenant_id = r.tenant_id AND e.id = r.owner_id
          WHERE e.status = 'left'`),
      ),
    );
    return wrong.flat();
  },
});
