import { Type } from 'class-transformer';
import {
  IsBoolean,
  IsIn,
  IsISO8601,
  IsIP,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  MaxLength,
  ValidateNested,
} from 'class-validator';
import { IfGiven, Trimmed } from '../../../platform/http/index.js';
import { LeadFields } from '../lead/lead.requests.js';

/** Where a visitor came from, as links of campaigns say it. */
export class UtmRequest {
  /** @example "baidu" */
  @IfGiven()
  @IsString()
  @MaxLength(200)
  source?: string;

  /** @example "cpc" */
  @IfGiven()
  @IsString()
  @MaxLength(200)
  medium?: string;

  /** @example "spring" */
  @IfGiven()
  @IsString()
  @MaxLength(200)
  campaign?: string;

  @IfGiven()
  @IsString()
  @MaxLength(200)
  term?: string;

  @IfGiven()
  @IsString()
  @MaxLength(200)
  content?: string;
}

/** What somebody agreed to, when and from where. */
export class ConsentRequest {
  /** @example "我同意贵公司就产品咨询与我联系。" */
  @IsString()
  @Length(1, 5000)
  text!: string;

  /** @example "2026-01" */
  @IsString()
  @Length(1, 50)
  version!: string;

  /** @format date-time */
  @IsISO8601({ strict: true, strictSeparator: true })
  at!: string;

  /** @example "203.0.113.7" */
  @IfGiven()
  @IsIP()
  ip?: string;
}

export class CaptureLeadRequest extends LeadFields {
  /** @example "李静" */
  @Trimmed()
  @IsString()
  @Length(1, 100)
  name!: string;

  @IfGiven()
  @ValidateNested()
  @Type(() => UtmRequest)
  utm?: UtmRequest;

  /** Where it was captured. */
  @IfGiven()
  @IsString()
  @MaxLength(2000)
  page?: string;

  @IfGiven()
  @ValidateNested()
  @Type(() => ConsentRequest)
  consent?: ConsentRequest;

  /**
   * The pool that a new lead goes to; absent: what the routing rules say, and where none fits, the oldest pool.
   * @format uuid
   */
  @IfGiven()
  @IsUUID()
  poolId?: string;

  /** Where a lead equals it by the rules of duplicate control: `merge` adds the capture to that one. */
  @IfGiven()
  @IsIn(['merge', 'refuse', 'create'])
  duplicates?: 'merge' | 'refuse' | 'create' = 'merge';
}

/** What a visitor writes of themselves; fields that are not on the form are refused. */
export class SubmittedValues extends LeadFields {
  /** @example "李静" */
  @Trimmed()
  @IsString()
  @Length(1, 100)
  name!: string;
}

export class SubmitCaptureRequest {
  @ValidateNested()
  @Type(() => SubmittedValues)
  values!: SubmittedValues;

  /** The form's `token`. */
  @IsString()
  @Length(1, 200)
  token!: string;

  /** The solution of the form's `challenge`, as ALTCHA's widget makes it. */
  @IsString()
  @Length(1, 4000)
  captcha!: string;

  /** Whether the visitor agrees to the form's consent. */
  @IsOptional()
  @IsBoolean()
  consent?: boolean = false;

  /** A field that people do not see and programs fill in: send it empty. */
  @IsOptional()
  @IsString()
  @MaxLength(200)
  nickname?: string;

  @IfGiven()
  @ValidateNested()
  @Type(() => UtmRequest)
  utm?: UtmRequest;

  /** The page that the form stood on. */
  @IfGiven()
  @IsString()
  @MaxLength(2000)
  page?: string;
}
