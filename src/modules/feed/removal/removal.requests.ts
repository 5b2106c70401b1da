import { Transform } from 'class-transformer';
import { IsInt, IsOptional, IsString, IsUUID, Length, Max, Min, ValidateIf } from 'class-validator';

export class CreateRemovalRequest {
  /**
   * The kind of item: `followUp`, `comment` or `attachment`.
   * @example "comment"
   */
  @IsString()
  @Length(1, 50)
  object!: string;

  /**
   * The item; of an attachment its file.
   * @format uuid
   */
  @IsUUID()
  itemId!: string;

  /**
   * Why; without what was removed.
   * @example "泄露他人隐私"
   */
  @IsString()
  @Length(1, 500)
  reason!: string;
}

export class ListRemovalsRequest {
  /**
   * Only items that were published on this kind of record.
   * @example "lead"
   */
  @ValidateIf(({ recordObject, recordId }: ListRemovalsRequest) => recordObject !== undefined || recordId !== undefined)
  @IsString()
  @Length(1, 50)
  recordObject?: string;

  /**
   * Only items that were published on this record; with `recordObject`.
   * @format uuid
   */
  @ValidateIf(({ recordObject, recordId }: ListRemovalsRequest) => recordObject !== undefined || recordId !== undefined)
  @IsUUID()
  recordId?: string;

  /** How many, 1 to 100. */
  @IsOptional()
  @Transform(({ value }: { value: unknown }) => (typeof value === 'string' && /^\d{1,4}$/.test(value) ? Number(value) : value))
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
