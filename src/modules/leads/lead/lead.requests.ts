import { Transform } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsEmail,
  IsIn,
  IsISO8601,
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

/** What people write about a lead. */
export class LeadFields {
  /** @example "杭州华夏科技有限公司" */
  @Emptiable()
  @trimmed()
  @IsString()
  @MaxLength(200)
  company?: string | null;

  /** @example "采购经理" */
  @Emptiable()
  @trimmed()
  @IsString()
  @MaxLength(100)
  title?: string | null;

  /** @example "13800138000" */
  @Emptiable()
  @IsPhone()
  phone?: string | null;

  /** @example "lijing@example.com" */
  @Emptiable()
  @IsEmail()
  @MaxLength(254)
  email?: string | null;

  @Emptiable()
  @trimmed()
  @IsString()
  @MaxLength(100)
  wechat?: string | null;

  /**
   * An item of the dictionary `leadSource`.
   * @format uuid
   */
  @Emptiable()
  @IsUUID()
  sourceId?: string | null;

  /**
   * An item of the dictionary `leadGroup`.
   * @format uuid
   */
  @Emptiable()
  @IsUUID()
  groupId?: string | null;

  /**
   * An item of the dictionary `industry`.
   * @format uuid
   */
  @Emptiable()
  @IsUUID()
  industryId?: string | null;

  /**
   * An item of the dictionary `region`.
   * @format uuid
   */
  @Emptiable()
  @IsUUID()
  regionId?: string | null;

  @Emptiable()
  @trimmed()
  @IsString()
  @MaxLength(500)
  address?: string | null;

  @Emptiable()
  @trimmed()
  @IsString()
  @MaxLength(500)
  website?: string | null;

  @Emptiable()
  @IsString()
  @MaxLength(5000)
  remark?: string | null;

  @IsOptional()
  @IsArray()
  @ArrayMaxSize(50)
  @ArrayUnique()
  @IsString({ each: true })
  @Length(1, 50, { each: true })
  tags?: string[];

  /** Follow-up degree (跟进程度). */
  @IsOptional()
  @IsIn(['none', 'low', 'medium', 'high'])
  degree?: 'none' | 'low' | 'medium' | 'high';

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

export class CreateLeadRequest extends LeadFields {
  /** @example "李静" */
  @trimmed()
  @IsString()
  @Length(1, 100)
  name!: string;

  /**
   * Put it into this pool; without pool and owner it becomes the creator's own.
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

  /** Let the routing rules choose the pool. */
  @IsOptional()
  @IsBoolean()
  route?: boolean;
}

/** JSON merge patch (RFC 7396): absent members stay, null empties. */
export class UpdateLeadRequest extends LeadFields {
  /** @example "李静" */
  @IsOptional()
  @trimmed()
  @IsString()
  @Length(1, 100)
  name?: string;
}

export class InvalidateLeadRequest {
  /**
   * An item of the dictionary `invalidReason`.
   * @format uuid
   */
  @IsUUID()
  invalidReasonId!: string;
}

export class SearchLeadsRequest extends ListQuery {
  /**
   * A condition: `{ "all": [ { "field": "degree", "op": "in", "value": ["high"] } ] }`.
   * @example { "all": [{ "field": "lastFollowUpAt", "op": "olderThan", "value": { "days": 15 } }] }
   */
  @IsOptional()
  @IsObject()
  condition?: Record<string, unknown>;
}
