import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsInt, IsISO8601, IsOptional, IsString, IsUUID, Length, Max, Min, ValidateNested } from 'class-validator';

export class AuditFilter {
  /** Only acts of this employee. */
  @IsOptional()
  @IsUUID()
  actorId?: string;

  /**
   * Only this kind of act.
   * @example "role.updated"
   */
  @IsOptional()
  @IsString()
  @Length(1, 100)
  action?: string;

  /**
   * Only acts on this kind of object.
   * @example "employee"
   */
  @IsOptional()
  @IsString()
  @Length(1, 100)
  object?: string;

  /** Only acts on this one record. */
  @IsOptional()
  @IsUUID()
  objectId?: string;

  /**
   * Not before this instant.
   * @format date-time
   */
  @IsOptional()
  @IsISO8601({ strict: true })
  from?: string;

  /**
   * Before this instant.
   * @format date-time
   */
  @IsOptional()
  @IsISO8601({ strict: true })
  to?: string;
}

export class ListAuditRequest {
  /** `filter[object]=role&filter[from]=…`; all of it must hold. */
  @ApiProperty({ required: false, type: () => AuditFilter })
  @IsOptional()
  @ValidateNested()
  @Type(() => AuditFilter)
  filter?: AuditFilter;

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
