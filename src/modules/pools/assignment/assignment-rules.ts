import type { Condition } from '../../../platform/condition/index.js';
import type { GroupKind } from '../pool/member.requests.js';

export const STRATEGIES = ['roundRobin', 'weighted', 'leastLoaded', 'leastAssignedToday'] as const;
export type Strategy = (typeof STRATEGIES)[number];

/** A person, a department with all below, or a role that gets records by a line. */
export interface AssignmentCandidate {
  kind: GroupKind;
  id: string;
  /** Share of each of its people under `weighted`; 1 when absent. */
  weight?: number;
}

/** Who gets which records, and in what order. */
export interface AssignmentLine {
  /** Names the line in explanations, history and the rotation that it keeps. */
  key: string;
  name: string;
  /** Only records for which this holds. */
  condition?: Condition;
  strategy: Strategy;
  candidates: AssignmentCandidate[];
  /** Records per person and day by this line. */
  dailyQuota?: number;
  /** Where nobody can take a record: it stays, or the next line that fits it is tried. */
  whenNobody: 'stay' | 'nextLine';
}

/** Automatic assignment of a pool (POOL-05): the first line that fits a record decides. */
export interface AssignmentRules {
  enabled: boolean;
  lines: AssignmentLine[];
  /** Only on working days within the enterprise's working hours; what enters meanwhile waits. */
  workingTimeOnly: boolean;
}
