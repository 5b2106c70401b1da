import { Controller, Get, Param, ParseUUIDPipe, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Can } from '../../../platform/authz/index.js';
import type { Ctx } from '../../../platform/context/ctx.js';
import { Context, Fails } from '../../../platform/http/index.js';
import { poolNotFound } from '../pools.errors.js';
import { StatisticsQuery } from './statistics.requests.js';
import { StatisticsService } from './statistics.service.js';
import { PersonStatisticsListView, PoolStatisticsView } from './statistics.view.js';

@ApiTags('Pools')
@Controller('pools/:id/statistics')
export class StatisticsController {
  constructor(private readonly statistics: StatisticsService) {}

  /** Read what came into a pool, what left it, what stands in it, and what became of what people took. */
  @Get()
  @Can('configure', 'pool')
  @Fails(poolNotFound)
  ofPool(
    @Context() ctx: Ctx,
    @Param('id', ParseUUIDPipe) id: string,
    @Query() query: StatisticsQuery,
  ): Promise<PoolStatisticsView> {
    return this.statistics.ofPool(ctx, id, query);
  }

  /** List what each person took from a pool and lost to it: everybody's for those who run it, your own otherwise. */
  @Get('people')
  @Can('read', 'pool')
  @Fails(poolNotFound)
  ofPeople(
    @Context() ctx: Ctx,
    @Param('id', ParseUUIDPipe) id: string,
    @Query() query: StatisticsQuery,
  ): Promise<PersonStatisticsListView> {
    return this.statistics.ofPeople(ctx, id, query);
  }
}
