import { Type } from 'class-transformer';
import { IsInt, IsOptional, IsString, IsUUID, Length, Max, Min } from 'class-validator';

export class ListRevealsRequest {
  /** Only what this employee looked at. */
  @IsOptional()
  @IsUUID()
  employeeId?: string;

  /** Only looks at this record. */
  @IsOptional()
  @IsUUID()
  recordId?: string;

  /** How many a page has at most. */
  @IsOptional()
  @Type(() => Number)
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
