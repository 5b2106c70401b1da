import { Injectable } from '@nestjs/common';
import type { Ctx } from '../../../platform/context/ctx.js';
import { Jobs, type JobView } from '../../../platform/jobs/index.js';
import { PoolAccess } from '../pool/pool-access.js';
import { poolableOf } from '../poolable.js';
import { RulesInForce } from '../rule/rule-in-force.js';
import { assignmentOff } from './assignment.errors.js';
import { ASSIGN_JOB } from './assignment.jobs.js';
import { Assignment } from './assignment.service.js';
import { reasonOf, stayWords } from './assignment-words.js';
import type { AssignmentTrialView, PersonShareView, StayCountView } from './assignment.view.js';
import type { Placement, Stay } from './plan.js';

/** So many records a trial names; the sums tell of all. */
const NAMED = 100;

/** Automatic assignment on demand, by those who run the pool (POOL-05). */
@Injectable()
export class AssignmentsService {
  constructor(
    private readonly pools: PoolAccess,
    private readonly rules: RulesInForce,
    private readonly assignment: Assignment,
    private readonly jobs: Jobs,
  ) {}

  /** @throws poolNotFound, forbidden, assignmentOff */
  async start(ctx: Ctx, poolId: string): Promise<JobView> {
    const pool = await this.pools.find(ctx, 'configure', poolId);
    const rule = (await this.rules.of(ctx, [pool.id])).get(pool.id);
    if (!rule?.rules.assignment?.enabled) throw assignmentOff();
    return this.jobs.start(ctx, { kind: ASSIGN_JOB, input: { poolId: pool.id } });
  }

  /** @throws poolNotFound, forbidden, assignmentOff */
  async trial(ctx: Ctx, poolId: string): Promise<AssignmentTrialView> {
    const pool = await this.pools.find(ctx, 'configure', poolId);
    const rule = (await this.rules.of(ctx, [pool.id])).get(pool.id);
    if (!rule?.rules.assignment?.enabled) throw assignmentOff();
    const { placements, stays } = await this.assignment.trial(ctx, poolableOf(pool.object), rule, { after: undefined });
    return {
      considered: placements.length + stays.length,
      placed: placements.length,
      people: sharesOf(placements),
      stayed: countsOf(stays),
      items: [
        ...placements.map((placement) => ({
          recordId: placement.recordId,
          employeeId: placement.employeeId,
          lineKey: placement.line.key,
          reason: reasonOf(placement, ctx.locale),
        })),
        ...stays.map(({ recordId, lineKey, reason, lacked }) => ({
          recordId,
          employeeId: null,
          lineKey,
          reason: stayWords(reason, lacked, ctx.locale),
        })),
      ].slice(0, NAMED),
    };
  }
}

function sharesOf(placements: readonly Placement[]): PersonShareView[] {
  const shares = Map.groupBy(placements, (placement) => placement.employeeId);
  return [...shares].map(([employeeId, group]) => ({ employeeId, count: group.length })).sort((a, b) => b.count - a.count);
}

function countsOf(stays: readonly Stay[]): StayCountView[] {
  return [...Map.groupBy(stays, (stay) => stay.reason)].map(([reason, group]) => ({ reason, count: group.length }));
}
