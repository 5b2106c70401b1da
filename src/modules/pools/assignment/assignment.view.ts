import { ApiProperty } from '@nestjs/swagger';
import { STRATEGIES, type Strategy } from './assignment-rules.js';
import type { Lack, StayReason } from './plan.js';

const STAY_REASONS = ['noLine', 'nobody', 'quarantined', 'outsideWorkingTime'] as const satisfies StayReason[];
const LACKS = [
  'notActive',
  'offDuty',
  'dailyQuota',
  'dailyLimit',
  'totalLimit',
  'holdingLimit',
  'levelLimit',
  'coolingDown',
  'lostLast',
] as const satisfies Lack[];

/** How many records a person would get. */
export class PersonShareView {
  /** @format uuid */
  employeeId!: string;

  @ApiProperty({ type: 'integer' })
  count!: number;
}

/** How many records would stay for a reason. */
export class StayCountView {
  @ApiProperty({ enum: STAY_REASONS })
  reason!: StayReason;

  @ApiProperty({ type: 'integer' })
  count!: number;
}

/** What would become of one record. */
export class AssignmentTrialItemView {
  /** @format uuid */
  recordId!: string;

  /**
   * Null: it would stay.
   * @format uuid
   */
  employeeId!: string | null;

  lineKey!: string | null;

  /** @example "“华东”轮流分配(2 人不在岗)" */
  reason!: string;
}

/** What assignment would do now with the records that have waited longest, at most 5 000. */
export class AssignmentTrialView {
  @ApiProperty({ type: 'integer' })
  considered!: number;

  @ApiProperty({ type: 'integer' })
  placed!: number;

  people!: PersonShareView[];

  stayed!: StayCountView[];

  /** The first 100 records. */
  items!: AssignmentTrialItemView[];
}

/** A candidate of the line that decided, as the batch knew them. */
export class AssignmentCandidateView {
  /** @format uuid */
  employeeId!: string;

  employeeName!: string;

  /** How many records of the batch they got. */
  @ApiProperty({ type: 'integer' })
  placed!: number;

  /** Why they could get no more; null: others were first in turn. */
  @ApiProperty({ enum: LACKS, nullable: true })
  lacks!: Lack | null;
}

/** Why a record has its owner, or why it still waits. */
export class AssignmentExplanationView {
  /**
   * `placed`: a rule gave it to its owner. `wouldBePlaced`: the next run gives it to somebody. `stays`: nobody can have it
   * now. `off`: its pool assigns nothing by itself. `notByRule`: somebody claimed it or was given it by a person.
   */
  @ApiProperty({ enum: ['placed', 'wouldBePlaced', 'stays', 'off', 'notByRule'] })
  verdict!: 'placed' | 'wouldBePlaced' | 'stays' | 'off' | 'notByRule';

  /** The same in words. */
  explanation!: string;

  /**
   * Who got it, or would.
   * @format uuid
   */
  employeeId!: string | null;

  /**
   * When it was placed, or when it was last tried.
   * @format date-time
   */
  at!: string | null;

  /** Version of the pool's rules that decided. */
  @ApiProperty({ type: 'integer', nullable: true })
  ruleNumber!: number | null;

  lineKey!: string | null;

  @ApiProperty({ enum: STRATEGIES, nullable: true })
  strategy!: Strategy | null;

  /** Everybody whom the line names, where a rule has placed it within the last 180 days. */
  candidates!: AssignmentCandidateView[];
}
