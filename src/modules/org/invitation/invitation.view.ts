import { ApiProperty } from '@nestjs/swagger';
import { PageInfo } from '../../../platform/records/page.js';
import { INVITATION_KINDS, INVITATION_STATUSES, type InvitationKind, type InvitationStatus } from './invitation.requests.js';

/** An invitation to work here. */
export class InvitationView {
  /** @format uuid */
  id!: string;

  @ApiProperty({ enum: INVITATION_KINDS })
  kind!: InvitationKind;

  /** Phone (E.164) or e-mail of the person; null for a link. */
  address!: string | null;

  /** @format uuid */
  departmentId!: string | null;

  @ApiProperty({ enum: INVITATION_STATUSES })
  status!: InvitationStatus;

  /** How many may register by it. */
  maxUses!: number;

  /** How many have. */
  uses!: number;

  /** @format date-time */
  expiresAt!: string;

  /**
   * When the message went out; null for a link, and until it has.
   * @format date-time
   */
  sentAt!: string | null;

  /** @format date-time */
  createdAt!: string;

  /** @format uuid */
  createdBy!: string | null;
}

/** A link is shown once, to whoever made it. */
export class NewInvitationView extends InvitationView {
  /** The link to pass on; null for a person, who gets it in a message. */
  url!: string | null;

  /** The token at the end of the link. */
  token!: string | null;
}

/** An address that nothing was sent to. */
export class RefusedAddressView {
  address!: string;

  /** @example "ALREADY_EMPLOYED" */
  code!: string;

  detail!: string;
}

export class NewInvitationsView {
  items!: NewInvitationView[];

  refused!: RefusedAddressView[];
}

export class InvitationListView {
  items!: InvitationView[];

  page!: PageInfo;
}
