import { IsNewPassword, IsPassword } from '../account/password.validator.js';

export class ChangePasswordRequest {
  /**
   * The password in use. Whoever has none sets one by `POST /password-resets`.
   * @example "gonghai-2026"
   */
  @IsPassword()
  currentPassword!: string;

  /**
   * At least 8 characters with a letter and a digit.
   * @example "chaoxi-2027"
   */
  @IsNewPassword()
  newPassword!: string;
}
