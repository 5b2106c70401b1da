import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Can } from '../../../platform/authz/index.js';
import type { Ctx } from '../../../platform/context/ctx.js';
import { versionMismatch } from '../../../platform/errors/index.js';
import { Context, Fails, IfMatch } from '../../../platform/http/index.js';
import { Accepted, JobView } from '../../../platform/jobs/index.js';
import * as refused from '../settings.errors.js';
import { DictionaryItemsService } from './dictionary-items.service.js';
import { DictionaryMerger } from './dictionary-merger.service.js';
import { DictionaryReading } from './dictionary-reading.service.js';
import { MergeItemRequest, PlaceItemRequest, UpdateItemRequest } from './dictionary.requests.js';
import { DictionaryItemView } from './dictionary.view.js';

@ApiTags('Dictionaries')
@Controller('dictionary-items')
export class DictionaryItemsController {
  constructor(
    private readonly reading: DictionaryReading,
    private readonly items: DictionaryItemsService,
    private readonly merger: DictionaryMerger,
  ) {}

  /** Read an item of a dictionary. */
  @Get(':id')
  @Can('read', 'dictionary')
  @Fails(refused.dictionaryItemNotFound)
  get(@Context() ctx: Ctx, @Param('id') id: string): Promise<DictionaryItemView> {
    return this.reading.get(ctx, id);
  }

  /** Rename an item, or let nobody choose it any more. Records show the new label at once and keep what is disabled. */
  @Patch(':id')
  @Can('update', 'dictionary')
  @Fails(refused.dictionaryItemNotFound, refused.dictionaryLabelTaken, refused.dictionaryCodeTaken, versionMismatch)
  update(
    @Context() ctx: Ctx,
    @Param('id') id: string,
    @Body() body: UpdateItemRequest,
    @IfMatch() version?: number,
  ): Promise<DictionaryItemView> {
    return this.items.update(ctx, id, body, version);
  }

  /** Move an item into, before or after another one. What is below it comes along. */
  @Put(':id/position')
  @Can('update', 'dictionary')
  @Fails(
    refused.dictionaryItemNotFound,
    refused.dictionaryLabelTaken,
    refused.dictionaryCycle,
    refused.dictionaryTooDeep,
    versionMismatch,
  )
  place(
    @Context() ctx: Ctx,
    @Param('id') id: string,
    @Body() body: PlaceItemRequest,
    @IfMatch() version?: number,
  ): Promise<DictionaryItemView> {
    return this.items.place(ctx, id, body, version);
  }

  /** Delete an item that nothing uses; `errors` name what does. */
  @Delete(':id')
  @HttpCode(204)
  @Can('delete', 'dictionary')
  @Fails(refused.dictionaryItemNotFound, refused.dictionaryItemNotEmpty, refused.dictionaryItemInUse, versionMismatch)
  async delete(@Context() ctx: Ctx, @Param('id') id: string, @IfMatch() version?: number): Promise<void> {
    await this.items.delete(ctx, id, version);
  }

  /**
   * Merge an item into another one of its dictionary. It is gone at once; a job rewrites the records that have it.
   *
   * What is below it moves below the other one. Rules whose conditions name it are not rewritten: they are named in `errors`.
   */
  @Post(':id/merger')
  @HttpCode(202)
  @Accepted()
  @Can('delete', 'dictionary')
  @Fails(
    refused.dictionaryItemNotFound,
    refused.dictionaryItemInUse,
    refused.dictionaryLabelTaken,
    refused.dictionaryCycle,
    refused.dictionaryTooDeep,
    versionMismatch,
  )
  merge(
    @Context() ctx: Ctx,
    @Param('id') id: string,
    @Body() body: MergeItemRequest,
    @IfMatch() version?: number,
  ): Promise<JobView> {
    return this.merger.merge(ctx, id, body.intoId, version);
  }
}
