import { Inject, Injectable } from '@nestjs/common';
import sql from 'sql-template-tag';
import { CONFIG } from '../../../platform/config/config.token.js';
import type { Config } from '../../../platform/config/index.js';
import type { Ctx } from '../../../platform/context/ctx.js';
import type { Account } from '../account/account.entity.js';
import { AccountsService } from '../account/accounts.service.js';
import { Passwords } from '../account/passwords.js';
import { CodesService } from '../code/codes.service.js';
import { codeInvalid, oneProofOnly, passwordWrong } from '../identity.errors.js';
import { SignInGuard } from '../sign-in/sign-in-guard.js';
import type { ElevationRequest } from './elevation.requests.js';
import type { ElevationView } from './elevation.view.js';

/** Confirms within a session who sits there, before administrative writes (ACC-07). */
@Injectable()
export class ElevationService {
  constructor(
    private readonly accounts: AccountsService,
    private readonly passwords: Passwords,
    private readonly codes: CodesService,
    private readonly guard: SignInGuard,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /**
   * Elevates this session. Wrong attempts count like those of changing the password.
   * @throws Problem PASSWORD_WRONG, CODE_INVALID, SIGN_IN_LOCKED
   */
  async elevate(ctx: Ctx, request: ElevationRequest): Promise<ElevationView> {
    if (request.password !== undefined && request.code !== undefined) throw oneProofOnly();
    const account = await this.accounts.get(ctx, ctx.actor.accountId);
    const proved = await this.guard.confirm(ctx, account.id, async () => (await this.proves(ctx, account, request)) || undefined);
    if (!proved) throw request.code === undefined ? passwordWrong() : codeInvalid();
    const { minutes } = await ctx.db.one<{ minutes: number | null }>(sql`
      UPDATE sessions s SET elevated_at = ${ctx.now} FROM enterprises en
      WHERE s.id = ${ctx.actor.sessionId} AND en.tenant_id = s.tenant_id
      RETURNING (en.settings #>> '{security,stepUpMinutes}')::integer AS minutes`);
    const lasting = minutes ?? this.config.auth.stepUpMinutes;
    return { elevatedUntil: lasting === 0 ? null : new Date(ctx.now.getTime() + lasting * 60_000).toISOString() };
  }

  private async proves(ctx: Ctx, account: Account, { password, code }: ElevationRequest): Promise<boolean> {
    if (code === undefined) return this.passwords.matches(account.passwordHash, password!);
    const address = account.phone ?? account.email;
    return address !== null && this.codes.redeem(ctx, 'verification', address, code);
  }
}
