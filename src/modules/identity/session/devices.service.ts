import { Injectable } from '@nestjs/common';
import sql from 'sql-template-tag';
import type { Ctx } from '../../../platform/context/ctx.js';
import { isId } from '../../../platform/database/ids.js';
import { sessionNotFound } from '../identity.errors.js';
import { SessionsService } from './sessions.service.js';
import type { SessionListView, SessionView } from './session.view.js';

/** Nobody has more devices than that in use; older ones are left out. */
const MOST = 100;

/** The devices on which a person is signed in, in whichever enterprise (ACC-05). Index: sessions_by_account. */
@Injectable()
export class DevicesService {
  constructor(private readonly sessions: SessionsService) {}

  async list(ctx: Ctx): Promise<SessionListView> {
    const items = await ctx.db.query<SessionView & Record<string, unknown>>(sql`
      SELECT s.id, s.id = ${ctx.actor.sessionId} AS current, s.user_agent AS "userAgent", s.ip, s.remember, s.tenant_id AS "tenantId",
        m."enterpriseName", s.created_at AS "createdAt", s.last_used_at AS "lastUsedAt", s.expires_at AS "expiresAt"
      FROM sessions s LEFT JOIN memberships_of(${ctx.actor.accountId}) m ON m."tenantId" = s.tenant_id
      WHERE s.account_id = ${ctx.actor.accountId} AND s.ended_at IS NULL AND s.expires_at > ${ctx.now}
      ORDER BY s.last_used_at DESC, s.id DESC LIMIT ${MOST}`);
    return { items, page: { nextCursor: null, hasMore: false } };
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
