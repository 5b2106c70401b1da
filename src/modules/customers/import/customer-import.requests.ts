import { Type } from 'class-transformer';
import { IsOptional, ValidateNested } from 'class-validator';
import { ChangeImportRequest } from '../../../platform/records/import/index.js';
import { CustomerImportOptions } from './customer-import.options.js';

/** What can be set right about a draft import of customers. */
export class ChangeCustomerImportRequest extends ChangeImportRequest {
  /** The import rules; those that are absent stay. */
  @IsOptional()
  @ValidateNested()
  @Type(() => CustomerImportOptions)
  options?: CustomerImportOptions;
}
