import { Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import type { JobResult } from 'pg-boss';
import { jobLost } from './job-errors.js';
import { JobExecutor } from './job-executor.js';
import { MOST_AT_ONCE } from './job-handlers.js';
import { concurrencyByTier } from './job-messages.js';
import { JobQueue, type QueueJob } from './job-queue.js';
import { JobRows } from './job-rows.js';
import { DEAD_JOBS, JOBS, type JobMessage } from './queues.js';

/** Two jobs a batch: a full batch of one would not count as a sign that there is more. Three fetchers make six at once. */
const AT_ONCE = { batchSize: 2, localConcurrency: MOST_AT_ONCE };

/** Works the queue of jobs in worker processes. */
@Injectable()
export class JobWorker implements OnApplicationBootstrap {
  private readonly logger = new Logger(JobWorker.name);

  constructor(
    private readonly queue: JobQueue,
    private readonly executor: JobExecutor,
    private readonly rows: JobRows,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    if (!this.queue.works) return;
    await this.queue.work<JobMessage>(JOBS, { ...AT_ONCE, localGroupConcurrency: concurrencyByTier }, (batch) =>
      this.work(batch),
    );
    await this.queue.work<JobMessage>(DEAD_JOBS, { batchSize: 20 }, (batch) => this.bury(batch));
  }

  /** Works a batch side by side and says of each message how it ended. */
  work(batch: QueueJob<JobMessage>[]): Promise<JobResult[]> {
    return Promise.all(batch.map((message) => this.attempt(message)));
  }

  private async attempt({ id, data, retryCount, retryLimit, signal }: QueueJob<JobMessage>): Promise<JobResult> {
    try {
      const isLast = retryCount >= retryLimit;
      const outcome = await this.executor.execute(data, { isLast, signal: AbortSignal.any([signal, this.queue.stopping]) });
      return { id, status: outcome === 'retried' ? 'failed' : 'completed' };
    } catch (error) {
      this.logger.error({ err: error, job: data.jobId, kind: data.kind }, 'A job could not be worked');
      return { id, status: 'failed', output: { message: (error as Error).message } };
    }
  }

  /** The workers of these died each time, or could not write how it ended: their rows still say running. */
  async bury(batch: QueueJob<JobMessage>[]): Promise<JobResult[]> {
    return Promise.all(
      batch.map(async ({ id, data }) => {
        this.logger.error({ job: data.jobId, kind: data.kind, tenantId: data.tenantId }, 'A job was given up');
        await this.rows.bury(data, (locale) => ({ code: jobLost.code, detail: jobLost().detail(locale) }));
        return { id, status: 'completed' as const };
      }),
    );
  }
}
