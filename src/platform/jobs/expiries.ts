import sql, { raw, type Sql } from 'sql-template-tag';
import { Registry } from '../registry.js';

/** Rows deleted in one transaction. */
export const EXPIRY_BATCH = 5000;

/** Rows that are kept for a time only. */
export interface Expiry {
  /** How the result of the housekeeping names them. */
  name: string;
  /** Deletes at most EXPIRY_BATCH rows of the enterprise that are beyond their time. */
  remove: (now: Date) => Sql;
}

const registry = new Registry<Expiry>('what expires');

/** Has the nightly housekeeping remove rows. @throws Error when the name is taken */
export const registerExpiry = (expiry: Expiry): (() => void) => registry.add(expiry.name, expiry);

export const expiries = (): Expiry[] => registry.all();

/** What is removed when its time of a table's column is so long ago: `24 hours`, `30 days`. */
export const olderThan =
  (table: string, column: string, period: string): Expiry['remove'] =>
  (now) =>
    sql`DELETE FROM ${raw(table)} WHERE ctid = ANY (ARRAY(
    SELECT ctid FROM ${raw(table)} WHERE ${raw(column)} < ${now}::timestamptz - ${period}::interval LIMIT ${EXPIRY_BATCH}))`;

// The API promises 24 hours.
registerExpiry({ name: 'idempotencyKeys', remove: olderThan('idempotency_keys', 'created_at', '24 hours') });
// An undelivered message lives for 14 days; after that nothing can deliver the event a second time, or needs it.
registerExpiry({ name: 'handledEvents', remove: olderThan('handled_events', 'at', '30 days') });
registerExpiry({ name: 'events', remove: olderThan('events', 'at', '30 days') });
registerExpiry({ name: 'jobs', remove: olderThan('jobs', 'finished_at', '180 days') });
// A schedule that runs every few minutes leaves many rows; its last one is kept to show when that was.
registerExpiry({
  name: 'scheduledJobs',
  remove: (now) => sql`DELETE FROM jobs WHERE ctid = ANY (ARRAY(
    SELECT j.ctid FROM jobs j WHERE j.finished_at < ${now}::timestamptz - interval '3 days' AND j.slot IS NOT NULL
      AND EXISTS (SELECT FROM jobs newer WHERE newer.tenant_id = j.tenant_id AND newer.kind = j.kind AND newer.id > j.id)
    LIMIT ${EXPIRY_BATCH}))`,
});
