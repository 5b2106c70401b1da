import { Body, Controller, Get, Param, ParseUUIDPipe, Patch, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Can, SignedIn } from '../../../platform/authz/index.js';
import type { Ctx } from '../../../platform/context/ctx.js';
import { fieldForbidden, referenceInvalid, versionMismatch } from '../../../platform/errors/index.js';
import { filesNotUsable } from '../../../platform/files/index.js';
import { Context, Fails, IfMatch } from '../../../platform/http/index.js';
import { feedRestarted } from '../../../platform/records/change-feed/index.js';
import { customValueTaken } from '../../../platform/records/index.js';
import { followUpClosed, followUpNotFound } from './follow-up.errors.js';
import { FollowUpReading } from './follow-up-reading.service.js';
import { FollowUpChanges } from './follow-up-changes.service.js';
import { FollowUpFeedQuery, ListFollowUpsRequest, UpdateFollowUpRequest } from './follow-up.requests.js';
import { FollowUpChangesView, FollowUpListView, FollowUpView } from './follow-up.view.js';

/** Follow-ups of all records. Who may read a record may read its follow-ups; nobody reads any other. */
@ApiTags('Follow-ups')
@Controller('follow-ups')
export class FollowUpsController {
  constructor(
    private readonly followUps: FollowUpReading,
    private readonly changes: FollowUpChanges,
  ) {}

  /** List follow-ups, newest first. */
  @Get()
  @SignedIn()
  list(@Context() ctx: Ctx, @Query() query: ListFollowUpsRequest): Promise<FollowUpListView> {
    return this.followUps.list(ctx, query);
  }

  /**
   * What changed of follow-ups since a cursor, removals too, for synchronising another system.
   *
   * What is built in, and fields of your own, are named as changed; contacts, files, tags and place are told by `record`. Whose a
   * follow-up is, its record's feed tells: when you lose a record, forget its follow-ups; when you get one, read them anew.
   */
  @Get('changes')
  @Can('read', 'followUp')
  @Fails(feedRestarted)
  feed(@Context() ctx: Ctx, @Query() query: FollowUpFeedQuery): Promise<FollowUpChangesView> {
    return this.followUps.feed(ctx, query);
  }

  /** Read one follow-up. */
  @Get(':id')
  @SignedIn()
  @Fails(followUpNotFound)
  get(@Context() ctx: Ctx, @Param('id', ParseUUIDPipe) id: string): Promise<FollowUpView> {
    return this.followUps.get(ctx, id);
  }

  /**
   * Change what a follow-up tells (JSON merge patch).
   *
   * For its author while they may follow the record up, and for who may change the record. Its time, and what it did to the
   * record, stay as they are.
   */
  @Patch(':id')
  @Can('update', 'followUp')
  @Fails(followUpNotFound, followUpClosed, versionMismatch, fieldForbidden, referenceInvalid, filesNotUsable, customValueTaken)
  update(
    @Context() ctx: Ctx,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: UpdateFollowUpRequest,
    @IfMatch() version?: number,
  ): Promise<FollowUpView> {
    return this.changes.update(ctx, id, body, version);
  }
}
