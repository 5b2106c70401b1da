import { ApiProperty } from '@nestjs/swagger';
import { INVITATION_KINDS, type InvitationKind } from './invitation.requests.js';

/** What whoever holds an invitation may see before registering. */
export class InvitationPreviewView {
  /** @example "远航科技有限公司" */
  enterpriseName!: string;

  enterpriseLogo!: string | null;

  /** Who invites. */
  inviterName!: string | null;

  @ApiProperty({ enum: INVITATION_KINDS })
  kind!: InvitationKind;

  /** Where a personal invitation was sent, partly hidden. */
  address!: string | null;

  /** @format date-time */
  expiresAt!: string;
}

/** The same for everybody: it does not tell whether the person had an account, or works here already. */
export class AcceptanceView {
  /** @example "远航科技有限公司" */
  enterpriseName!: string;

  /** An administrator decides. Sign in afterwards with the address, and with your old password if you had an account. */
  @ApiProperty({ enum: ['pending'] })
  status!: 'pending';
}
