import { pageOf } from '../../../platform/records/index.js';
import { DuplicateView, PlacedView } from '../../pools/index.js';

/**
 * A customer (客户): in a sea, or somebody's own. Fields that the asker may not see are absent; of a private one, others
 * see nothing but that it is.
 */
export class CustomerView extends PlacedView {
  /** @format uuid */
  id!: string;

  /**
   * Full name.
   * @example "杭州华夏科技有限公司"
   */
  name?: string;

  /** @example "华夏科技" */
  shortName?: string | null;

  /** 客户编号; unique. */
  number?: string | null;

  /** @format uuid */
  statusId?: string | null;

  statusLabel?: string | null;

  /** @format uuid */
  levelId?: string | null;

  levelLabel?: string | null;

  /** @format uuid */
  industryId?: string | null;

  industryLabel?: string | null;

  /** @format uuid */
  regionId?: string | null;

  regionLabel?: string | null;

  /** @format uuid */
  channelTypeId?: string | null;

  channelTypeLabel?: string | null;

  /** @format uuid */
  sourceId?: string | null;

  sourceLabel?: string | null;

  /** @format uuid */
  progressId?: string | null;

  progressLabel?: string | null;

  /** Only in single customers, and where asked for by `fields`. */
  address?: string | null;

  /** WGS-84, degrees. Only in single customers, and where asked for by `fields`. */
  longitude?: number | null;

  /** WGS-84, degrees. Only in single customers, and where asked for by `fields`. */
  latitude?: number | null;

  /**
   * The main phone, E.164; masked like `138****8000` before claiming, where the sea says so.
   * @example "+8657188886666"
   */
  phone?: string | null;

  /** Further phones, E.164. */
  otherPhones?: string[];

  /** Only in single customers, and where asked for by `fields`. */
  website?: string | null;

  /**
   * The customer above it.
   * @format uuid
   */
  parentId?: string | null;

  /** Only in single customers, and where asked for by `fields`. */
  remark?: string | null;

  tags?: string[];

  /** Whether its data are for its owner, their direct superiors and its collaborators alone. */
  isPrivate?: boolean;

  state?: 'active' | 'archived' | 'merged';

  /** Only in single customers, and where asked for by `fields`. */
  archiveReason?: string | null;

  /**
   * The customer that this one was merged into. Only in single customers, and where asked for by `fields`.
   * @format uuid
   */
  mergedIntoId?: string | null;

  /**
   * The lead that it came from. Only in single customers, and where asked for by `fields`.
   * @format uuid
   */
  leadId?: string | null;
}

/** A customer just created, with what it resembles. */
export class CreatedCustomerView extends CustomerView {
  /** Existing customers that are equal in a field whose rule is `warn`, or whose name is near. */
  duplicates!: DuplicateView[];
}

export class CustomerListView extends pageOf(CustomerView) {}
