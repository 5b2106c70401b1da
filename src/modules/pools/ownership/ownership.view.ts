/** One change of place or owner of a record. */
export class OwnershipLineView {
  /** @format uuid */
  id!: string;

  /**
   * The record; another one where that was merged into it.
   * @format uuid
   */
  recordId!: string;

  /** `handedOver`: because its owner left. */
  kind!:
    | 'created'
    | 'imported'
    | 'claimed'
    | 'assigned'
    | 'returned'
    | 'takenBack'
    | 'reclaimed'
    | 'transferred'
    | 'moved'
    | 'handedOver';

  /** @format date-time */
  at!: string;

  /**
   * Who did it; null: a rule.
   * @format uuid
   */
  actorId!: string | null;

  actorName!: string | null;

  /** @format uuid */
  fromOwnerId!: string | null;

  fromOwnerName!: string | null;

  /** @format uuid */
  toOwnerId!: string | null;

  toOwnerName!: string | null;

  /** @format uuid */
  fromPoolId!: string | null;

  fromPoolName!: string | null;

  /** @format uuid */
  toPoolId!: string | null;

  toPoolName!: string | null;

  reason!: string | null;

  /**
   * The version of the pool's rules that decided.
   * @format uuid
   */
  ruleId!: string | null;

  /** Number of that version. */
  ruleNumber!: number | null;

  /** The line of the rules. */
  ruleKey!: string | null;
}

export class OwnershipLineListView {
  items!: OwnershipLineView[];
}
