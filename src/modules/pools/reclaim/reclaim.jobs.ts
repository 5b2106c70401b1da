import { Injectable, type OnModuleInit } from '@nestjs/common';
import { text } from '../../../platform/i18n/locale.js';
import { JobHandlers, Schedules, type JobRun } from '../../../platform/jobs/index.js';
import { poolables } from '../poolable.js';
import { RulesInForce } from '../rule/rule-in-force.js';
import { ReclaimReminders } from './reclaim-reminders.js';
import { doorOf } from '../run-door.js';
import { ReclaimRun } from './reclaim-run.js';

export const RECLAIM_JOB = 'pools.reclaim';
export const REMIND_JOB = 'pools.remind';

/** Reclaim every ten minutes, reminders every quarter of an hour; both on demand as well (POOL-08, POOL-09, POOL-17). */
@Injectable()
export class ReclaimJobs implements OnModuleInit {
  constructor(
    private readonly handlers: JobHandlers,
    private readonly schedules: Schedules,
    private readonly reclaim: ReclaimRun,
    private readonly rules: RulesInForce,
    private readonly reminders: ReclaimReminders,
  ) {}

  onModuleInit(): void {
    this.handlers.register({
      kind: RECLAIM_JOB,
      origin: 'rule',
      run: (job) => this.reclaim.run(doorOf(job), job.input.poolId as string | undefined),
    });
    this.handlers.register({ kind: REMIND_JOB, origin: 'rule', run: (job) => this.remind(job) });
    this.schedules.define({ kind: RECLAIM_JOB, label: text('自动回收', 'Automatic reclaim'), cron: '*/10 * * * *' });
    this.schedules.define({ kind: REMIND_JOB, label: text('回收提醒', 'Reclaim reminders'), cron: '*/15 * * * *' });
  }

  private async remind(job: JobRun): Promise<{ reminded: number }> {
    let reminded = 0;
    for (const poolable of poolables()) {
      const rules = await job.unit((ctx) => this.rules.all(ctx, poolable.object));
      for (const rule of rules) reminded += await job.unit((ctx) => this.reminders.remind(ctx, poolable, rule));
    }
    return { reminded };
  }
}
