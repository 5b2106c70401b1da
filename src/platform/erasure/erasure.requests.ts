import { IsString, IsUUID, Length, ValidateIf } from 'class-validator';
import { IsPhone } from '../http/phone.validator.js';

export class CreateErasureRequest {
  /**
   * Of a contact or lead: every record with this phone. Instead of an employee.
   * @example "13800138000"
   */
  @ValidateIf((body: CreateErasureRequest) => body.employeeId === undefined || body.phone !== undefined)
  @IsPhone()
  phone?: string;

  /**
   * Of an employee who has left.
   * @format uuid
   */
  @ValidateIf((body: CreateErasureRequest) => body.employeeId !== undefined)
  @IsUUID()
  employeeId?: string;

  /**
   * Who asked for it, and how; without what is to be erased.
   * @example "本人书面申请"
   */
  @IsString()
  @Length(1, 500)
  reason!: string;
}
