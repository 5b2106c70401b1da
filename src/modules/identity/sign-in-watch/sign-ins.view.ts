import { ApiProperty } from '@nestjs/swagger';
import { PageInfo } from '../../../platform/records/page.js';

export const OUTCOMES = ['succeeded', 'failed'] as const;
export type Outcome = (typeof OUTCOMES)[number];
export const ALERT_KINDS = ['newDevice', 'newPlace', 'impossibleTravel', 'manyFailures', 'manyFailuresFromAddress'] as const;
export type AlertKind = (typeof ALERT_KINDS)[number];
export const ALERT_STATUSES = ['open', 'acknowledged'] as const;
export type AlertStatus = (typeof ALERT_STATUSES)[number];

/** An attempt to sign in. */
export class SignInView {
  /** @format uuid */
  id!: string;

  /** @format date-time */
  at!: string;

  /** @format uuid */
  employeeId!: string;

  employeeName!: string;

  /**
   * The session that it began; null where it failed.
   * @format uuid
   */
  sessionId!: string | null;

  method!: 'password' | 'code' | 'switch';

  @ApiProperty({ enum: OUTCOMES })
  outcome!: Outcome;

  /** Why it failed. */
  cause!: 'passwordWrong' | 'codeWrong' | 'accountDisabled' | null;

  ip!: string;

  userAgent!: string;

  /** @example "Chrome" */
  browser!: string | null;

  /** @example "Windows" */
  system!: string | null;

  /** @example "desktop" */
  deviceType!: string | null;

  /**
   * Where the address is at home; null for private and unknown ones.
   * @example "中国"
   */
  country!: string | null;

  /** @example "广东" */
  province!: string | null;

  /** @example "深圳市" */
  city!: string | null;
}

export class SignInListView {
  items!: SignInView[];

  page!: PageInfo;
}

/** Something unusual about a sign-in. */
export class SignInAlertView {
  /** @format uuid */
  id!: string;

  /** @format date-time */
  at!: string;

  @ApiProperty({ enum: ALERT_KINDS })
  kind!: AlertKind;

  @ApiProperty({ enum: ALERT_STATUSES })
  status!: AlertStatus;

  /** What shows it: `from` (the place before), `count`, `people`, `ip`. */
  @ApiProperty({ type: 'object', additionalProperties: true })
  details!: Record<string, unknown>;

  /** The sign-in that it was noticed at; of an address, the last of several people's. */
  signIn!: SignInView;

  note!: string | null;

  /** @format date-time */
  acknowledgedAt!: string | null;

  acknowledgedByName!: string | null;

  version!: number;
}

export class SignInAlertListView {
  items!: SignInAlertView[];

  page!: PageInfo;
}

export class AlertCountView {
  @ApiProperty({ enum: ALERT_KINDS })
  kind!: AlertKind;

  open!: number;

  acknowledged!: number;
}

/** How many alerts there are, by kind. */
export class SignInAlertSummaryView {
  open!: number;

  kinds!: AlertCountView[];
}
