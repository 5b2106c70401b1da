import { Injectable } from '@nestjs/common';
import sql from 'sql-template-tag';
import { AuditLog } from '../../../platform/audit/index.js';
import type { Ctx } from '../../../platform/context/ctx.js';
import { Jobs, type JobView } from '../../../platform/jobs/index.js';
import { EmployeeQueries } from '../employee/employee.queries.js';
import { lockOrganisation } from '../org-lock.js';
import { BelongingsService } from './belongings.service.js';
import { DeparturePlans, destinationOf, type DeparturePlan } from './departure-plan.js';
import type { CreateDepartureRequest } from './departure.requests.js';
import { departureRunning } from './leaving.errors.js';

export const DEPARTURE_JOB = 'org.departure';

/** Begins a departure when everything that can be wrong with it has been looked at (ORG-07). */
@Injectable()
export class DeparturesService {
  constructor(
    private readonly employees: EmployeeQueries,
    private readonly belongings: BelongingsService,
    private readonly plans: DeparturePlans,
    private readonly jobs: Jobs,
    private readonly audit: AuditLog,
  ) {}

  async start(ctx: Ctx, id: string, request: CreateDepartureRequest): Promise<JobView> {
    await lockOrganisation(ctx);
    const [blocker] = await this.belongings.blockers(ctx, await this.employees.view(ctx, id));
    if (blocker) throw blocker;
    await this.mustNotRun(ctx, id);
    const plan: DeparturePlan = {
      employeeId: id,
      handOver: request.handOver.map((each) => ({ kind: each.kind, destination: destinationOf(each) })),
      successorId: request.successorId ?? null,
      reason: request.reason,
    };
    await this.plans.check(ctx, plan);
    const counts = Object.fromEntries((await this.belongings.of(ctx, id)).map(({ kind, count }) => [kind, count]));
    const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
    await this.audit.record(ctx, {
      action: 'employee.departureStarted',
      object: 'employee',
      objectId: id,
      summary: { ...plan, counts },
    });
    return this.jobs.start(ctx, { kind: DEPARTURE_JOB, input: { plan }, total });
  }

  /** Two at once would deal the same things out twice. The organisation's lock is held until the job's row is there. */
  private async mustNotRun(ctx: Ctx, id: string): Promise<void> {
    const running = await ctx.db.maybe(sql`SELECT FROM jobs WHERE tenant_id = ${ctx.tenantId} AND kind = ${DEPARTURE_JOB}
      AND status IN ('queued', 'running') AND input -> 'plan' ->> 'employeeId' = ${id}`);
    if (running) throw departureRunning();
  }
}
