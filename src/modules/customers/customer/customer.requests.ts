import { Transform } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsISO8601,
  IsLatitude,
  IsLongitude,
  IsNumber,
  IsObject,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  MaxLength,
  ValidateIf,
} from 'class-validator';
import { IsPhone } from '../../../platform/http/phone.validator.js';
import { ListQuery } from '../../../platform/records/index.js';

const trimmed = () => Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? value.trim() || null : value));
/** Absent leaves the field, null empties it. */
const Emptiable = () => ValidateIf((_: object, value: unknown) => value !== null && value !== undefined);
/** Absent leaves the field; it has no empty value. */
const IfGiven = () => ValidateIf((_: object, value: unknown) => value !== undefined);

/** What people write about a customer. */
export class CustomerFields {
  /** @example "华夏科技" */
  @Emptiable()
  @trimmed()
  @IsString()
  @MaxLength(100)
  shortName?: string | null;

  /** 客户编号; unique. */
  @Emptiable()
  @trimmed()
  @IsString()
  @MaxLength(50)
  number?: string | null;

  /** @format uuid */
  @Emptiable()
  @IsUUID()
  statusId?: string | null;

  /** @format uuid */
  @Emptiable()
  @IsUUID()
  levelId?: string | null;

  /** @format uuid */
  @Emptiable()
  @IsUUID()
  industryId?: string | null;

  /** @format uuid */
  @Emptiable()
  @IsUUID()
  regionId?: string | null;

  /** @format uuid */
  @Emptiable()
  @IsUUID()
  channelTypeId?: string | null;

  /** @format uuid */
  @Emptiable()
  @IsUUID()
  sourceId?: string | null;

  /** @format uuid */
  @Emptiable()
  @IsUUID()
  progressId?: string | null;

  /** @example "杭州市滨江区江南大道 100 号" */
  @Emptiable()
  @trimmed()
  @IsString()
  @MaxLength(500)
  address?: string | null;

  /**
   * WGS-84, degrees; with `latitude`.
   * @example 120.2103
   */
  @Emptiable()
  @IsNumber()
  @IsLongitude()
  longitude?: number | null;

  /**
   * WGS-84, degrees; with `longitude`.
   * @example 30.2084
   */
  @Emptiable()
  @IsNumber()
  @IsLatitude()
  latitude?: number | null;

  /**
   * The main phone; lists find it by its last digits.
   * @example "0571-88886666"
   */
  @Emptiable()
  @IsPhone()
  phone?: string | null;

  /**
   * Further phones, at most 20.
   * @example ["13800138000"]
   */
  @IfGiven()
  @IsArray()
  @ArrayMaxSize(20)
  @ArrayUnique()
  @IsPhone({ each: true })
  otherPhones?: string[];

  /** @example "https://www.example.com" */
  @Emptiable()
  @trimmed()
  @IsString()
  @MaxLength(500)
  website?: string | null;

  /**
   * The customer above it.
   * @format uuid
   */
  @Emptiable()
  @IsUUID()
  parentId?: string | null;

  @Emptiable()
  @IsString()
  @MaxLength(5000)
  remark?: string | null;

  @IfGiven()
  @IsArray()
  @ArrayMaxSize(50)
  @ArrayUnique()
  @IsString({ each: true })
  @Length(1, 50, { each: true })
  tags?: string[];

  /** @format date-time */
  @Emptiable()
  @IsISO8601({ strict: true, strictSeparator: true })
  nextContactAt?: string | null;

  /**
   * Values of the enterprise's own fields by key; null empties one, absent ones stay.
   * @example {}
   */
  @IsOptional()
  @IsObject()
  custom?: Record<string, unknown>;
}

export class CreateCustomerRequest extends CustomerFields {
  /**
   * Full name.
   * @example "杭州华夏科技有限公司"
   */
  @trimmed()
  @IsString()
  @Length(1, 200)
  name!: string;

  /**
   * Put it into this sea; without sea and owner it becomes the creator's own.
   * @format uuid
   */
  @IsOptional()
  @IsUUID()
  poolId?: string;

  /**
   * Give it to this employee; needs the permission to assign, unless it is oneself.
   * @format uuid
   */
  @IsOptional()
  @IsUUID()
  ownerId?: string;

  /** Let the routing rules choose the sea. */
  @IsOptional()
  @IsBoolean()
  route?: boolean;
}

/** JSON merge patch (RFC 7396): absent members stay, null empties. */
export class UpdateCustomerRequest extends CustomerFields {
  /**
   * Full name.
   * @example "杭州华夏科技有限公司"
   */
  @IfGiven()
  @trimmed()
  @IsString()
  @Length(1, 200)
  name?: string;
}

export class SearchCustomersRequest extends ListQuery {
  /**
   * A condition: `{ "all": [ { "field": "tags", "op": "hasAny", "value": ["重点"] } ] }`.
   * @example { "all": [{ "field": "lastFollowUpAt", "op": "olderThan", "value": { "days": 15 } }] }
   */
  @IsOptional()
  @IsObject()
  condition?: Record<string, unknown>;
}
