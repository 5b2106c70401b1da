import { Injectable } from '@nestjs/common';
import sql, { empty, join, raw, type Sql } from 'sql-template-tag';
import { scoped } from '../../../platform/authz/index.js';
import type { Ctx } from '../../../platform/context/ctx.js';
import { actorIdOf } from '../../../platform/jobs/index.js';
import { administeredPools, memberPools } from '../pool-relations.js';
import { poolables, type Poolable } from '../poolable.js';
import { poolPolicy } from '../pools.policy.js';
import type { NewPool, PoolRow } from './pool-access.js';
import type { PoolView } from './pool.view.js';

/** Counting stops here: whoever sees a list of pools wants to know whether there is something to claim, not how much. */
const COUNT_UP_TO = 1000;

export interface PoolFilter {
  id?: string;
  object?: string;
  status?: string;
}

@Injectable()
export class PoolSettingsQueries {
  /** The pools that the actor may see, in their order, with how many records are free in each. */
  async visible(ctx: Ctx, filter: PoolFilter): Promise<PoolView[]> {
    const pools = await ctx.db.query<PoolView & Record<string, unknown>>(listSql(ctx, filter));
    const free = await this.free(ctx, pools);
    return pools.map((pool) => ({ ...pool, freeCount: free.get(pool.id) ?? 0 }));
  }

  async insert(ctx: Ctx, pool: NewPool): Promise<void> {
    await ctx.db.run(sql`
      INSERT INTO pools (tenant_id, id, object, name, description, department_id, hidden_fields, masked_fields, position, created_at, created_by, updated_at, updated_by)
      VALUES (${ctx.tenantId}, ${pool.id}, ${pool.object}, ${pool.name}, ${pool.description}, ${pool.departmentId}, ${pool.hiddenFields}, ${pool.maskedFields},
        ${pool.position}, ${ctx.now}, ${actorIdOf(ctx)}, ${ctx.now}, ${actorIdOf(ctx)})`);
  }

  async update(ctx: Ctx, pool: PoolRow): Promise<void> {
    await ctx.db.run(sql`
      UPDATE pools SET name = ${pool.name}, description = ${pool.description}, status = ${pool.status}, department_id = ${pool.departmentId},
        hidden_fields = ${pool.hiddenFields}, masked_fields = ${pool.maskedFields}, position = ${pool.position},
        version = version + 1, updated_at = ${ctx.now}, updated_by = ${actorIdOf(ctx)}
      WHERE id = ${pool.id}`);
  }

  /** How many records stand in the pool, whatever their state. */
  async countRecords(ctx: Ctx, { descriptor }: Poolable, poolId: string): Promise<number> {
    const { n } = await ctx.db.one<{ n: number }>(
      sql`SELECT count(*) AS n FROM ${raw(descriptor.table)} r WHERE r.pool_id = ${poolId}::uuid`,
    );
    return n;
  }

  /** Whether a routing rule, or the reclaim target of another pool's rules in force or to come, names the pool. */
  async isTarget(ctx: Ctx, poolId: string): Promise<boolean> {
    const { named } = await ctx.db.one<{ named: boolean }>(sql`
      SELECT EXISTS (SELECT FROM routing_rules rr WHERE rr.pool_id = ${poolId}::uuid)
        OR EXISTS (
          SELECT FROM pool_rules pr JOIN pools p ON p.tenant_id = pr.tenant_id AND p.id = pr.pool_id AND p.status = 'active'
          WHERE pr.status = 'published' AND pr.pool_id <> ${poolId}::uuid AND pr.rules #>> '{reclaim,target,poolId}' = ${poolId}
            AND pr.effective_from >= (SELECT coalesce(max(f.effective_from), '-infinity') FROM pool_rules f
              WHERE f.pool_id = pr.pool_id AND f.status = 'published' AND f.effective_from <= ${ctx.now})
        ) AS named`);
    return named;
  }

  async hasDepartment(ctx: Ctx, id: string): Promise<boolean> {
    return (await ctx.db.maybe(sql`SELECT FROM departments d WHERE d.id = ${id}::uuid FOR KEY SHARE`)) !== undefined;
  }

  /** One statement per kind of record among the pools. Index: leads_by_pool and its like. */
  private async free(ctx: Ctx, pools: readonly PoolView[]): Promise<Map<string, number>> {
    const counts = poolables().flatMap((poolable) => {
      const ids = pools.filter((pool) => pool.object === poolable.object && pool.status === 'active').map((pool) => pool.id);
      return ids.length === 0 ? [] : [freeSql(ctx, poolable, ids)];
    });
    if (counts.length === 0) return new Map();
    const rows = await ctx.db.query<{ id: string; n: number }>(join(counts, ' UNION ALL '));
    return new Map(rows.map(({ id, n }) => [id, n]));
  }
}

function listSql(ctx: Ctx, { id, object, status }: PoolFilter): Sql {
  const me = ctx.actor.employeeId;
  return sql`
    SELECT r.id, r.object, r.name, r.description, r.status, r.department_id AS "departmentId", d.name AS "departmentName",
      r.hidden_fields AS "hiddenFields", r.masked_fields AS "maskedFields", r.position,
      ${memberPools.holds(raw('r.id'), me)} AS "isMember", ${administeredPools.holds(raw('r.id'), me)} AS "isAdmin",
      (SELECT pr.number FROM pool_rules pr WHERE pr.pool_id = r.id AND pr.status = 'published' AND pr.effective_from <= ${ctx.now}
        ORDER BY pr.effective_from DESC, pr.number DESC LIMIT 1) AS "ruleNumber",
      r.version, r.created_at AS "createdAt", r.updated_at AS "updatedAt"
    FROM pools r LEFT JOIN departments d ON d.tenant_id = r.tenant_id AND d.id = r.department_id
    WHERE ${scoped(ctx, 'read', poolPolicy)}
      ${id === undefined ? empty : sql`AND r.id = ${id}::uuid`}
      ${object === undefined ? empty : sql`AND r.object = ${object}`}
      ${status === undefined ? empty : sql`AND r.status = ${status}`}
    ORDER BY r.object, r.position, r.name, r.id`;
}

const freeSql = (ctx: Ctx, { descriptor, inPlay }: Poolable, ids: string[]): Sql => sql`
  SELECT p.id, (SELECT count(*) FROM (
    SELECT FROM ${raw(descriptor.table)} r
    WHERE r.pool_id = p.id AND ${inPlay} AND (r.quarantined_until > ${ctx.now}) IS NOT TRUE LIMIT ${COUNT_UP_TO}) free) AS n
  FROM unnest(${ids}::uuid[]) AS p(id)`;
