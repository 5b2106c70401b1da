import { Injectable } from '@nestjs/common';
import type { Ctx } from '../../../platform/context/ctx.js';
import { Levels } from '../rule/levels.js';
import { ClaimablePools } from './claimable-pools.js';
import type { QuotaLimitView, QuotaView } from './quota.view.js';
import { UsageQueries } from './usage.queries.js';

/** Says what claimants have used of a pool's limits, counted as claims count it (POOL-02). */
@Injectable()
export class QuotasService {
  constructor(
    private readonly pools: ClaimablePools,
    private readonly usage: UsageQueries,
    private readonly levels: Levels,
  ) {}

  /** @throws poolNotFound, forbidden, poolDisabled */
  async own(ctx: Ctx, poolId: string): Promise<QuotaView> {
    const { poolable, rule } = await this.pools.of(ctx, poolId);
    const { dailyLimit, totalLimit, holdingLimit, holdingLimits = [] } = rule.rules.claim;
    const me = ctx.actor.employeeId;
    const usage = (await this.usage.of(ctx, poolable, rule, [me])).get(me)!;
    const labels = await this.levels.labels(ctx, poolable);
    return {
      daily: limitView(dailyLimit, usage.today),
      total: limitView(totalLimit, usage.total),
      holding: limitView(holdingLimit, usage.holding),
      levels: holdingLimits.map(({ level, limit }) => ({
        level,
        label: labels.get(level) ?? level,
        ...limitView(limit, usage.levels[level] ?? 0),
      })),
    };
  }
}

function limitView(limit: number, used: number): QuotaLimitView;
function limitView(limit: number | undefined, used: number): QuotaLimitView | null;
function limitView(limit: number | undefined, used: number): QuotaLimitView | null {
  return limit === undefined ? null : { limit, used, left: Math.max(0, limit - used) };
}
