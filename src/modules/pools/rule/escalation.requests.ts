import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsInt, Max, Min } from 'class-validator';
import { ESCALATION_LEVELS, ESCALATION_UNITS, type EscalationLevel, type EscalationStep, type EscalationUnit } from './rules.js';

/** A reminder before records are lost. */
export class EscalationStepRequest implements EscalationStep {
  /** The owner, the owner's superior, or those who administer the pool. */
  @ApiProperty({ enum: ESCALATION_LEVELS })
  @IsIn(ESCALATION_LEVELS)
  level!: EscalationLevel;

  /** How long before the deadline, 1 to 100. */
  @IsInt()
  @Min(1)
  @Max(100)
  amount!: number;

  /** Days are told in the morning; working days by the enterprise's calendar. */
  @ApiProperty({ enum: ESCALATION_UNITS })
  @IsIn(ESCALATION_UNITS)
  unit!: EscalationUnit;
}
