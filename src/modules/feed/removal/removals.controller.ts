import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Can } from '../../../platform/authz/index.js';
import type { Ctx } from '../../../platform/context/ctx.js';
import { Context, Created, Fails } from '../../../platform/http/index.js';
import { publishedItemNotFound, removalNotFound } from '../feed.errors.js';
import { CreateRemovalRequest, ListRemovalsRequest } from './removal.requests.js';
import { RemovalListView, RemovalView } from './removal.view.js';
import { Removals } from './removals.service.js';

@ApiTags('Removals')
@Controller('removals')
export class RemovalsController {
  constructor(private readonly removals: Removals) {}

  /**
   * Remove a published item, whoever wrote it.
   *
   * Text, files and comments of the item are gone for good, also from the notices that quoted them; who removed it, when, why
   * and what kind it was stay. Nobody removes what they may not read.
   */
  @Post()
  @Created('removals', RemovalView)
  @Can('create', 'removal')
  @Fails(publishedItemNotFound)
  create(@Context() ctx: Ctx, @Body() body: CreateRemovalRequest): Promise<RemovalView> {
    return this.removals.create(ctx, body);
  }

  /** List what was removed, newest first. */
  @Get()
  @Can('read', 'removal')
  list(@Context() ctx: Ctx, @Query() query: ListRemovalsRequest): Promise<RemovalListView> {
    return this.removals.list(ctx, query);
  }

  /** Read one removal. */
  @Get(':id')
  @Can('read', 'removal')
  @Fails(removalNotFound)
  get(@Context() ctx: Ctx, @Param('id', ParseUUIDPipe) id: string): Promise<RemovalView> {
    return this.removals.get(ctx, id);
  }
}
