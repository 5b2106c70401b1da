import { ApiProperty, OmitType } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayUnique,
  IsArray,
  IsIn,
  IsInt,
  IsISO8601,
  IsLatitude,
  IsLongitude,
  IsNumber,
  IsObject,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  Matches,
  Max,
  Min,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import { IsFileIds } from '../../../platform/files/index.js';
import { text } from '../../../platform/i18n/locale.js';
import { PageRequest } from '../../../platform/http/index.js';
import { ChangeFeedQuery } from '../../../platform/records/change-feed/index.js';
import { customKey } from '../../../platform/records/index.js';

export const METHODS = ['call', 'visit', 'wechat', 'email', 'meeting', 'other'] as const;
export type FollowUpMethod = (typeof METHODS)[number];

const WITH_ZONE = /(Z|[+-]\d\d:\d\d)$/;
const ZONED = { context: { code: 'NOT_A_TIME', message: text('时间须带时区', 'The time must name its zone.') } };

/** Where it was. */
export class PlaceRequest {
  /** @example "杭州市西湖区文三路 1 号" */
  @IsOptional()
  @IsString()
  @Length(1, 500)
  address?: string;

  /**
   * WGS-84, degrees; with `latitude`.
   * @example 120.13
   */
  @ValidateIf((place: PlaceRequest) => place.longitude !== undefined || place.latitude !== undefined)
  @IsNumber()
  @IsLongitude()
  longitude?: number;

  /**
   * WGS-84, degrees; with `longitude`.
   * @example 30.27
   */
  @ValidateIf((place: PlaceRequest) => place.longitude !== undefined || place.latitude !== undefined)
  @IsNumber()
  @IsLatitude()
  latitude?: number;
}

const DEGREES = ['none', 'low', 'medium', 'high'] as const;
/** Absent leaves the field, null empties it. */
const Emptiable = () => ValidateIf((_: object, value: unknown) => value !== null && value !== undefined);

/** What people write in a follow-up record, and change of it afterwards. */
export class FollowUpContents {
  /**
   * What was said; may be absent where files tell it.
   * @example "电话沟通,对方下周给答复"
   */
  @Emptiable()
  @IsString()
  @Length(1, 5000)
  content?: string | null;

  /**
   * An item of the dictionary `followUpType`.
   * @format uuid
   */
  @Emptiable()
  @IsUUID()
  typeId?: string | null;

  /** Items of the dictionary `actionTag`. */
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(20)
  @ArrayUnique()
  @IsUUID('all', { each: true })
  actionTagIds?: string[] | null;

  /** Contacts of the customer whom it was about; it appears on their timelines. */
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(20)
  @ArrayUnique()
  @IsUUID('all', { each: true })
  contactIds?: string[] | null;

  /** Uploaded files: pictures, voice, documents. */
  @IsFileIds()
  fileIds?: string[] | null;

  /** How long the voice among the files is, in seconds. */
  @Emptiable()
  @IsInt()
  @Min(1)
  @Max(3600)
  voiceSeconds?: number | null;

  /** Where it was, as a whole. */
  @IsOptional()
  @ValidateNested()
  @Type(() => PlaceRequest)
  place?: PlaceRequest | null;

  /**
   * Values of the enterprise's own fields by key.
   * @example {}
   */
  @IsOptional()
  @IsObject()
  custom?: Record<string, unknown>;
}

export class CreateFollowUpRequest extends FollowUpContents {
  /** How it was done. */
  @ApiProperty({ enum: METHODS })
  @IsIn(METHODS)
  method!: FollowUpMethod;

  /**
   * When to contact next; null: not planned. Absent, the plan stays.
   * @format date-time
   */
  @Emptiable()
  @IsISO8601({ strict: true, strictSeparator: true })
  @Matches(WITH_ZONE, ZONED)
  nextContactAt?: string | null;
}

export class CreateLeadFollowUpRequest extends CreateFollowUpRequest {
  /** The lead's follow-up degree from now on. */
  @IsOptional()
  @IsIn(DEGREES)
  degree?: (typeof DEGREES)[number];
}

/** What is absent stays, null empties; lists are as a whole what it names from now on. */
export class UpdateFollowUpRequest extends FollowUpContents {
  @ApiProperty({ enum: METHODS, required: false })
  @ValidateIf((_: object, value: unknown) => value !== undefined)
  @IsIn(METHODS)
  method?: FollowUpMethod;

  /** The degree that it tells of a lead; the lead itself keeps its own. */
  @ApiProperty({ enum: DEGREES, required: false, nullable: true })
  @Emptiable()
  @IsIn(DEGREES)
  degree?: (typeof DEGREES)[number] | null;
}

export class FollowUpFilter {
  /**
   * Of this lead.
   * @format uuid
   */
  @IsOptional()
  @IsUUID()
  leadId?: string;

  /**
   * Of this customer.
   * @format uuid
   */
  @IsOptional()
  @IsUUID()
  customerId?: string;

  /**
   * About this contact.
   * @format uuid
   */
  @IsOptional()
  @IsUUID()
  contactId?: string;

  /**
   * Written by this employee.
   * @format uuid
   */
  @IsOptional()
  @IsUUID()
  createdBy?: string;

  @ApiProperty({ enum: METHODS, required: false })
  @IsOptional()
  @IsIn(METHODS)
  method?: FollowUpMethod;

  /**
   * Not before this time.
   * @format date-time
   */
  @IsOptional()
  @IsISO8601({ strict: true, strictSeparator: true })
  @Matches(WITH_ZONE, ZONED)
  from?: string;

  /**
   * Before this time.
   * @format date-time
   */
  @IsOptional()
  @IsISO8601({ strict: true, strictSeparator: true })
  @Matches(WITH_ZONE, ZONED)
  to?: string;

  /** By key of the enterprise's own fields, as in every list: `filter[custom.outcome]=won`, `filter[custom.minutes][gte]=30`. */
  @IsOptional()
  @IsObject()
  custom?: Record<string, unknown>;
}

/** Members `custom.<key>` as one member `custom`, which the class can name. */
const ownFieldsGathered = () =>
  Transform(({ value }: { value: unknown }) => {
    if (!(value instanceof FollowUpFilter)) return value;
    const own = Object.entries(value).filter(([key]) => key.startsWith(customKey('')));
    if (own.length === 0) return value;
    for (const [key] of own) Reflect.deleteProperty(value, key);
    const before = Object.entries(value.custom ?? {});
    value.custom = Object.fromEntries([...before, ...own.map(([key, asked]) => [key.slice(customKey('').length), asked])]);
    return value;
  });

export class ListFollowUpsRequest extends PageRequest {
  /** `filter[customerId]=…&filter[from]=2026-11-01T00:00:00Z`; all of it must hold. */
  @ApiProperty({ required: false, type: () => FollowUpFilter })
  @IsOptional()
  @ValidateNested()
  @Type(() => FollowUpFilter)
  @ownFieldsGathered()
  filter?: FollowUpFilter;

  /**
   * Whose: mine, mine and my subordinates', or everybody's, as far as I may read the records that they are about.
   * Absent: everybody's where a lead, a customer, a contact or an author is named or I may read all records, otherwise
   * mine and my subordinates'.
   */
  @IsOptional()
  @IsIn(['own', 'subordinates', 'all'])
  scope?: 'own' | 'subordinates' | 'all';
}

/** Follow-ups are told whole. */
export class FollowUpFeedQuery extends OmitType(ChangeFeedQuery, ['fields']) {}
