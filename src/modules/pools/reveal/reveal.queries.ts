import { Injectable } from '@nestjs/common';
import sql, { empty, raw, type Sql } from 'sql-template-tag';
import type { Ctx } from '../../../platform/context/ctx.js';
import { newId } from '../../../platform/database/ids.js';
import { decodeCursor, encodeCursor, type Page, type Sort } from '../../../platform/records/index.js';
import { midnight } from '../claim/usage.queries.js';
import type { ListRevealsRequest } from './reveal.requests.js';
import type { RevealView } from './reveal.view.js';

/** A look that is about to be logged. */
export interface NewReveal {
  poolId: string;
  object: string;
  recordId: string;
  fields: string[];
}

const NEWEST_FIRST: Sort = { key: 'at', descending: true, type: 'timestamp', nullable: false, expression: raw('v.at') };

/** The log of looks behind masks; it only grows. */
@Injectable()
export class RevealQueries {
  /** The actor's looks into this pool wait for each other until the transaction ends: the limit stays exact. */
  async takeTurn(ctx: Ctx, poolId: string): Promise<void> {
    await ctx.db.query(
      sql`SELECT pg_advisory_xact_lock(hashtextextended(${`reveal:${ctx.tenantId}:${ctx.actor.employeeId}:${poolId}`}, 0))`,
    );
  }

  /** How many other records of the pool the actor has looked at today, and whether this one is among them already. */
  used(ctx: Ctx, poolId: string, recordId: string): Promise<{ others: number; again: boolean }> {
    return ctx.db.one<{ others: number; again: boolean }>(sql`
      SELECT count(DISTINCT v.record_id) FILTER (WHERE v.record_id <> ${recordId}::uuid) AS others,
        coalesce(bool_or(v.record_id = ${recordId}::uuid), false) AS again
      FROM pool_reveals v
      WHERE v.employee_id = ${ctx.actor.employeeId}::uuid AND v.pool_id = ${poolId}::uuid AND v.at >= ${midnight(ctx)}`);
  }

  async log(ctx: Ctx, { poolId, object, recordId, fields }: NewReveal): Promise<void> {
    await ctx.db.run(sql`INSERT INTO pool_reveals (tenant_id, id, pool_id, object, record_id, employee_id, fields, at, ip)
      VALUES (${ctx.tenantId}, ${newId()}, ${poolId}, ${object}, ${recordId}, ${ctx.actor.employeeId}, ${fields}, ${ctx.now}, ${ctx.client.ip})`);
  }

  /** Newest first. Index: pool_reveals_by_time. */
  async list(ctx: Ctx, poolId: string, request: ListRevealsRequest): Promise<Page<RevealView>> {
    const { employeeId, recordId, limit = 20, cursor } = request;
    const rows = await ctx.db.query<RevealView & Record<string, unknown>>(sql`
      SELECT v.id, v.record_id AS "recordId", v.employee_id AS "employeeId", e.name AS "employeeName", v.fields, v.at, v.ip
      FROM pool_reveals v JOIN employees e ON e.tenant_id = v.tenant_id AND e.id = v.employee_id
      WHERE v.pool_id = ${poolId}::uuid ${employeeId === undefined ? empty : sql`AND v.employee_id = ${employeeId}::uuid`}
        ${recordId === undefined ? empty : sql`AND v.record_id = ${recordId}::uuid`} ${before(cursor)}
      ORDER BY v.at DESC, v.id DESC LIMIT ${limit + 1}`);
    const items = rows.slice(0, limit);
    const last = rows.length > limit ? items.at(-1) : undefined;
    const nextCursor = last ? encodeCursor(NEWEST_FIRST, { value: last.at, id: last.id }) : null;
    return { items, page: { nextCursor, hasMore: last !== undefined } };
  }
}

function before(cursor: string | undefined): Sql {
  if (cursor === undefined) return empty;
  const { value, id } = decodeCursor(NEWEST_FIRST, cursor);
  return sql`AND (v.at, v.id) < (${value}::timestamptz, ${id}::uuid)`;
}
