import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsISO8601, IsOptional, IsString, IsUUID, Length, ValidateNested } from 'class-validator';
import { PageRequest } from '../http/page.requests.js';

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

export class ListAuditRequest extends PageRequest {
  /** `filter[object]=role&filter[from]=…`; all of it must hold. */
  @ApiProperty({ required: false, type: () => AuditFilter })
  @IsOptional()
  @ValidateNested()
  @Type(() => AuditFilter)
  filter?: AuditFilter;
}
