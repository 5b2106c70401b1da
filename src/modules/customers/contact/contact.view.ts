import { ApiProperty } from '@nestjs/swagger';
import { pageOf } from '../../../platform/records/index.js';

/** A person at a customer (联系人). Fields that the asker may not see are absent. */
export class ContactView {
  /** @format uuid */
  id!: string;

  /** @format uuid */
  customerId?: string;

  customerName?: string;

  /** @example "李静" */
  name?: string;

  title?: string | null;

  department?: string | null;

  /**
   * E.164; the main one.
   * @example "+8613800138000"
   */
  phone?: string | null;

  otherPhones?: string[];

  email?: string | null;

  wechat?: string | null;

  /** @format date */
  birthday?: string | null;

  /** How many days before each birthday the owner is told; null: not at all. */
  @ApiProperty({ type: 'integer', nullable: true, required: false })
  remindDaysBefore?: number | null;

  gender?: 'male' | 'female' | null;

  /** Key person (关键人). */
  isKey?: boolean;

  /** The part in the customer's decisions. */
  decisionRole?: 'decisionMaker' | 'influencer' | 'user' | 'gatekeeper' | 'buyer' | 'other' | null;

  /** Only in single contacts, and where asked for by `fields`. */
  remark?: string | null;

  tags?: string[];

  status?: 'active' | 'archived';

  /**
   * Who owns the customer; null where it stands in a sea.
   * @format uuid
   */
  ownerId?: string | null;

  ownerName?: string | null;

  /**
   * The sea that the customer stands in.
   * @format uuid
   */
  poolId?: string | null;

  poolName?: string | null;

  /**
   * Only in single contacts, and where asked for by `fields`.
   * @format uuid
   */
  importId?: string | null;

  /** @format date-time */
  createdAt?: string;

  /** @format uuid */
  createdBy?: string | null;

  /** @format date-time */
  updatedAt?: string;

  /** Raised by each change; sent as ETag and expected in If-Match. */
  version!: number;

  /**
   * Values of the enterprise's own fields by key.
   * @example {}
   */
  custom?: Record<string, unknown>;
}

/** Another contact of the same customer with the same phone. */
export class SamePhoneView {
  /** @format uuid */
  id!: string;

  name!: string;
}

/** A contact just written, with others of the customer that have one of its phones. */
export class WrittenContactView extends ContactView {
  /** It was written all the same: two people may share a phone. */
  duplicates!: SamePhoneView[];
}

export class ContactListView extends pageOf(ContactView) {}
