import { Injectable } from '@nestjs/common';
import sql, { join, raw, type Sql } from 'sql-template-tag';
import type { Ctx } from '../../../platform/context/ctx.js';
import { decodeCursor, encodeCursor } from '../../../platform/records/cursor.js';
import type { Sort } from '../../../platform/records/sort.js';
import type { ListSignInAlertsRequest, ListSignInsRequest, SignInAlertFilter, SignInFilter } from './sign-ins.requests.js';
import type { AlertCountView, SignInAlertListView, SignInAlertView, SignInListView, SignInView } from './sign-ins.view.js';

const NEWEST_FIRST: Sort = { key: 'at', descending: true, type: 'timestamp', nullable: false, expression: raw('r.at') };

interface Paged {
  limit?: number | undefined;
  cursor?: string | undefined;
}

/** Reads sign-ins and what was unusual about them, newest first. */
@Injectable()
export class SignInQueries {
  /** Index: sign_ins_by_time, or sign_ins_by_employee. */
  async list(ctx: Ctx, { filter = {}, ...paged }: ListSignInsRequest): Promise<SignInListView> {
    const rows = await ctx.db.query<SignInView & Record<string, unknown>>(sql`
      SELECT r.id, r.at, r.employee_id AS "employeeId", e.name AS "employeeName", r.session_id AS "sessionId", r.method, r.outcome, r.cause,
        r.ip, r.user_agent AS "userAgent", r.browser, r.system, r.device_type AS "deviceType", r.country, r.province, r.city
      FROM sign_ins r JOIN employees e ON e.tenant_id = r.tenant_id AND e.id = r.employee_id
      WHERE ${join([sql`r.tenant_id = ${ctx.tenantId}`, ...signInConditions(filter), ...behind(paged)], ' AND ')}
      ORDER BY r.at DESC, r.id DESC LIMIT ${(paged.limit ?? 20) + 1}`);
    return pageOf(rows, paged);
  }

  /** Index: sign_in_alerts_by_time, _by_status or _by_employee. */
  async alerts(ctx: Ctx, { filter = {}, ...paged }: ListSignInAlertsRequest): Promise<SignInAlertListView> {
    return pageOf(await this.alertRows(ctx, [...alertConditions(filter), ...behind(paged)], (paged.limit ?? 20) + 1), paged);
  }

  async alert(ctx: Ctx, id: string): Promise<SignInAlertView | undefined> {
    return (await this.alertRows(ctx, [sql`r.id = ${id}`], 1))[0];
  }

  counts(ctx: Ctx): Promise<AlertCountView[]> {
    return ctx.db.query<AlertCountView & Record<string, unknown>>(sql`
      SELECT r.kind, count(*) FILTER (WHERE r.status = 'open') AS open, count(*) FILTER (WHERE r.status = 'acknowledged') AS acknowledged
      FROM sign_in_alerts r WHERE r.tenant_id = ${ctx.tenantId} GROUP BY r.kind ORDER BY r.kind`);
  }

  /** Whoever comes second changes nothing. */
  async acknowledge(ctx: Ctx, id: string, note: string | null): Promise<void> {
    await ctx.db.run(sql`
      UPDATE sign_in_alerts SET status = 'acknowledged', note = ${note}, acknowledged_at = ${ctx.now}, acknowledged_by = ${ctx.actor.employeeId},
        version = version + 1
      WHERE tenant_id = ${ctx.tenantId} AND id = ${id} AND status = 'open'`);
  }

  private alertRows(ctx: Ctx, conditions: Sql[], limit: number): Promise<(SignInAlertView & Record<string, unknown>)[]> {
    return ctx.db.query<SignInAlertView & Record<string, unknown>>(sql`
      SELECT r.id, r.at, r.kind, r.status, r.details, r.note, r.acknowledged_at AS "acknowledgedAt", k.name AS "acknowledgedByName", r.version,
        json_build_object('id', s.id, 'at', to_char(s.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'employeeId', s.employee_id,
          'employeeName', e.name, 'sessionId', s.session_id, 'method', s.method, 'outcome', s.outcome, 'cause', s.cause, 'ip', s.ip,
          'userAgent', s.user_agent, 'browser', s.browser, 'system', s.system, 'deviceType', s.device_type, 'country', s.country,
          'province', s.province, 'city', s.city) AS "signIn"
      FROM sign_in_alerts r
      JOIN sign_ins s ON s.tenant_id = r.tenant_id AND s.id = r.sign_in_id
      JOIN employees e ON e.tenant_id = s.tenant_id AND e.id = s.employee_id
      LEFT JOIN employees k ON k.tenant_id = r.tenant_id AND k.id = r.acknowledged_by
      WHERE ${join([sql`r.tenant_id = ${ctx.tenantId}`, ...conditions], ' AND ')}
      ORDER BY r.at DESC, r.id DESC LIMIT ${limit}`);
  }
}

function signInConditions({ employeeId, outcome, from, to }: SignInFilter): Sql[] {
  return [
    ...(employeeId ? [sql`r.employee_id = ${employeeId}::uuid`] : []),
    ...(outcome ? [sql`r.outcome = ${outcome}`] : []),
    ...(from ? [sql`r.at >= ${from}::timestamptz`] : []),
    ...(to ? [sql`r.at < ${to}::timestamptz`] : []),
  ];
}

function alertConditions({ kind, status, employeeId }: SignInAlertFilter): Sql[] {
  return [
    ...(kind ? [sql`r.kind = ${kind}`] : []),
    ...(status ? [sql`r.status = ${status}`] : []),
    ...(employeeId ? [sql`r.employee_id = ${employeeId}::uuid`] : []),
  ];
}

function behind({ cursor }: Paged): Sql[] {
  if (!cursor) return [];
  const { value, id } = decodeCursor(NEWEST_FIRST, cursor);
  return [sql`(r.at, r.id) < (${value}::timestamptz, ${id}::uuid)`];
}

/** The statement asked for one row more than the page has. */
function pageOf<T extends { at: string; id: string }>(rows: T[], { limit = 20 }: Paged) {
  const items = rows.slice(0, limit);
  const last = rows.length > limit ? items.at(-1) : undefined;
  const nextCursor = last ? encodeCursor(NEWEST_FIRST, { value: last.at, id: last.id }) : null;
  return { items, page: { nextCursor, hasMore: last !== undefined } };
}
