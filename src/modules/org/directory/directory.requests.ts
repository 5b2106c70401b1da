import { Transform, Type } from 'class-transformer';
import { IsBoolean, IsInt, IsOptional, IsString, IsUUID, Length, Max, Min } from 'class-validator';
import { Trimmed } from '../trimmed.js';

export class DirectoryPageRequest {
  /** How many a page has at most. */
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(100)
  limit?: number = 20;

  /** Where the page before ended: its `nextCursor`. */
  @IsOptional()
  @IsString()
  @Length(1, 1000)
  cursor?: string;
}

export class DirectoryRequest extends DirectoryPageRequest {
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
