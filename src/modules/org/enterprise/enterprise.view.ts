import { ApiProperty } from '@nestjs/swagger';
import { DailyHoursRequest } from './daily-hours.requests.js';
import { PHONE_SIGHTS, type PhoneSight } from '../directory/phone-sight.js';
import { INFORMATION_RANGES, type InformationRange } from './information-range.js';

export class InformationRangeExceptionView {
  /** @format uuid */
  roleId!: string;

  @ApiProperty({ enum: INFORMATION_RANGES })
  range!: InformationRange;
}

/** To whom people may publish. */
export class InformationRangeView {
  /** Holds for everybody without an exception. */
  @ApiProperty({ enum: INFORMATION_RANGES })
  default!: InformationRange;

  /** Holders of these roles; of several, the widest holds. */
  exceptions!: InformationRangeExceptionView[];
}

/** How administration is guarded. */
export class SecurityView {
  /** For how many minutes a sign-in or a confirmed password opens it; 0: always; null: as the installation has it. */
  stepUpMinutes!: number | null;
}

/** What colleagues see of each other. */
export class DirectorySettingsView {
  /** Whether phones are shown in the directory; who may change employees sees them anyway. */
  @ApiProperty({ enum: PHONE_SIGHTS })
  phones!: PhoneSight;
}

export class EnterpriseSettingsView {
  security!: SecurityView;

  informationRange!: InformationRangeView;

  /** When it works on its working days. */
  workingHours!: DailyHoursRequest;

  /** When nobody is reminded of anything; null: there are no such hours. */
  @ApiProperty({ type: DailyHoursRequest, nullable: true })
  quietHours!: DailyHoursRequest | null;

  directory!: DirectorySettingsView;

  /** Whether owners may make customers private. */
  privateCustomers!: boolean;
}

/** The asker's company. */
export class EnterpriseView {
  /** @format uuid */
  id!: string;

  /**
   * Account code (企业账号), short enough to say on the phone.
   * @example "18320457"
   */
  code!: string;

  name!: string;

  logo!: string | null;

  /**
   * IANA name; dates and working days are counted in it.
   * @example "Asia/Shanghai"
   */
  timeZone!: string;

  /** On which day weeks begin: 1 is Monday, 7 Sunday. */
  weekStart!: number;

  /**
   * ISO 4217.
   * @example "CNY"
   */
  currency!: string;

  settings!: EnterpriseSettingsView;

  version!: number;
}
