/** What is to be solved, in the form of ALTCHA's version 2. */
export class CaptchaParametersView {
  /** @example "PBKDF2/SHA-256" */
  algorithm!: string;

  /** Hexadecimal; the counter is appended to it. */
  nonce!: string;

  /** Hexadecimal. */
  salt!: string;

  /** Rounds of one derivation. */
  cost!: number;

  /** Length of the derived key in bytes. */
  keyLength!: number;

  /** Hexadecimal; the derived key of the counter looked for begins with it. */
  keyPrefix!: string;

  keySignature!: string;

  /** Seconds since 1970 after which it is no longer accepted. */
  expiresAt!: number;
}

/** A challenge as ALTCHA's widget takes it. */
export class CaptchaChallengeView {
  parameters!: CaptchaParametersView;

  signature!: string;
}
