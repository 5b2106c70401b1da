import { ApiHideProperty, ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayUnique,
  IsArray,
  IsIn,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import { PageAfterIdRequest } from '../../../platform/http/index.js';

export const JOIN_REQUEST_STATUSES = ['pending', 'approved', 'rejected'] as const;
export type JoinRequestStatus = (typeof JOIN_REQUEST_STATUSES)[number];

export class JoinRequestFilter {
  /** Only requests in this state. */
  @ApiProperty({ enum: JOIN_REQUEST_STATUSES, required: false })
  @IsOptional()
  @IsIn(JOIN_REQUEST_STATUSES)
  status?: JoinRequestStatus;
}

export class ListJoinRequestsRequest extends PageAfterIdRequest {
  // Described at the route: a nested query is a deep object, which a property cannot say.
  @ApiHideProperty()
  @IsOptional()
  @ValidateNested()
  @Type(() => JoinRequestFilter)
  filter?: JoinRequestFilter;
}

export class DecideJoinRequestRequest {
  @ApiProperty({ enum: ['approve', 'reject'] })
  @IsIn(['approve', 'reject'])
  decision!: 'approve' | 'reject';

  /**
   * The main department; needed to approve.
   * @example "01980000-0000-7000-8000-000000000002"
   */
  @ValidateIf(({ decision, departmentId }: DecideJoinRequestRequest) => decision === 'approve' || departmentId !== undefined)
  @IsUUID()
  departmentId?: string;

  /**
   * Roles beside the one that every employee has; giving any needs the permission to assign roles.
   * @example ["01980000-0000-7000-8000-000000000003"]
   */
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(50)
  @ArrayUnique()
  @IsUUID('all', { each: true })
  roleIds?: string[] = [];

  /**
   * The direct superior.
   * @example "01980000-0000-7000-8000-000000000004"
   */
  @IsOptional()
  @IsUUID()
  superiorId?: string;

  /** Why; kept with the decision. */
  @IsOptional()
  @IsString()
  @Length(1, 500)
  reason?: string;
}
