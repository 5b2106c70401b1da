import { createHash, randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import sql from 'sql-template-tag';
import { AccessTokens } from '../../../platform/auth/access-tokens.js';
import { CONFIG } from '../../../platform/config/config.token.js';
import type { Config } from '../../../platform/config/index.js';
import type { Ctx, PublicCtx } from '../../../platform/context/ctx.js';
import { newId } from '../../../platform/database/ids.js';
import { sessionEnded } from '../../../platform/errors/index.js';
import type { Identity } from '../../../platform/http/index.js';
import { LastingStatements } from '../../../platform/database/lasting-statements.js';
import type { TokensView } from './session.view.js';

/** A session without "remember me" lasts this long without use. */
const SHORT_SESSION_HOURS = 12;

/** Why a session ended; kept for whoever looks into an incident. */
export type EndReason = 'signedOut' | 'endedByOwner' | 'passwordChanged' | 'passwordReset' | 'switched' | 'endedByAdministrator';

const newRefreshToken = (): string => `hsr_${randomBytes(32).toString('base64url')}`;
const digest = (token: string): Buffer => createHash('sha256').update(token).digest();

/** Devices on which people are signed in, and the tokens that prove it (ACC-05). */
@Injectable()
export class SessionsService {
  constructor(
    private readonly tokens: AccessTokens,
    private readonly lasting: LastingStatements,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** Begins a session of this account in one enterprise. Who has just proved who they are begins elevated (ACC-07). */
  async start(
    ctx: PublicCtx,
    who: Omit<Identity, 'sessionId'>,
    remember: boolean,
    elevatedAt: string | Date | null = ctx.now,
  ): Promise<TokensView> {
    const sessionId = newId();
    const refreshToken = newRefreshToken();
    const expiresAt = new Date(ctx.now.getTime() + this.lifetimeHours(remember) * 3_600_000);
    await ctx.db.run(sql`
      WITH session AS (
        INSERT INTO sessions (id, account_id, tenant_id, employee_id, remember, user_agent, ip, created_at, last_used_at, expires_at, elevated_at)
        VALUES (${sessionId}, ${who.accountId}, ${who.tenantId}, ${who.employeeId}, ${remember},
          ${ctx.client.userAgent.slice(0, 400)}, ${ctx.client.ip}, ${ctx.now}, ${ctx.now}, ${expiresAt}, ${elevatedAt})
        RETURNING id
      )
      INSERT INTO session_tokens (hash, session_id, created_at) SELECT ${digest(refreshToken)}, id, ${ctx.now} FROM session`);
    return this.issue({ ...who, sessionId }, refreshToken);
  }

  /**
   * Exchanges a refresh token for a new pair. One that was exchanged before ends its session: it has been copied, and which
   * of the two holders is the thief cannot be known.
   * @throws Problem SESSION_ENDED
   */
  async refresh(ctx: PublicCtx, token: string): Promise<TokensView> {
    const next = newRefreshToken();
    const [identity] = await this.lasting.query<Identity>(sql`
      SELECT * FROM rotate_session_token(${digest(token)}, ${digest(next)}, ${ctx.now},
        make_interval(hours => ${this.lifetimeHours(false)}), make_interval(hours => ${this.lifetimeHours(true)}))`);
    if (!identity) throw sessionEnded();
    return this.issue(identity, next);
  }

  /** Moves this device's session to another enterprise of the same person; it is as elevated there as it was here. */
  async move(ctx: Ctx, to: { tenantId: string; employeeId: string }): Promise<TokensView> {
    const current = await ctx.db.one<{ remember: boolean; elevatedAt: string | null }>(sql`
      UPDATE sessions SET ended_at = ${ctx.now}, end_reason = 'switched' WHERE id = ${ctx.actor.sessionId}
      RETURNING remember, elevated_at AS "elevatedAt"`);
    return this.start(ctx, { accountId: ctx.actor.accountId, ...to }, current.remember, current.elevatedAt);
  }

  /** Ends one session of an account; false when it has no such session that lives. */
  async end(ctx: PublicCtx, accountId: string, sessionId: string, reason: EndReason): Promise<boolean> {
    return (
      (await ctx.db.run(sql`UPDATE sessions SET ended_at = ${ctx.now}, end_reason = ${reason}
        WHERE id = ${sessionId} AND account_id = ${accountId} AND ended_at IS NULL AND expires_at > ${ctx.now}`)) === 1
    );
  }

  /** Ends all sessions of an account, but for one where it is named; answers how many. */
  endAll(ctx: PublicCtx, accountId: string, reason: EndReason, except: string | null = null): Promise<number> {
    return ctx.db.run(sql`UPDATE sessions SET ended_at = ${ctx.now}, end_reason = ${reason}
      WHERE account_id = ${accountId} AND ended_at IS NULL AND id IS DISTINCT FROM ${except}::uuid`);
  }

  /** Ends the account's sessions in this enterprise; answers how many. */
  endAt(ctx: Ctx, accountId: string, reason: EndReason): Promise<number> {
    return ctx.db.run(sql`UPDATE sessions SET ended_at = ${ctx.now}, end_reason = ${reason}
      WHERE account_id = ${accountId} AND tenant_id = ${ctx.tenantId} AND ended_at IS NULL`);
  }

  private issue(identity: Identity, refreshToken: string): TokensView {
    return {
      accessToken: this.tokens.issue(identity),
      tokenType: 'Bearer',
      expiresIn: this.tokens.lifetimeSeconds,
      refreshToken,
      tenantId: identity.tenantId,
      employeeId: identity.employeeId,
      sessionId: identity.sessionId,
    };
  }

  private lifetimeHours(remember: boolean): number {
    return remember ? this.config.auth.refreshTokenDays * 24 : SHORT_SESSION_HOURS;
  }
}
