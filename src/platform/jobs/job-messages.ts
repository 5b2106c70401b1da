import type { JobInsert } from 'pg-boss';
import { MOST_AT_ONCE, type JobHandler } from './job-handlers.js';
import type { JobMessage } from './queues.js';

/** The message of a job row. It has the row's id, so that the two are found from each other. */
export function jobMessage(
  tenantId: string,
  jobId: string,
  { kind, retryLimit, concurrency }: Required<JobHandler>,
  startAfter?: Date,
): JobInsert<JobMessage> {
  return {
    id: jobId,
    data: { tenantId, jobId, kind },
    retryLimit,
    group: { id: kind, tier: tierOf(concurrency) },
    ...(startAfter ? { startAfter } : {}),
  };
}

/** How many of one group (a kind of job) run at once: pg-boss knows limits by tier, so each limit is a tier. */
export const concurrencyByTier = {
  default: MOST_AT_ONCE,
  tiers: Object.fromEntries(Array.from({ length: MOST_AT_ONCE }, (_, index) => [tierOf(index + 1), index + 1])),
};

function tierOf(concurrency: number): string {
  return `at-once-${concurrency}`;
}
