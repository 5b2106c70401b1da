import { IsAddress } from '../account/account-name.js';
import { IsNewPassword } from '../account/password.validator.js';
import { IsCode } from '../code/code.requests.js';

export class CompletePasswordResetRequest {
  /**
   * The phone or e-mail that the code was sent to.
   * @example "13800138000"
   */
  @IsAddress()
  address!: string;

  /** @example "042137" */
  @IsCode()
  code!: string;

  /**
   * At least 8 characters with a letter and a digit.
   * @example "chaoxi-2027"
   */
  @IsNewPassword()
  newPassword!: string;
}
