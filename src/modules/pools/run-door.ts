import sql from 'sql-template-tag';
import type { Ctx } from '../../platform/context/ctx.js';
import { JobCancelled, JobInterrupted, type JobRun } from '../../platform/jobs/index.js';

/** How a run opens its transactions and says how far it is; a job, a command and a test each have their own. */
export interface RunDoor {
  /** Names the run in the ledger; a repeated attempt has the same. */
  runId: string;
  unit<T>(work: (ctx: Ctx) => Promise<T>): Promise<T>;
  progress(done: number): Promise<void>;
  giveWay(): Promise<void>;
}

export const doorOf = (job: JobRun): RunDoor => ({
  runId: job.id,
  unit: (work) => job.unit(work),
  progress: (done) => job.progress(done),
  giveWay: () => job.giveWay(),
});

/** What is no fault of a pool ends the run at once. */
export function passingOn(error: unknown): unknown {
  if (error instanceof JobCancelled || error instanceof JobInterrupted) throw error;
  return error;
}

/** How many ledger lines a run has written, in all its attempts. */
export async function countOfRun(ctx: Ctx, runId: string, object?: string): Promise<number> {
  const { n } = await ctx.db.one<{ n: number }>(
    sql`SELECT count(*) AS n FROM ownership_ledger WHERE run_id = ${runId}::uuid AND (${object ?? null}::text IS NULL OR object = ${object ?? null})`,
  );
  return n;
}
