import { Injectable, type OnModuleInit } from '@nestjs/common';
import { text } from '../../../platform/i18n/locale.js';
import { JobHandlers, Schedules } from '../../../platform/jobs/index.js';
import { doorOf } from '../run-door.js';
import { AssignmentRun } from './assignment-run.js';

export const ASSIGN_JOB = 'pools.assign';

/** Assignment of what waits: every ten minutes, because people come on duty and quotas begin anew, and on demand (POOL-05). */
@Injectable()
export class AssignmentJobs implements OnModuleInit {
  constructor(
    private readonly handlers: JobHandlers,
    private readonly schedules: Schedules,
    private readonly assignment: AssignmentRun,
  ) {}

  onModuleInit(): void {
    this.handlers.register({
      kind: ASSIGN_JOB,
      origin: 'rule',
      run: (job) => this.assignment.run(doorOf(job), job.input.poolId as string | undefined),
    });
    this.schedules.define({ kind: ASSIGN_JOB, label: text('自动分配', 'Automatic assignment'), cron: '5-59/10 * * * *' });
  }
}
