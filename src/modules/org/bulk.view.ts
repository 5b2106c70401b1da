/** What came of one item of a bulk act. */
export class BulkAnswerItemView {
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

export class BulkAnswerView {
  /** One per id, in the order sent. */
  items!: BulkAnswerItemView[];
}
