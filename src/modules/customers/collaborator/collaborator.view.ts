/** Somebody who works on a record with its owner. */
export class CollaboratorView {
  /** @format uuid */
  employeeId!: string;

  employeeName!: string;

  /** `read` sees it, `write` changes it and follows it up as well. */
  access!: 'read' | 'write';

  /** @format date-time */
  createdAt!: string;

  /**
   * Who added them.
   * @format uuid
   */
  createdBy!: string | null;
}

export class CollaboratorListView {
  items!: CollaboratorView[];
}
