import { Body, Controller, Get, Header, HttpCode, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Public } from '../../../platform/authz/index.js';
import type { PublicCtx } from '../../../platform/context/ctx.js';
import { Context, Fails } from '../../../platform/http/index.js';
import { codeInvalid, codeRequired } from '../../identity/index.js';
import { AcceptInvitationRequest } from './acceptance.requests.js';
import { AcceptanceView, InvitationPreviewView } from './acceptance.view.js';
import { AcceptancesService } from './acceptances.service.js';
import { invitationInvalid } from './invitation.errors.js';

@ApiTags('Invitations')
@Controller('invitations')
export class AcceptancesController {
  constructor(private readonly acceptances: AcceptancesService) {}

  /** See who invites you to which enterprise. */
  @Get(':token/preview')
  @Public()
  @Header('Cache-Control', 'no-store')
  @Fails(invitationInvalid)
  preview(@Context() ctx: PublicCtx, @Param('token') token: string): Promise<InvitationPreviewView> {
    return this.acceptances.preview(ctx, token);
  }

  /**
   * Accept an invitation: register, or join with the account that you have.
   *
   * The answer is the same in both cases. You can sign in once an administrator has approved.
   */
  @Post(':token/acceptances')
  @Public()
  @HttpCode(201)
  @Fails(invitationInvalid, codeRequired, codeInvalid)
  accept(
    @Context() ctx: PublicCtx,
    @Param('token') token: string,
    @Body() body: AcceptInvitationRequest,
  ): Promise<AcceptanceView> {
    return this.acceptances.accept(ctx, token, body);
  }
}
