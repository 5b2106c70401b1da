import { Global, Module } from '@nestjs/common';
import { ScheduleModule } from '@nestjs/schedule';
import { policies } from '../authz/index.js';
import { Housekeeping } from './housekeeping.js';
import { InlineJobs } from './inline-jobs.js';
import { JobContexts } from './job-contexts.js';
import { JobExecutor } from './job-executor.js';
import { JobHandlers } from './job-handlers.js';
import { JobProgress } from './job-progress.js';
import { JobQueue } from './job-queue.js';
import { JobRows } from './job-rows.js';
import { JobWorker } from './job-worker.js';
import { jobPolicy, schedulePolicy } from './job.policy.js';
import { JobQueries } from './job.queries.js';
import { JobsController } from './jobs.controller.js';
import { Jobs } from './jobs.service.js';
import { ScheduleRunner } from './schedule-runner.js';
import { Schedules } from './schedules.js';
import { SchedulesController } from './schedules.controller.js';
import { SchedulesService } from './schedules.service.js';

policies.register(jobPolicy);
policies.register(schedulePolicy);

/** Work outside requests: its queue, its workers, its schedules, and how people follow it. */
@Global()
@Module({
  imports: [ScheduleModule.forRoot()],
  controllers: [JobsController, SchedulesController],
  providers: [
    JobQueue,
    JobHandlers,
    JobRows,
    JobContexts,
    JobExecutor,
    JobWorker,
    JobQueries,
    Jobs,
    JobProgress,
    InlineJobs,
    Schedules,
    ScheduleRunner,
    SchedulesService,
    Housekeeping,
  ],
  exports: [JobQueue, JobHandlers, JobContexts, JobExecutor, JobWorker, Jobs, InlineJobs, Schedules, ScheduleRunner],
})
export class JobsModule {}
