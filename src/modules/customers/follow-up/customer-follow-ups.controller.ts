import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Can } from '../../../platform/authz/index.js';
import type { Ctx } from '../../../platform/context/ctx.js';
import { fieldForbidden, referenceInvalid } from '../../../platform/errors/index.js';
import { filesNotUsable } from '../../../platform/files/index.js';
import { Context, Created, Fails } from '../../../platform/http/index.js';
import { customValueTaken } from '../../../platform/records/index.js';
import { customerDescriptor } from '../customers.descriptor.js';
import { customerNotActive, customerNotFound } from '../customers.errors.js';
import { Timeline } from '../timeline/timeline.js';
import { TimelineRequest } from '../timeline/timeline.requests.js';
import { TimelineView } from '../timeline/timeline.view.js';
import { CreateFollowUpRequest } from './follow-up.requests.js';
import { FollowUpView } from './follow-up.view.js';
import { FollowUps } from './follow-ups.service.js';

@ApiTags('Customers')
@Controller('customers/:id')
export class CustomerFollowUpsController {
  constructor(
    private readonly followUps: FollowUps,
    private readonly timelines: Timeline,
  ) {}

  /** Write a follow-up record. */
  @Post('follow-ups')
  @Created('follow-ups', FollowUpView)
  @Can('followUp', 'customer')
  @Fails(customerNotFound, customerNotActive, fieldForbidden, referenceInvalid, filesNotUsable, customValueTaken)
  create(
    @Context() ctx: Ctx,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: CreateFollowUpRequest,
  ): Promise<FollowUpView> {
    return this.followUps.create(ctx, 'customer', id, body);
  }

  /** Everything that happened to a customer and the customers merged into it, newest first. */
  @Get('timeline')
  @Can('read', 'customer')
  @Fails(customerNotFound)
  timeline(@Context() ctx: Ctx, @Param('id', ParseUUIDPipe) id: string, @Query() query: TimelineRequest): Promise<TimelineView> {
    return this.timelines.of(ctx, { descriptor: customerDescriptor, missing: customerNotFound }, id, query);
  }
}
