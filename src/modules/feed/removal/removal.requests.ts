import { IsString, IsUUID, Length, ValidateIf } from 'class-validator';
import { PageRequest } from '../../../platform/http/index.js';

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

export class ListRemovalsRequest extends PageRequest {
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
}
