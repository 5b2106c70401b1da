import { ApiProperty } from '@nestjs/swagger';
import { PageInfo } from '../../../platform/records/page.js';
import { JOIN_REQUEST_STATUSES, type JoinRequestStatus } from './join-request.requests.js';

/** Somebody who accepted an invitation. */
export class JoinRequestView {
  /** @format uuid */
  id!: string;

  @ApiProperty({ enum: JOIN_REQUEST_STATUSES })
  status!: JoinRequestStatus;

  /** @format uuid */
  employeeId!: string;

  name!: string;

  /** E.164. */
  phone!: string | null;

  email!: string | null;

  /** @format uuid */
  invitationId!: string;

  /**
   * The department that the invitation named.
   * @format uuid
   */
  departmentId!: string | null;

  /** Why it was decided so. */
  reason!: string | null;

  version!: number;

  /** @format date-time */
  createdAt!: string;

  /** @format date-time */
  decidedAt!: string | null;

  /** @format uuid */
  decidedBy!: string | null;
}

export class JoinRequestListView {
  items!: JoinRequestView[];

  page!: PageInfo;
}
