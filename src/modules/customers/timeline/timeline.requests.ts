import { Transform } from 'class-transformer';
import { IsInt, IsOptional, IsString, Length, Matches, Max, Min } from 'class-validator';

export class TimelineRequest {
  /**
   * Only these kinds of entries, separated by commas.
   * @example "followUp,ownership"
   */
  @IsOptional()
  @IsString()
  @Matches(/^[a-zA-Z]{1,30}(,[a-zA-Z]{1,30}){0,19}$/)
  kinds?: string;

  /** How many entries, 1 to 100. */
  @IsOptional()
  @Transform(({ value }: { value: unknown }) => (typeof value === 'string' && /^\d{1,4}$/.test(value) ? Number(value) : value))
  @IsInt()
  @Min(1)
  @Max(100)
  limit?: number = 20;

  /** Where the page before ended: its `nextCursor`. */
  @IsOptional()
  @IsString()
  @Length(1, 1000)
  cursor?: string;
}
