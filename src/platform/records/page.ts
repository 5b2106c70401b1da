/** A page of a list. */
export interface Page<T> {
  items: T[];
  page: PageInfo;
}

/** How to go on. */
export class PageInfo {
  /** Send it as `cursor` for the next page; null on the last one, and with classic page numbers. */
  nextCursor!: string | null;

  /** Whether there are rows behind this page. */
  hasMore!: boolean;

  /** All matching rows, where `count` asked for it. */
  total?: number;
}
