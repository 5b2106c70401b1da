import { ApiProperty } from '@nestjs/swagger';
import { PageInfo } from '../../../platform/records/page.js';
import { GROUP_KINDS, PARTS, type GroupKind, type Part } from './member.requests.js';

/** Who stands in a pool: a person, a department with all below, or the holders of a role. */
export class PoolMemberView {
  @ApiProperty({ enum: GROUP_KINDS })
  kind!: GroupKind;

  /** @format uuid */
  id!: string;

  /** @example "华东销售部" */
  name!: string;

  @ApiProperty({ enum: PARTS })
  part!: Part;
}

export class PoolMembersView {
  items!: PoolMemberView[];

  page!: PageInfo;

  /** The version of the pool. */
  @ApiProperty({ type: 'integer' })
  version!: number;
}
