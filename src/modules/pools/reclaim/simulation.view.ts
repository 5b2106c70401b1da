/** How many records of one owner. */
export class OwnerCountView {
  /** @format uuid */
  ownerId!: string;

  ownerName!: string;

  count!: number;
}

/** What would be reclaimed on one day. */
export class SimulatedDayView {
  /**
   * In the enterprise's time zone.
   * @format date
   */
  day!: string;

  count!: number;

  owners!: OwnerCountView[];
}

/** A record that would be reclaimed now. */
export class SimulatedRecordView {
  /** @format uuid */
  id!: string;

  /** @format uuid */
  ownerId!: string;

  /** @format date-time */
  reclaimAt!: string;

  /** The line of the rules. */
  ruleKey!: string;
}

/** What rules would do, without doing it. Conditions are judged by the records as they are now. */
export class SimulationView {
  /** Records under these rules that somebody owns. */
  considered!: number;

  /** Due already. */
  now!: SimulatedDayView;

  /** The first of those due already, at most 100. */
  records!: SimulatedRecordView[];

  /** The days to come, those without any left out. */
  days!: SimulatedDayView[];
}

/** One line of the rules, for one record. */
export class ReclaimLineExplanationView {
  key!: string;

  name!: string;

  /** From what it counts. */
  since!: string;

  /**
   * The day of it, in the enterprise's time zone; the deadline is the midnight that ends the n-th day after it.
   * @format date
   */
  from!: string | null;

  days!: number;

  dayKind!: 'calendar' | 'working';

  /** Whether the line's condition holds for the record; a line without condition always does. */
  applies!: boolean;

  /** @format date-time */
  due!: string | null;
}

/** Why a record will or will not be reclaimed. */
export class ReclaimExplanationView {
  /**
   * `inPool`: nobody owns it · `notInPlay`: invalid or converted · `noPool`: it came from no pool · `noRules`: its pool
   * reclaims nothing · `exempt` · `noLine`: no line applies · `protected`: a protection outlasts the deadline · `scheduled` · `due`.
   */
  verdict!: 'inPool' | 'notInPlay' | 'noPool' | 'noRules' | 'exempt' | 'noLine' | 'protected' | 'scheduled' | 'due';

  /** The verdict in words. */
  explanation!: string;

  /** @format date-time */
  reclaimAt!: string | null;

  /** @format date-time */
  protectedUntil!: string | null;

  /** @format uuid */
  poolId!: string | null;

  /** @format uuid */
  ruleId!: string | null;

  ruleNumber!: number | null;

  /** The line that decides. */
  ruleKey!: string | null;

  lines!: ReclaimLineExplanationView[];
}
