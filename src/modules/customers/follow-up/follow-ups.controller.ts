import { Controller, Get, Param, ParseUUIDPipe, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { SignedIn } from '../../../platform/authz/index.js';
import type { Ctx } from '../../../platform/context/ctx.js';
import { Context, Fails } from '../../../platform/http/index.js';
import { followUpNotFound } from './follow-up.errors.js';
import { FollowUpReading } from './follow-up-reading.service.js';
import { ListFollowUpsRequest } from './follow-up.requests.js';
import { FollowUpListView, FollowUpView } from './follow-up.view.js';

/** Follow-ups of all records. Who may read a record may read its follow-ups; nobody reads any other. */
@ApiTags('Follow-ups')
@Controller('follow-ups')
export class FollowUpsController {
  constructor(private readonly followUps: FollowUpReading) {}

  /** List follow-ups, newest first. */
  @Get()
  @SignedIn()
  list(@Context() ctx: Ctx, @Query() query: ListFollowUpsRequest): Promise<FollowUpListView> {
    return this.followUps.list(ctx, query);
  }

  /** Read one follow-up. */
  @Get(':id')
  @SignedIn()
  @Fails(followUpNotFound)
  get(@Context() ctx: Ctx, @Param('id', ParseUUIDPipe) id: string): Promise<FollowUpView> {
    return this.followUps.get(ctx, id);
  }
}
