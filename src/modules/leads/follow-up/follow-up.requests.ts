import { IsIn, IsISO8601, IsOptional, IsString, Length, ValidateIf } from 'class-validator';

export class CreateFollowUpRequest {
  /** How it was done. */
  @IsIn(['call', 'visit', 'wechat', 'email', 'meeting', 'other'])
  method!: 'call' | 'visit' | 'wechat' | 'email' | 'meeting' | 'other';

  /** @example "电话沟通,对方下周给答复" */
  @IsString()
  @Length(1, 5000)
  content!: string;

  /** The lead's follow-up degree from now on. */
  @IsOptional()
  @IsIn(['none', 'low', 'medium', 'high'])
  degree?: 'none' | 'low' | 'medium' | 'high';

  /**
   * When to contact next; null: not planned. Absent, the plan stays.
   * @format date-time
   */
  @ValidateIf((_: object, value: unknown) => value !== null && value !== undefined)
  @IsISO8601({ strict: true, strictSeparator: true })
  nextContactAt?: string | null;
}
