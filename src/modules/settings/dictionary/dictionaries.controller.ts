import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Can } from '../../../platform/authz/index.js';
import type { Ctx } from '../../../platform/context/ctx.js';
import { Context, Fails } from '../../../platform/http/index.js';
import { dictionaryItemNotFound, dictionaryNotFound } from '../settings.errors.js';
import { DictionaryReading } from './dictionary-reading.service.js';
import { ListItemsRequest } from './dictionary.requests.js';
import { DictionaryItemListView, DictionaryItemView, DictionaryListView } from './dictionary.view.js';

@ApiTags('Dictionaries')
@Controller('dictionaries')
export class DictionariesController {
  constructor(private readonly reading: DictionaryReading) {}

  /** List the dictionaries: which there are, and how many items each has. */
  @Get()
  @Can('read', 'dictionary')
  list(@Context() ctx: Ctx): Promise<DictionaryListView> {
    return this.reading.dictionaries(ctx);
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

  /** Read an item of a dictionary. */
  @Get(':dictionary/items/:id')
  @Can('read', 'dictionary')
  @Fails(dictionaryItemNotFound, dictionaryNotFound)
  get(@Context() ctx: Ctx, @Param('dictionary') dictionary: string, @Param('id') id: string): Promise<DictionaryItemView> {
    return this.reading.get(ctx, dictionary, id);
  }
}
