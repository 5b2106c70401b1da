import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsISO8601,
  IsObject,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  Matches,
  Max,
  Min,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import { text } from '../../../platform/i18n/locale.js';
import type { Condition } from '../../../platform/condition/index.js';
import { AssignmentRulesRequest } from '../assignment/assignment-rules.requests.js';
import { EscalationStepRequest } from './escalation.requests.js';
import { LevelLimitRequest } from './level-limit.requests.js';
import { IsCondition, LINE_KEY, MOST_RECORDS, NESTED, present } from './rule-members.js';
import { type ClaimRules, type DayKind, type ProtectionRules, type ReclaimLine, type RevealRules } from './rules.js';

const MOST_DAYS = 3650;

/** Whether records that came otherwise count against the claim limits. */
export class CountsRequest {
  @IsBoolean()
  assigned!: boolean;

  @IsBoolean()
  transferred!: boolean;

  /** Also: whoever owns as many as the holding limits allow creates no more for themselves, by converting leads neither. */
  @IsBoolean()
  created!: boolean;
}

/** Who may take how much. Absent limits do not bind. */
export class ClaimRulesRequest implements ClaimRules {
  /** Claims from this pool per person and day. */
  @ValidateIf(present)
  @IsInt()
  @Min(0)
  @Max(MOST_RECORDS)
  dailyLimit?: number;

  /** Claims from this pool per person, ever. */
  @ValidateIf(present)
  @IsInt()
  @Min(0)
  @Max(MOST_RECORDS)
  totalLimit?: number;

  /** Records of this kind that a person may own, however they came. */
  @ValidateIf(present)
  @IsInt()
  @Min(0)
  @Max(MOST_RECORDS)
  holdingLimit?: number;

  /** The same for single levels of them, beside `holdingLimit`: a customer's level, a lead's degree. Both bind. */
  @ValidateIf(present)
  @IsArray()
  @ArrayMaxSize(100)
  @ValidateNested({ each: true })
  @Type(() => LevelLimitRequest)
  holdingLimits?: LevelLimitRequest[];

  /**
   * Days for which a former owner may not have the record again. Absent: they may claim it at once, but automatic assignment
   * passes over whoever lost it last, until somebody else has had it; 0: assignment may give it back at once.
   */
  @ValidateIf(present)
  @IsInt()
  @Min(0)
  @Max(MOST_DAYS)
  cooldownDays?: number;

  /** Minutes that a record waits in the pool before anybody may claim it. */
  @ValidateIf(present)
  @IsInt()
  @Min(0)
  @Max(MOST_DAYS * 24 * 60)
  waitMinutes?: number;

  /** `oldestFirst`: claims are by number only and take what has waited longest. */
  @ApiProperty({ enum: ['any', 'oldestFirst'] })
  @IsIn(['any', 'oldestFirst'])
  order!: 'any' | 'oldestFirst';

  /** Only records for which this holds. */
  @IsCondition()
  condition?: Condition;

  @IsObject(NESTED)
  @ValidateNested()
  @Type(() => CountsRequest)
  counts!: CountsRequest;
}

/** One way to lose a record: so many days since something. */
export class ReclaimLineRequest implements ReclaimLine {
  /**
   * Names the line in explanations and history; unique whatever its case.
   * @example "noFollowUp"
   */
  @Matches(LINE_KEY)
  key!: string;

  /** @example "15 天未跟进" */
  @IsString()
  @Length(1, 50)
  name!: string;

  /**
   * `owned`, or an activity of the record: its last time, but never before the record was owned.
   * @example "owned"
   */
  @IsString()
  @Length(1, 40)
  since!: string;

  /** Full days that pass before the record is lost. */
  @IsInt()
  @Min(0)
  @Max(MOST_DAYS)
  days!: number;

  @ApiProperty({ enum: ['calendar', 'working'] })
  @IsIn(['calendar', 'working'])
  dayKind!: DayKind;

  /** Only records for which this holds. */
  @IsCondition()
  condition?: Condition;
}

/** Where a reclaimed record goes; nothing else ever decides it. */
export class ReclaimTargetRequest {
  /** The pool that it came from, a named one, or the one that the routing rules say. */
  @ApiProperty({ enum: ['same', 'pool', 'routing'] })
  @IsIn(['same', 'pool', 'routing'])
  kind!: 'same' | 'pool' | 'routing';

