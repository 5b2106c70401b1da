import { ApiProperty } from '@nestjs/swagger';
import { PageInfo } from '../../../platform/records/page.js';

/** Records for which the condition holds, and no earlier rule's, go to the pool. */
export class RoutingRuleView {
  /** @format uuid */
  id!: string;

  name!: string;

  @ApiProperty({ type: 'object', additionalProperties: true, nullable: true })
  condition!: object | null;

  /** @format uuid */
  poolId!: string;

  poolName!: string;
}

export class RoutingRuleListView {
  items!: RoutingRuleView[];

  page!: PageInfo;
}

/** The rule that decides, and its pool; all null where no rule fits. */
export class RoutingTrialView {
  /** @format uuid */
  ruleId!: string | null;

  ruleName!: string | null;

  /** @format uuid */
  poolId!: string | null;

  poolName!: string | null;
}
