import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsString,
  IsUUID,
  Length,
  Matches,
  Max,
  Min,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import type { Condition } from '../../../platform/condition/index.js';
import { GROUP_KINDS, type GroupKind } from '../pool/member.requests.js';
import { IsCondition, LINE_KEY, MOST_RECORDS, present } from '../rule/rule-members.js';
import {
  STRATEGIES,
  type AssignmentCandidate,
  type AssignmentLine,
  type AssignmentRules,
  type Strategy,
} from './assignment-rules.js';

export class AssignmentCandidateRequest implements AssignmentCandidate {
  /** A department stands for its people and those below. */
  @ApiProperty({ enum: GROUP_KINDS })
  @IsIn(GROUP_KINDS)
  kind!: GroupKind;

  /**
   * The employee, department or role.
   * @example "01980000-0000-7000-8000-000000000002"
   */
  @IsUUID()
  id!: string;

  /** Share of each of its people under `weighted`; 1 when absent. Who is named several times has the largest. */
  @ValidateIf(present)
  @IsInt()
  @Min(1)
  @Max(100)
  weight?: number;
}

/** Who gets which records, and in what order. */
export class AssignmentLineRequest implements AssignmentLine {
  /**
   * Names the line in explanations and history, and keeps its rotation from version to version.
   * @example "east"
   */
  @Matches(LINE_KEY)
  key!: string;

  /** @example "华东轮流分配" */
  @IsString()
  @Length(1, 50)
  name!: string;

  /** Only records for which this holds. */
  @IsCondition()
  condition?: Condition;

  /**
   * `roundRobin`: in turn. `weighted`: in turn by weights. `leastLoaded`: who owns fewest of the kind. `leastAssignedToday`:
   * who was assigned fewest today. Of several the one whose turn it is.
   */
  @ApiProperty({ enum: STRATEGIES })
  @IsIn(STRATEGIES)
  strategy!: Strategy;

  /** Of these, who is active, on duty and within the limits gets records; at most 200. */
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(200)
  @ValidateNested({ each: true })
  @Type(() => AssignmentCandidateRequest)
  candidates!: AssignmentCandidateRequest[];

  /** Records per person and day by this line. */
  @ValidateIf(present)
  @IsInt()
  @Min(1)
  @Max(MOST_RECORDS)
  dailyQuota?: number;

  /** Where nobody can take a record: it stays, or the next line that fits it is tried. */
  @ApiProperty({ enum: ['stay', 'nextLine'] })
  @IsIn(['stay', 'nextLine'])
  whenNobody!: 'stay' | 'nextLine';
}

/** Automatic assignment: the first line that fits a record decides. */
export class AssignmentRulesRequest implements AssignmentRules {
  @IsBoolean()
  enabled!: boolean;

  @IsArray()
  @ArrayMaxSize(50)
  @ValidateNested({ each: true })
  @Type(() => AssignmentLineRequest)
  lines!: AssignmentLineRequest[];

  /** Only on working days within the enterprise's working hours; what enters the pool meanwhile waits. */
  @IsBoolean()
  workingTimeOnly!: boolean;
}
