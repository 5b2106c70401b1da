import { Injectable, type OnModuleInit } from '@nestjs/common';
import { text } from '../../../platform/i18n/locale.js';
import { JobHandlers, Schedules, type JobRun } from '../../../platform/jobs/index.js';
import { poolables } from '../poolable.js';
import { RulesInForce } from '../rule/rule-in-force.js';
import { ReclaimNotices } from './reclaim-notices.js';
import { ReclaimRun, type RunDoor } from './reclaim-run.js';

export const RECLAIM_JOB = 'pools.reclaim';
export const REMIND_JOB = 'pools.remind';

/** Reclaim every ten minutes, reminders every morning; both on demand as well (POOL-08, POOL-09). */
@Injectable()
export class ReclaimJobs implements OnModuleInit {
  constructor(
    private readonly handlers: JobHandlers,
    private readonly schedules: Schedules,
    private readonly reclaim: ReclaimRun,
    private readonly rules: RulesInForce,
    private readonly notices: ReclaimNotices,
  ) {}

  onModuleInit(): void {
    this.handlers.register({
      kind: RECLAIM_JOB,
      origin: 'rule',
      run: (job) => this.reclaim.run(doorOf(job), job.input.poolId as string | undefined),
    });
    this.handlers.register({ kind: REMIND_JOB, origin: 'rule', run: (job) => this.remind(job) });
    this.schedules.define({ kind: RECLAIM_JOB, label: text('自动回收', 'Automatic reclaim'), cron: '*/10 * * * *' });
    this.schedules.define({ kind: REMIND_JOB, label: text('回收提醒', 'Reclaim reminders'), at: '09:00' });
  }

  private async remind(job: JobRun): Promise<{ reminded: number }> {
    let reminded = 0;
    for (const poolable of poolables()) {
      const rules = await job.unit((ctx) => this.rules.all(ctx, poolable.object));
      for (const rule of rules) reminded += await job.unit((ctx) => this.notices.remind(ctx, poolable, rule));
    }
    return { reminded };
  }
}

const doorOf = (job: JobRun): RunDoor => ({
  runId: job.id,
  unit: (work) => job.unit(work),
  progress: (done) => job.progress(done),
  throwIfCancelled: () => job.throwIfCancelled(),
});
