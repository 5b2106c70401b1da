import { Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Can } from '../../../platform/authz/index.js';
import type { Ctx } from '../../../platform/context/ctx.js';
import { Context, Fails } from '../../../platform/http/index.js';
import { notInPool, poolNotFound, recordNotFound } from '../pools.errors.js';
import { revealLimitReached } from './reveal.errors.js';
import { ListRevealsRequest } from './reveal.requests.js';
import { RevealedView, RevealListView } from './reveal.view.js';
import { RevealsService } from './reveals.service.js';

@ApiTags('Pools')
@Controller('pools/:id')
export class RevealsController {
  constructor(private readonly reveals: RevealsService) {}

  /**
   * Look behind the masks of a record that stands in the pool, such as at its phone.
   *
   * Whether members may, and at how many records a day, is a rule of the pool. Every look is logged.
   */
  @Post('records/:recordId/reveals')
  @HttpCode(200)
  @Can('read', 'pool')
  @Fails(poolNotFound, recordNotFound, notInPool, revealLimitReached)
  reveal(
    @Context() ctx: Ctx,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('recordId', ParseUUIDPipe) recordId: string,
  ): Promise<RevealedView> {
    return this.reveals.reveal(ctx, id, recordId);
  }

  /** List who has looked behind the masks of a pool's records, newest first. */
  @Get('reveals')
  @Can('configure', 'pool')
  @Fails(poolNotFound)
  list(@Context() ctx: Ctx, @Param('id', ParseUUIDPipe) id: string, @Query() query: ListRevealsRequest): Promise<RevealListView> {
    return this.reveals.list(ctx, id, query);
  }
}
