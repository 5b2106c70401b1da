import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiQuery, ApiTags } from '@nestjs/swagger';
import { Can } from '../../../platform/authz/index.js';
import type { Ctx } from '../../../platform/context/ctx.js';
import { referenceInvalid, tooManyRequests } from '../../../platform/errors/index.js';
import { Context, Fails } from '../../../platform/http/index.js';
import { invitationNotFound } from './invitation.errors.js';
import { CreateInvitationsRequest, InvitationFilter, ListInvitationsRequest } from './invitation.requests.js';
import { InvitationListView, NewInvitationsView } from './invitation.view.js';
import { InvitationsService } from './invitations.service.js';

@ApiTags('Invitations')
@Controller('invitations')
export class InvitationsController {
  constructor(private readonly invitations: InvitationsService) {}

  /**
   * Invite colleagues by phone or e-mail, or make a link for several.
   *
   * Messages are sent by a job. A link is shown once, in this answer. Inviting an address again replaces its earlier invitation.
   */
  @Post()
  @Can('invite', 'employee')
  @HttpCode(201)
  @Fails(referenceInvalid, tooManyRequests)
  create(@Context() ctx: Ctx, @Body() body: CreateInvitationsRequest): Promise<NewInvitationsView> {
    return this.invitations.create(ctx, body);
  }

  /** List invitations, newest first. */
  @Get()
  @Can('invite', 'employee')
  @ApiQuery({
    name: 'filter',
    style: 'deepObject',
    explode: true,
    required: false,
    type: InvitationFilter,
    description: 'filter[status]',
  })
  list(@Context() ctx: Ctx, @Query() query: ListInvitationsRequest): Promise<InvitationListView> {
    return this.invitations.list(ctx, query);
  }

  /** Revoke an invitation. Who has registered by it already still waits for approval. */
  @Delete(':id')
  @Can('invite', 'employee')
  @HttpCode(204)
  @Fails(invitationNotFound)
  revoke(@Context() ctx: Ctx, @Param('id') id: string): Promise<void> {
    return this.invitations.revoke(ctx, id);
  }
}
