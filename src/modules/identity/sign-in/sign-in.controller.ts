import { Body, Controller, Delete, HttpCode, Post, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiHeader, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { InPerson, Public, SignedIn, WithInitialPassword } from '../../../platform/authz/index.js';
import type { Ctx, PublicCtx } from '../../../platform/context/ctx.js';
import { sessionEnded } from '../../../platform/errors/index.js';
import { Context, Fails, type AppReply } from '../../../platform/http/index.js';
import * as errors from '../identity.errors.js';
import { RefreshRequest, SwitchRequest } from '../session/session.requests.js';
import { TokensView } from '../session/session.view.js';
import { SessionsService } from '../session/sessions.service.js';
import { ChoiceRequest, SignInRequest } from './sign-in.requests.js';
import { SignInService } from './sign-in.service.js';
import { ChoicesView } from './sign-in.view.js';

/** Read where the context is made. */
const DEVICE_ID = {
  name: 'X-Device-Id',
  required: false,
  description: 'A name that the client has made up for its device and keeps: 8 to 64 letters, digits, `_` and `-`.',
  schema: { type: 'string' },
};

@ApiTags('Sessions')
@Controller('sessions')
export class SignInController {
  constructor(
    private readonly signIns: SignInService,
    private readonly sessions: SessionsService,
  ) {}

  /**
   * Sign in with a password or a one-time code.
   *
   * Answers 201 with tokens, or 200 with choices for people who work in several enterprises and named none. After three
   * failures a captcha is asked for, after ten the name is locked for 15 minutes, whether or not anybody has it.
   */
  @Post()
  @Public()
  @ApiHeader(DEVICE_ID)
  @ApiCreatedResponse({ type: TokensView, description: 'Signed in' })
  @ApiOkResponse({ type: ChoicesView, description: 'The password is right; which enterprise?' })
  @Fails(
    errors.signInFailed,
    errors.captchaRequired,
    errors.captchaInvalid,
    errors.signInLocked,
    errors.noEnterprise,
    errors.enterpriseNotOpen,
    errors.approvalPending,
  )
  async signIn(
    @Context() ctx: PublicCtx,
    @Body() body: SignInRequest,
    @Res({ passthrough: true }) reply: AppReply,
  ): Promise<TokensView | ChoicesView> {
    const answer = await this.signIns.signIn(ctx, body);
    void reply.status('choices' in answer ? 200 : 201);
    return answer;
  }

  /** Choose the enterprise to work in, after a sign-in that answered choices. */
  @Post('choice')
  @Public()
  @ApiHeader(DEVICE_ID)
  @HttpCode(201)
  @Fails(errors.choiceInvalid, errors.enterpriseNotOpen, errors.approvalPending)
  choose(@Context() ctx: PublicCtx, @Body() body: ChoiceRequest): Promise<TokensView> {
    return this.signIns.choose(ctx, body);
  }

  /**
   * Exchange the refresh token for a new pair of tokens.
   *
   * Each refresh token is good for once. Whoever uses an old one again ends the session, because it has been copied.
   */
  @Post('refresh')
  @Public()
  @HttpCode(201)
  @Fails(sessionEnded)
  refresh(@Context() ctx: PublicCtx, @Body() body: RefreshRequest): Promise<TokensView> {
    return this.sessions.refresh(ctx, body.refreshToken);
  }

  /** Go on in another enterprise of yours, without a password. The tokens held so far end. */
  @Post('switch')
  @SignedIn()
  @InPerson()
  @HttpCode(201)
  @Fails(errors.enterpriseNotOpen, errors.approvalPending)
  switch(@Context() ctx: Ctx, @Body() body: SwitchRequest): Promise<TokensView> {
    return this.signIns.switch(ctx, body.tenantId);
  }

  /** Sign out on this device. */
  @Delete('current')
  @SignedIn()
  @InPerson()
  @WithInitialPassword()
  @HttpCode(204)
  async signOut(@Context() ctx: Ctx): Promise<void> {
    await this.sessions.end(ctx, ctx.actor.accountId, ctx.actor.sessionId!, 'signedOut');
  }
}
