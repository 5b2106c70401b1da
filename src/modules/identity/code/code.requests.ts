import { Matches } from 'class-validator';
import { applyDecorators } from '@nestjs/common';
import { IsAddress } from '../account/account-name.js';

/** A code as people type it. */
export const IsCode = (): PropertyDecorator => applyDecorators(Matches(/^\d{6}$/));

export class CodeRequest {
  /**
   * Phone or e-mail.
   * @example "13800138000"
   */
  @IsAddress()
  address!: string;
}
