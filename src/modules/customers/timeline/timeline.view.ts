import { ApiProperty } from '@nestjs/swagger';
import { pageOf } from '../../../platform/records/index.js';

/** Something that happened to a record. */
export class TimelineEntryView {
  /** @format uuid */
  id!: string;

  /**
   * What it is: `followUp`, `ownership`, `change`, `contact`, `file` …
   * @example "followUp"
   */
  kind!: string;

  /** @format date-time */
  at!: string;

  /**
   * Who did it; null: a rule or the system.
   * @format uuid
   */
  actorId!: string | null;

  actorName!: string | null;

  /** By kind: the follow-up, the ledger line, the changed fields as [old, new]. What came from a merged record names it. */
  @ApiProperty({ type: 'object', additionalProperties: true })
  content!: Record<string, unknown>;
}

/** What happened to a record, newest first. */
export class TimelineView extends pageOf(TimelineEntryView) {}
