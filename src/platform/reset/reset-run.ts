import { Injectable, type OnModuleInit } from '@nestjs/common';
import { FIRST_ID } from '../database/ids.js';
import { text } from '../i18n/locale.js';
import { JobHandlers, olderTransactionsEnd, Schedules, transactionOf, type JobResultData, type JobRun } from '../jobs/index.js';
import { ResetOutcome } from './reset-outcome.js';
import { ResetRows, type ResetRow } from './reset-rows.js';
import { ResetStart, RESET_JOB } from './reset-start.js';
import { FOR_EVERY_KIND, ResetSteps, type ResetStep } from './reset-steps.js';

/**
 * Does what two administrators want, in batches. Writers are shut out first, and those who were earlier are waited for. A
 * killed run is finished by the next attempt or at night: each step finds in the data what is left of it (OPS-03).
 */
@Injectable()
export class ResetRun implements OnModuleInit {
  constructor(
    private readonly handlers: JobHandlers,
    private readonly schedules: Schedules,
    private readonly rows: ResetRows,
    private readonly steps: ResetSteps,
    private readonly start: ResetStart,
    private readonly outcome: ResetOutcome,
  ) {}

  onModuleInit(): void {
    this.handlers.register({ kind: RESET_JOB, origin: 'system', concurrency: 1, run: (job) => this.run(job) });
    this.schedules.define({
      kind: RESET_JOB,
      at: '02:10',
      label: text('继续未完成的数据清空', 'Go on with a reset of CRM data'),
    });
  }

  private async run(job: JobRun): Promise<JobResultData> {
    const reset = await job.unit((ctx) => this.start.begin(ctx));
    if (!reset) return { resetId: null };
    const steps = await job.unit((ctx) => this.steps.of(ctx, reset.kinds));
    await this.everybodyIsOut(job);
    for (const step of steps.filter(({ kind }) => kind !== FOR_EVERY_KIND)) await this.do(job, reset, step);
    // Whoever found a record before it was gone may just be commenting on it.
    await this.everybodyIsOut(job);
    for (const step of steps.filter(({ kind }) => kind === FOR_EVERY_KIND)) await this.do(job, reset, step);
    await job.unit((ctx) => this.outcome.finish(ctx, reset));
    return { resetId: reset.id };
  }

  private async everybodyIsOut(job: JobRun): Promise<void> {
    await olderTransactionsEnd(job, await job.unit(transactionOf));
  }

  /** Objects in the store go after the commit, because a store cannot roll back; what a crash leaves there is swept at night. */
  private async do(job: JobRun, { id }: ResetRow, step: ResetStep): Promise<void> {
    let after: string | null = FIRST_ID;
    while (after !== null) {
      const batch = await job.unit(async (ctx) => {
        const done = await this.steps.batch(ctx, id, step, after!);
        if (done.changed > 0) await this.rows.note(ctx, id, step.target, done.changed);
        return done;
      });
      await this.outcome.removeStored(job.tenantId, batch.stored ?? []);
      after = batch.last;
    }
  }
}
