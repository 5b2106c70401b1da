import { ApiProperty } from '@nestjs/swagger';
import { AttachmentView } from '../../../platform/files/index.js';
import { pageOf } from '../../../platform/records/index.js';
import { changesOf } from '../../../platform/records/change-feed/index.js';
import { METHODS, type FollowUpMethod } from './follow-up.requests.js';

export class PlaceView {
  address!: string | null;

  /** WGS-84, degrees. */
  longitude!: number | null;

  /** WGS-84, degrees. */
  latitude!: number | null;
}

/** An item of a dictionary that a record names. */
export class TagView {
  /** @format uuid */
  id!: string;

  label!: string;
}

export class LinkedContactView {
  /** @format uuid */
  id!: string;

  name!: string;
}

/** A follow-up record (跟进记录). Values of fields that the asker may not see are absent. */
export class FollowUpView {
  /** @format uuid */
  id!: string;

  /** @format uuid */
  leadId!: string | null;

  leadName?: string | null;

  /** @format uuid */
  customerId!: string | null;

  customerName?: string | null;

  @ApiProperty({ enum: METHODS, required: false })
  method?: FollowUpMethod;

  /**
   * An item of the dictionary `followUpType`.
   * @format uuid
   */
  typeId?: string | null;

  typeLabel?: string | null;

  /** What was said; empty where its files tell it. */
  content?: string;

  degree?: 'none' | 'low' | 'medium' | 'high' | null;

  /** @format date-time */
  nextContactAt?: string | null;

  place!: PlaceView | null;

  /** How long its voice is, in seconds. */
  @ApiProperty({ type: 'integer', nullable: true })
  voiceSeconds!: number | null;

  actionTags!: TagView[];

  /**
   * Values of the enterprise's own fields by key; absent for a key without the scope `followUp:read`.
   * @example {}
   */
  custom?: Record<string, unknown>;

  /** Whom it was about, as far as the asker may see contacts. */
  contacts!: LinkedContactView[];

  /** Pictures, voice, documents. */
  files!: AttachmentView[];

  @ApiProperty({ type: 'integer' })
  commentCount!: number;

  /** @format date-time */
  at!: string;

  /** @format uuid */
  createdBy!: string;

  createdByName!: string;

  /**
   * When what it says was changed last; null: never.
   * @format date-time
   */
  updatedAt!: string | null;

  /** @format uuid */
  updatedBy!: string | null;

  version!: number;
}

export class FollowUpListView extends pageOf(FollowUpView) {}

export class FollowUpChangesView extends changesOf(FollowUpView) {}
