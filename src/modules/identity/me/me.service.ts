import { Injectable } from '@nestjs/common';
import sql from 'sql-template-tag';
import type { Ctx } from '../../../platform/context/ctx.js';
import { AccountsService } from '../account/accounts.service.js';
import { Passwords } from '../account/passwords.js';
import { passwordUnchanged, passwordWrong } from '../identity.errors.js';
import { SessionsService } from '../session/sessions.service.js';
import { SignInGuard } from '../sign-in/sign-in-guard.js';
import type { ChangePasswordRequest } from './me.requests.js';
import type { MeView, MyMembershipListView } from './me.view.js';

/** What people see and change of themselves. */
@Injectable()
export class MeService {
  constructor(
    private readonly accounts: AccountsService,
    private readonly passwords: Passwords,
    private readonly sessions: SessionsService,
    private readonly guard: SignInGuard,
  ) {}

  async read(ctx: Ctx): Promise<MeView> {
    const { accountId, employeeId, sessionId, previewId } = ctx.actor;
    const found = await ctx.db.one<Omit<MeView, 'sessionId' | 'previewId'> & Record<string, unknown>>(sql`
      SELECT
        json_build_object('id', a.id, 'name', a.name, 'phone', a.phone, 'email', a.email, 'login', a.login,
          'passwordMustChange', a.password_must_change) AS account,
        json_build_object('id', e.id, 'name', e.name, 'nickname', e.nickname, 'title', e.title, 'avatar', e.avatar) AS employee,
        json_build_object('tenantId', en.tenant_id, 'code', en.code, 'name', en.name, 'logo', en.logo, 'timeZone', en.time_zone,
          'currency', en.currency) AS enterprise
      FROM employees e
      JOIN enterprises en ON en.tenant_id = e.tenant_id
      JOIN accounts a ON a.id = ${accountId}
      WHERE e.tenant_id = ${ctx.tenantId} AND e.id = ${employeeId}`);
    return { ...found, sessionId, previewId: previewId ?? null };
  }

  async enterprises(ctx: Ctx): Promise<MyMembershipListView> {
    const memberships = await this.accounts.memberships(ctx, ctx.actor.accountId);
    const items = memberships.map((each) => ({ ...each, current: each.tenantId === ctx.tenantId }));
    return { items, page: { nextCursor: null, hasMore: false } };
  }

  /**
   * Changes the password and ends all other sessions: whoever knew the old one is out. Wrong ones count like failed sign-ins,
   * or a borrowed phone could try them all here.
   * @throws Problem PASSWORD_WRONG, PASSWORD_UNCHANGED, SIGN_IN_LOCKED
   */
  async changePassword(ctx: Ctx, { currentPassword, newPassword }: ChangePasswordRequest): Promise<void> {
    const { accountId, sessionId } = ctx.actor;
    const { passwordHash } = await this.accounts.get(ctx, accountId);
    const right = await this.guard.confirm(
      ctx,
      accountId,
      async () => (await this.passwords.matches(passwordHash, currentPassword)) || undefined,
    );
    if (!right) throw passwordWrong();
    if (newPassword === currentPassword) throw passwordUnchanged();
    await this.accounts.choosePassword(ctx, accountId, newPassword);
    await this.sessions.endAll(ctx, accountId, 'passwordChanged', sessionId);
  }
}
