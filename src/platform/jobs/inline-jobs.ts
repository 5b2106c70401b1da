import { Injectable } from '@nestjs/common';
import sql from 'sql-template-tag';
import type { Ctx } from '../context/ctx.js';
import { newId } from '../database/ids.js';
import { JobContexts } from './job-contexts.js';
import { JobExecutor } from './job-executor.js';
import { JobHandlers } from './job-handlers.js';
import { JobQueue } from './job-queue.js';
import type { JobView } from './job.view.js';
import { Jobs } from './jobs.service.js';

/** Runs jobs in this very process and waits for them: the command line's way to what workers do (OPS-04). */
@Injectable()
export class InlineJobs {
  constructor(
    private readonly handlers: JobHandlers,
    private readonly contexts: JobContexts,
    private readonly executor: JobExecutor,
    private readonly jobs: Jobs,
    private readonly queue: JobQueue,
  ) {}

  /**
   * One attempt as the system, listed among the enterprise's jobs like any other. Its failure stands in the answer.
   * @throws Error for a kind that nobody does; EnterpriseClosed
   */
  async run(tenantId: string, kind: string, input: Readonly<Record<string, unknown>> = {}): Promise<JobView> {
    this.handlers.get(kind);
    const jobId = newId();
    const unit = <T>(work: (ctx: Ctx) => Promise<T>): Promise<T> =>
      this.contexts.unit({ tenantId, employeeId: null, origin: 'job', requestId: jobId }, work);
    // No message goes with the row, so that no worker takes it.
    await unit((ctx) =>
      ctx.db.run(
        sql`INSERT INTO jobs (tenant_id, id, kind, input) VALUES (${tenantId}, ${jobId}, ${kind}, ${JSON.stringify(input)})`,
      ),
    );
    await this.executor.execute({ tenantId, jobId, kind }, { isLast: true, signal: this.queue.stopping });
    return unit((ctx) => this.jobs.get(ctx, jobId));
  }
}
