import { Controller, Get, Param, ParseUUIDPipe, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Can } from '../../../platform/authz/index.js';
import type { Ctx } from '../../../platform/context/ctx.js';
import { Context, Fails } from '../../../platform/http/index.js';
import { Timeline } from '../timeline/timeline.js';
import { TimelineRequest } from '../timeline/timeline.requests.js';
import { TimelineView } from '../timeline/timeline.view.js';
import { followUpDescriptor } from './follow-up.descriptor.js';
import { followUpNotFound } from './follow-up.errors.js';

@ApiTags('Follow-ups')
@Controller('follow-ups/:id')
export class FollowUpTimelineController {
  constructor(private readonly timelines: Timeline) {}

  /** What happened to a follow-up, newest first: its files and, for who may change it, what it said before. */
  @Get('timeline')
  @Can('read', 'followUp')
  @Fails(followUpNotFound)
  timeline(@Context() ctx: Ctx, @Param('id', ParseUUIDPipe) id: string, @Query() query: TimelineRequest): Promise<TimelineView> {
    return this.timelines.of(ctx, { descriptor: followUpDescriptor, missing: followUpNotFound }, id, query);
  }
}
