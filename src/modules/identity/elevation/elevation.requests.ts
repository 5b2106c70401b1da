import { ValidateIf } from 'class-validator';
import { IsPassword } from '../account/password.validator.js';
import { IsCode } from '../code/code.requests.js';

export class ElevationRequest {
  /**
   * The password; or a `code` instead of it.
   * @example "gonghai-2026"
   */
  @ValidateIf((request: ElevationRequest) => request.code === undefined || request.password !== undefined)
  @IsPassword()
  password?: string;

  /** A code of `POST /verification-codes` to one's own phone or, without one, e-mail: for people who have no password. */
  @ValidateIf((request: ElevationRequest) => request.code !== undefined)
  @IsCode()
  code?: string;
}
