import { PageInfo } from '../../../platform/records/page.js';

/** What a client holds after signing in. */
export class TokensView {
  /** Sent as `Authorization: Bearer …`; short-lived. */
  accessToken!: string;

  tokenType!: 'Bearer';

  /** Seconds until the access token expires. */
  expiresIn!: number;

  /** Exchanged once for a new pair; using an old one again ends the session. */
  refreshToken!: string;

  /**
   * The enterprise that the tokens act in.
   * @format uuid
   */
  tenantId!: string;

  /** @format uuid */
  employeeId!: string;

  /** @format uuid */
  sessionId!: string;
}

/** A device on which one is signed in. */
export class SessionView {
  /** @format uuid */
  id!: string;

  /** Whether it is the one that asks. */
  current!: boolean;

  /** What the device calls itself. */
  userAgent!: string;

  /** @example "Chrome" */
  browser!: string | null;

  /** @example "Windows" */
  system!: string | null;

  /** @example "desktop" */
  deviceType!: string | null;

  /** The address it signed in from. */
  ip!: string;

  /**
   * Where that is; null for private and unknown addresses.
   * @example "中国 广东 深圳市"
   */
  place!: string | null;

  /** Whether it stays signed in. */
  remember!: boolean;

  /**
   * The enterprise it works in.
   * @format uuid
   */
  tenantId!: string;

  /** Null where one no longer works there. */
  enterpriseName!: string | null;

  /** @format date-time */
  createdAt!: string;

  /**
   * When its tokens were last exchanged.
   * @format date-time
   */
  lastUsedAt!: string;

  /** @format date-time */
  expiresAt!: string;
}

export class SessionListView {
  items!: SessionView[];

  page!: PageInfo;
}
