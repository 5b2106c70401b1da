/** Says when, never whether, a code arrives. */
export class CodeRequestedView {
  /**
   * Seconds that a code is valid.
   * @example 300
   */
  expiresIn!: number;

  /**
   * Seconds until another one can be asked for.
   * @example 60
   */
  resendAfter!: number;
}
