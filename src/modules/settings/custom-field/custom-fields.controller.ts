import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Can, SteppedUp } from '../../../platform/authz/index.js';
import type { Ctx } from '../../../platform/context/ctx.js';
import { versionMismatch } from '../../../platform/errors/index.js';
import { Context, Created, Fails, IfMatch } from '../../../platform/http/index.js';
import { Accepted, JobView } from '../../../platform/jobs/index.js';
import * as refused from '../settings.errors.js';
import {
  CreateCustomFieldRequest,
  ListCustomFieldsRequest,
  OrderCustomFieldsRequest,
  UpdateCustomFieldRequest,
} from './custom-field.requests.js';
import { CustomFieldListView, CustomFieldView } from './custom-field.view.js';
import { CustomFieldsService } from './custom-fields.service.js';

@ApiTags('Custom fields')
@Controller('custom-fields')
export class CustomFieldsController {
  constructor(private readonly fields: CustomFieldsService) {}

  /** List the fields that the enterprise has added, by object and position; disabled ones too. */
  @Get()
  @Can('read', 'customField')
  list(@Context() ctx: Ctx, @Query() query: ListCustomFieldsRequest): Promise<CustomFieldListView> {
    return this.fields.list(ctx, query.object);
  }

  /** Put the fields of an object into another order. */
  @Put('order')
  @Can('update', 'customField')
  reorder(@Context() ctx: Ctx, @Body() body: OrderCustomFieldsRequest): Promise<CustomFieldListView> {
    return this.fields.reorder(ctx, body);
  }

  /** Read a custom field. */
  @Get(':id')
  @Can('read', 'customField')
  @Fails(refused.customFieldNotFound)
  get(@Context() ctx: Ctx, @Param('id') id: string): Promise<CustomFieldView> {
    return this.fields.get(ctx, id);
  }

  /** Add a field to an object. It works in forms, lists, filters, imports, exports and rules from the next request on. */
  @Post()
  @Can('create', 'customField')
  @Created('custom-fields', CustomFieldView)
  @Fails(
    refused.customFieldKeyTaken,
    refused.customFieldLabelTaken,
    refused.tooManyCustomFields,
    refused.tooManyIndexedFields,
    refused.uniqueNeedsIndex,
  )
  create(@Context() ctx: Ctx, @Body() body: CreateCustomFieldRequest): Promise<CustomFieldView> {
    return this.fields.create(ctx, body);
  }

  /**
   * Change a custom field; its object, key and type never change.
   *
   * Switching the index on copies existing values by a job; `indexBuilding` tells until it is done. A choice that stands in
   * records or rules can be disabled, not left out.
   */
  @Patch(':id')
  @Can('update', 'customField')
  @Fails(
    refused.customFieldNotFound,
    refused.customFieldLabelTaken,
    refused.tooManyIndexedFields,
    refused.uniqueNeedsIndex,
    refused.customFieldNotUnique,
    refused.customChoiceInUse,
    refused.customFieldInUse,
    versionMismatch,
  )
  update(
    @Context() ctx: Ctx,
    @Param('id') id: string,
    @Body() body: UpdateCustomFieldRequest,
    @IfMatch() version?: number,
  ): Promise<CustomFieldView> {
    return this.fields.update(ctx, id, body, version);
  }

  /** Delete a custom field with its values in all records. It is gone at once; a job removes the values. */
  @Delete(':id')
  @HttpCode(202)
  @Accepted()
  @Can('delete', 'customField')
  @SteppedUp()
  @Fails(refused.customFieldNotFound, refused.customFieldInUse, versionMismatch)
  remove(@Context() ctx: Ctx, @Param('id') id: string, @IfMatch() version?: number): Promise<JobView> {
    return this.fields.remove(ctx, id, version);
  }
}
