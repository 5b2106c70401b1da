import { ApiProperty } from '@nestjs/swagger';
import { pageOf } from '../records/page-view.js';

/** A message in somebody's inbox. */
export class NoticeView {
  /** @format uuid */
  id!: string;

  /**
   * What it is about; front ends choose icon and link by it.
   * @example "reclaimReminder"
   */
  kind!: string;

  /**
   * The notice in the asker's language.
   * @example "3 条线索将在 2 天内被回收"
   */
  text!: string;

  /** The facts behind the words: counts, names, the first ids. */
  @ApiProperty({ type: 'object', additionalProperties: true })
  content!: Record<string, unknown>;

  /** @format date-time */
  createdAt!: string;

  /**
   * Null while it is unread.
   * @format date-time
   */
  readAt!: string | null;
}

export class NoticeListView extends pageOf(NoticeView) {}

export class UnreadCountView {
  /** @example "reclaimReminder" */
  kind!: string;

  @ApiProperty({ type: 'integer' })
  unread!: number;
}

/** How much awaits the asker. */
export class NoticeSummaryView {
  @ApiProperty({ type: 'integer' })
  unread!: number;

  /** Kinds with unread notices, the most frequent first. */
  kinds!: UnreadCountView[];
}

export class ReadMarksView {
  /** How many notices were unread until now. */
  @ApiProperty({ type: 'integer' })
  marked!: number;
}
