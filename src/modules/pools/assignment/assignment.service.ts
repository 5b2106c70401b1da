import { Injectable } from '@nestjs/common';
import type { Ctx } from '../../../platform/context/ctx.js';
import { EnterpriseHours } from '../../org/index.js';
import { move } from '../ownership/placements.js';
import type { Poolable } from '../poolable.js';
import { recordsAssigned } from '../pools.events.js';
import { protectedUntil } from '../protection/protected-until.js';
import { Reclaim } from '../reclaim/reclaim.service.js';
import type { RuleInForce } from '../rule/rule-in-force.js';
import { AssignmentQueries } from './assignment.queries.js';
import { reasonOf } from './assignment-words.js';
import { PeopleQueries } from './people.queries.js';
import { AssignmentPlan, type PlannedLine, type Stay } from './plan.js';
import { ASSIGNMENT_BATCH, WaitingQueries, type Position, type WaitingRow, type Which } from './waiting.queries.js';

/** What became of a batch. */
export interface BatchResult {
  placed: number;
  stays: Stay[];
  /** Where the next batch goes on; undefined where nothing is left, or nobody who could take it. */
  after: Position | undefined;
}

/** Gives records of a pool to people by its assignment rules (POOL-05), in bounded batches of a fixed number of statements. */
@Injectable()
export class Assignment {
  constructor(
    private readonly waiting: WaitingQueries,
    private readonly people: PeopleQueries,
    private readonly queries: AssignmentQueries,
    private readonly hours: EnterpriseHours,
    private readonly reclaim: Reclaim,
  ) {}

  /**
   * Places one batch within the transaction. The lines are locked before anything is read, so that two workers take turns
   * and the rotation of one goes on where the other's ended.
   */
  async placeBatch(ctx: Ctx, poolable: Poolable, rule: RuleInForce, which: Which, runId: string): Promise<BatchResult> {
    const lines = rule.rules.assignment?.enabled ? rule.rules.assignment.lines : [];
    if (lines.length === 0) return { placed: 0, stays: [], after: undefined };
    const turns = await this.queries.lockTurns(
      ctx,
      rule.poolId,
      lines.map((line) => line.key),
    );
    const records = await this.waiting.next(ctx, poolable, rule, which, true);
    if (records.length === 0) return { placed: 0, stays: [], after: undefined };
    if (!(await this.isTime(ctx, rule))) return this.wait(ctx, rule, records);
    const plan = planned(await this.people.lines(ctx, poolable, rule, turns, true), records);
    await this.carryOut(ctx, poolable, rule, plan, runId);
    return { placed: plan.placements.length, stays: plan.stays, after: plan.isExhausted ? undefined : positionAfter(records) };
  }

  /** What a batch would do now; changes nothing and waits for nobody. */
  async trial(
    ctx: Ctx,
    poolable: Poolable,
    rule: RuleInForce,
    which: Which,
  ): Promise<Pick<AssignmentPlan, 'placements' | 'stays'>> {
    const records = await this.waiting.next(ctx, poolable, rule, which, false);
    if (!(await this.isTime(ctx, rule))) return { placements: [], stays: records.map(outsideWorkingTime) };
    return planned(await this.people.lines(ctx, poolable, rule, await this.queries.turns(ctx, rule.poolId), false), records);
  }

  private async isTime(ctx: Ctx, { rules }: RuleInForce): Promise<boolean> {
    return !rules.assignment?.workingTimeOnly || this.hours.isWorkingTime(ctx);
  }

  /** The schedule places them when working time has begun. */
  private async wait(ctx: Ctx, rule: RuleInForce, records: readonly WaitingRow[]): Promise<BatchResult> {
    const stays = records.map(outsideWorkingTime);
    await this.queries.saveStays(ctx, rule, stays);
    return { placed: 0, stays, after: undefined };
  }

  private async carryOut(ctx: Ctx, poolable: Poolable, rule: RuleInForce, plan: AssignmentPlan, runId: string): Promise<void> {
    const { placements, stays } = plan;
    await this.queries.saveStays(ctx, rule, stays);
    if (placements.length === 0) return;
    const moves = placements.map((placement) => ({
      id: placement.recordId,
      to: { ownerId: placement.employeeId },
      reason: reasonOf(placement, ctx.locale),
      ruleKey: placement.line.key,
    }));
    const until = protectedUntil(rule.rules.protection, { kind: 'takeOver', now: ctx.now, ownedSince: ctx.now, zone: ctx.zone });
    const ids = await move(ctx, poolable, moves, { kind: 'assigned', ruleId: rule.id, runId, protectedUntil: until });
    if (rule.rules.reclaim.enabled) await this.reclaim.recompute(ctx, poolable, rule, { ids });
    await this.queries.forget(ctx, ids);
    await this.queries.saveTurns(ctx, rule.poolId, plan.outcome());
    await this.queries.saveBatch(ctx, rule, runId, plan.outcome());
    ctx.emit(recordsAssigned({ object: poolable.object, ids, kind: 'assigned', runId }));
  }
}

function planned(lines: readonly PlannedLine[], records: readonly WaitingRow[]): AssignmentPlan {
  const plan = new AssignmentPlan(lines);
  for (const record of records) plan.place(record);
  return plan;
}

const outsideWorkingTime = ({ id }: WaitingRow): Stay => ({
  recordId: id,
  reason: 'outsideWorkingTime',
  lineKey: null,
  lacked: {},
});

function positionAfter(records: readonly WaitingRow[]): Position | undefined {
  if (records.length < ASSIGNMENT_BATCH) return undefined;
  const { enteredPoolAt, id } = records.at(-1)!;
  return { enteredPoolAt, id };
}
