import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Public } from '../../../platform/authz/index.js';
import type { PublicCtx } from '../../../platform/context/ctx.js';
import { Context, Fails } from '../../../platform/http/index.js';
import { TokensView } from '../../identity/index.js';
import { phoneTaken } from '../org.errors.js';
import { RegisterEnterpriseRequest } from './registration.requests.js';
import { RegistrationService } from './registration.service.js';

@ApiTags('Enterprises')
@Controller('enterprises')
export class RegistrationController {
  constructor(private readonly registration: RegistrationService) {}

  /** Register an enterprise; the registrant becomes its system administrator and is signed in. */
  @Post()
  @Public()
  @HttpCode(201)
  @Fails(phoneTaken)
  register(@Context() ctx: PublicCtx, @Body() body: RegisterEnterpriseRequest): Promise<TokensView> {
    return this.registration.register(ctx, body);
  }
}
