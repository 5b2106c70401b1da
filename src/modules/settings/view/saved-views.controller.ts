import { Body, Controller, Delete, Get, HttpCode, Param, ParseUUIDPipe, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { SignedIn } from '../../../platform/authz/index.js';
import type { Ctx } from '../../../platform/context/ctx.js';
import { forbidden, versionMismatch } from '../../../platform/errors/index.js';
import { Context, Created, Fails, IfMatch } from '../../../platform/http/index.js';
import { objectNotFound, tooManyViews, viewNotFound } from '../settings.errors.js';
import { CreateViewRequest, ListViewsRequest, UpdateViewRequest } from './saved-view.requests.js';
import { SavedViewListView, SavedViewView } from './saved-view.view.js';
import { SavedViewsService } from './saved-views.service.js';

@ApiTags('Views')
@Controller('views')
export class SavedViewsController {
  constructor(private readonly views: SavedViewsService) {}

  /** List your views of an object and those shared with you, and say which one your lists begin with. */
  @Get()
  @SignedIn()
  @Fails(objectNotFound, forbidden)
  list(@Context() ctx: Ctx, @Query() query: ListViewsRequest): Promise<SavedViewListView> {
    return this.views.list(ctx, query);
  }

  /** Read a view. */
  @Get(':id')
  @SignedIn()
  @Fails(viewNotFound)
  get(@Context() ctx: Ctx, @Param('id', ParseUUIDPipe) id: string): Promise<SavedViewView> {
    return this.views.get(ctx, id);
  }

  /**
   * Save a view of an object's list.
   *
   * It is checked against the fields as you see them. Whoever it is shared with sees it through their own permissions: records
   * and columns that they may not see are not there.
   */
  @Post()
  @SignedIn()
  @Created('views', SavedViewView)
  @Fails(objectNotFound, forbidden, tooManyViews)
  create(@Context() ctx: Ctx, @Body() body: CreateViewRequest): Promise<SavedViewView> {
    return this.views.create(ctx, body);
  }

  /** Change a view of yours (JSON merge patch), or one that somebody shares where you administer views. */
  @Patch(':id')
  @SignedIn()
  @Fails(viewNotFound, forbidden, versionMismatch, tooManyViews)
  update(
    @Context() ctx: Ctx,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: UpdateViewRequest,
    @IfMatch() version?: number,
  ): Promise<SavedViewView> {
    return this.views.update(ctx, id, body, version);
  }

  /** Delete a view; whoever began with it begins with the next wider choice. */
  @Delete(':id')
  @HttpCode(204)
  @SignedIn()
  @Fails(viewNotFound, forbidden, versionMismatch)
  remove(@Context() ctx: Ctx, @Param('id', ParseUUIDPipe) id: string, @IfMatch() version?: number): Promise<void> {
    return this.views.remove(ctx, id, version);
  }
}
