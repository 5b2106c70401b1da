import { Injectable } from '@nestjs/common';
import type { Ctx } from '../../../platform/context/ctx.js';
import { forbidden } from '../../../platform/errors/index.js';
import { PoolQueries } from '../pool/pool.queries.js';
import { poolableOf, type Poolable } from '../poolable.js';
import { poolDisabled, poolNotFound } from '../pools.errors.js';
import { RulesInForce, type RuleInForce } from '../rule/rule-in-force.js';
import { DEFAULT_RULES } from '../rule/rules.js';

/** What claims from a pool go by. */
export interface Claimable {
  poolable: Poolable;
  rule: RuleInForce;
}

/** The pools that the actor may claim from, with the rules that bind there. */
@Injectable()
export class ClaimablePools {
  constructor(
    private readonly pools: PoolQueries,
    private readonly rules: RulesInForce,
  ) {}

  /** A pool that is not theirs does not exist for them. @throws poolNotFound, forbidden, poolDisabled */
  async of(ctx: Ctx, poolId: string): Promise<Claimable> {
    const pool = await this.pools.forClaim(ctx, poolId);
    if (!pool?.isMember) throw poolNotFound();
    if (!ctx.ability.can('claim', pool.object)) throw forbidden();
    if (pool.status !== 'active') throw poolDisabled();
    const rule = (await this.rules.of(ctx, [poolId])).get(poolId) ?? unruled(poolId);
    return { poolable: poolableOf(pool.object), rule };
  }
}

/** A pool without published rules: everything may be claimed, nothing comes back. */
const unruled = (poolId: string): RuleInForce => ({ id: '', poolId, number: 0, rules: DEFAULT_RULES });
