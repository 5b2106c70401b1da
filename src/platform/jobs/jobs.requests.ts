import { Type } from 'class-transformer';
import { IsIn, IsOptional, IsString, Length, ValidateNested } from 'class-validator';
import { ApiHideProperty, ApiProperty } from '@nestjs/swagger';
import { JOB_STATUSES, type JobStatus } from './job-rows.js';
import { PageAfterIdRequest } from '../http/page.requests.js';

export class JobFilter {
  /**
   * Only jobs of this kind.
   * @example "platform.housekeeping"
   */
  @IsOptional()
  @IsString()
  @Length(1, 100)
  kind?: string;

  /** Only jobs in this state. */
  @ApiProperty({ enum: JOB_STATUSES, required: false })
  @IsOptional()
  @IsIn(JOB_STATUSES)
  status?: JobStatus;
}

export class ListJobsRequest extends PageAfterIdRequest {
  // Described at the route: a nested query is a deep object, which a property cannot say.
  @ApiHideProperty()
  @IsOptional()
  @ValidateNested()
  @Type(() => JobFilter)
  filter?: JobFilter;

  /** `own`: those you asked for. `all`: as far as you may see them. */
  @ApiProperty({ enum: ['own', 'all'], required: false, default: 'own' })
  @IsOptional()
  @IsIn(['own', 'all'])
  scope?: 'own' | 'all' = 'own';
}
