import { Length, Matches } from 'class-validator';
import { Transform } from 'class-transformer';
import { IsPhone } from '../../../platform/http/phone.validator.js';

const trimmed = () => Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? value.trim() : value));

export class RegisterEnterpriseRequest {
  /**
   * Name of the company.
   * @example "远航科技有限公司"
   */
  @trimmed()
  @Length(1, 100)
  enterpriseName!: string;

  /**
   * The person who registers; becomes the system administrator.
   * @example "陈海"
   */
  @trimmed()
  @Length(1, 50)
  registrantName!: string;

  /**
   * Phone to sign in with; Chinese numbers need no country code.
   * @example "13800138000"
   */
  @IsPhone()
  phone!: string;

  /**
   * At least 8 characters with a letter and a digit.
   * @example "gonghai-2026"
   */
  @Length(8, 128)
  @Matches(/(?=.*[A-Za-z])(?=.*\d)/)
  password!: string;
}
