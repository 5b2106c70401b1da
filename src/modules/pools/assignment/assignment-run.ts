import { Injectable } from '@nestjs/common';
import sql, { raw } from 'sql-template-tag';
import type { Ctx } from '../../../platform/context/ctx.js';
import { poolables, type Poolable } from '../poolable.js';
import { assignmentFinished } from '../pools.events.js';
import { countOfRun, passingOn, type RunDoor } from '../run-door.js';
import { RulesInForce, type RuleInForce } from '../rule/rule-in-force.js';
import { Assignment } from './assignment.service.js';
import type { StayReason } from './plan.js';
import type { Position } from './waiting.queries.js';

/** How many records a run placed, and how many of those that it tried stay, by reason. */
export interface RunResult extends Record<string, unknown> {
  placed: number;
  stayed: Partial<Record<StayReason, number>>;
}

/**
 * Automatic assignment of everything that waits, in all pools of an enterprise or in one. Every batch finds its work in the
 * data and keeps the rotation in its own transaction: a run that was killed anywhere goes on where it was.
 */
@Injectable()
export class AssignmentRun {
  constructor(
    private readonly rules: RulesInForce,
    private readonly assignment: Assignment,
  ) {}

  /** @throws Error what was wrong with a pool, after every other one was done */
  async run(door: RunDoor, poolId?: string): Promise<RunResult> {
    const stayed: RunResult['stayed'] = {};
    const failures: unknown[] = [];
    for (const poolable of poolables()) {
      const rules = await door.unit((ctx) => assigning(ctx, this.rules, poolable));
      for (const rule of rules.filter((each) => poolId === undefined || each.poolId === poolId))
        await this.runPool(door, poolable, rule, stayed).catch((error: unknown) => failures.push(passingOn(error)));
      await door.unit((ctx) => finish(ctx, poolable, door.runId));
      if (poolId === undefined) await door.unit((ctx) => forgetGone(ctx, poolable));
    }
    if (failures.length > 0) throw failures[0];
    return { placed: await door.unit((ctx) => countOfRun(ctx, door.runId)), stayed };
  }

  private async runPool(door: RunDoor, poolable: Poolable, rule: RuleInForce, stayed: RunResult['stayed']): Promise<void> {
    let after: Position | undefined;
    let placed = 0;
    do {
      await door.giveWay();
      const from = after;
      const result = await door.unit((ctx) => this.assignment.placeBatch(ctx, poolable, rule, { after: from }, door.runId));
      for (const { reason } of result.stays) stayed[reason] = (stayed[reason] ?? 0) + 1;
      await door.progress((placed += result.placed));
      after = result.after;
    } while (after !== undefined);
  }
}

/** The rules in force of pools in use that assign this kind of record by themselves. */
export async function assigning(ctx: Ctx, rules: RulesInForce, { object }: Poolable): Promise<RuleInForce[]> {
  return (await rules.all(ctx, object)).filter((rule) => rule.rules.assignment?.enabled);
}

/** Announces what a run has placed; repeated by a later attempt, nobody is told twice. */
export async function finish(ctx: Ctx, { object }: Poolable, runId: string): Promise<void> {
  const count = await countOfRun(ctx, runId, object);
  if (count > 0) ctx.emit(assignmentFinished({ object, runId, count }));
}

/** Reasons of records that somebody took meanwhile say nothing any more. */
async function forgetGone(ctx: Ctx, { descriptor, object }: Poolable): Promise<void> {
  await ctx.db.run(sql`
    DELETE FROM assignment_attempts a USING pools p
    WHERE p.tenant_id = a.tenant_id AND p.id = a.pool_id AND p.object = ${object} AND NOT EXISTS (
      SELECT FROM ${raw(descriptor.table)} r WHERE r.tenant_id = a.tenant_id AND r.id = a.record_id AND r.pool_id = a.pool_id)`);
}
