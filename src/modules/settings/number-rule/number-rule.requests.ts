import { IsBoolean, IsIn, IsInt, IsString, Length, Max, Min } from 'class-validator';
import { IfGiven, Trimmed } from '../../../platform/http/index.js';
import { RESETS, type Reset } from './number-rule.js';

export class UpdateNumberRuleRequest {
  /**
   * Text as it is, `{YYYY}`, `{YY}`, `{MM}`, `{DD}` of the day in the enterprise's zone, and once `{seq:4}`: the sequence with
   * at least so many digits.
   * @example "KH{YYYY}{MM}-{seq:4}"
   */
  @IfGiven()
  @Trimmed()
  @IsString()
  @Length(5, 100)
  pattern?: string;

  /**
   * When the sequence begins anew; the pattern must then show the date.
   * @example "monthly"
   */
  @IfGiven()
  @IsIn(RESETS)
  reset?: Reset;

  /** Whether no number may be left out; whoever creates records then waits for the one before. */
  @IfGiven()
  @IsBoolean()
  gapFree?: boolean;

  /** Where each sequence begins, 0 to 999 999 999; the current one jumps there if it is not beyond. */
  @IfGiven()
  @IsInt()
  @Min(0)
  @Max(999_999_999)
  start?: number;
}
