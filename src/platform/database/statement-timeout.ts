import sql from 'sql-template-tag';
import type { UnitOfWork } from './unit-of-work.js';

/** Lets what is left of a transaction take as long as it takes: for statements that look at every row of a table. */
export async function withoutTimeout(db: UnitOfWork): Promise<void> {
  await db.query(sql`SELECT set_config('statement_timeout', '0', true)`);
}
