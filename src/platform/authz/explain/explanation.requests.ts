import { IsOptional, IsString, IsUUID, Length } from 'class-validator';

export class ExplainPermissionRequest {
  /**
   * Who wants to act.
   * @format uuid
   */
  @IsUUID()
  employeeId!: string;

  /** @example "update" */
  @IsString()
  @Length(1, 50)
  action!: string;

  /** @example "lead" */
  @IsString()
  @Length(1, 50)
  object!: string;

  /**
   * On which record; absent: on any at all.
   * @format uuid
   */
  @IsOptional()
  @IsUUID()
  recordId?: string;
}
