import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiQuery, ApiTags } from '@nestjs/swagger';
import { Can, SteppedUp } from '../../../platform/authz/index.js';
import type { Ctx } from '../../../platform/context/ctx.js';
import { referenceInvalid } from '../../../platform/errors/index.js';
import { Context, Fails } from '../../../platform/http/index.js';
import { grantExceedsOwn } from '../org.errors.js';
import { joinRequestDecided, joinRequestNotFound } from './invitation.errors.js';
import { DecideJoinRequestRequest, JoinRequestFilter, ListJoinRequestsRequest } from './join-request.requests.js';
import { JoinRequestListView, JoinRequestView } from './join-request.view.js';
import { JoinRequestsService } from './join-requests.service.js';

@ApiTags('Invitations')
@Controller('join-requests')
export class JoinRequestsController {
  constructor(private readonly requests: JoinRequestsService) {}

  /** List those who accepted an invitation, newest first. */
  @Get()
  @Can('approve', 'employee')
  @ApiQuery({
    name: 'filter',
    style: 'deepObject',
    explode: true,
    required: false,
    type: JoinRequestFilter,
    description: 'filter[status]',
  })
  list(@Context() ctx: Ctx, @Query() query: ListJoinRequestsRequest): Promise<JoinRequestListView> {
    return this.requests.list(ctx, query);
  }

  /** Approve with department and roles, or reject. */
  @Post(':id/decisions')
  @Can('approve', 'employee')
  @SteppedUp({ orKey: true })
  @HttpCode(201)
  @Fails(joinRequestNotFound, joinRequestDecided, referenceInvalid, grantExceedsOwn)
  decide(@Context() ctx: Ctx, @Param('id') id: string, @Body() body: DecideJoinRequestRequest): Promise<JoinRequestView> {
    return this.requests.decide(ctx, id, body);
  }
}
