import { Controller, Get, Header } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Public } from '../../../platform/authz/index.js';
import type { PublicCtx } from '../../../platform/context/ctx.js';
import { Context } from '../../../platform/http/index.js';
import { CaptchaChallengeView } from './captcha.view.js';
import { CaptchasService } from './captchas.service.js';

@ApiTags('Sessions')
@Controller('captcha-challenges')
export class CaptchaController {
  constructor(private readonly captchas: CaptchasService) {}

  /**
   * Get a proof-of-work challenge for signing in.
   *
   * The solution goes into `captcha` of the next sign-in, as ALTCHA's widget makes it. A challenge is accepted once and for ten minutes.
   */
  @Get()
  @Public()
  @Header('Cache-Control', 'no-store')
  challenge(@Context() ctx: PublicCtx): Promise<CaptchaChallengeView> {
    return this.captchas.challenge(ctx) as Promise<CaptchaChallengeView>;
  }
}
