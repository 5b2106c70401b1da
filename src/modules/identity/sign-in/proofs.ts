import { Injectable } from '@nestjs/common';
import type { PublicCtx } from '../../../platform/context/ctx.js';
import { AccountsService } from '../account/accounts.service.js';
import type { Account } from '../account/account.entity.js';
import { Passwords } from '../account/passwords.js';
import { CodesService } from '../code/codes.service.js';
import { SignInGuard } from './sign-in-guard.js';
import type { SignInRequest } from './sign-in.requests.js';

/** Whether a name and a password or code are those of an account in use (ACC-03). */
@Injectable()
export class Proofs {
  constructor(
    private readonly guard: SignInGuard,
    private readonly accounts: AccountsService,
    private readonly passwords: Passwords,
    private readonly codes: CodesService,
  ) {}

  byPassword(ctx: PublicCtx, { name, password, captcha }: SignInRequest): Promise<Account | undefined> {
    return this.guard.attempt(ctx, name, captcha, async () => {
      const account = await this.accounts.find(ctx, name);
      const right = await this.passwords.matches(account?.passwordHash, password!);
      return right && account?.status === 'active' ? account : undefined;
    });
  }

  async byCode(ctx: PublicCtx, name: string, code: string): Promise<Account | undefined> {
    if (!(await this.codes.redeem(ctx, 'signIn', name, code))) return undefined;
    const account = await this.accounts.find(ctx, name);
    return account?.status === 'active' ? account : undefined;
  }
}
