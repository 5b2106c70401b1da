import { Injectable } from '@nestjs/common';
import sql from 'sql-template-tag';
import type { Ctx } from '../../../platform/context/ctx.js';
import { Jobs, type JobView } from '../../../platform/jobs/index.js';
import { PoolAccess } from '../pool/pool-access.js';
import { poolableOf } from '../poolable.js';
import { ruleNotFound } from '../pools.errors.js';
import { RuleCheck } from '../rule/rule-check.js';
import { RulesInForce } from '../rule/rule-in-force.js';
import { DEFAULT_RULES, type PoolRules } from '../rule/rules.js';
import { RECLAIM_JOB } from './reclaim.jobs.js';
import type { SimulateRequest } from './reclaim.requests.js';
import { Simulation } from './simulation.service.js';
import type { SimulationView } from './simulation.view.js';

/** Reclaim on demand and dry runs of a pool, by those who run it (POOL-08, POOL-10). */
@Injectable()
export class ReclaimsService {
  constructor(
    private readonly pools: PoolAccess,
    private readonly rules: RulesInForce,
    private readonly check: RuleCheck,
    private readonly simulation: Simulation,
    private readonly jobs: Jobs,
  ) {}

  async start(ctx: Ctx, poolId: string): Promise<JobView> {
    await this.pools.find(ctx, 'reclaim', poolId);
    return this.jobs.start(ctx, { kind: RECLAIM_JOB, input: { poolId } });
  }

  async simulate(ctx: Ctx, poolId: string, request: SimulateRequest): Promise<SimulationView> {
    const pool = await this.pools.find(ctx, 'reclaim', poolId);
    const rules = await this.rulesOf(ctx, pool, request);
    return this.simulation.simulate(ctx, poolableOf(pool.object), poolId, rules.reclaim, request.days ?? 30);
  }

  private async rulesOf(ctx: Ctx, pool: { id: string; object: string }, request: SimulateRequest): Promise<PoolRules> {
    if (request.rules) return this.check.checked(ctx, pool.object, pool.id, request.rules);
    if (request.ruleId === undefined) return (await this.rules.of(ctx, [pool.id])).get(pool.id)?.rules ?? DEFAULT_RULES;
    const saved = await ctx.db.maybe<{ rules: PoolRules }>(
      sql`SELECT rules FROM pool_rules WHERE id = ${request.ruleId}::uuid AND pool_id = ${pool.id}::uuid`,
    );
    if (!saved) throw ruleNotFound();
    return saved.rules;
  }
}
