import { Injectable } from '@nestjs/common';
import sql, { empty, raw, type Sql } from 'sql-template-tag';
import type { Ctx } from '../../../platform/context/ctx.js';
import type { Poolable } from '../poolable.js';
import type { AgeView, KindCountView, TakenView } from './statistics.view.js';

/** From the first instant of a time until before its end, as RFC 3339. */
export interface Span {
  since: string;
  before: string;
}

export interface TakenRow extends TakenView, Record<string, unknown> {
  /** Null: all people together. */
  employeeId: string | null;
  employeeName: string | null;
}

export interface LostRow extends KindCountView, Record<string, unknown> {
  employeeId: string;
  employeeName: string;
}

/** Figures straight from the ledger, by an index that holds a pool's lines in the order of time: what they cost depends on the time asked for alone. */
@Injectable()
export class StatisticsQueries {
  /** Index: ownership_ledger_into. */
  into(ctx: Ctx, poolId: string, { since, before }: Span): Promise<KindCountView[]> {
    return ctx.db.query<KindCountView & Record<string, unknown>>(sql`
      SELECT l.kind, count(*) AS count FROM ownership_ledger l
      WHERE l.tenant_id = ${ctx.tenantId}::uuid AND l.to_pool_id = ${poolId}::uuid AND l.at >= ${since}::timestamptz AND l.at < ${before}::timestamptz
      GROUP BY l.kind ORDER BY 2 DESC, 1`);
  }

  /** Index: ownership_ledger_out_of. */
  outOf(ctx: Ctx, poolId: string, { since, before }: Span): Promise<KindCountView[]> {
    return ctx.db.query<KindCountView & Record<string, unknown>>(sql`
      SELECT l.kind, count(*) AS count FROM ownership_ledger l
      WHERE l.tenant_id = ${ctx.tenantId}::uuid AND l.from_pool_id = ${poolId}::uuid AND l.at >= ${since}::timestamptz AND l.at < ${before}::timestamptz
      GROUP BY l.kind ORDER BY 2 DESC, 1`);
  }

  /** What stands in the pool now, by whole days of waiting. Index: leads_by_pool and its like, alone. */
  ages(ctx: Ctx, { descriptor }: Poolable, poolId: string): Promise<AgeView[]> {
    return ctx.db.query<AgeView & Record<string, unknown>>(sql`
      SELECT a.age, count(r.entered_pool_at) AS count
      FROM (VALUES ('day1', 0, 1), ('days2To7', 1, 7), ('days8To30', 7, 30), ('days31To90', 30, 90), ('older', 90, 1000000)) AS a(age, since, days)
      LEFT JOIN ${raw(descriptor.table)} r ON r.tenant_id = ${ctx.tenantId}::uuid AND r.pool_id = ${poolId}::uuid
        AND r.entered_pool_at <= ${ctx.now}::timestamptz - make_interval(days => a.since)
        AND (a.age = 'older' OR r.entered_pool_at > ${ctx.now}::timestamptz - make_interval(days => a.days))
      GROUP BY a.age, a.since ORDER BY a.since`);
  }

  /** Of all together, and of each person or of one; people who took most first. */
  taken(ctx: Ctx, poolable: Poolable, poolId: string, { since, before }: Span, employeeId?: string): Promise<TakenRow[]> {
    return ctx.db.query<TakenRow>(sql`
      WITH taken AS (
        SELECT l.record_id, l.to_owner_id, l.at FROM ownership_ledger l
        WHERE l.tenant_id = ${ctx.tenantId}::uuid AND l.from_pool_id = ${poolId}::uuid AND l.at >= ${since}::timestamptz AND l.at < ${before}::timestamptz
          AND l.to_owner_id IS NOT NULL ${employeeId === undefined ? empty : sql`AND l.to_owner_id = ${employeeId}::uuid`}
      ), figures AS (
        SELECT t.to_owner_id AS id, count(*) AS taken, count(c.at) AS contacted,
          floor(percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM c.at - t.at) / 60))::integer AS median,
          floor(percentile_cont(0.9) WITHIN GROUP (ORDER BY extract(epoch FROM c.at - t.at) / 60))::integer AS p90,
          ${convertedSql(poolable)} AS converted
        FROM taken t LEFT JOIN LATERAL (${firstContactSql(poolable)}) c ON TRUE GROUP BY GROUPING SETS ((), (t.to_owner_id))
      )
      SELECT f.id AS "employeeId", e.name AS "employeeName", f.taken, f.contacted, f.median AS "medianMinutes", f.p90 AS "p90Minutes", f.converted
      FROM figures f LEFT JOIN employees e ON e.tenant_id = ${ctx.tenantId}::uuid AND e.id = f.id
      ORDER BY f.id IS NOT NULL, f.taken DESC, e.name, f.id`);
  }

  /** What went back into the pool, by person and kind. Index: ownership_ledger_into. */
  lost(ctx: Ctx, poolId: string, { since, before }: Span, employeeId?: string): Promise<LostRow[]> {
    return ctx.db.query<LostRow>(sql`
      SELECT g.id AS "employeeId", e.name AS "employeeName", g.kind, g.count FROM (
        SELECT l.from_owner_id AS id, l.kind, count(*) AS count FROM ownership_ledger l
        WHERE l.tenant_id = ${ctx.tenantId}::uuid AND l.to_pool_id = ${poolId}::uuid AND l.at >= ${since}::timestamptz AND l.at < ${before}::timestamptz
          AND l.from_owner_id IS NOT NULL ${employeeId === undefined ? empty : sql`AND l.from_owner_id = ${employeeId}::uuid`}
        GROUP BY 1, 2
      ) g JOIN employees e ON e.tenant_id = ${ctx.tenantId}::uuid AND e.id = g.id ORDER BY g.count DESC, g.kind, e.name, g.id`);
  }
}

/** When the new owner of taken record t first contacted it; no row where they have not, or where nobody notes contacts. */
function firstContactSql({ contacts }: Poolable): Sql {
  if (!contacts) return raw('SELECT NULL::timestamptz AS at WHERE FALSE');
  const { table, record, at, author } = contacts;
  return raw(`SELECT x.${at} AS at FROM ${table} x WHERE x.tenant_id = current_tenant() AND x.${record} = t.record_id
    AND x.${at} >= t.at AND x.${author} = t.to_owner_id ORDER BY x.${at} LIMIT 1`);
}

/** How many of the taken records t are converted by now. */
function convertedSql({ converted, descriptor }: Poolable): Sql {
  if (!converted) return raw('NULL::bigint');
  return sql`count(DISTINCT t.record_id) FILTER (WHERE EXISTS (
    SELECT FROM ${raw(descriptor.table)} r WHERE r.tenant_id = current_tenant() AND r.id = t.record_id AND ${converted}))`;
}
