import { IsBase64, IsBoolean, IsOptional, IsString, IsUUID, Length, MaxLength, ValidateIf } from 'class-validator';
import { IsSignInName } from '../account/account-name.js';
import { IsPassword } from '../account/password.validator.js';
import { IsCode } from '../code/code.requests.js';

export class SignInRequest {
  /**
   * Phone, e-mail or login name.
   * @example "13800138000"
   */
  @IsSignInName()
  name!: string;

  /**
   * The password; or a `code` instead of it.
   * @example "gonghai-2026"
   */
  @ValidateIf((request: SignInRequest) => request.code === undefined || request.password !== undefined)
  @IsPassword()
  password?: string;

  /**
   * The one-time code that was sent to the phone or e-mail.
   * @example "042137"
   */
  @IsOptional()
  @IsCode()
  code?: string;

  /**
   * The enterprise to work in; without it, people of several are asked to choose.
   * @example "01980000-0000-7000-8000-000000000001"
   */
  @IsOptional()
  @IsUUID()
  tenantId?: string;

  /** Stay signed in on this device (`REFRESH_TOKEN_DAYS`) instead of 12 hours. */
  @IsOptional()
  @IsBoolean()
  remember?: boolean = false;

  /** A solved challenge of `GET /captcha-challenges`, once CAPTCHA_REQUIRED has asked for it. */
  @IsOptional()
  @IsBase64()
  @MaxLength(4000)
  captcha?: string;
}

export class ChoiceRequest {
  /** What the sign-in answered; good for five minutes and once. */
  @IsString()
  @Length(1, 2000)
  choiceToken!: string;

  /**
   * One of the choices.
   * @example "01980000-0000-7000-8000-000000000001"
   */
  @IsUUID()
  tenantId!: string;
}
