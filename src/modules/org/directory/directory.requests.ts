import { Transform } from 'class-transformer';
import { IsBoolean, IsOptional, IsUUID, Length } from 'class-validator';
import { Trimmed } from '../trimmed.js';
import { PageRequest } from '../../../platform/http/index.js';

export class DirectoryRequest extends PageRequest {
  /**
   * Part of name, nickname, title, pinyin or initials, or from four on the last digits of a phone.
   * @example "lh"
   */
  @IsOptional()
  @Trimmed()
  @Length(1, 50)
  q?: string;

  /**
   * Only people of this department.
   * @format uuid
   */
  @IsOptional()
  @IsUUID()
  departmentId?: string;

  /** With `departmentId`: of the departments below it as well. */
  @IsOptional()
  @Transform(({ value }: { value: unknown }) => (value === 'true' ? true : value === 'false' ? false : value))
  @IsBoolean()
  below?: boolean;
}
