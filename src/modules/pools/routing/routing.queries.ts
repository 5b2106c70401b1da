import { Injectable } from '@nestjs/common';
import sql from 'sql-template-tag';
import type { Condition } from '../../../platform/condition/index.js';
import type { Ctx } from '../../../platform/context/ctx.js';
import { newId } from '../../../platform/database/ids.js';
import type { RoutingRuleView } from './routing.view.js';

export interface NewRoutingRule {
  name: string;
  condition: Condition | null;
  poolId: string;
}

@Injectable()
export class RoutingQueries {
  list(ctx: Ctx, object: string): Promise<RoutingRuleView[]> {
    return ctx.db.query<RoutingRuleView & Record<string, unknown>>(sql`
      SELECT rr.id, rr.name, rr.condition, rr.pool_id AS "poolId", p.name AS "poolName"
      FROM routing_rules rr JOIN pools p ON p.tenant_id = rr.tenant_id AND p.id = rr.pool_id
      WHERE rr.object = ${object} ORDER BY rr.position`);
  }

  /** Whoever replaces a list waits for whoever is replacing it: the later list is the whole list. */
  async takeTurn(ctx: Ctx, object: string): Promise<void> {
    await ctx.db.query(sql`SELECT pg_advisory_xact_lock(hashtextextended(${`routing:${ctx.tenantId}:${object}`}, 0))`);
  }

  /** Of these pools, those that can take such records; they stay so until the transaction ends. */
  async usable(ctx: Ctx, object: string, ids: readonly string[]): Promise<Set<string>> {
    const rows = await ctx.db.query<{ id: string }>(sql`SELECT p.id FROM pools p
      WHERE p.id = ANY (${ids}::uuid[]) AND p.object = ${object} AND p.status = 'active' ORDER BY p.id FOR SHARE`);
    return new Set(rows.map((row) => row.id));
  }

  async replace(ctx: Ctx, object: string, rules: readonly NewRoutingRule[]): Promise<void> {
    const rows = rules.map((rule, position) => ({ id: newId(), position, ...rule }));
    await ctx.db.run(sql`DELETE FROM routing_rules rr WHERE rr.object = ${object}`);
    await ctx.db.run(sql`
      INSERT INTO routing_rules (tenant_id, id, object, position, name, condition, pool_id)
      SELECT ${ctx.tenantId}::uuid, n.id, ${object}, n.position, n.name, nullif(n.condition, 'null'), n."poolId"
      FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS n(id uuid, position integer, name text, condition jsonb, "poolId" uuid)`);
  }
}
