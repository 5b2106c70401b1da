import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Can } from '../../../platform/authz/index.js';
import type { Ctx } from '../../../platform/context/ctx.js';
import { fieldForbidden, referenceInvalid } from '../../../platform/errors/index.js';
import { filesNotUsable } from '../../../platform/files/index.js';
import { Context, Fails } from '../../../platform/http/index.js';
import { customValueTaken } from '../../../platform/records/index.js';
import { noPoolForRecord, poolDisabled, poolNotFound, poolWrongObject } from '../../pools/index.js';
import { leadDuplicate, leadNotFound } from '../leads.errors.js';
import { CaptureLeadRequest } from './capture.requests.js';
import { CaptureResultView, LeadCaptureListView } from './capture.view.js';
import { LeadCaptures } from './lead-captures.service.js';

@ApiTags('Leads')
@Controller('leads')
export class LeadCapturesController {
  constructor(private readonly captures: LeadCaptures) {}

  /**
   * Capture a lead from another system, with where it came from and what was agreed to.
   *
   * Where a lead equals it, the capture is added to that one, unless the request says otherwise. New ones are routed.
   */
  @Post('captures')
  @HttpCode(201)
  @Can('create', 'lead')
  @Fails(
    leadDuplicate,
    poolNotFound,
    poolDisabled,
    poolWrongObject,
    noPoolForRecord,
    referenceInvalid,
    fieldForbidden,
    filesNotUsable,
    customValueTaken,
  )
  capture(@Context() ctx: Ctx, @Body() body: CaptureLeadRequest): Promise<CaptureResultView> {
    return this.captures.capture(ctx, body);
  }

  /** List how a lead came, each time that it came, newest first. */
  @Get(':id/captures')
  @Can('read', 'lead')
  @Fails(leadNotFound)
  list(@Context() ctx: Ctx, @Param('id', ParseUUIDPipe) id: string): Promise<LeadCaptureListView> {
    return this.captures.of(ctx, id);
  }
}
