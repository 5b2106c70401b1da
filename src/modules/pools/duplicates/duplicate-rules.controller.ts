import { Body, Controller, Get, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Can } from '../../../platform/authz/index.js';
import type { Ctx } from '../../../platform/context/ctx.js';
import { Context } from '../../../platform/http/index.js';
import { DuplicateSettings } from './duplicate-settings.service.js';
import { DuplicateRulesQuery, SetDuplicateRulesRequest } from './duplicate-rules.requests.js';
import { DuplicateRulesView } from './duplicate.view.js';

@ApiTags('Settings')
@Controller('duplicate-rules')
export class DuplicateRulesController {
  constructor(private readonly settings: DuplicateSettings) {}

  /** Read what happens when a new record equals an existing one, field by field. */
  @Get()
  @Can('read', 'duplicateRule')
  rules(@Context() ctx: Ctx, @Query() { object }: DuplicateRulesQuery): Promise<DuplicateRulesView> {
    return this.settings.read(ctx, object);
  }

  /** Set what happens when a new record equals an existing one. Unique fields of the enterprise's own always refuse. */
  @Put()
  @Can('update', 'duplicateRule')
  setRules(
    @Context() ctx: Ctx,
    @Query() { object }: DuplicateRulesQuery,
    @Body() body: SetDuplicateRulesRequest,
  ): Promise<DuplicateRulesView> {
    return this.settings.set(ctx, object, body);
  }
}
