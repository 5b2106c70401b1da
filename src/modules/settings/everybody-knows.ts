import { olderTransactionsEnd, type JobRun } from '../../platform/jobs/index.js';

/** Waits until everybody writes by a changed definition; the job was given the change's transaction as `since`. */
export const everybodyKnows = (job: JobRun): Promise<void> =>
  olderTransactionsEnd(job, String(job.input.since), () => job.giveWay());
