import { PartialType } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsString,
  IsUrl,
  IsUUID,
  Length,
  Matches,
  Max,
  Min,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import { IfGiven, Trimmed } from '../../../platform/http/index.js';

/** Absent leaves it, null empties it. */
const Emptiable = () => ValidateIf((_: object, value: unknown) => value !== null && value !== undefined);

export class FormFieldRequest {
  /**
   * `name`, `company`, `title`, `phone`, `email`, `wechat`, `address`, `website`, `remark` or `custom.<key>`.
   * @example "phone"
   */
  @IsString()
  @Length(1, 60)
  key!: string;

  @IfGiven()
  @IsBoolean()
  required?: boolean = false;
}

/** What every form must say. */
export class CaptureFormCore {
  /** @example "官网咨询" */
  @Trimmed()
  @IsString()
  @Length(1, 100)
  name!: string;

  /**
   * In the order of the form; the name is among them.
   * @example [{ "key": "name", "required": true }, { "key": "phone", "required": true }]
   */
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(50)
  @ArrayUnique(({ key }: FormFieldRequest) => key)
  @ValidateNested({ each: true })
  @Type(() => FormFieldRequest)
  fields!: FormFieldRequest[];

  /**
   * Origins of the web sites that may use it.
   * @example ["https://www.example.com"]
   */
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(20)
  @ArrayUnique()
  @Matches(/^https?:\/\/[a-z0-9.-]{1,253}(:\d{1,5})?$/, { each: true })
  origins!: string[];

  /**
   * So many are taken a day, by the enterprise's calendar.
   * @example 500
   */
  @IsInt()
  @Min(1)
  @Max(100_000)
  dailyLimit!: number;
}

export class CreateCaptureFormRequest extends CaptureFormCore {
  /**
   * The pool of leads that it makes; null: the routing rules choose, and where none fits, it is the oldest pool.
   * @format uuid
   */
  @Emptiable()
  @IsUUID()
  poolId?: string | null;

  /**
   * An item of the dictionary `leadSource`.
   * @format uuid
   */
  @Emptiable()
  @IsUUID()
  sourceId?: string | null;

  /** What visitors must agree to; null: nothing. */
  @Emptiable()
  @Trimmed()
  @IsString()
  @Length(1, 5000)
  consentText?: string | null;

  /** Where a lead equals the new one: `merge` adds to that one, `create` makes another. Visitors are told neither. */
  @IfGiven()
  @IsIn(['merge', 'create'])
  duplicates?: 'merge' | 'create';

  @IfGiven()
  @IsBoolean()
  enabled?: boolean;

  /** @example "感谢您的咨询,我们会尽快与您联系。" */
  @Emptiable()
  @Trimmed()
  @IsString()
  @Length(1, 1000)
  thanks?: string | null;

  /** @example "https://www.example.com/thanks" */
  @Emptiable()
  @IsUrl({ protocols: ['https', 'http'], require_protocol: true, require_tld: false })
  redirectUrl?: string | null;
}

/** JSON merge patch (RFC 7396): absent members stay, null empties. */
export class UpdateCaptureFormRequest extends PartialType(CreateCaptureFormRequest) {}
