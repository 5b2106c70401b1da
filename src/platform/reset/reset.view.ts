import { ApiProperty } from '@nestjs/swagger';
import { PageInfo } from '../records/page.js';

export const RESET_STATUSES = ['requested', 'consented', 'rejected', 'withdrawn', 'expired', 'running', 'done'] as const;
export type ResetStatus = (typeof RESET_STATUSES)[number];

/** Rows that are gone from a table, or lost what they said of others. */
export class ResetRowsView {
  /** @example "leads" */
  table!: string;

  count!: number;
}

/** That an enterprise's CRM data are to go, or are gone. */
export class ResetView {
  /** @format uuid */
  id!: string;

  /** @example ["leads"] */
  kinds!: string[];

  reason!: string;

  @ApiProperty({ enum: RESET_STATUSES })
  status!: ResetStatus;

  /** @format uuid */
  createdBy!: string;

  createdByName!: string;

  /** @format date-time */
  createdAt!: string;

  /**
   * Until then somebody may consent.
   * @format date-time
   */
  expiresAt!: string;

  /**
   * Who consented or rejected.
   * @format uuid
   */
  decidedBy!: string | null;

  decidedByName!: string | null;

  /** @format date-time */
  decidedAt!: string | null;

  /**
   * It does not begin before, and can be withdrawn until it does.
   * @format date-time
   */
  startsAt!: string | null;

  /** @format date-time */
  startedAt!: string | null;

  /** @format date-time */
  finishedAt!: string | null;

  /** What has been done so far. */
  removed!: ResetRowsView[];
}

export class ResetListView {
  items!: ResetView[];

  page!: PageInfo;
}
