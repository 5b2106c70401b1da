import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Public } from '../../../platform/authz/index.js';
import type { PublicCtx } from '../../../platform/context/ctx.js';
import { tooManyRequests } from '../../../platform/errors/index.js';
import { Context, Fails } from '../../../platform/http/index.js';
import { CodeRequest } from './code.requests.js';
import { CodeRequestedView } from './code.view.js';
import { CodesService } from './codes.service.js';

@ApiTags('Sessions')
@Controller()
export class CodesController {
  constructor(private readonly codes: CodesService) {}

  /**
   * Have a code sent to sign in with.
   *
   * The answer is the same for an address that nobody has; then nothing is sent.
   */
  @Post('sessions/code-requests')
  @Public()
  @HttpCode(202)
  @Fails(tooManyRequests)
  requestSignInCode(@Context() ctx: PublicCtx, @Body() body: CodeRequest): Promise<CodeRequestedView> {
    return this.codes.request(ctx, 'signIn', body.address);
  }

  /**
   * Have a code sent that proves a phone or e-mail when registering.
   *
   * Needed where the installation sends real messages.
   */
  @Post('verification-codes')
  @Public()
  @HttpCode(202)
  @Fails(tooManyRequests)
  requestVerificationCode(@Context() ctx: PublicCtx, @Body() body: CodeRequest): Promise<CodeRequestedView> {
    return this.codes.request(ctx, 'verification', body.address);
  }
}
