import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Can } from '../../../platform/authz/index.js';
import type { Ctx } from '../../../platform/context/ctx.js';
import { Context, Created, Fails } from '../../../platform/http/index.js';
import {
  dictionaryCodeTaken,
  dictionaryFull,
  dictionaryLabelTaken,
  dictionaryNotFound,
  dictionaryTooDeep,
} from '../settings.errors.js';
import { DictionaryBulk } from './dictionary-bulk.service.js';
import { DictionaryItemsService } from './dictionary-items.service.js';
import { DictionaryReading } from './dictionary-reading.service.js';
import { CreateItemRequest, ImportItemsRequest, ListItemsRequest } from './dictionary.requests.js';
import { DictionaryItemListView, DictionaryItemView, DictionaryListView, ImportedItemsView } from './dictionary.view.js';

@ApiTags('Dictionaries')
@Controller('dictionaries')
export class DictionariesController {
  constructor(
    private readonly reading: DictionaryReading,
    private readonly dictionaryItems: DictionaryItemsService,
    private readonly bulk: DictionaryBulk,
  ) {}

  /** List the dictionaries: which there are, and how many items each has. */
  @Get()
  @Can('read', 'dictionary')
  list(@Context() ctx: Ctx): Promise<DictionaryListView> {
    return this.reading.dictionaries(ctx);
  }

  /**
   * Load China's provinces, cities and districts into the regions.
   *
   * Adds only what is missing: divisions are known by their official code wherever they have been moved, or by their label
   * in the same place.
   */
  @Post('region/divisions')
  @HttpCode(200)
  @Can('create', 'dictionary')
  @Fails(dictionaryFull, dictionaryTooDeep)
  loadDivisions(@Context() ctx: Ctx): Promise<ImportedItemsView> {
    return this.bulk.loadDivisions(ctx);
  }

  /** List the items of a dictionary, parents before their children, siblings in their order. */
  @Get(':dictionary/items')
  @Can('read', 'dictionary')
  @Fails(dictionaryNotFound)
  items(
    @Context() ctx: Ctx,
    @Param('dictionary') dictionary: string,
    @Query() query: ListItemsRequest,
  ): Promise<DictionaryItemListView> {
    return this.reading.list(ctx, dictionary, query);
  }

  /** Add an item as the last one in its place. */
  @Post(':dictionary/items')
  @Can('create', 'dictionary')
  @Created('dictionary-items', DictionaryItemView)
  @Fails(dictionaryNotFound, dictionaryLabelTaken, dictionaryCodeTaken, dictionaryFull, dictionaryTooDeep)
  create(
    @Context() ctx: Ctx,
    @Param('dictionary') dictionary: string,
    @Body() body: CreateItemRequest,
  ): Promise<DictionaryItemView> {
    return this.dictionaryItems.create(ctx, dictionary, body);
  }

  /** Add many items at once, pasted as lines; in a tree, a line may be a path such as 华东/上海. What is there already stays as it is. */
  @Post(':dictionary/imports')
  @HttpCode(200)
  @Can('create', 'dictionary')
  @Fails(dictionaryNotFound, dictionaryFull, dictionaryTooDeep)
  import(
    @Context() ctx: Ctx,
    @Param('dictionary') dictionary: string,
    @Body() body: ImportItemsRequest,
  ): Promise<ImportedItemsView> {
    return this.bulk.import(ctx, dictionary, body);
  }
}
