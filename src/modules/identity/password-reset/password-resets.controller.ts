import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Public } from '../../../platform/authz/index.js';
import type { PublicCtx } from '../../../platform/context/ctx.js';
import { tooManyRequests } from '../../../platform/errors/index.js';
import { Context, Fails } from '../../../platform/http/index.js';
import { CodeRequest } from '../code/code.requests.js';
import { CodeRequestedView } from '../code/code.view.js';
import { CodesService } from '../code/codes.service.js';
import { codeInvalid } from '../identity.errors.js';
import { CompletePasswordResetRequest } from './password-reset.requests.js';
import { PasswordResetsService } from './password-resets.service.js';

@ApiTags('Sessions')
@Controller('password-resets')
export class PasswordResetsController {
  constructor(
    private readonly codes: CodesService,
    private readonly resets: PasswordResetsService,
  ) {}

  /**
   * Have a code sent to reset a forgotten password.
   *
   * The answer is the same for an address that nobody has; then nothing is sent.
   */
  @Post()
  @Public()
  @HttpCode(202)
  @Fails(tooManyRequests)
  request(@Context() ctx: PublicCtx, @Body() body: CodeRequest): Promise<CodeRequestedView> {
    return this.codes.request(ctx, 'passwordReset', body.address);
  }

  /** Set a new password with the code. All sessions of the account end. */
  @Post('completions')
  @Public()
  @HttpCode(204)
  @Fails(codeInvalid)
  complete(@Context() ctx: PublicCtx, @Body() body: CompletePasswordResetRequest): Promise<void> {
    return this.resets.complete(ctx, body);
  }
}
