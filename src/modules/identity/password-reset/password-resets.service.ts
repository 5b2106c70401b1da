import { Injectable } from '@nestjs/common';
import type { PublicCtx } from '../../../platform/context/ctx.js';
import { AccountsService } from '../account/accounts.service.js';
import { CodesService } from '../code/codes.service.js';
import { codeInvalid } from '../identity.errors.js';
import { SessionsService } from '../session/sessions.service.js';
import { SignInGuard } from '../sign-in/sign-in-guard.js';
import type { CompletePasswordResetRequest } from './password-reset.requests.js';

/** Forgotten passwords: a code to the phone or e-mail, then a new password (ACC-06). */
@Injectable()
export class PasswordResetsService {
  constructor(
    private readonly codes: CodesService,
    private readonly accounts: AccountsService,
    private readonly sessions: SessionsService,
    private readonly guard: SignInGuard,
  ) {}

  /** @throws Problem CODE_INVALID, also for an address that nobody has */
  async complete(ctx: PublicCtx, { address, code, newPassword }: CompletePasswordResetRequest): Promise<void> {
    if (!(await this.codes.redeem(ctx, 'passwordReset', address, code))) throw codeInvalid();
    const account = await this.accounts.find(ctx, address);
    if (account?.status !== 'active') throw codeInvalid();
    await this.accounts.choosePassword(ctx, account.id, newPassword);
    await this.sessions.endAll(ctx, account.id, 'passwordReset');
    const names = [account.phone, account.email, account.login].filter((name) => name !== null);
    await this.guard.forgive(names.map((name) => name.toLowerCase()));
  }
}
