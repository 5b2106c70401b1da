import { ApiProperty } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import {
  Allow,
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
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
import { FILE_KINDS, type FileKind } from '../../../platform/files/index.js';
import { CUSTOM_FIELD_TYPES, type CustomFieldType } from '../../../platform/records/index.js';
import { FIELD_VALUE } from '../field-value.schema.js';

const trimmed = () => Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? value.trim() : value));
const present = (_: object, value: unknown): boolean => value !== undefined;
const filled = (_: object, value: unknown): boolean => value !== undefined && value !== null;

export class ListCustomFieldsRequest {
  /**
   * Only fields of this object.
   * @example "lead"
   */
  @IsOptional()
  @IsString()
  @Length(1, 50)
  object?: string;
}

export class CustomChoiceRequest {
  /**
   * Made from the label when absent. Codes that exist already keep their values.
   * @example "gold"
   */
  @ValidateIf(present)
  @Matches(/^[A-Za-z0-9][A-Za-z0-9_-]{0,39}$/)
  code?: string;

  /** @example "金牌" */
  @trimmed()
  @IsString()
  @Length(1, 50)
  label!: string;

  @ValidateIf(present)
  @IsBoolean()
  disabled?: boolean;
}

/** What can be said of a field at any time. */
export class CustomFieldSettings {
  /** All choices in their order; for types `choice` and `choices` alone. */
  @ValidateIf(present)
  @IsArray()
  @ArrayMaxSize(200)
  @ValidateNested({ each: true })
  @Type(() => CustomChoiceRequest)
  choices?: CustomChoiceRequest[];

  @ValidateIf(present)
  @IsBoolean()
  required?: boolean;

  /** For text, phone, e-mail, link and integer; needs the index. */
  @ValidateIf(present)
  @IsBoolean()
  unique?: boolean;

  /** At most 30 fields of an object; not for long texts, places, files and formulas. */
  @ValidateIf(present)
  @IsBoolean()
  indexed?: boolean;

  /** Of the field's type; null: none. */
  @ApiProperty({ ...FIELD_VALUE, required: false })
  @Allow()
  defaultValue?: unknown;

  /**
   * How a field of type `formula` is computed: numbers and days of the record by their keys, `today`, + - * /, parentheses,
   * `round(x, places)`, `floor`, `ceil`, `abs`, `min`, `max`, `ifEmpty(x, otherwise)`. Whether it comes to a number or a day
   * never changes. Such as `amount * 0.13` or `today - signedOn`.
   */
  @ValidateIf(present)
  @IsString()
  @Length(1, 500)
  formula?: string;

  /** To how many places a formula's number is rounded, half away from zero. */
  @ValidateIf(present)
  @IsInt()
  @Min(0)
  @Max(6)
  decimals?: number;

  /** How many files a field of type `file` has at most; 1 where nothing is said. */
  @ValidateIf(present)
  @IsInt()
  @Min(1)
  @Max(10)
  maxFiles?: number;

  /** What kinds of files a field of type `file` takes; empty: all. */
  @ApiProperty({ enum: FILE_KINDS, isArray: true, required: false })
  @ValidateIf(present)
  @IsArray()
  @ArrayUnique()
  @IsIn(FILE_KINDS, { each: true })
  fileKinds?: FileKind[];

  @ValidateIf(filled)
  @IsString()
  @Length(1, 500)
  help?: string | null;

  /** @example "商务信息" */
  @ValidateIf(filled)
  @trimmed()
  @IsString()
  @Length(1, 50)
  section?: string | null;
}

export class CreateCustomFieldRequest extends CustomFieldSettings {
  /** @example "lead" */
  @IsString()
  @Length(1, 50)
  object!: string;

  /**
   * Made from the label by its pinyin when absent; never changes.
   * @example "budget"
   */
  @ValidateIf(present)
  @Matches(/^[a-z][A-Za-z0-9]{0,39}$/)
  key?: string;

  /** @example "预算" */
  @trimmed()
  @IsString()
  @Length(1, 50)
  label!: string;

  @ApiProperty({ enum: CUSTOM_FIELD_TYPES })
  @IsIn(CUSTOM_FIELD_TYPES)
  type!: CustomFieldType;
}

/** JSON merge patch: absent members stay. Object, key and type never change. */
export class UpdateCustomFieldRequest extends CustomFieldSettings {
  @ValidateIf(present)
  @trimmed()
  @IsString()
  @Length(1, 50)
  label?: string;

  @ApiProperty({ enum: ['active', 'disabled'], required: false })
  @ValidateIf(present)
  @IsIn(['active', 'disabled'])
  status?: 'active' | 'disabled';
}

export class OrderCustomFieldsRequest {
  /** @example "lead" */
  @IsString()
  @Length(1, 50)
  object!: string;

  /** All fields of the object in their new order. */
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(500)
  @ArrayUnique()
  @IsUUID('all', { each: true })
  ids!: string[];
}
