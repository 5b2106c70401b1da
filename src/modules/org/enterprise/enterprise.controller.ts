import { Body, Controller, Get, Patch } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Can, SteppedUp } from '../../../platform/authz/index.js';
import type { Ctx } from '../../../platform/context/ctx.js';
import { referenceInvalid, versionMismatch } from '../../../platform/errors/index.js';
import { Context, Fails, IfMatch } from '../../../platform/http/index.js';
import { UpdateEnterpriseRequest } from './enterprise.requests.js';
import { EnterpriseService } from './enterprise.service.js';
import type { EnterpriseView } from './enterprise.view.js';

@ApiTags('Enterprises')
@Controller('enterprise')
export class EnterpriseController {
  constructor(private readonly enterprise: EnterpriseService) {}

  /** Read your enterprise and its settings. */
  @Get()
  @Can('read', 'enterprise')
  get(@Context() ctx: Ctx): Promise<EnterpriseView> {
    return this.enterprise.get(ctx);
  }

  /** Change your enterprise and its settings. */
  @Patch()
  @Can('update', 'enterprise')
  @SteppedUp()
  @Fails(referenceInvalid, versionMismatch)
  update(@Context() ctx: Ctx, @Body() body: UpdateEnterpriseRequest, @IfMatch() version?: number): Promise<EnterpriseView> {
    return this.enterprise.update(ctx, body, version);
  }
}
