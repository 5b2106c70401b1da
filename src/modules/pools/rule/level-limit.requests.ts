import { IsInt, IsString, Length, Max, Min } from 'class-validator';
import { MOST_RECORDS } from './rule-members.js';
import type { LevelLimit } from './rules.js';

/** How many records of one level a person may own, however they came. */
export class LevelLimitRequest implements LevelLimit {
  /**
   * Of customers the id of an item of the dictionary `customerLevel`; of leads a degree.
   * @example "high"
   */
  @IsString()
  @Length(1, 40)
  level!: string;

  @IsInt()
  @Min(0)
  @Max(MOST_RECORDS)
  limit!: number;
}
