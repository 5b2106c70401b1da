import { setTimeout as sleep } from 'node:timers/promises';
import sql from 'sql-template-tag';
import type { Ctx } from '../context/ctx.js';
import type { JobRun } from './job-run.js';

/**
 * Waits until no transaction runs that is older than the given one: what the older ones wrote is visible, and each that is
 * still to come sees what it has committed. `pause` is called between looks.
 */
export async function olderTransactionsEnd(job: JobRun, since: string, pause?: () => Promise<void>): Promise<void> {
  for (;;) {
    const { ended } = await job.unit((ctx) =>
      ctx.db.one<{ ended: boolean }>(sql`SELECT pg_snapshot_xmin(pg_current_snapshot()) > ${since}::xid8 AS ended`),
    );
    if (ended) return;
    await pause?.();
    await sleep(50);
  }
}

export const transactionOf = async (ctx: Ctx): Promise<string> =>
  (await ctx.db.one<{ id: string }>(sql`SELECT pg_current_xact_id()::text AS id`)).id;
