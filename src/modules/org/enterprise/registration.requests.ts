import { IsOptional } from 'class-validator';
import { IsPhone } from '../../../platform/http/phone.validator.js';
import { IsCode, IsName, IsNewPassword } from '../../identity/index.js';

export class RegisterEnterpriseRequest {
  /**
   * Name of the company.
   * @example "远航科技有限公司"
   */
  @IsName(100)
  enterpriseName!: string;

  /**
   * The person who registers; becomes the system administrator.
   * @example "陈海"
   */
  @IsName(50)
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
  @IsNewPassword()
  password!: string;

  /**
   * The code of `POST /verification-codes` for that phone; needed where the installation sends real messages.
   * @example "042137"
   */
  @IsOptional()
  @IsCode()
  code?: string;
}
