import { ApiProperty } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsObject,
  IsOptional,
  IsString,
  Length,
  Matches,
  MaxLength,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import { IsPhone } from '../../../platform/http/phone.validator.js';
import { PageAfterIdRequest } from '../../../platform/http/index.js';

const trimmed = () => Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? value.trim() || null : value));
const filled = () => ValidateIf((_: object, value: unknown) => value !== null && value !== undefined);
const COMPARABLE = /^(phone|company|name|custom\.[a-z][A-Za-z0-9]{0,39})$/;

/** What somebody is about to enter. */
export class DuplicateCheckRequest {
  /** @example "李静" */
  @filled()
  @trimmed()
  @IsString()
  @MaxLength(100)
  name?: string | null;

  /** @example "杭州华夏科技有限公司" */
  @filled()
  @trimmed()
  @IsString()
  @MaxLength(200)
  company?: string | null;

  /** @example "13800138000" */
  @filled()
  @IsPhone()
  phone?: string | null;

  /** Values of the enterprise's own fields by key; unique ones are compared. */
  @IsOptional()
  @IsObject()
  custom?: Record<string, unknown>;
}

export class DuplicateScanRequest {
  /**
   * The fields to compare: `phone`, `company`, `name` or a unique `custom.<key>`. Absent: those whose rule is not `allow`.
   * @example ["phone", "company"]
   */
  @IsOptional()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(20)
  @ArrayUnique()
  @Matches(COMPARABLE, { each: true })
  fields?: string[];
}

export class DuplicateGroupFilter {
  /**
   * Only groups that are equal in this field.
   * @example "phone"
   */
  @IsOptional()
  @IsString()
  @Length(1, 50)
  field?: string;
}

export class ListDuplicateGroupsRequest extends PageAfterIdRequest {
  /** `filter[field]=phone`. */
  @ApiProperty({ required: false, type: () => DuplicateGroupFilter })
  @IsOptional()
  @ValidateNested()
  @Type(() => DuplicateGroupFilter)
  filter?: DuplicateGroupFilter;
}
