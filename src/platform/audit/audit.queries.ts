import { Injectable } from '@nestjs/common';
import sql, { join, raw, type Sql } from 'sql-template-tag';
import type { Ctx } from '../context/ctx.js';
import { decodeCursor, encodeCursor } from '../records/cursor.js';
import type { Sort } from '../records/sort.js';
import type { AuditFilter, ListAuditRequest } from './audit.requests.js';
import type { AuditLogListView, AuditLogView } from './audit.view.js';

const NEWEST_FIRST: Sort = { key: 'at', descending: true, type: 'timestamp', nullable: false, expression: raw('a.at') };

@Injectable()
export class AuditQueries {
  /** Newest first. Index: audit_log_by_time, _by_actor, _by_action or _by_object. */
  async list(ctx: Ctx, { filter, limit = 20, cursor }: ListAuditRequest): Promise<AuditLogListView> {
    const where = [
      sql`a.tenant_id = ${ctx.tenantId}`,
      ...(filter ? conditions(filter) : []),
      ...(cursor ? [before(cursor)] : []),
    ];
    const rows = await ctx.db.query<AuditLogView & Record<string, unknown>>(sql`
      SELECT a.id, a.at, a.actor_id AS "actorId", a.actor_name AS "actorName", a.action, a.object, a.object_id AS "objectId", a.summary,
        a.before, a.after, a.ip, a.user_agent AS "userAgent", a.request_id AS "requestId"
      FROM audit_log a WHERE ${join(where, ' AND ')}
      ORDER BY a.at DESC, a.id DESC LIMIT ${limit + 1}`);
    const items = rows.slice(0, limit);
    const last = rows.length > limit ? items.at(-1) : undefined;
    return {
      items,
      page: {
        nextCursor: last ? encodeCursor(NEWEST_FIRST, { value: last.at, id: last.id }) : null,
        hasMore: last !== undefined,
      },
    };
  }
}

function conditions({ actorId, action, object, objectId, from, to }: AuditFilter): Sql[] {
  return [
    ...(actorId ? [sql`a.actor_id = ${actorId}::uuid`] : []),
    ...(action ? [sql`a.action = ${action}`] : []),
    ...(object ? [sql`a.object = ${object}`] : []),
    ...(objectId ? [sql`a.object_id = ${objectId}::uuid`] : []),
    ...(from ? [sql`a.at >= ${from}::timestamptz`] : []),
    ...(to ? [sql`a.at < ${to}::timestamptz`] : []),
  ];
}

function before(cursor: string): Sql {
  const { value, id } = decodeCursor(NEWEST_FIRST, cursor);
  return sql`(a.at, a.id) < (${value}::timestamptz, ${id}::uuid)`;
}
