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

/** A record that is created for somebody: its home pool, where it has one, and its level. */
export interface Creation {
  poolId: string | null;
  ownerId: string;
  level: string | null;
}

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
   * Whether people may own these records that are created for them, one after the other; it stays true until the transaction
   * ends. Only the rules of a record's home pool bind, and only where they count what people create.
   * @throws holdingLimitReached, levelLimitReached for the first that does not fit
   */
  async assertMayCreate(ctx: Ctx, poolable: Poolable, creations: readonly Creation[]): Promise<void> {
    const pools = [...new Set(creations.flatMap(({ poolId }) => poolId ?? []))];
    if (pools.length === 0) return;
    const claims = [...(await this.rules.of(ctx, pools)).values()].flatMap(({ poolId, rules: { claim } }) =>
      bindsCreation(claim) ? [{ poolId, claim }] : [],
    );
    const bound = new Set(claims.map(({ poolId }) => poolId));
    const owners = creations.filter(({ poolId }) => poolId !== null && bound.has(poolId)).map(({ ownerId }) => ownerId);
    if (owners.length === 0) return;
    const held = await this.held(ctx, poolable, [...new Set(owners)], claims);
    const labels = await this.levels.labels(ctx, poolable);
    const rooms = new Map(
      held.map((each) => [
        each.ownerId,
        new Map(claims.map(({ poolId, claim }) => [poolId, new Room(heldLeftOf(claim, each))] as const)),
      ]),
    );
    for (const { ownerId, poolId, level } of creations) {
      const room = poolId === null ? undefined : rooms.get(ownerId)?.get(poolId);
      const refusal = room && limitRefusal(room, level, labels);
      if (refusal) throw refusal;
      // whatever its home pool, it is one more of the owner's
      for (const each of rooms.get(ownerId)?.values() ?? []) each.take(level);
    }
  }

  private async held(
    ctx: Ctx,
    poolable: Poolable,
    ownerIds: readonly string[],
    claims: readonly { claim: ClaimRules }[],
  ): Promise<(Held & { ownerId: string })[]> {
    await takeTurns(ctx, poolable.object, ownerIds);
    const byLevel = claims.some(({ claim: { holdingLimits = [] } }) => holdingLimits.length > 0);
    return ctx.db.query<Held & { ownerId: string } & Record<string, unknown>>(sql`
      SELECT o.id AS "ownerId", h.holding, h.levels FROM unnest(${ownerIds}::uuid[]) AS o(id)
      CROSS JOIN LATERAL (${holdingSql(poolable, sql`o.id`, byLevel)}) h`);
  }

  /** For who creates records of several owners one by one: all wait at once and in one order, so that nobody waits in a circle. */
  async beforeCreations(ctx: Ctx, { object }: Poolable, ownerIds: readonly string[]): Promise<void> {
    const rules = await this.rules.all(ctx, object);
    if (rules.some(({ rules: { claim } }) => bindsCreation(claim))) await takeTurns(ctx, object, ownerIds);
  }
}

const bindsCreation = (claim: ClaimRules): boolean => claim.counts.created && limitsHolding(claim);
