import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Can } from '../../../platform/authz/index.js';
import type { Ctx } from '../../../platform/context/ctx.js';
import { fieldForbidden, referenceInvalid } from '../../../platform/errors/index.js';
import { filesNotUsable } from '../../../platform/files/index.js';
import { Context, Created, Fails } from '../../../platform/http/index.js';
import { customValueTaken } from '../../../platform/records/index.js';
import {
  CreateLeadFollowUpRequest,
  FollowUps,
  FollowUpView,
  Timeline,
  TimelineRequest,
  TimelineView,
} from '../../customers/index.js';
import { leadNotActive, leadNotFound } from '../leads.errors.js';
import { leadTimeline } from './lead-follow-ups.js';

@ApiTags('Leads')
@Controller('leads/:id')
export class LeadFollowUpsController {
  constructor(
    private readonly followUps: FollowUps,
    private readonly timelines: Timeline,
  ) {}

  /** Write a follow-up record. */
  @Post('follow-ups')
  @Created('follow-ups', FollowUpView)
  @Can('followUp', 'lead')
  @Fails(leadNotFound, leadNotActive, fieldForbidden, referenceInvalid, filesNotUsable, customValueTaken)
  create(
    @Context() ctx: Ctx,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: CreateLeadFollowUpRequest,
  ): Promise<FollowUpView> {
    return this.followUps.create(ctx, 'lead', id, body);
  }

  /** Everything that happened to a lead, newest first. */
  @Get('timeline')
  @Can('read', 'lead')
  @Fails(leadNotFound)
  timeline(@Context() ctx: Ctx, @Param('id', ParseUUIDPipe) id: string, @Query() query: TimelineRequest): Promise<TimelineView> {
    return this.timelines.of(ctx, leadTimeline, id, query);
  }
}
