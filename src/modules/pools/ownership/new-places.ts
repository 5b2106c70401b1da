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
    const routed = (await this.routing.chooser(ctx, poolable))(values);
    if (wanted.route) {
      if (!routed) throw noPoolForRecord();
      return { poolId: routed, ownerId: null, homePoolId: routed };
    }
    const ownerId = wanted.ownerId ?? ctx.actor.employeeId;
    if (ownerId !== ctx.actor.employeeId) await this.mayGiveTo(ctx, poolable, ownerId);
    if (routed) await this.limits.assertMayCreate(ctx, poolable, routed, ownerId, levelOf(poolable, values));
    return { poolId: null, ownerId, homePoolId: routed };
  }

  private async inPool(ctx: Ctx, { object }: Poolable, poolId: string): Promise<NewPlace> {
    const pool = await this.pools.forClaim(ctx, poolId);
    if (!pool || !(pool.isMember || ctx.ability.canEverywhere('read', 'pool'))) throw poolNotFound();
    if (pool.object !== object) throw poolWrongObject();
    if (pool.status !== 'active') throw poolDisabled();
    return { poolId, ownerId: null, homePoolId: poolId };
  }

  private async mayGiveTo(ctx: Ctx, { object }: Poolable, ownerId: string): Promise<void> {
    const found = await ctx.db.maybe<{
      below: boolean;
    }>(sql`SELECT EXISTS (SELECT FROM visibility v WHERE v.viewer_id = ${ctx.actor.employeeId}::uuid AND v.owner_id = e.id) AS below
      FROM employees e WHERE e.id = ${ownerId}::uuid AND e.status = 'active' AND e.kind = 'person'`);
    if (!found) throw assigneeNotFound();
    const unrestricted = ctx.ability.canEverywhere('assign', object);
    if (!unrestricted && !(found.below && ctx.ability.can('transfer', object))) throw forbidden();
  }
}
