import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Can } from '../../../platform/authz/index.js';
import type { Ctx } from '../../../platform/context/ctx.js';
import { Context } from '../../../platform/http/index.js';
import { OverviewService } from './overview.service.js';
import { AdministrationOverviewView } from './overview.view.js';

@ApiTags('Administration')
@Controller('administration/overview')
export class OverviewController {
  constructor(private readonly overviews: OverviewService) {}

  /** Read how the enterprise stands: people, devices, storage, work under way. */
  @Get()
  @Can('update', 'enterprise')
  get(@Context() ctx: Ctx): Promise<AdministrationOverviewView> {
    return this.overviews.get(ctx);
  }
}
