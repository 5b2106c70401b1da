import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsIn, IsUUID, ValidateNested } from 'class-validator';

export const GROUP_KINDS = ['employee', 'department', 'role'] as const;
export type GroupKind = (typeof GROUP_KINDS)[number];
export const PARTS = ['member', 'admin'] as const;
export type Part = (typeof PARTS)[number];

export class PoolMemberRequest {
  /** A department stands for its people and those below. */
  @ApiProperty({ enum: GROUP_KINDS })
  @IsIn(GROUP_KINDS)
  kind!: GroupKind;

  /**
   * The employee, department or role.
   * @example "01980000-0000-7000-8000-000000000002"
   */
  @IsUUID()
  id!: string;

  /** Members see the pool and claim from it; administrators run it, and are members too. */
  @ApiProperty({ enum: PARTS })
  @IsIn(PARTS)
  part!: Part;
}

export class ReplaceMembersRequest {
  /** All members and administrators, at most 500; who is not in it is none any more. */
  @IsArray()
  @ArrayMaxSize(500)
  @ValidateNested({ each: true })
  @Type(() => PoolMemberRequest)
  items!: PoolMemberRequest[];
}
