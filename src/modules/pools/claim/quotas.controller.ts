import { Controller, Get, Param, ParseUUIDPipe } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Can } from '../../../platform/authz/index.js';
import type { Ctx } from '../../../platform/context/ctx.js';
import { Context, Fails } from '../../../platform/http/index.js';
import { poolDisabled, poolNotFound } from '../pools.errors.js';
import { QuotaView } from './quota.view.js';
import { QuotasService } from './quotas.service.js';

@ApiTags('Pools')
@Controller('pools/:id/quota')
export class QuotasController {
  constructor(private readonly quotas: QuotasService) {}

  /** Read how much of a pool's limits you have used, and what is left to claim. */
  @Get()
  @Can('read', 'pool')
  @Fails(poolNotFound, poolDisabled)
  get(@Context() ctx: Ctx, @Param('id', ParseUUIDPipe) id: string): Promise<QuotaView> {
    return this.quotas.own(ctx, id);
  }
}
