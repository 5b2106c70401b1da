import { Injectable } from '@nestjs/common';
import sql, { empty, raw, type Sql } from 'sql-template-tag';
import type { Ctx } from '../context/ctx.js';
import { decodeCursor, encodeCursor } from '../records/cursor.js';
import type { Page } from '../records/page.js';
import type { Sort } from '../records/sort.js';
import type { ListNoticesRequest } from './notice.requests.js';
import type { NoticeView, UnreadCountView } from './notice.view.js';

/** A notice as it is kept; its words are made for the reader. */
export type NoticeRow = Omit<NoticeView, 'text'>;

const NEWEST_FIRST: Sort = {
  key: 'createdAt',
  descending: true,
  type: 'timestamp',
  nullable: false,
  expression: raw('n.created_at'),
};
const COLUMNS = sql`n.id, n.kind, n.content, n.created_at AS "createdAt", n.read_at AS "readAt"`;

/** The actor's own notices; nobody reads another's. */
@Injectable()
export class InboxQueries {
  /** Newest first. Index: notices_of_employee, notices_unread. */
  async list(ctx: Ctx, { filter, limit = 20, cursor }: ListNoticesRequest): Promise<Page<NoticeRow>> {
    const read = filter?.unread === undefined ? empty : sql`AND n.read_at IS ${filter.unread ? raw('NULL') : raw('NOT NULL')}`;
    const rows = await ctx.db.query<NoticeRow & Record<string, unknown>>(sql`
      SELECT ${COLUMNS} FROM notices n
      WHERE ${mine(ctx)} ${read} ${filter?.kind === undefined ? empty : sql`AND n.kind = ${filter.kind}`} ${before(cursor)}
      ORDER BY n.created_at DESC, n.id DESC LIMIT ${limit + 1}`);
    const items = rows.slice(0, limit);
    const last = rows.length > limit ? items.at(-1) : undefined;
    const nextCursor = last ? encodeCursor(NEWEST_FIRST, { value: last.createdAt, id: last.id }) : null;
    return { items, page: { nextCursor, hasMore: last !== undefined } };
  }

  unread(ctx: Ctx): Promise<UnreadCountView[]> {
    return ctx.db.query<UnreadCountView & Record<string, unknown>>(sql`
      SELECT n.kind, count(*) AS unread FROM notices n WHERE ${mine(ctx)} AND n.read_at IS NULL GROUP BY n.kind ORDER BY 2 DESC, 1`);
  }

  /** Keeps the first reading's time. Undefined: the actor has no such notice. */
  markOne(ctx: Ctx, id: string): Promise<NoticeRow | undefined> {
    return ctx.db.maybe<NoticeRow & Record<string, unknown>>(sql`
      UPDATE notices n SET read_at = coalesce(n.read_at, ${ctx.now}) WHERE ${mine(ctx)} AND n.id = ${id}::uuid RETURNING ${COLUMNS}`);
  }

  /** How many were unread until now. */
  mark(ctx: Ctx, ids: readonly string[] | undefined): Promise<number> {
    const which = ids ? sql`AND n.id = ANY (${ids}::uuid[])` : empty;
    return ctx.db.run(sql`UPDATE notices n SET read_at = ${ctx.now} WHERE ${mine(ctx)} AND n.read_at IS NULL ${which}`);
  }
}

const mine = (ctx: Ctx): Sql => sql`n.tenant_id = ${ctx.tenantId} AND n.employee_id = ${ctx.actor.employeeId}`;

function before(cursor: string | undefined): Sql {
  if (cursor === undefined) return empty;
  const { value, id } = decodeCursor(NEWEST_FIRST, cursor);
  return sql`AND (n.created_at, n.id) < (${value}::timestamptz, ${id}::uuid)`;
}
