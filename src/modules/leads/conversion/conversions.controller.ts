import { Body, Controller, HttpCode, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Can, ReadOnly } from '../../../platform/authz/index.js';
import type { Ctx } from '../../../platform/context/ctx.js';
import { fieldForbidden, referenceInvalid, versionMismatch } from '../../../platform/errors/index.js';
import { filesNotUsable } from '../../../platform/files/index.js';
import { Context, Fails, IfMatch } from '../../../platform/http/index.js';
import { customValueTaken } from '../../../platform/records/index.js';
import {
  contactArchived,
  contactNotFound,
  customerDuplicate,
  customerNotActive,
  customerNotFound,
  customerNumberTaken,
  parentInvalid,
  placeIncomplete,
} from '../../customers/index.js';
import {
  assigneeNotFound,
  holdingLimitReached,
  levelLimitReached,
  bulkRefused,
  noPoolForRecord,
  placeTwice,
  poolDisabled,
  poolNotFound,
  poolWrongObject,
} from '../../pools/index.js';
import { conversionTargetUnknown, leadNotActive, leadNotFound } from '../leads.errors.js';
import { BulkConversions } from './bulk-conversions.service.js';
import { ConversionPreviews } from './conversion-previews.service.js';
import { ConvertLeadRequest, ConvertLeadsRequest } from './conversion.requests.js';
import { BulkConversionView, ConversionPreviewView, ConversionView } from './conversion.view.js';
import { Conversions } from './conversions.service.js';

@ApiTags('Leads')
@Controller('leads')
export class ConversionsController {
  constructor(
    private readonly conversions: Conversions,
    private readonly previews: ConversionPreviews,
    private readonly bulk: BulkConversions,
  ) {}

  /**
   * Convert leads, each to a new customer of its own.
   *
   * One that is refused does not hold up the others, unless all or nothing is asked for.
   */
  @Post('conversions')
  @HttpCode(200)
  @Can('convert', 'lead')
  @Fails(bulkRefused)
  convertAll(@Context() ctx: Ctx, @Body() body: ConvertLeadsRequest): Promise<BulkConversionView> {
    return this.bulk.convert(ctx, body);
  }

  /**
   * Convert a lead to a customer and a contact.
   *
   * To a new customer or an existing one, with or without a contact, in one transaction; follow-ups, files and tags go along.
   * Needs the permission to create the customer, or to change the existing one. The lead is read-only from then on.
   */
  @Post(':id/conversion')
  @HttpCode(200)
  @Can('convert', 'lead')
  @Fails(
    leadNotFound,
    leadNotActive,
    versionMismatch,
    conversionTargetUnknown,
    customerNotFound,
    customerNotActive,
    customerDuplicate,
    customerNumberTaken,
    parentInvalid,
    placeIncomplete,
    contactNotFound,
    contactArchived,
    assigneeNotFound,
    placeTwice,
    poolNotFound,
    poolDisabled,
    poolWrongObject,
    noPoolForRecord,
    holdingLimitReached,
    levelLimitReached,
    referenceInvalid,
    fieldForbidden,
    filesNotUsable,
    customValueTaken,
  )
  convert(
    @Context() ctx: Ctx,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: ConvertLeadRequest,
    @IfMatch() version?: number,
  ): Promise<ConversionView> {
    return this.conversions.convert(ctx, id, body, version);
  }

  /** See what a conversion would write, what of the lead would go nowhere, and which customers there are already. */
  @Post(':id/conversion/preview')
  @HttpCode(200)
  @ReadOnly()
  @Can('convert', 'lead')
  @Fails(leadNotFound, leadNotActive, conversionTargetUnknown, customerNotFound, contactNotFound, fieldForbidden)
  preview(
    @Context() ctx: Ctx,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: ConvertLeadRequest,
  ): Promise<ConversionPreviewView> {
    return this.previews.of(ctx, id, body);
  }
}
