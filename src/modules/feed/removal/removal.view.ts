import { pageOf } from '../../../platform/records/index.js';

/** That a published item was removed: who, when, why, what kind, and nothing of what it said. */
export class RemovalView {
  /** @format uuid */
  id!: string;

  /** @example "comment" */
  object!: string;

  /** @format uuid */
  itemId!: string;

  /** @format uuid */
  authorId!: string;

  authorName!: string;

  /** @format date-time */
  publishedAt!: string;

  /**
   * The kind of what it was published on.
   * @example "followUp"
   */
  recordObject!: string;

  /** @format uuid */
  recordId!: string;

  reason!: string;

  /** @format date-time */
  createdAt!: string;

  /** @format uuid */
  createdBy!: string;

  createdByName!: string;
}

export class RemovalListView extends pageOf(RemovalView) {}
