import { Injectable } from '@nestjs/common';
import sql, { raw, type Sql } from 'sql-template-tag';
import type { Ctx } from '../../../platform/context/ctx.js';
import { actorIdOf } from '../../../platform/jobs/index.js';
import { poolableOf, type Poolable } from '../poolable.js';
import { RoutingService } from '../routing/routing.service.js';
import { RulesInForce, type RuleInForce } from '../rule/rule-in-force.js';
import { deadlinesSql } from './deadlines.js';
import { Reckoner } from './reckoner.js';

/** How many records one statement and transaction reclaims: short locks, little lost by a crash. */
export const RECLAIM_BATCH = 5000;

/** What a batch took back, and the last record that it looked at; null: nothing was left. */
export interface TakenBatch {
  count: number;
  last: string | null;
}

/** Keeps `reclaim_at` right and takes back what is due (POOL-08, POOL-11). */
@Injectable()
export class Reclaim {
  constructor(
    private readonly rules: RulesInForce,
    private readonly reckoner: Reckoner,
    private readonly routing: RoutingService,
  ) {}

  /** Recomputes deadlines of owned records after an activity, a change of fields or of owner: one set-based statement per pool. */
  async refresh(ctx: Ctx, object: string, ids: readonly string[]): Promise<void> {
    const poolable = poolableOf(object);
    const homes = await ctx.db.query<{
      id: string;
    }>(sql`SELECT DISTINCT r.home_pool_id AS id FROM ${raw(poolable.descriptor.table)} r
      WHERE r.id = ANY (${ids}::uuid[]) AND r.home_pool_id IS NOT NULL AND r.owner_id IS NOT NULL`);
    if (homes.length === 0) return;
    const rules = await this.rules.of(
      ctx,
      homes.map((home) => home.id),
    );
    for (const rule of rules.values()) await this.recompute(ctx, poolable, rule, { ids });
  }

  /** Writes each record's deadline and the rule version that set it; touches only rows whose deadline differs. */
  async recompute(ctx: Ctx, poolable: Poolable, rule: RuleInForce, which: { ids: readonly string[] }): Promise<number> {
    const where = sql`r.home_pool_id = ${rule.poolId}::uuid AND r.id = ANY (${which.ids}::uuid[])`;
    const reckoning = await this.reckoner.of(ctx, poolable, rule.rules.reclaim, where);
    return ctx.db.runOnce(sql`
      UPDATE ${raw(poolable.descriptor.table)} r
      SET reclaim_at = d.at, reclaim_rule_id = CASE WHEN d.at IS NULL THEN NULL ELSE ${rule.id}::uuid END,
        reclaim_rule_key = CASE WHEN d.at IS NULL THEN NULL ELSE d.key END
      FROM (${deadlinesSql(reckoning, rule.rules.reclaim, where)}) d
      WHERE r.id = d.id AND (r.reclaim_at, r.reclaim_rule_id, r.reclaim_rule_key)
        IS DISTINCT FROM (d.at, CASE WHEN d.at IS NULL THEN NULL ELSE ${rule.id}::uuid END, CASE WHEN d.at IS NULL THEN NULL ELSE d.key END)`);
  }

  /** The next records of the pool that somebody owns, in the order of their ids: how a whole pool is gone through. */
  async nextOwned(ctx: Ctx, { descriptor }: Poolable, poolId: string, after: string): Promise<string[]> {
    const rows = await ctx.db.query<{ id: string }>(sql`SELECT r.id FROM ${raw(descriptor.table)} r
      WHERE r.home_pool_id = ${poolId}::uuid AND r.owner_id IS NOT NULL AND r.id > ${after}::uuid ORDER BY r.id LIMIT ${RECLAIM_BATCH}`);
    return rows.map((row) => row.id);
  }

  /**
   * Takes back up to one batch of what is due under this rule behind `after`, in the order of ids: no batch looks again at what
   * those before it took. Locked rows are skipped: whoever is working on a record right now keeps it until the next run.
   */
  async takeBatch(ctx: Ctx, poolable: Poolable, rule: RuleInForce, runId: string, after: string): Promise<TakenBatch> {
    const { table } = poolable.descriptor;
    const target = await this.targetSql(ctx, poolable, rule);
    const [batch] = await ctx.db.once<TakenBatch & Record<string, unknown>>(sql`
      WITH due AS (
        SELECT r.id, r.owner_id, r.reclaim_rule_key AS key, coalesce(${target}, r.home_pool_id) AS target FROM ${raw(table)} r
        WHERE r.reclaim_at <= ${ctx.now} AND r.owner_id IS NOT NULL AND r.home_pool_id = ${rule.poolId}::uuid AND r.reclaim_rule_id = ${rule.id}::uuid
          AND ${poolable.inPlay} AND r.id > ${after}::uuid
        ORDER BY r.id LIMIT ${RECLAIM_BATCH} FOR UPDATE OF r SKIP LOCKED
      ), taken AS (
        UPDATE ${raw(table)} r SET owner_id = NULL, owned_since = NULL, pool_id = due.target, home_pool_id = due.target, entered_pool_at = ${ctx.now},
          protected_until = NULL, reclaim_at = NULL, reclaim_rule_id = NULL, reclaim_rule_key = NULL,
          version = r.version + 1, updated_at = ${ctx.now}, updated_by = ${actorIdOf(ctx)}::uuid
        FROM due WHERE r.id = due.id
        RETURNING r.id, due.owner_id, due.target, due.key
      ), written AS (
        INSERT INTO ownership_ledger (tenant_id, object, record_id, kind, at, actor_id, from_owner_id, to_pool_id, rule_id, rule_key, run_id)
        SELECT ${ctx.tenantId}::uuid, ${poolable.object}, id, 'reclaimed', ${ctx.now}, ${actorIdOf(ctx)}::uuid, owner_id, target, ${rule.id}::uuid, key, ${runId}::uuid
        FROM taken
      )
      SELECT (SELECT count(*) FROM taken) AS count, (SELECT d.id FROM due d ORDER BY d.id DESC LIMIT 1) AS last`);
    return batch!;
  }

  /** Where the rule sends what it takes; null falls back to the pool it came from, never to any other. */
  private async targetSql(ctx: Ctx, poolable: Poolable, { rules }: RuleInForce): Promise<Sql> {
    const { target } = rules.reclaim;
    if (target.kind === 'pool') return sql`${target.poolId}::uuid`;
    return target.kind === 'routing' ? this.routing.poolSql(ctx, poolable) : raw('NULL::uuid');
  }
}
