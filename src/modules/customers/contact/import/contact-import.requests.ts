import { Type } from 'class-transformer';
import { IsOptional, ValidateNested } from 'class-validator';
import { ChangeImportRequest } from '../../../../platform/records/import/index.js';
import { ContactImportOptions } from './contact-import.options.js';

/** What can be set right about a draft import of contacts. */
export class ChangeContactImportRequest extends ChangeImportRequest {
  /** The import rules; those that are absent stay. */
  @IsOptional()
  @ValidateNested()
  @Type(() => ContactImportOptions)
  options?: ContactImportOptions;
}
