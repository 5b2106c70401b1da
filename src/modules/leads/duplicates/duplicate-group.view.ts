import { ApiProperty } from '@nestjs/swagger';
import { pageOf } from '../../../platform/records/index.js';
import { DuplicateView } from '../../pools/index.js';

export class DuplicateCheckView {
  /** Existing records that are equal in a field whose rule is not `allow`, as far as the asker may know. */
  duplicates!: DuplicateView[];
}

export class DuplicateMemberView {
  /** @format uuid */
  id!: string;

  /** Null where it is hidden from the asker. */
  name!: string | null;

  @ApiProperty({ enum: ['active', 'invalid'] })
  status!: 'active' | 'invalid';

  ownerName!: string | null;

  poolName!: string | null;

  /** @format date-time */
  createdAt!: string;
}

/** Leads that are equal in a field. */
export class DuplicateGroupView {
  /** @format uuid */
  id!: string;

  /** @example "phone" */
  field!: string;

  /** What they have in common; null where the field is hidden from the asker. */
  value!: string | null;

  /** @format date-time */
  foundAt!: string;

  /** Those that the asker may merge, the oldest first, up to 100. */
  leads!: DuplicateMemberView[];
}

export class DuplicateGroupListView extends pageOf(DuplicateGroupView) {}
