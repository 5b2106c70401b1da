import { Type } from 'class-transformer';
import { IsOptional, ValidateNested } from 'class-validator';
import { ChangeImportRequest } from '../../../platform/records/import/index.js';
import { LeadImportOptions } from './lead-import.options.js';

/** What can be set right about a draft import of leads. */
export class ChangeLeadImportRequest extends ChangeImportRequest {
  /** The import rules; those that are absent stay. */
  @IsOptional()
  @ValidateNested()
  @Type(() => LeadImportOptions)
  options?: LeadImportOptions;
}