  /** With `pool` alone: which. */
  @ValidateIf((target: ReclaimTargetRequest) => target.kind === 'pool' || target.poolId !== undefined)
  @IsUUID()
  poolId?: string;
}

export class ReclaimRulesRequest {
  @IsBoolean()
  enabled!: boolean;

  /** Whichever is due first decides. */
  @IsArray()
  @ArrayMaxSize(50)
  @ValidateNested({ each: true })
  @Type(() => ReclaimLineRequest)
  lines!: ReclaimLineRequest[];

  /** Records for which this holds are never reclaimed. */
  @IsCondition()
  exempt?: Condition;

  @IsObject(NESTED)
  @ValidateNested()
  @Type(() => ReclaimTargetRequest)
  target!: ReclaimTargetRequest;

  /**
   * Days before the deadline on which owner and superior are reminded, 1 to 30.
   * @example [3, 1]
   */
  @IsArray()
  @ArrayMaxSize(5)
  @ArrayUnique()
  @IsInt({ each: true })
  @Min(1, { each: true })
  @Max(30, { each: true })
  remindDaysBefore!: number[];

  /** Further reminders, each for one level; in nobody's quiet hours. */
  @ValidateIf(present)
  @IsArray()
  @ArrayMaxSize(20)
  @ValidateNested({ each: true })
  @Type(() => EscalationStepRequest)
  escalation?: EscalationStepRequest[];
}

/** Time in which a record is safe from reclaim. */
export class ProtectionRulesRequest implements ProtectionRules {
  /** Days after it was claimed or assigned. */
  @IsInt()
  @Min(0)
  @Max(MOST_DAYS)
  defaultDays!: number;

  /** Days from each follow-up. */
  @IsInt()
  @Min(0)
  @Max(MOST_DAYS)
  followUpDays!: number;

  /** However often it is extended, never longer than so many days after it was owned. */
  @IsInt()
  @Min(0)
  @Max(MOST_DAYS)
  maxDays!: number;

  /** By hand: how often per record and owner. */
  @IsInt()
  @Min(0)
  @Max(1000)
  manualCount!: number;

  /** By hand: days that one protection may last. */
  @IsInt()
  @Min(0)
  @Max(MOST_DAYS)
  manualDays!: number;
}

/** Whether members may see masked values of records before claiming them; administrators of the pool always do. */
export class RevealRulesRequest implements RevealRules {
  @IsBoolean()
  membersMay!: boolean;

  /** Records per person and day. */
  @ValidateIf(present)
  @IsInt()
  @Min(0)
  @Max(MOST_RECORDS)
  dailyLimit?: number;
}

/** All rules of a pool. */
export class PoolRulesRequest {
  @IsObject(NESTED)
  @ValidateNested()
  @Type(() => ClaimRulesRequest)
  claim!: ClaimRulesRequest;

  @IsObject(NESTED)
  @ValidateNested()
  @Type(() => ReclaimRulesRequest)
  reclaim!: ReclaimRulesRequest;

  @IsObject(NESTED)
  @ValidateNested()
  @Type(() => ProtectionRulesRequest)
  protection!: ProtectionRulesRequest;

  /** Who gets records by themselves; nobody when absent. */
  @ValidateIf(present)
  @IsObject(NESTED)
  @ValidateNested()
  @Type(() => AssignmentRulesRequest)
  assignment?: AssignmentRulesRequest;

  /** Whether members may look behind masks; they may not when absent. */
  @ValidateIf(present)
  @IsObject(NESTED)
  @ValidateNested()
  @Type(() => RevealRulesRequest)
  reveal?: RevealRulesRequest;
}

export class PublishRulesRequest {
  /**
   * From when on the rules decide; at once when absent.
   * @format date-time
   */
  @IsOptional()
  @IsISO8601({ strict: true, strictSeparator: true })
  @Matches(/(Z|[+-]\d\d:\d\d)$/, {
    context: { code: 'NOT_A_TIME', message: text('时间须带时区', 'The time must name its zone.') },
  })
  effectiveFrom?: string;
}
