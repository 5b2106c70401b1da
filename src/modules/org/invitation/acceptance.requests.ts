import { IsOptional } from 'class-validator';
import { IsAddress, IsCode, IsName, IsNewPassword } from '../../identity/index.js';

export class AcceptInvitationRequest {
  /**
   * Your name.
   * @example "王潮"
   */
  @IsName(50)
  name!: string;

  /**
   * Your phone or e-mail, to sign in with. Needed with a link; a personal invitation knows the address it was sent to.
   * @example "13800138000"
   */
  @IsOptional()
  @IsAddress()
  address?: string;

  /**
   * The code of `POST /verification-codes` for that address. Needed with a link where the installation sends real messages.
   * @example "042137"
   */
  @IsOptional()
  @IsCode()
  code?: string;

  /**
   * At least 8 characters with a letter and a digit. Whoever has an account already keeps its password.
   * @example "gonghai-2026"
   */
  @IsNewPassword()
  password!: string;
}
