import { Controller, Delete, Get, HttpCode, Param, Query, Res } from '@nestjs/common';
import { ApiOkResponse, ApiQuery, ApiTags } from '@nestjs/swagger';
import { SignedIn } from '../authz/index.js';
import type { Ctx } from '../context/ctx.js';
import { forbidden } from '../errors/index.js';
import { Context, Fails, type AppReply } from '../http/index.js';
import { Accepted } from './accepted.decorator.js';
import { jobFinished, jobNotFound } from './job-errors.js';
import { JobProgress } from './job-progress.js';
import { JobListView, JobView } from './job.view.js';
import { JobFilter, ListJobsRequest } from './jobs.requests.js';
import { Jobs } from './jobs.service.js';

@ApiTags('Jobs')
@Controller('jobs')
export class JobsController {
  constructor(
    private readonly jobs: Jobs,
    private readonly progress: JobProgress,
  ) {}

  /** List jobs, newest first: those you asked for, or with `scope=all` those of others that you may see. */
  @Get()
  @SignedIn()
  @ApiQuery({
    name: 'filter',
    style: 'deepObject',
    explode: true,
    required: false,
    type: JobFilter,
    description: 'filter[kind], filter[status]',
  })
  list(@Context() ctx: Ctx, @Query() query: ListJobsRequest): Promise<JobListView> {
    return this.jobs.list(ctx, query);
  }

  /** Read a job: its state, progress, result and errors. */
  @Get(':id')
  @SignedIn()
  @Fails(jobNotFound)
  get(@Context() ctx: Ctx, @Param('id') id: string): Promise<JobView> {
    return this.jobs.get(ctx, id);
  }

  /** Cancel a job. A running one ends at its next check; what it has done by then stays done. */
  @Delete(':id')
  @SignedIn()
  @HttpCode(202)
  @Accepted()
  @Fails(jobNotFound, jobFinished, forbidden)
  cancel(@Context() ctx: Ctx, @Param('id') id: string): Promise<JobView> {
    return this.jobs.cancel(ctx, id);
  }

  /** Follow a job live, as server-sent events: `progress` with the job whenever it changes, `finished` at the end. */
  @Get(':id/events')
  @SignedIn()
  @ApiOkResponse({
    description: 'Each event carries the job as JSON.',
    content: { 'text/event-stream': { schema: { type: 'string' } } },
  })
  @Fails(jobNotFound)
  async events(@Context() ctx: Ctx, @Param('id') id: string, @Res() reply: AppReply): Promise<void> {
    await this.jobs.get(ctx, id);
    // X-Accel-Buffering: nginx would hold the events back.
    void reply.headers({ 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store', 'X-Accel-Buffering': 'no' });
    void reply.send(this.progress.stream(ctx, id));
  }
}
