import { setTimeout as sleep } from 'node:timers/promises';
import sql from 'sql-template-tag';
import type { Ctx } from '../../platform/context/ctx.js';
import type { JobRun } from '../../platform/jobs/index.js';

/**
 * Waits until no transaction runs that is older than the change: each one from then on writes by the new definition, and
 * what the older ones wrote is visible.
 */
export async function everybodyKnows(job: JobRun): Promise<void> {
  for (;;) {
    const known = await job.unit((ctx) =>
      ctx.db.one<{ known: boolean }>(
        sql`SELECT pg_snapshot_xmin(pg_current_snapshot()) > ${String(job.input.since)}::xid8 AS known`,
      ),
    );
    if (known.known) return;
    await job.throwIfCancelled();
    await sleep(50);
  }
}

/** What a job that waits so is given as `since`. */
export const transactionOf = async (ctx: Ctx): Promise<string> =>
  (await ctx.db.one<{ id: string }>(sql`SELECT pg_current_xact_id()::text AS id`)).id;
