import { Injectable } from '@nestjs/common';
import sql from 'sql-template-tag';
import type { Ctx } from '../../../platform/context/ctx.js';
import { forbidden } from '../../../platform/errors/index.js';
import { HoldingLimits } from '../claim/holding-limits.service.js';
import { PoolQueries } from '../pool/pool.queries.js';
import { levelOf, type Poolable } from '../poolable.js';
import { assigneeNotFound, noPoolForRecord, placeTwice, poolDisabled, poolNotFound, poolWrongObject } from '../pools.errors.js';
import { RoutingService } from '../routing/routing.service.js';

/** Where a new record goes: exactly one of pool and owner is set; the home pool is where it goes when its owner loses it. */
export interface NewPlace {
  poolId: string | null;
  ownerId: string | null;
  homePoolId: string | null;
}

/** What a request for a new record says of its place; nothing makes it its creator's own. */
export interface WantedPlace {
  poolId?: string | undefined;
  ownerId?: string | undefined;
  /** Whether the routing rules choose. */
  route?: boolean | undefined;
}

/** Decides where records that people create go (LEAD-01, CUST-01, POOL-06). */
@Injectable()
export class NewPlaces {
  constructor(
    private readonly pools: PoolQueries,
    private readonly routing: RoutingService,
    private readonly limits: HoldingLimits,
  ) {}

  /**
   * `values` is the new record as the API has it: routing rules decide by it.
   * @throws placeTwice, poolNotFound, poolWrongObject, poolDisabled, noPoolForRecord, assigneeNotFound, forbidden,
   * holdingLimitReached, levelLimitReached
   */
  async decide(ctx: Ctx, poolable: Poolable, wanted: WantedPlace, values: Record<string, unknown>): Promise<NewPlace> {
    const named = [wanted.poolId, wanted.ownerId, wanted.route || undefined].filter((each) => each !== undefined);
    if (named.length > 1) throw placeTwice();
    if (wanted.poolId) return this.inPool(ctx, poolable, wanted.poolId);
    if (!wanted.route) return (await this.owned(ctx, poolable, [{ ownerId: wanted.ownerId, values }]))[0]!;
    const routed = (await this.routing.chooser(ctx, poolable))(values);
    if (!routed) throw noPoolForRecord();
    return { poolId: routed, ownerId: null, homePoolId: routed };
  }

  /**
   * Places of records that somebody owns, the actor where nobody else is named; as many statements for many as for one.
   * @throws assigneeNotFound, forbidden, holdingLimitReached, levelLimitReached for the first that is refused
   */
  async owned(
    ctx: Ctx,
    poolable: Poolable,
    records: readonly { ownerId?: string | undefined; values: Record<string, unknown> }[],
  ): Promise<NewPlace[]> {
    const choose = await this.routing.chooser(ctx, poolable);
    const creations = records.map(({ ownerId, values }) => ({
      poolId: choose(values),
      ownerId: ownerId ?? ctx.actor.employeeId,
      level: levelOf(poolable, values),
    }));
    const others = new Set(creations.map(({ ownerId }) => ownerId).filter((id) => id !== ctx.actor.employeeId));
    if (others.size > 0) await this.mayGiveTo(ctx, poolable, [...others]);
    await this.limits.assertMayCreate(ctx, poolable, creations);
    return creations.map(({ poolId, ownerId }) => ({ poolId: null, ownerId, homePoolId: poolId }));
  }

  private async inPool(ctx: Ctx, { object }: Poolable, poolId: string): Promise<NewPlace> {
    const pool = await this.pools.forClaim(ctx, poolId);
    if (!pool || !(pool.isMember || ctx.ability.canEverywhere('read', 'pool'))) throw poolNotFound();
    if (pool.object !== object) throw poolWrongObject();
    if (pool.status !== 'active') throw poolDisabled();
    return { poolId, ownerId: null, homePoolId: poolId };
  }

  private async mayGiveTo(ctx: Ctx, { object }: Poolable, ownerIds: readonly string[]): Promise<void> {
    const found = await ctx.db.query<{
      below: boolean;
    }>(sql`SELECT EXISTS (SELECT FROM visibility v WHERE v.viewer_id = ${ctx.actor.employeeId}::uuid AND v.owner_id = e.id) AS below
      FROM employees e WHERE e.id = ANY (${ownerIds}::uuid[]) AND e.status = 'active' AND e.kind = 'person'`);
    if (found.length < ownerIds.length) throw assigneeNotFound();
    const unrestricted = ctx.ability.canEverywhere('assign', object);
    const permitted = ctx.ability.can('transfer', object) && found.every(({ below }) => below);
    if (!unrestricted && !permitted) throw forbidden();
  }
}
