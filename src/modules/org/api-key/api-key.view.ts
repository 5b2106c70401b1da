import { ApiProperty } from '@nestjs/swagger';
import { PageInfo } from '../../../platform/records/page.js';

export const API_KEY_STATUSES = ['active', 'disabled', 'expired', 'revoked'] as const;
export type ApiKeyStatus = (typeof API_KEY_STATUSES)[number];

export class ApiKeyRoleView {
  /** @format uuid */
  id!: string;

  name!: string;
}

/** A key of an integrator. */
export class ApiKeyView {
  /**
   * Also the id by which records, history and the audit log name it as their author.
   * @format uuid
   */
  id!: string;

  name!: string;

  /**
   * How it begins.
   * @example "hsk_AZ1sVQx3cYqB"
   */
  prefix!: string;

  /**
   * How its secret ends.
   * @example "k7Qz"
   */
  ending!: string;

  /** @example ["lead:create", "lead:read"] */
  scopes!: string[];

  roles!: ApiKeyRoleView[];

  /** @example ["203.0.113.0/24"] */
  allowedRanges!: string[];

  /** Requests a minute. */
  rateLimit!: number;

  @ApiProperty({ enum: API_KEY_STATUSES })
  status!: ApiKeyStatus;

  /** @format date-time */
  expiresAt!: string | null;

  /**
   * Until when the secret before the last rotation is good.
   * @format date-time
   */
  oldSecretUntil!: string | null;

  /**
   * To within a minute or two.
   * @format date-time
   */
  lastUsedAt!: string | null;

  lastUsedIp!: string | null;

  /** @format date-time */
  createdAt!: string;

  /** Who made it. */
  createdByName!: string | null;

  version!: number;
}

/** The only answer that shows the key. */
export class ApiKeySecretView extends ApiKeyView {
  /**
   * What integrators send as `X-Api-Key`. Only a digest of it is kept: it cannot be shown again.
   * @example "hsk_AZ1sVQx3cYqBkZ…"
   */
  key!: string;
}

export class ApiKeyListView {
  items!: ApiKeyView[];

  page!: PageInfo;
}
