import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Public } from '../../../platform/authz/index.js';
import type { PublicCtx } from '../../../platform/context/ctx.js';
import { tooManyRequests } from '../../../platform/errors/index.js';
import { Context, Fails } from '../../../platform/http/index.js';
import { codeInvalid, codeRequired, TokensView } from '../../identity/index.js';
import { phoneTaken } from '../org.errors.js';
import { RegisterEnterpriseRequest } from './registration.requests.js';
import { RegistrationService } from './registration.service.js';

@ApiTags('Enterprises')
@Controller('enterprises')
export class RegistrationController {
  constructor(private readonly registration: RegistrationService) {}

  /**
   * Register an enterprise; the registrant becomes its system administrator and is signed in.
   *
   * Where real messages are sent, a code proves the phone first: only its owner learns whether it is registered already.
   */
  @Post()
  @Public()
  @HttpCode(201)
  @Fails(phoneTaken, codeRequired, codeInvalid, tooManyRequests)
  register(@Context() ctx: PublicCtx, @Body() body: RegisterEnterpriseRequest): Promise<TokensView> {
    return this.registration.register(ctx, body);
  }
}
