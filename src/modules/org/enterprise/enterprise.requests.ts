import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  IsTimeZone,
  IsUUID,
  Length,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';
import { text } from '../../../platform/i18n/locale.js';
import { PHONE_SIGHTS, type PhoneSight } from '../directory/phone-sight.js';
import { IfGiven, Trimmed } from '../trimmed.js';
import { DailyHoursRequest } from './daily-hours.requests.js';
import { INFORMATION_RANGES, type InformationRange } from './information-range.js';

const CURRENCIES = Intl.supportedValuesOf('currency');

export class InformationRangeExceptionRequest {
  /** @format uuid */
  @IsUUID()
  roleId!: string;

  @ApiProperty({ enum: INFORMATION_RANGES })
  @IsIn(INFORMATION_RANGES)
  range!: InformationRange;
}

export class InformationRangeRequest {
  @ApiProperty({ enum: INFORMATION_RANGES })
  @IsIn(INFORMATION_RANGES)
  default!: InformationRange;

  /** At most one for each role. */
  @IsArray()
  @ArrayMaxSize(100)
  @ArrayUnique((exception: InformationRangeExceptionRequest) => exception.roleId)
  @ValidateNested({ each: true })
  @Type(() => InformationRangeExceptionRequest)
  exceptions!: InformationRangeExceptionRequest[];
}

export class SecurityRequest {
  /**
   * For how many minutes after signing in or confirming the password administrative changes are possible; 0 asks for no
   * confirmation, null takes what the installation has.
   * @example 30
   */
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(1440)
  stepUpMinutes!: number | null;
}

export class DirectorySettingsRequest {
  /** Whether colleagues see each other's phones in the directory. */
  @ApiProperty({ enum: PHONE_SIGHTS })
  @IsIn(PHONE_SIGHTS)
  phones!: PhoneSight;
}

export class EnterpriseSettingsRequest {
  /** What colleagues see of each other. */
  @IfGiven()
  @ValidateNested()
  @Type(() => DirectorySettingsRequest)
  directory?: DirectorySettingsRequest;

  /** How administration is guarded. */
  @IfGiven()
  @ValidateNested()
  @Type(() => SecurityRequest)
  security?: SecurityRequest;

  /** To whom people may publish. */
  @IfGiven()
  @ValidateNested()
  @Type(() => InformationRangeRequest)
  informationRange?: InformationRangeRequest;

  /** When the enterprise works on its working days, such as 09:00 to 18:00. */
  @IfGiven()
  @ValidateNested()
  @Type(() => DailyHoursRequest)
  workingHours?: DailyHoursRequest;

  /** When nobody is reminded of anything, such as 22:00 to 08:00; null: there are no such hours. */
  @IsOptional()
  @ValidateNested()
  @Type(() => DailyHoursRequest)
  quietHours?: DailyHoursRequest | null;

  /** Whether owners may make customers private (PERM-04). */
  @IfGiven()
  @IsBoolean()
  privateCustomers?: boolean;
}

export class UpdateEnterpriseRequest {
  /** @example "远航科技有限公司" */
  @IfGiven()
  @Trimmed()
  @Length(1, 100)
  name?: string;

  /** Where the picture is. */
  @IsOptional()
  @IsString()
  @Length(1, 500)
  logo?: string | null;

  /**
   * IANA name.
   * @example "Asia/Shanghai"
   */
  @IfGiven()
  @IsTimeZone()
  timeZone?: string;

  /** On which day weeks begin: 1 is Monday, 7 Sunday. */
  @IfGiven()
  @IsInt()
  @Min(1)
  @Max(7)
  weekStart?: number;

  /**
   * ISO 4217.
   * @example "CNY"
   */
  @IfGiven()
  @IsIn(CURRENCIES, {
    context: { code: 'NOT_A_CURRENCY', message: text('不是 ISO 4217 货币代码', 'This is not a currency code of ISO 4217.') },
  })
  currency?: string;

  /** Members that are given replace those of the same name. */
  @IfGiven()
  @ValidateNested()
  @Type(() => EnterpriseSettingsRequest)
  settings?: EnterpriseSettingsRequest;
}
