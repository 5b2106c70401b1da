import { ApiProperty } from '@nestjs/swagger';
import { PageInfo } from '../../../platform/records/page.js';
import { AssignmentRulesRequest } from '../assignment/assignment-rules.requests.js';
import { ClaimRulesRequest, ProtectionRulesRequest, ReclaimRulesRequest, RevealRulesRequest } from './rules.requests.js';

export const RULE_STATES = ['draft', 'upcoming', 'inForce', 'superseded', 'withdrawn'] as const;
export type RuleState = (typeof RULE_STATES)[number];

/** A version of a pool's rules. A published one never changes. */
export class RuleVersionView {
  /** @format uuid */
  id!: string;

  /** @format uuid */
  poolId!: string;

  /** From 1, without gaps; null for the draft. */
  @ApiProperty({ type: 'integer', nullable: true })
  number!: number | null;

  /** `inForce` decides now, `upcoming` from its time on, `superseded` did until another took effect. */
  @ApiProperty({ enum: RULE_STATES })
  state!: RuleState;

  claim!: ClaimRulesRequest;

  reclaim!: ReclaimRulesRequest;

  protection!: ProtectionRulesRequest;

  /** Absent where nothing is assigned by itself. */
  assignment?: AssignmentRulesRequest;

  /** Absent where members may not look behind masks. */
  reveal?: RevealRulesRequest;

  /** @format date-time */
  effectiveFrom!: string | null;

  /** @format date-time */
  publishedAt!: string | null;

  /** @format uuid */
  publishedBy!: string | null;

  @ApiProperty({ type: 'integer' })
  version!: number;

  /** @format date-time */
  createdAt!: string;

  /** @format date-time */
  updatedAt!: string;
}

export class RuleVersionListView {
  items!: RuleVersionView[];

  page!: PageInfo;
}
