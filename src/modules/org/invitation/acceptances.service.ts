import { Injectable } from '@nestjs/common';
import { policies } from '../../../platform/authz/index.js';
import { fullAbility } from '../../../platform/authz/full-ability.js';
import type { Ctx, PublicCtx } from '../../../platform/context/ctx.js';
import { validationFailed } from '../../../platform/errors/index.js';
import { text } from '../../../platform/i18n/locale.js';
import { systemActor } from '../../../platform/jobs/system-actor.js';
import { maskPhone } from '../../../platform/text/index.js';
import { AccountsService, channelOf, CodesService, Passwords, type Account } from '../../identity/index.js';
import { AcceptanceQueries, type OpenInvitation } from './acceptance.queries.js';
import type { AcceptInvitationRequest } from './acceptance.requests.js';
import type { AcceptanceView, InvitationPreviewView } from './acceptance.view.js';
import { joinRequested } from './invitation.events.js';

/** From here a person may come to wait for approval; whoever is active, waits already or is suspended, may not. */
const MAY_APPLY = new Set(['left', 'invited']);

/** Registering by an invitation (ACC-08). Every answer is the same whether or not the address has an account. */
@Injectable()
export class AcceptancesService {
  constructor(
    private readonly queries: AcceptanceQueries,
    private readonly accounts: AccountsService,
    private readonly passwords: Passwords,
    private readonly codes: CodesService,
  ) {}

  async preview(call: PublicCtx, token: string): Promise<InvitationPreviewView> {
    const { enterpriseName, enterpriseLogo, inviterName, kind, address, expiresAt } = await this.queries.open(call, token);
    return { enterpriseName, enterpriseLogo, inviterName, kind, address: address === null ? null : masked(address), expiresAt };
  }

  /** @throws Problem INVITATION_INVALID, CODE_REQUIRED, CODE_INVALID */
  async accept(call: PublicCtx, token: string, request: AcceptInvitationRequest): Promise<AcceptanceView> {
    const invitation = await this.queries.open(call, token);
    const address = addressOf(invitation, request);
    // A personal token came to that very address, which proves it.
    if (invitation.kind === 'link') await this.codes.verify(call, address, request.code);
    // Made for those too who have an account, so that time tells nothing; and before the invitation is locked, because it is slow.
    const passwordHash = await this.passwords.hash(request.password);
    await this.queries.use(call, invitation);
    const account = await this.accounts.findOrCreate(call, request.name, address, passwordHash);
    await this.apply(enter(call, invitation), invitation, account, request.name);
    return { enterpriseName: invitation.enterpriseName, status: 'pending' };
  }

  private async apply(ctx: Ctx, invitation: OpenInvitation, account: Account, name: string): Promise<void> {
    const found = await this.queries.employeeOf(ctx, account);
    if (found && !MAY_APPLY.has(found.status)) return this.queries.giveBack(ctx, invitation);
    if (found) await this.queries.readmit(ctx, found.employeeId, account);
    const employeeId = found?.employeeId ?? (await this.queries.addApplicant(ctx, account, name));
    const joinRequestId = await this.queries.addRequest(ctx, invitation.id, employeeId);
    ctx.emit(joinRequested({ joinRequestId, employeeId }));
  }
}

/** Acts in the invitation's enterprise from here on; `announced` stays the call's own and leaves with its commit. */
const enter = (call: PublicCtx, { tenantId, zone, definitionsVersion }: OpenInvitation): Ctx => {
  const actor = systemActor('api');
  return Object.assign(call, { tenantId, zone, definitionsVersion, actor, ability: fullAbility(policies, actor.employeeId) });
};

function addressOf(invitation: OpenInvitation, { address }: AcceptInvitationRequest): string {
  if (invitation.address === null && address === undefined) {
    throw validationFailed({}, [
      { pointer: '/address', code: 'REQUIRED', message: text('请填写手机号或邮箱', 'Give your phone or e-mail.') },
    ]);
  }
  if (invitation.address !== null && address !== undefined && address !== invitation.address) {
    throw validationFailed({}, [
      {
        pointer: '/address',
        code: 'NOT_INVITED',
        message: text('与受邀的手机号或邮箱不一致', 'This is not the address that was invited.'),
      },
    ]);
  }
  return invitation.address ?? address!;
}

/** `wang@example.com` → `w***@example.com`. */
const masked = (address: string): string =>
  channelOf(address) === 'sms' ? maskPhone(address) : address.replace(/^(.).*@/, '$1***@');
