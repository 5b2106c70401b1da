/** A link that needs no sign-in. */
export class FileLinkView {
  /**
   * Goes into `src` or a browser's address as it is. It shows the file only as long as its maker may read it.
   * @format uri
   */
  url!: string;

  /** @format date-time */
  expiresAt!: string;
}
