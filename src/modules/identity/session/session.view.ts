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
