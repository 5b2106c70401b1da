import { IsOptional, IsUUID } from 'class-validator';
import { PageRequest } from '../../../platform/http/index.js';

export class ListRevealsRequest extends PageRequest {
  /** Only what this employee looked at. */
  @IsOptional()
  @IsUUID()
  employeeId?: string;

  /** Only looks at this record. */
  @IsOptional()
  @IsUUID()
  recordId?: string;
}
