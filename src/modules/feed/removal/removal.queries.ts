import { Injectable } from '@nestjs/common';
import sql, { empty, raw } from 'sql-template-tag';
import type { Ctx } from '../../../platform/context/ctx.js';
import { decodeCursor, type Sort } from '../../../platform/records/index.js';
import type { Removed } from './removables.js';
import type { CreateRemovalRequest, ListRemovalsRequest } from './removal.requests.js';
import type { RemovalView } from './removal.view.js';

export const NEWEST_FIRST: Sort = {
  key: 'createdAt',
  descending: true,
  type: 'timestamp',
  nullable: false,
  expression: raw('m.created_at'),
};

type Row = RemovalView & Record<string, unknown>;

const SELECT = sql`SELECT m.id, m.object, m.item_id AS "itemId", m.author_id AS "authorId", a.name AS "authorName", m.published_at AS "publishedAt",
    m.record_object AS "recordObject", m.record_id AS "recordId", m.reason, m.created_at AS "createdAt", m.created_by AS "createdBy", e.name AS "createdByName"
  FROM removals m JOIN employees a ON a.tenant_id = m.tenant_id AND a.id = m.author_id
  JOIN employees e ON e.tenant_id = m.tenant_id AND e.id = m.created_by`;

@Injectable()
export class RemovalQueries {
  async insert(ctx: Ctx, id: string, removal: CreateRemovalRequest & Removed): Promise<void> {
    const { object, itemId, authorId, publishedAt, recordObject, recordId, reason } = removal;
    await ctx.db.run(sql`
      INSERT INTO removals (tenant_id, id, object, item_id, author_id, published_at, record_object, record_id, reason, created_at, created_by)
      VALUES (${ctx.tenantId}, ${id}, ${object}, ${itemId}, ${authorId}, ${publishedAt}, ${recordObject}, ${recordId}, ${reason}, ${ctx.now}, ${ctx.actor.employeeId})`);
  }

  /** Newest first. Index: removals_by_time or removals_of_record. */
  list(ctx: Ctx, { recordObject, recordId, cursor }: ListRemovalsRequest, limit: number): Promise<Row[]> {
    const before = cursor === undefined ? undefined : decodeCursor(NEWEST_FIRST, cursor);
    return ctx.db.query<Row>(sql`${SELECT} WHERE m.tenant_id = ${ctx.tenantId}
      ${recordId ? sql`AND m.record_object = ${recordObject} AND m.record_id = ${recordId}::uuid` : empty}
      ${before ? sql`AND (m.created_at, m.id) < (${before.value}::timestamptz, ${before.id}::uuid)` : empty}
      ORDER BY m.created_at DESC, m.id DESC LIMIT ${raw(String(limit))}`);
  }

  one(ctx: Ctx, id: string): Promise<Row | undefined> {
    return ctx.db.maybe<Row>(sql`${SELECT} WHERE m.tenant_id = ${ctx.tenantId} AND m.id = ${id}::uuid`);
  }
}
