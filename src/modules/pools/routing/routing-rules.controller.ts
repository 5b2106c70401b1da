import { Body, Controller, Get, HttpCode, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Can, ReadOnly } from '../../../platform/authz/index.js';
import type { Ctx } from '../../../platform/context/ctx.js';
import { Context, Fails } from '../../../platform/http/index.js';
import { poolWrongObject } from '../pools.errors.js';
import { ReplaceRoutingRequest, RoutingQuery, RoutingTrialRequest } from './routing.requests.js';
import { RoutingRuleListView, RoutingTrialView } from './routing.view.js';
import { RoutingRulesService } from './routing-rules.service.js';

@ApiTags('Pools')
@Controller('routing-rules')
export class RoutingRulesController {
  constructor(private readonly rules: RoutingRulesService) {}

  /** List the rules that decide which pool new records go to, in their order. */
  @Get()
  @Can('configure', 'pool')
  list(@Context() ctx: Ctx, @Query() query: RoutingQuery): Promise<RoutingRuleListView> {
    return this.rules.list(ctx, query.object);
  }

  /** Replace the routing rules of one kind of record, all at once. */
  @Put()
  @Can('configure', 'pool')
  @Fails(poolWrongObject)
  replace(@Context() ctx: Ctx, @Query() query: RoutingQuery, @Body() body: ReplaceRoutingRequest): Promise<RoutingRuleListView> {
    return this.rules.replace(ctx, query.object, body.items);
  }

  /** Try which rule would decide for a record, without making one. */
  @Post('trials')
  @HttpCode(200)
  @Can('configure', 'pool')
  @ReadOnly()
  try(@Context() ctx: Ctx, @Body() body: RoutingTrialRequest): Promise<RoutingTrialView> {
    return this.rules.trial(ctx, body.object, body.record);
  }
}
