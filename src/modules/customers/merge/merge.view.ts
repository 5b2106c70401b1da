/** Customers that became part of another one. */
export class CustomerMergeView {
  /** @format uuid */
  id!: string;

  /** The customers that became part of it. */
  ids!: string[];

  /** @format date-time */
  mergedAt!: string;

  /** @format uuid */
  mergedBy!: string | null;

  mergedByName!: string | null;

  /**
   * When it was taken back; null where it stands.
   * @format date-time
   */
  undoneAt!: string | null;
}

export class CustomerMergeListView {
  items!: CustomerMergeView[];
}
