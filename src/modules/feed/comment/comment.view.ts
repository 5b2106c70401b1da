import { ApiProperty } from '@nestjs/swagger';
import { AttachmentView } from '../../../platform/files/index.js';
import { pageOf } from '../../../platform/records/index.js';

export class MentionView {
  /** @format uuid */
  id!: string;

  name!: string;
}

/** A comment on a record or something published. */
export class CommentView {
  /** @format uuid */
  id!: string;

  /** The kind of what was commented on. */
  object!: string;

  /** @format uuid */
  recordId!: string;

  /**
   * The comment that it answers; null also where that was taken back.
   * @format uuid
   */
  replyToId!: string | null;

  replyToName!: string | null;

  /** Empty where its files tell it. */
  content!: string;

  /** Colleagues who are named in it. */
  mentions!: MentionView[];

  files!: AttachmentView[];

  /** @format date-time */
  at!: string;

  /** @format uuid */
  createdBy!: string;

  createdByName!: string;

  /**
   * Until when its author may take it back; null: no longer, or somebody else's.
   * @format date-time
   */
  deletableUntil!: string | null;
}

export class CommentListView extends pageOf(CommentView) {}

export class CommentSettingsView {
  /** For how many minutes people may take their own comments back; 0: never. */
  @ApiProperty({ type: 'integer' })
  deletableMinutes!: number;
}
