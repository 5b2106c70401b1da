import { Injectable } from '@nestjs/common';
import sql from 'sql-template-tag';
import type { Ctx } from '../../../platform/context/ctx.js';
import type { Poolable } from '../poolable.js';
import { Levels } from '../rule/levels.js';
import { RulesInForce } from '../rule/rule-in-force.js';
import type { ClaimRules } from '../rule/rules.js';
import { heldLeftOf, holdingSql, limitsHolding, lowestLimits, type Held, type HeldTo } from './holding.js';
import { limitRefusal } from './limit-refusal.js';
import { Room } from './room.js';
import { takeTurns } from './turns.js';

/** How much people may own, for whatever gives them records otherwise than by claims (POOL-02, ORG-07, LEAD-05). */
@Injectable()
export class HoldingLimits {
  constructor(
    private readonly rules: RulesInForce,
    readonly levels: Levels,
  ) {}

  /** The lowest of these pools' limits. */
  async lowest(ctx: Ctx, poolIds: readonly string[]): Promise<HeldTo> {
    const rules = await this.rules.of(ctx, poolIds);
    return lowestLimits([...rules.values()].map(({ rules: { claim } }) => claim));
  }

  /**
   * Whether somebody may own one more record that is created for them; it stays true until the transaction ends. Only the
   * rules of its home pool bind, and only where they count what people create.
   * @throws holdingLimitReached, levelLimitReached
   */
  async assertMayCreate(ctx: Ctx, poolable: Poolable, poolId: string, ownerId: string, level: string | null): Promise<void> {
    const claim = (await this.rules.of(ctx, [poolId])).get(poolId)?.rules.claim;
    if (!claim || !bindsCreation(claim)) return;
    await takeTurns(ctx, poolable.object, [ownerId]);
    const { holdingLimits = [] } = claim;
    const held = await ctx.db.one<Held & Record<string, unknown>>(
      holdingSql(poolable, sql`${ownerId}::uuid`, holdingLimits.length > 0),
    );
    const refusal = limitRefusal(new Room(heldLeftOf(claim, held)), level, await this.levels.labels(ctx, poolable));
    if (refusal) throw refusal;
  }

  /** For who creates records of several owners one by one: all wait at once and in one order, so that nobody waits in a circle. */
  async beforeCreations(ctx: Ctx, { object }: Poolable, ownerIds: readonly string[]): Promise<void> {
    const rules = await this.rules.all(ctx, object);
    if (rules.some(({ rules: { claim } }) => bindsCreation(claim))) await takeTurns(ctx, object, ownerIds);
  }
}

const bindsCreation = (claim: ClaimRules): boolean => claim.counts.created && limitsHolding(claim);
