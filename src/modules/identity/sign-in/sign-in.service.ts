import { Injectable } from '@nestjs/common';
import type { Ctx, PublicCtx } from '../../../platform/context/ctx.js';
import { AccountsService, type Membership } from '../account/accounts.service.js';
import { approvalPending, enterpriseNotOpen, noEnterprise, oneProofOnly, signInFailed } from '../identity.errors.js';
import { SessionsService } from '../session/sessions.service.js';
import type { TokensView } from '../session/session.view.js';
import { SignInRecorder } from '../sign-in-watch/sign-in-recorder.js';
import { CHOICE_SECONDS, ChoiceTokens, type Choice } from './choice-tokens.js';
import { Proofs } from './proofs.js';
import type { ChoiceRequest, SignInRequest } from './sign-in.requests.js';
import type { ChoicesView } from './sign-in.view.js';

/** From a name and a proof to tokens of one enterprise (ACC-02, ACC-03). */
@Injectable()
export class SignInService {
  constructor(
    private readonly proofs: Proofs,
    private readonly accounts: AccountsService,
    private readonly choices: ChoiceTokens,
    private readonly sessions: SessionsService,
    private readonly recorder: SignInRecorder,
  ) {}

  /** @throws Problem SIGN_IN_FAILED, the same whether or not somebody has that name */
  async signIn(ctx: PublicCtx, request: SignInRequest): Promise<TokensView | ChoicesView> {
    if (request.code !== undefined && request.password !== undefined) throw oneProofOnly();
    const account =
      request.code === undefined
        ? await this.proofs.byPassword(ctx, request)
        : await this.proofs.byCode(ctx, request.name, request.code);
    const method = request.code === undefined ? 'password' : 'code';
    if (!account) {
      this.recorder.failed(ctx, method, request.name);
      throw signInFailed();
    }
    return this.enter(ctx, { accountId: account.id, remember: request.remember ?? false, method }, request.tenantId);
  }

  async choose(ctx: PublicCtx, request: ChoiceRequest): Promise<TokensView> {
    const choice = await this.choices.redeem(ctx, request.choiceToken);
    return this.enterOne(ctx, choice, await this.accounts.memberships(ctx, choice.accountId), request.tenantId);
  }

  /** Takes this device to another enterprise of the same person; being signed in is proof enough. */
  async switch(ctx: Ctx, tenantId: string): Promise<TokensView> {
    const memberships = await this.accounts.memberships(ctx, ctx.actor.accountId);
    const tokens = await this.sessions.move(ctx, active(memberships, tenantId));
    this.recorder.succeeded(ctx, 'switch', tokens);
    return tokens;
  }

  private async enter(ctx: PublicCtx, choice: Choice, tenantId: string | undefined): Promise<TokensView | ChoicesView> {
    const memberships = await this.accounts.memberships(ctx, choice.accountId);
    const open = memberships.filter(isActive);
    if (tenantId !== undefined || open.length < 2) return this.enterOne(ctx, choice, memberships, tenantId ?? open[0]?.tenantId);
    return { choices: open.map(choiceView), choiceToken: this.choices.issue(ctx, choice), expiresIn: CHOICE_SECONDS };
  }

  private async enterOne(
    ctx: PublicCtx,
    { accountId, remember, method }: Choice,
    memberships: Membership[],
    tenantId: string | undefined,
  ): Promise<TokensView> {
    const { employeeId, tenantId: entered } = active(memberships, tenantId);
    const tokens = await this.sessions.start(ctx, { accountId, tenantId: entered, employeeId }, remember);
    this.recorder.succeeded(ctx, method, tokens);
    return tokens;
  }
}

const isActive = ({ status }: Membership): boolean => status === 'active';

/** The membership to act in; whoever has none is told why, because they have proved who they are. */
function active(memberships: Membership[], tenantId: string | undefined): { tenantId: string; employeeId: string } {
  const named = tenantId === undefined ? memberships : memberships.filter((each) => each.tenantId === tenantId);
  const found = named.find(isActive);
  if (found) return { tenantId: found.tenantId, employeeId: found.employeeId };
  if (named.length > 0) throw approvalPending();
  throw tenantId === undefined ? noEnterprise() : enterpriseNotOpen();
}

const choiceView = ({ tenantId, enterpriseName, enterpriseCode, employeeName }: Membership): ChoicesView['choices'][number] => ({
  tenantId,
  enterpriseName,
  enterpriseCode,
  employeeName,
});
