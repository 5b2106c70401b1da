import { Injectable } from '@nestjs/common';
import sql from 'sql-template-tag';
import type { Ctx } from '../../../platform/context/ctx.js';
import { newId } from '../../../platform/database/ids.js';
import type { RuleInForce } from '../rule/rule-in-force.js';
import type { AssignmentPlan, Stay } from './plan.js';

type Outcome = ReturnType<AssignmentPlan['outcome']>;

/** What assignment keeps: whose turn it is, what batches knew, what stayed and why. */
@Injectable()
export class AssignmentQueries {
  /** By line, whose turn it is. Whoever places by these lines waits for each other until the transaction ends. */
  async lockTurns(ctx: Ctx, poolId: string, keys: readonly string[]): Promise<Map<string, Record<string, number>>> {
    await ctx.db.run(sql`
      INSERT INTO assignment_lines (tenant_id, pool_id, line_key)
      SELECT ${ctx.tenantId}::uuid, ${poolId}::uuid, k FROM unnest(${[...keys]}::text[]) k ORDER BY k ON CONFLICT DO NOTHING`);
    return turnsOf(
      await ctx.db.query<TurnsRow>(sql`SELECT al.line_key AS key, al.turns FROM assignment_lines al
        WHERE al.pool_id = ${poolId}::uuid AND al.line_key = ANY (${[...keys]}::text[]) ORDER BY al.line_key FOR UPDATE`),
    );
  }

  /** The same for who only looks. */
  async turns(ctx: Ctx, poolId: string): Promise<Map<string, Record<string, number>>> {
    return turnsOf(
      await ctx.db.query<TurnsRow>(
        sql`SELECT al.line_key AS key, al.turns FROM assignment_lines al WHERE al.pool_id = ${poolId}::uuid`,
      ),
    );
  }

  async saveTurns(ctx: Ctx, poolId: string, outcome: Outcome): Promise<void> {
    await ctx.db.run(sql`
      UPDATE assignment_lines al SET turns = o.turns, placed = al.placed + o.placed
      FROM jsonb_to_recordset(${JSON.stringify(outcome)}::jsonb) AS o(key text, turns jsonb, placed bigint)
      WHERE al.pool_id = ${poolId}::uuid AND al.line_key = o.key`);
  }

  /** Keeps what the batch knew, so that each of its placements can be explained. */
  async saveBatch(ctx: Ctx, rule: RuleInForce, runId: string, outcome: Outcome): Promise<void> {
    const lines = JSON.stringify(outcome.map(({ key, people }) => ({ key, people })));
    await ctx.db.run(sql`INSERT INTO assignment_batches (tenant_id, id, run_id, pool_id, rule_id, at, lines)
      VALUES (${ctx.tenantId}, ${newId()}, ${runId}, ${rule.poolId}, ${rule.id}, ${ctx.now}, ${lines})`);
  }

  /** Notes why records stay; touches only those whose reason is another one than the last time. */
  async saveStays(ctx: Ctx, rule: RuleInForce, stays: readonly Stay[]): Promise<void> {
    if (stays.length === 0) return;
    await ctx.db.run(sql`
      INSERT INTO assignment_attempts AS a (tenant_id, record_id, pool_id, rule_id, line_key, reason, lacked, at)
      SELECT ${ctx.tenantId}::uuid, s."recordId", ${rule.poolId}::uuid, ${rule.id}::uuid, s."lineKey", s.reason, s.lacked, ${ctx.now}
      FROM jsonb_to_recordset(${JSON.stringify(stays)}::jsonb) AS s("recordId" uuid, "lineKey" text, reason text, lacked jsonb)
      ON CONFLICT (tenant_id, record_id) DO UPDATE
        SET pool_id = excluded.pool_id, rule_id = excluded.rule_id, line_key = excluded.line_key, reason = excluded.reason, lacked = excluded.lacked, at = excluded.at
        WHERE (a.pool_id, a.rule_id, a.line_key, a.reason, a.lacked) IS DISTINCT FROM (excluded.pool_id, excluded.rule_id, excluded.line_key, excluded.reason, excluded.lacked)`);
  }

  async forget(ctx: Ctx, recordIds: readonly string[]): Promise<void> {
    await ctx.db.run(sql`DELETE FROM assignment_attempts a WHERE a.record_id = ANY (${[...recordIds]}::uuid[])`);
  }
}

type TurnsRow = { key: string; turns: Record<string, number> };

const turnsOf = (rows: TurnsRow[]): Map<string, Record<string, number>> => new Map(rows.map(({ key, turns }) => [key, turns]));
