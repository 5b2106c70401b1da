import type { Condition } from '../../../platform/condition/index.js';
import type { AssignmentRules } from '../assignment/assignment-rules.js';

/** Days are counted in the enterprise's zone; working days by its calendar. */
export type DayKind = 'calendar' | 'working';

/** How many records of one level a person may own: a customer's level, a lead's degree. */
export interface LevelLimit {
  /** The id of the dictionary's item, or the code. */
  level: string;
  limit: number;
}

/** Who may take how much (POOL-02). Absent limits do not bind. */
export interface ClaimRules {
  /** Claims from this pool per person and day. */
  dailyLimit?: number;
  /** Claims from this pool per person, ever. */
  totalLimit?: number;
  /** Records of this kind that a person may own, however they came. */
  holdingLimit?: number;
  /** The same for single levels of them, beside `holdingLimit`. */
  holdingLimits?: LevelLimit[];
  /**
   * Days for which a former owner may not have the record again. Where it is absent they may claim it at once, but
   * assignment passes over whoever lost it last; 0 lets assignment give it back as well.
   */
  cooldownDays?: number;
  /** Minutes that a record waits in the pool before anybody may claim it. */
  waitMinutes?: number;
  /** `oldestFirst`: claims are by number only and take what has waited longest. */
  order: 'any' | 'oldestFirst';
  /** Only records for which this holds. */
  condition?: Condition;
  /**
   * Whether assigned, transferred and self-created records count against the daily and total limits (POOL-16). With `created`,
   * whoever owns as many as they may creates no more for themselves, by conversion neither.
   */
  counts: { assigned: boolean; transferred: boolean; created: boolean };
}

/** One way to lose a record: so many days since something. */
export interface ReclaimLine {
  /** Names the line in explanations and history. */
  key: string;
  name: string;
  /** `owned`, or an activity of the record: its last time, but never before the record was owned. */
  since: string;
  days: number;
  dayKind: DayKind;
  /** Only records for which this holds. */
  condition?: Condition;
}

/** Where a reclaimed record goes; nothing else ever decides it. */
export type ReclaimTarget = { kind: 'same' } | { kind: 'pool'; poolId: string } | { kind: 'routing' };

export interface ReclaimRules {
  enabled: boolean;
  lines: ReclaimLine[];
  /** Records for which this holds are never reclaimed. */
  exempt?: Condition;
  target: ReclaimTarget;
  /** Days before the deadline on which owner and superior are reminded. */
  remindDaysBefore: number[];
  /** Further reminders, each for one level at a distance of its own (POOL-17). */
  escalation?: EscalationStep[];
}

export const ESCALATION_LEVELS = ['owner', 'superior', 'administrators'] as const;
export type EscalationLevel = (typeof ESCALATION_LEVELS)[number];
export const ESCALATION_UNITS = ['hours', 'days', 'workingDays'] as const;
export type EscalationUnit = (typeof ESCALATION_UNITS)[number];

/** Who is reminded, and how long before the deadline. */
export interface EscalationStep {
  level: EscalationLevel;
  amount: number;
  unit: EscalationUnit;
}

/** Time in which a record is safe (POOL-14). */
export interface ProtectionRules {
  /** Days after it was claimed or assigned. */
  defaultDays: number;
  /** Days from each follow-up. */
  followUpDays: number;
  /** However often it is extended, never longer than so many days after it was owned. */
  maxDays: number;
  /** By hand: how often per record and owner, and how long each. */
  manualCount: number;
  manualDays: number;
}

/** Whether members may see masked values of records before claiming them (POOL-18). */
export interface RevealRules {
  membersMay: boolean;
  /** Records per person and day; absent: as many as they like. */
  dailyLimit?: number;
}

/** The rules of a pool; a published version of them never changes (POOL-15). */
export interface PoolRules {
  claim: ClaimRules;
  reclaim: ReclaimRules;
  protection: ProtectionRules;
  /** Absent: nothing is assigned by itself. */
  assignment?: AssignmentRules;
  /** Absent: nobody looks behind a mask. */
  reveal?: RevealRules;
}

/** What a new pool begins with: free claims, nothing reclaimed. */
export const DEFAULT_RULES: PoolRules = {
  claim: { order: 'any', counts: { assigned: false, transferred: false, created: false } },
  reclaim: { enabled: false, lines: [], target: { kind: 'same' }, remindDaysBefore: [] },
  protection: { defaultDays: 0, followUpDays: 0, maxDays: 90, manualCount: 0, manualDays: 0 },
};
