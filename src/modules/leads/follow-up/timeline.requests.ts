import { Transform } from 'class-transformer';
import { IsInt, IsISO8601, IsOptional, Max, Min } from 'class-validator';

export class TimelineQuery {
  /** How many entries, 1 to 100. */
  @IsOptional()
  @Transform(({ value }: { value: unknown }) => (typeof value === 'string' && /^\d{1,4}$/.test(value) ? Number(value) : value))
  @IsInt()
  @Min(1)
  @Max(100)
  limit?: number = 20;

  /**
   * Only entries before this time: `at` of the last one of the page before.
   * @format date-time
   */
  @IsOptional()
  @IsISO8601({ strict: true, strictSeparator: true })
  before?: string;
}
