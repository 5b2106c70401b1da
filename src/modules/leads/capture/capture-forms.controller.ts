import { Body, Controller, Get, Param, ParseUUIDPipe, Patch, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Can } from '../../../platform/authz/index.js';
import type { Ctx } from '../../../platform/context/ctx.js';
import { referenceInvalid, versionMismatch } from '../../../platform/errors/index.js';
import { Context, Created, Fails, IfMatch } from '../../../platform/http/index.js';
import { poolNotFound, poolWrongObject } from '../../pools/index.js';
import { captureFormNameTaken, captureFormNotFound } from '../leads.errors.js';
import { CreateCaptureFormRequest, UpdateCaptureFormRequest } from './capture-form.requests.js';
import { CaptureFormListView, CaptureFormView, CaptureStatisticsView } from './capture.view.js';
import { CaptureForms } from './capture-forms.service.js';

@ApiTags('Capture forms')
@Controller('leads/capture-forms')
export class CaptureFormsController {
  constructor(private readonly forms: CaptureForms) {}

  /** List the forms that make leads on web sites, newest first. */
  @Get()
  @Can('read', 'captureForm')
  async list(@Context() ctx: Ctx): Promise<CaptureFormListView> {
    return { items: await this.forms.list(ctx) };
  }

  /** Make a form for web sites. */
  @Post()
  @Created('leads/capture-forms', CaptureFormView)
  @Can('create', 'captureForm')
  @Fails(captureFormNameTaken, poolNotFound, poolWrongObject, referenceInvalid)
  create(@Context() ctx: Ctx, @Body() body: CreateCaptureFormRequest): Promise<CaptureFormView> {
    return this.forms.create(ctx, body);
  }

  /** Read a form. */
  @Get(':id')
  @Can('read', 'captureForm')
  @Fails(captureFormNotFound)
  get(@Context() ctx: Ctx, @Param('id', ParseUUIDPipe) id: string): Promise<CaptureFormView> {
    return this.forms.get(ctx, id);
  }

  /** Change a form, or disable it (JSON merge patch). */
  @Patch(':id')
  @Can('update', 'captureForm')
  @Fails(captureFormNotFound, captureFormNameTaken, poolNotFound, poolWrongObject, referenceInvalid, versionMismatch)
  update(
    @Context() ctx: Ctx,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: UpdateCaptureFormRequest,
    @IfMatch() version?: number,
  ): Promise<CaptureFormView> {
    return this.forms.update(ctx, id, body, version);
  }

  /** Count what came by a form, day by day. */
  @Get(':id/statistics')
  @Can('read', 'captureForm')
  @Fails(captureFormNotFound)
  statistics(@Context() ctx: Ctx, @Param('id', ParseUUIDPipe) id: string): Promise<CaptureStatisticsView> {
    return this.forms.statistics(ctx, id);
  }
}
