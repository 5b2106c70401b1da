import { Injectable } from '@nestjs/common';
import sql from 'sql-template-tag';
import type { Ctx } from '../../../platform/context/ctx.js';
import type { PoolRules } from './rules.js';

/** The version of a pool's rules that decides at this moment. */
export interface RuleInForce {
  id: string;
  poolId: string;
  number: number;
  rules: PoolRules;
}

/** Finds the published rules in force: the newest version whose time has come (POOL-15). */
@Injectable()
export class RulesInForce {
  /** One rule per pool asked for; a pool without published rules is absent. */
  async of(ctx: Ctx, poolIds: readonly string[]): Promise<Map<string, RuleInForce>> {
    const rules = await ctx.db.query<RuleInForce & Record<string, unknown>>(sql`
      SELECT DISTINCT ON (pool_id) id, pool_id AS "poolId", number, rules FROM pool_rules
      WHERE pool_id = ANY (${poolIds}::uuid[]) AND status = 'published' AND effective_from <= ${ctx.now}
      ORDER BY pool_id, effective_from DESC, number DESC`);
    return new Map(rules.map((rule) => [rule.poolId, rule]));
  }

  /** All rules in force of pools that hold this kind of record. */
  async all(ctx: Ctx, object: string): Promise<RuleInForce[]> {
    return ctx.db.query<RuleInForce & Record<string, unknown>>(sql`
      SELECT DISTINCT ON (pr.pool_id) pr.id, pr.pool_id AS "poolId", pr.number, pr.rules
      FROM pool_rules pr JOIN pools p ON p.tenant_id = pr.tenant_id AND p.id = pr.pool_id
      WHERE p.object = ${object} AND pr.status = 'published' AND pr.effective_from <= ${ctx.now}
      ORDER BY pr.pool_id, pr.effective_from DESC, pr.number DESC`);
  }
}
