import { Body, Controller, Delete, Get, HttpCode, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Can } from '../../../platform/authz/index.js';
import type { Ctx } from '../../../platform/context/ctx.js';
import { versionMismatch } from '../../../platform/errors/index.js';
import { Context, Fails, IfMatch } from '../../../platform/http/index.js';
import { ConversionMapping } from './conversion-mapping.js';
import { PutConversionMappingRequest } from './conversion.requests.js';
import { ConversionMappingView } from './conversion.view.js';

@ApiTags('Leads')
@Controller('leads/conversion-mapping')
export class ConversionMappingController {
  constructor(private readonly mapping: ConversionMapping) {}

  /** Read which field of a lead goes where when it is converted. */
  @Get()
  @Can('read', 'leadConversion')
  get(@Context() ctx: Ctx): Promise<ConversionMappingView> {
    return this.mapping.view(ctx);
  }

  /** Set which field of a lead goes where, instead of what the fields themselves tell. */
  @Put()
  @Can('update', 'leadConversion')
  @Fails(versionMismatch)
  put(
    @Context() ctx: Ctx,
    @Body() body: PutConversionMappingRequest,
    @IfMatch() version?: number,
  ): Promise<ConversionMappingView> {
    return this.mapping.set(ctx, body.lines, version);
  }

  /** Let the fields themselves tell again. */
  @Delete()
  @HttpCode(204)
  @Can('update', 'leadConversion')
  @Fails(versionMismatch)
  reset(@Context() ctx: Ctx, @IfMatch() version?: number): Promise<void> {
    return this.mapping.reset(ctx, version);
  }
}
