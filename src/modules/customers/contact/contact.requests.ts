import { Transform } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsEmail,
  IsIn,
  IsInt,
  IsISO8601,
  IsObject,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateIf,
} from 'class-validator';
import { IsPhone } from '../../../platform/http/phone.validator.js';
import { text } from '../../../platform/i18n/locale.js';

const trimmed = () => Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? value.trim() || null : value));
/** Absent leaves the field, null empties it. */
const Emptiable = () => ValidateIf((_: object, value: unknown) => value !== null && value !== undefined);
/** Absent leaves the field; it has no empty value. */
const IfGiven = () => ValidateIf((_: object, value: unknown) => value !== undefined);

/** What people write about a contact. */
export class ContactFields {
  /** @example "采购经理" */
  @Emptiable()
  @trimmed()
  @IsString()
  @MaxLength(100)
  title?: string | null;

  /** @example "采购部" */
  @Emptiable()
  @trimmed()
  @IsString()
  @MaxLength(100)
  department?: string | null;

  /**
   * The main phone; lists find it by its last digits.
   * @example "13800138000"
   */
  @Emptiable()
  @IsPhone()
  phone?: string | null;

  /**
   * Further phones, at most 20.
   * @example ["0571-88886666"]
   */
  @IfGiven()
  @IsArray()
  @ArrayMaxSize(20)
  @ArrayUnique()
  @IsPhone({ each: true })
  otherPhones?: string[];

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
   * @format date
   * @example "1988-06-18"
   */
  @Emptiable()
  @Matches(/^\d{4}-\d\d-\d\d$/, {
    context: { code: 'NOT_A_DATE', message: text('日期格式应为 YYYY-MM-DD', 'This must be a date, YYYY-MM-DD.') },
  })
  @IsISO8601({ strict: true })
  birthday?: string | null;

  /**
   * How many days before each birthday the owner is told, 0 to 30; null: not at all.
   * @example 3
   */
  @Emptiable()
  @IsInt()
  @Min(0)
  @Max(30)
  remindDaysBefore?: number | null;

  @Emptiable()
  @IsIn(['male', 'female'])
  gender?: 'male' | 'female' | null;

  /** Key person (关键人). */
  @IfGiven()
  @IsBoolean()
  isKey?: boolean;

  /** The part in the customer's decisions. */
  @Emptiable()
  @IsIn(['decisionMaker', 'influencer', 'user', 'gatekeeper', 'buyer', 'other'])
  decisionRole?: 'decisionMaker' | 'influencer' | 'user' | 'gatekeeper' | 'buyer' | 'other' | null;

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

  /**
   * Values of the enterprise's own fields by key; null empties one, absent ones stay.
   * @example {}
   */
  @IsOptional()
  @IsObject()
  custom?: Record<string, unknown>;
}

export class CreateContactRequest extends ContactFields {
  /**
   * Whom the contact is at.
   * @format uuid
   */
  @IsUUID()
  customerId!: string;

  /** @example "李静" */
  @trimmed()
  @IsString()
  @Length(1, 100)
  name!: string;
}

/** JSON merge patch (RFC 7396): absent members stay, null empties. */
export class UpdateContactRequest extends ContactFields {
  /** @example "李静" */
  @IfGiven()
  @trimmed()
  @IsString()
  @Length(1, 100)
  name?: string;
}

export class MoveContactRequest {
  /**
   * The customer that the contact is at from now on.
   * @format uuid
   */
  @IsUUID()
  customerId!: string;
}
