import { Injectable } from '@nestjs/common';
import sql from 'sql-template-tag';
import type { Ctx } from '../../../platform/context/ctx.js';
import { isId } from '../../../platform/database/ids.js';
import { sessionNotFound } from '../identity.errors.js';
import { deviceOf } from '../sign-in-watch/device.js';
import { placeOf, placeText } from '../sign-in-watch/place.js';
import { SessionsService } from './sessions.service.js';
import type { SessionListView, SessionView } from './session.view.js';

/** Nobody has more devices than that in use; older ones are left out. */
const MOST = 100;

type Session = Omit<SessionView, keyof Seen> & Record<string, unknown>;
type Seen = Pick<SessionView, 'browser' | 'system' | 'deviceType' | 'place'>;

/** The devices on which a person is signed in, in whichever enterprise (ACC-05). Index: sessions_by_account. */
@Injectable()
export class DevicesService {
  constructor(private readonly sessions: SessionsService) {}

  async list(ctx: Ctx): Promise<SessionListView> {
    const rows = await ctx.db.query<Session>(sql`
      SELECT s.id, s.id = ${ctx.actor.sessionId} AS current, s.user_agent AS "userAgent", s.ip, s.remember, s.tenant_id AS "tenantId",
        m."enterpriseName", s.created_at AS "createdAt", s.last_used_at AS "lastUsedAt", s.expires_at AS "expiresAt"
      FROM sessions s LEFT JOIN memberships_of(${ctx.actor.accountId}) m ON m."tenantId" = s.tenant_id
      WHERE s.account_id = ${ctx.actor.accountId} AND s.ended_at IS NULL AND s.expires_at > ${ctx.now}
      ORDER BY s.last_used_at DESC, s.id DESC LIMIT ${MOST}`);
    return listOf(rows);
  }

  /** Those of an employee in this enterprise; what they have open elsewhere is nobody's business here. Index: sessions_by_employee. */
  async ofEmployee(ctx: Ctx, employeeId: string): Promise<SessionListView> {
    const rows = await ctx.db.query<Session>(sql`
      SELECT s.id, s.id IS NOT DISTINCT FROM ${ctx.actor.sessionId}::uuid AS current, s.user_agent AS "userAgent", s.ip, s.remember, s.tenant_id AS "tenantId",
        en.name AS "enterpriseName", s.created_at AS "createdAt", s.last_used_at AS "lastUsedAt", s.expires_at AS "expiresAt"
      FROM sessions s JOIN enterprises en ON en.tenant_id = s.tenant_id
      WHERE s.tenant_id = ${ctx.tenantId} AND s.employee_id = ${employeeId} AND s.ended_at IS NULL AND s.expires_at > ${ctx.now}
      ORDER BY s.last_used_at DESC, s.id DESC LIMIT ${MOST}`);
    return listOf(rows);
  }

  /** Signs an employee out of this enterprise on all devices, or on one; answers how many were open. */
  endOfEmployee(ctx: Ctx, employeeId: string, sessionId: string | null): Promise<number> {
    return ctx.db.run(sql`UPDATE sessions SET ended_at = ${ctx.now}, end_reason = 'endedByAdministrator'
      WHERE tenant_id = ${ctx.tenantId} AND employee_id = ${employeeId} AND (${sessionId}::uuid IS NULL OR id = ${sessionId})
        AND ended_at IS NULL AND expires_at > ${ctx.now}`);
  }

  /** @throws Problem SESSION_NOT_FOUND for anybody else's too */
  async end(ctx: Ctx, id: string): Promise<void> {
    const ended = isId(id) && (await this.sessions.end(ctx, ctx.actor.accountId, id, 'endedByOwner'));
    if (!ended) throw sessionNotFound();
  }

  async endOthers(ctx: Ctx): Promise<void> {
    await this.sessions.endAll(ctx, ctx.actor.accountId, 'endedByOwner', ctx.actor.sessionId);
  }
}

/** With what the user agent and the address say. */
const listOf = (rows: Session[]): SessionListView => ({
  items: rows.map((row) => {
    const { browser, system, deviceType } = deviceOf(row.userAgent);
    return { ...row, browser, system, deviceType, place: placeText(placeOf(row.ip)) || null };
  }),
  page: { nextCursor: null, hasMore: false },
});
