import { pageOf } from '../../../platform/records/index.js';
import { DuplicateView, PlacedView } from '../../pools/index.js';

/** A lead (线索): in a pool, or somebody's own. Fields that the asker may not see are absent. */
export class LeadView extends PlacedView {
  /** @format uuid */
  id!: string;

  /**
   * Name of the person.
   * @example "李静"
   */
  name?: string;

  /** @example "杭州华夏科技有限公司" */
  company?: string | null;

  title?: string | null;

  /**
   * E.164; masked like `138****8000` before claiming, where the pool says so.
   * @example "+8613800138000"
   */
  phone?: string | null;

  email?: string | null;

  wechat?: string | null;

  /** @format uuid */
  sourceId?: string | null;

  sourceLabel?: string | null;

  /** @format uuid */
  groupId?: string | null;

  groupLabel?: string | null;

  /** @format uuid */
  industryId?: string | null;

  industryLabel?: string | null;

  /** @format uuid */
  regionId?: string | null;

  regionLabel?: string | null;

  /** Only in single leads, and where asked for by `fields`. */
  address?: string | null;

  /** Only in single leads, and where asked for by `fields`. */
  website?: string | null;

  /** Only in single leads, and where asked for by `fields`. */
  remark?: string | null;

  tags?: string[];

  /** Follow-up degree (跟进程度). */
  degree?: 'none' | 'low' | 'medium' | 'high';

  status?: 'active' | 'invalid' | 'converted' | 'merged';

  /** @format uuid */
  invalidReasonId?: string | null;

  invalidReasonLabel?: string | null;

  /**
   * The lead that this one was merged into, with its follow-ups and history. Only in single leads, and where asked for by `fields`.
   * @format uuid
   */
  mergedIntoId?: string | null;

  /**
   * The customer that it was converted to. Only in single leads, and where asked for by `fields`, as the two below.
   * @format uuid
   */
  customerId?: string | null;

  /** @format uuid */
  contactId?: string | null;

  /** @format date-time */
  convertedAt?: string | null;
}

/** A lead just created, with what it resembles. */
export class CreatedLeadView extends LeadView {
  /** Existing records that are equal in a field whose rule is `warn`. */
  duplicates!: DuplicateView[];
}

export class LeadListView extends pageOf(LeadView) {}
