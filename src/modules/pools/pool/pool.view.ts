import { ApiProperty } from '@nestjs/swagger';
import { PageInfo } from '../../../platform/records/page.js';

/** A place where records wait for somebody to claim them: a lead pool (线索池) or a sea of customers (公海). */
export class PoolView {
  /** @format uuid */
  id!: string;

  /**
   * The kind of record that it holds.
   * @example "lead"
   */
  object!: string;

  /** @example "华东线索池" */
  name!: string;

  description!: string | null;

  @ApiProperty({ enum: ['active', 'disabled'] })
  status!: 'active' | 'disabled';

  /**
   * The department whose own sea it is; null for an ordinary pool.
   * @format uuid
   */
  departmentId!: string | null;

  departmentName!: string | null;

  /** Fields that members do not see before claiming. */
  hiddenFields!: string[];

  /** Fields that members see in part before claiming. */
  maskedFields!: string[];

  @ApiProperty({ type: 'integer' })
  position!: number;

  /** Whether the asker may claim from it; administrators are members. */
  isMember!: boolean;

  /** Whether the asker runs it. */
  isAdmin!: boolean;

  /** Records that could be claimed now, apart from personal limits; 1000 stands for 1000 or more. */
  @ApiProperty({ type: 'integer', maximum: 1000 })
  freeCount!: number;

  /** Number of the rule version in force; null where none is. */
  @ApiProperty({ type: 'integer', nullable: true })
  ruleNumber!: number | null;

  @ApiProperty({ type: 'integer' })
  version!: number;

  /** @format date-time */
  createdAt!: string;

  /** @format date-time */
  updatedAt!: string;
}

export class PoolListView {
  items!: PoolView[];

  page!: PageInfo;
}
