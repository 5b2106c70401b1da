import { Injectable } from '@nestjs/common';
import type { Ctx } from '../context/ctx.js';
import { newId } from '../database/ids.js';
import { forbidden } from '../errors/index.js';
import { jobFinished } from './job-errors.js';
import type { JobRequest } from './job.js';
import { JobQueries } from './job.queries.js';
import { isFinished, jobView, type JobListView, type JobView } from './job.view.js';
import type { ListJobsRequest } from './jobs.requests.js';

/** Jobs as their requesters deal with them. */
@Injectable()
export class Jobs {
  constructor(private readonly queries: JobQueries) {}

  /** Enqueues work in this transaction and answers what `202 Accepted` shows; see `@Accepted`. */
  start(ctx: Ctx, request: JobRequest): JobView {
    const id = request.id ?? newId();
    ctx.enqueue({ ...request, id });
    return jobView({
      id,
      kind: request.kind,
      status: 'queued',
      done: 0,
      total: request.total ?? null,
      result: null,
      error: null,
      cancelRequested: false,
      attempts: 0,
      requestedBy: ctx.actor.employeeId,
      createdAt: ctx.now.toISOString(),
      startedAt: null,
      finishedAt: null,
    });
  }

  async list(ctx: Ctx, request: ListJobsRequest): Promise<JobListView> {
    const { limit = 20 } = request;
    const rows = await this.queries.list(ctx, request);
    const items = rows.slice(0, limit).map(jobView);
    const hasMore = rows.length > limit;
    return { items, page: { nextCursor: hasMore ? items.at(-1)!.id : null, hasMore } };
  }

  async get(ctx: Ctx, id: string): Promise<JobView> {
    return jobView(await this.queries.get(ctx, id));
  }

  /** Cancels a queued job at once, a running one at its next check. What it has done by then stays done. */
  async cancel(ctx: Ctx, id: string): Promise<JobView> {
    const seen = await this.queries.get(ctx, id);
    const cancelled = await this.queries.cancel(ctx, id);
    if (cancelled) return jobView(cancelled);
    throw isFinished(seen.status) ? jobFinished() : await this.refusal(ctx, id);
  }

  /** It may have finished between the two statements. */
  private async refusal(ctx: Ctx, id: string): Promise<Error> {
    return isFinished((await this.queries.get(ctx, id)).status) ? jobFinished() : forbidden();
  }
}
