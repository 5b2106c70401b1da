import { Module } from '@nestjs/common';
import { IdentityModule } from '../../identity/index.js';
import { AcceptanceQueries } from './acceptance.queries.js';
import { AcceptancesController } from './acceptances.controller.js';
import { AcceptancesService } from './acceptances.service.js';
import { InvitationQueries } from './invitation.queries.js';
import { InvitationSender } from './invitation-sender.js';
import { InvitationsController } from './invitations.controller.js';
import { InvitationsService } from './invitations.service.js';
import { JoinRequestQueries } from './join-request.queries.js';
import { JoinRequestsController } from './join-requests.controller.js';
import { JoinRequestsService } from './join-requests.service.js';

/** How colleagues come in: invitations, their acceptance, an administrator's decision. */
@Module({
  imports: [IdentityModule],
  controllers: [InvitationsController, AcceptancesController, JoinRequestsController],
  providers: [
    InvitationsService,
    InvitationQueries,
    InvitationSender,
    AcceptancesService,
    AcceptanceQueries,
    JoinRequestsService,
    JoinRequestQueries,
  ],
})
export class InvitationModule {}
