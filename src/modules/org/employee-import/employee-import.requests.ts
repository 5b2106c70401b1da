import { Type } from 'class-transformer';
import { IsOptional, ValidateNested } from 'class-validator';
import { ChangeImportRequest } from '../../../platform/records/import/index.js';
import { EmployeeImportOptions } from './employee-import.options.js';

/** What can be set right about a draft import of employees. */
export class ChangeEmployeeImportRequest extends ChangeImportRequest {
  /** The import rules; those that are absent stay. */
  @IsOptional()
  @ValidateNested()
  @Type(() => EmployeeImportOptions)
  options?: EmployeeImportOptions;
}
