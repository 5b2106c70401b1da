import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Can } from '../../../platform/authz/index.js';
import type { Ctx } from '../../../platform/context/ctx.js';
import { fieldForbidden } from '../../../platform/errors/index.js';
import { Context, Created, Fails } from '../../../platform/http/index.js';
import { leadNotActive, leadNotFound } from '../leads.errors.js';
import { CreateFollowUpRequest } from './follow-up.requests.js';
import { FollowUpView, TimelineView } from './follow-up.view.js';
import { FollowUpsService } from './follow-ups.service.js';
import { TimelineQuery } from './timeline.requests.js';

@ApiTags('Leads')
@Controller('leads/:id')
export class FollowUpsController {
  constructor(private readonly followUps: FollowUpsService) {}

  /** Write a follow-up record. */
  @Post('follow-ups')
  @Created('follow-ups', FollowUpView)
  @Can('followUp', 'lead')
  @Fails(leadNotFound, leadNotActive, fieldForbidden)
  create(
    @Context() ctx: Ctx,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: CreateFollowUpRequest,
  ): Promise<FollowUpView> {
    return this.followUps.create(ctx, id, body);
  }

  /** Everything that happened to a lead, newest first. */
  @Get('timeline')
  @Can('read', 'lead')
  @Fails(leadNotFound)
  async timeline(
    @Context() ctx: Ctx,
    @Param('id', ParseUUIDPipe) id: string,
    @Query() query: TimelineQuery,
  ): Promise<TimelineView> {
    return { items: await this.followUps.timeline(ctx, id, query.limit ?? 20, query.before) };
  }
}
