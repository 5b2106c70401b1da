import { createHash, randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import sql from 'sql-template-tag';
import { AccessTokens } from '../../../platform/auth/access-tokens.js';
import { CONFIG } from '../../../platform/config/config.token.js';
import type { Config } from '../../../platform/config/index.js';
import type { PublicCtx } from '../../../platform/context/ctx.js';
import { newId } from '../../../platform/database/ids.js';
import type { Identity } from '../../../platform/http/index.js';
import type { TokensView } from './session.view.js';

/** A session without "remember me" lasts this long without use. */
const SHORT_SESSION_HOURS = 12;

const digest = (token: string): Buffer => createHash('sha256').update(token).digest();

/** Devices on which people are signed in, and the tokens that prove it (ACC-05). */
@Injectable()
export class SessionsService {
  constructor(
    private readonly tokens: AccessTokens,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** Begins a session of this account in one enterprise. */
  async start(ctx: PublicCtx, who: Omit<Identity, 'sessionId'>, remember: boolean): Promise<TokensView> {
    const sessionId = newId();
    const expiresAt = this.expiry(ctx.now, remember);
    await ctx.db.run(sql`INSERT INTO sessions
      (id, account_id, tenant_id, employee_id, remember, user_agent, ip, created_at, last_used_at, expires_at)
      VALUES (${sessionId}, ${who.accountId}, ${who.tenantId}, ${who.employeeId}, ${remember},
        ${ctx.client.userAgent.slice(0, 400)}, ${ctx.client.ip}, ${ctx.now}, ${ctx.now}, ${expiresAt})`);
    return this.issue(ctx, { ...who, sessionId });
  }

  /** Fresh access and refresh tokens for a session that lives. */
  private async issue(ctx: PublicCtx, identity: Identity): Promise<TokensView> {
    const refreshToken = `hsr_${randomBytes(32).toString('base64url')}`;
    await ctx.db.run(sql`INSERT INTO session_tokens (hash, session_id, created_at)
      VALUES (${digest(refreshToken)}, ${identity.sessionId}, ${ctx.now})`);
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

  private expiry(now: Date, remember: boolean): Date {
    const hours = remember ? this.config.auth.refreshTokenDays * 24 : SHORT_SESSION_HOURS;
    return new Date(now.getTime() + hours * 3_600_000);
  }
}
