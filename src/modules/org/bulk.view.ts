/** What came of one item of a bulk act. */
export class BulkItemView {
  /** @format uuid */
  id!: string;

  ok!: boolean;

  /**
   * Why it was not done.
   * @example "EMPLOYEE_NOT_FOUND"
   */
  code?: string;

  /** The same in words. */
  detail?: string;
}

export class BulkView {
  /** One per id, in the order sent. */
  items!: BulkItemView[];
}
