import { Injectable } from '@nestjs/common';
import sql from 'sql-template-tag';
import type { Ctx } from '../../../platform/context/ctx.js';
import { FIRST_ID } from '../../../platform/database/ids.js';
import { isMoving } from './moving.js';
import { poolableOf, poolables, type Poolable } from '../poolable.js';
import { reclaimFinished } from '../pools.events.js';
import { RulesInForce, type RuleInForce } from '../rule/rule-in-force.js';
import { countOfRun, passingOn, type RunDoor } from '../run-door.js';
import { Reclaim } from './reclaim.service.js';
import { ReclaimNotices } from './reclaim-notices.js';

/**
 * Automatic reclaim of an enterprise, or of one pool. Every step finds its work in the data, in bounded transactions: a
 * run that was killed anywhere goes on where it was and repeats nothing (POOL-11).
 */
@Injectable()
export class ReclaimRun {
  constructor(
    private readonly rules: RulesInForce,
    private readonly reclaim: Reclaim,
    private readonly notices: ReclaimNotices,
  ) {}

  /**
   * Returns how many records this run, in all its attempts, took back.
   * @throws Error what was wrong with a pool, after every other one was done: one must not keep the records of all
   */
  async run(door: RunDoor, poolId?: string): Promise<{ reclaimed: number }> {
    const failures: unknown[] = [];
    for (const { object } of poolables()) {
      const poolable = poolableOf(object);
      const rules = (await door.unit((ctx) => this.rules.all(ctx, object))).filter(
        (rule) => poolId === undefined || rule.poolId === poolId,
      );
      for (const rule of rules)
        await this.runPool(door, poolable, rule).catch((error: unknown) => failures.push(passingOn(error)));
      await door.unit((ctx) => this.finish(ctx, poolable, door.runId));
    }
    if (failures.length > 0) throw failures[0];
    return { reclaimed: await door.unit((ctx) => countOfRun(ctx, door.runId)) };
  }

  private async runPool(door: RunDoor, poolable: Poolable, rule: RuleInForce): Promise<void> {
    const fresh = await door.unit((ctx) => needsApplying(ctx, rule.id));
    // Conditions such as "created more than 30 days ago" come true by the mere passing of time.
    if (fresh || isMoving(rule.rules.reclaim)) await this.recomputePool(door, poolable, rule);
    if (!rule.rules.reclaim.enabled) return;
    let done = 0;
    let after: string | null = FIRST_ID;
    while (after !== null) {
      await door.giveWay();
      const from: string = after;
      const { count, last } = await door.unit((ctx) => this.reclaim.takeBatch(ctx, poolable, rule, door.runId, from));
      if (count > 0) await door.progress((done += count));
      after = last;
    }
  }

  /** Makes a newly published version the one that every record of the pool names. */
  private async recomputePool(door: RunDoor, poolable: Poolable, rule: RuleInForce): Promise<void> {
    let after: string | undefined = FIRST_ID;
    while (after !== undefined) {
      await door.giveWay();
      const from: string = after;
      after = await door.unit(async (ctx) => {
        const ids = await this.reclaim.nextOwned(ctx, poolable, rule.poolId, from);
        if (ids.length > 0) await this.reclaim.recompute(ctx, poolable, rule, { ids });
        return ids.at(-1);
      });
    }
    await door.unit((ctx) =>
      ctx.db.run(
        sql`UPDATE pool_rules SET applied_at = ${ctx.now} WHERE pool_id = ${rule.poolId}::uuid AND status = 'published' AND effective_from <= ${ctx.now} AND applied_at IS NULL`,
      ),
    );
  }

  private async finish(ctx: Ctx, { object }: Poolable, runId: string): Promise<void> {
    const count = await countOfRun(ctx, runId, object);
    if (count === 0) return;
    await this.notices.tellOwners(ctx, object, runId);
    ctx.emit(reclaimFinished({ object, runId, count }));
  }
}

async function needsApplying(ctx: Ctx, ruleId: string): Promise<boolean> {
  return (await ctx.db.maybe(sql`SELECT FROM pool_rules WHERE id = ${ruleId}::uuid AND applied_at IS NULL`)) !== undefined;
}
