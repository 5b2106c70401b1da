import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { Ctx } from '../../../platform/context/ctx.js';
import { FIRST_ID } from '../../../platform/database/ids.js';
import { Problem } from '../../../platform/errors/index.js';
import { JobHandlers, type JobResultData, type JobRun } from '../../../platform/jobs/index.js';
import { EmployeeQueries } from '../employee/employee.queries.js';
import { EmployeeStatusService } from '../employee/employee-status.service.js';
import { DeparturePlans, type DeparturePlan } from './departure-plan.js';
import { DEPARTURE_JOB } from './departures.service.js';
import { employeeStillOwns } from './leaving.errors.js';
import { LeavingService } from './leaving.service.js';
import { OwnershipHolders, type HandOver, type HandOverReport } from './ownership-holder.js';

/** Whoever is resumed in the middle of it and goes on claiming keeps the run busy no longer than this. */
const ROUNDS = 5;

/**
 * Suspends, hands over, ends (ORG-07). Suspended first, so that nothing comes in behind the hand-over's back. Each step
 * finds its work in the data: a run that was killed anywhere goes on where it was and hands nothing over twice.
 */
@Injectable()
export class DepartureRun implements OnModuleInit {
  constructor(
    private readonly handlers: JobHandlers,
    private readonly employees: EmployeeQueries,
    private readonly statuses: EmployeeStatusService,
    private readonly leaving: LeavingService,
    private readonly plans: DeparturePlans,
    private readonly holders: OwnershipHolders,
  ) {}

  onModuleInit(): void {
    this.handlers.register({ kind: DEPARTURE_JOB, run: (job) => this.run(job) });
  }

  private async run(job: JobRun): Promise<JobResultData> {
    const plan = job.input.plan as DeparturePlan;
    let hasLeft = await job.unit((ctx) => this.suspend(ctx, plan));
    for (let round = 1; !hasLeft; round++) {
      for (const { kind, destination } of plan.handOver)
        await this.handOverAll(job, kind, { from: plan.employeeId, destination, reason: plan.reason, runId: job.id });
      hasLeft = await this.ended(job, plan, round === ROUNDS);
    }
    return job.unit((ctx) => this.settle(ctx, plan, job.id));
  }

  /** Answers whether an earlier attempt has come to the end already. */
  private async suspend(ctx: Ctx, plan: DeparturePlan): Promise<boolean> {
    const { status } = await this.employees.lock(ctx, plan.employeeId);
    if (status === 'left') return true;
    await this.plans.check(ctx, plan);
    if (status === 'active') await this.statuses.suspend(ctx, plan.employeeId);
    return false;
  }

  private async handOverAll(job: JobRun, kind: string, handOver: HandOver): Promise<void> {
    const holder = this.holders.find(kind)!;
    for (let after: string | undefined = FIRST_ID; after !== undefined;) {
      await job.giveWay();
      const from: string = after;
      const moved = await job.unit((ctx) => holder.handOverBatch(ctx, handOver, from));
      if (moved.length > 0) await job.progress(job.progressSoFar.done + moved.length);
      // ids are compared as they are ordered: in lower case, digit by digit
      after = moved.toSorted().at(-1);
    }
  }

  /** False where something is there again, which only a resumed person can have got. */
  private async ended(job: JobRun, { employeeId, successorId }: DeparturePlan, isLast: boolean): Promise<boolean> {
    try {
      await job.unit((ctx) => this.leaving.leave(ctx, employeeId, successorId));
      return true;
    } catch (error) {
      if (isLast || !(error instanceof Problem && error.kind === employeeStillOwns)) throw error;
      return false;
    }
  }

  private async settle(ctx: Ctx, plan: DeparturePlan, runId: string): Promise<JobResultData> {
    const reports: Record<string, HandOverReport> = {};
    for (const { kind, destination } of plan.handOver) {
      const handOver = { from: plan.employeeId, destination, reason: plan.reason, runId };
      reports[kind] = await this.holders.find(kind)!.settle(ctx, handOver);
    }
    return { employeeId: plan.employeeId, handedOver: reports };
  }
}
