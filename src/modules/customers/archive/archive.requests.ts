import { IsString, Length } from 'class-validator';

export class ArchiveCustomerRequest {
  /** @example "客户已注销" */
  @IsString()
  @Length(1, 200)
  reason!: string;
}
