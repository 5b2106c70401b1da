/** Where a record of a kind that pools hold is, whose it is and until when; absent what the asker may not see. */
export class PlacedView {
  /**
   * The pool or sea in which it stands; null when somebody owns it.
   * @format uuid
   */
  poolId?: string | null;

  poolName?: string | null;

  /**
   * Who owns it; null when it stands in a pool.
   * @format uuid
   */
  ownerId?: string | null;

  ownerName?: string | null;

  /**
   * The pool that it came from and goes back to.
   * @format uuid
   */
  homePoolId?: string | null;

  /** How its owner got it. */
  acquisition?: 'created' | 'imported' | 'claimed' | 'assigned' | 'transferred';

  /** @format date-time */
  ownedSince?: string | null;

  /** @format date-time */
  enteredPoolAt?: string | null;

  /** @format date-time */
  lastFollowUpAt?: string | null;

  followUpCount?: number;

  /** @format date-time */
  nextContactAt?: string | null;

  /** @format date-time */
  protectedUntil?: string | null;

  /** @format date-time */
  quarantinedUntil?: string | null;

  /**
   * When it will be reclaimed if nothing happens; null: not at all.
   * @format date-time
   */
  reclaimAt?: string | null;

  /**
   * The version of the pool's rules that set `reclaimAt`.
   * @format uuid
   */
  reclaimRuleId?: string | null;

  /** The line of those rules. */
  reclaimRuleKey?: string | null;

  /**
   * Only in single records, and where asked for by `fields`.
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
   * @example { "budget": "50000.00" }
   */
  custom?: Record<string, unknown>;
}
