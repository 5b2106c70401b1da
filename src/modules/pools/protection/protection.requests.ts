import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsInt,
  IsISO8601,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  Matches,
  Max,
  Min,
  ValidateIf,
} from 'class-validator';
import { text } from '../../../platform/i18n/locale.js';

const ZONED = { context: { code: 'NOT_A_TIME', message: text('时间须带时区', 'The time must name its zone.') } };
const WITH_ZONE = /(Z|[+-]\d\d:\d\d)$/;

export class ProtectRequest {
  /**
   * For how many days from now; instead of `until`.
   * @example 14
   */
  @ValidateIf((body: ProtectRequest) => body.until === undefined || body.days !== undefined)
  @IsInt()
  @Min(1)
  @Max(3650)
  days?: number;

  /**
   * Until when; instead of `days`.
   * @format date-time
   */
  @ValidateIf((body: ProtectRequest) => body.until !== undefined)
  @IsISO8601({ strict: true, strictSeparator: true })
  @Matches(WITH_ZONE, ZONED)
  until?: string;

  /** @example "客户下月招标,需要更多时间" */
  @IsOptional()
  @IsString()
  @Length(1, 500)
  reason?: string;
}

export class RecordsRequest {
  /**
   * The records, at most 1 000.
   * @example ["01990a2c-5d3e-7b4f-8a6c-1d2e3f4a5b6c"]
   */
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(1000)
  @ArrayUnique()
  @IsUUID('all', { each: true })
  ids!: string[];

  /** All or nothing: if one record is refused, none is changed. */
  @IsOptional()
  @IsBoolean()
  atomic?: boolean;
}

export class QuarantineRequest extends RecordsRequest {
  /**
   * Nobody claims them before.
   * @format date-time
   * @example "2027-01-01T00:00:00Z"
   */
  @IsISO8601({ strict: true, strictSeparator: true })
  @Matches(WITH_ZONE, ZONED)
  until!: string;

  /** @example "投诉处理中" */
  @IsString()
  @Length(1, 500)
  reason!: string;
}
