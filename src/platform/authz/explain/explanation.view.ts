import { ApiProperty } from '@nestjs/swagger';
import { SCOPES, type Scope } from '../grant.js';

export class ExplainedRoleView {
  /** @format uuid */
  id!: string;

  /** @example "销售员" */
  name!: string;
}

/** A station on the way from what the record says to the employee. */
export class PathNodeView {
  /** @example "employee" */
  type!: string;

  /** @format uuid */
  id!: string;

  /** @example "李静" */
  name!: string;

  /**
   * How it follows from the station before: `superior`, `crmSuperior`, `memberOf` and `ledBy` (a department's leader),
   * `partOf`, `hasMember`, `member` and `admin` (of a pool), `heldBy` (a role); null for the first.
   */
  link!: string | null;
}

export class ExplainedConditionView {
  /**
   * The field of the record that is looked at.
   * @example "ownerId"
   */
  field!: string;

  /**
   * How its value must stand to the employee: `is`, or the name of a relation such as `visibleTo`.
   * @example "visibleTo"
   */
  relation!: string;

  /** What the record says there; null where it has nothing, and where no record was named. */
  value!: string | null;

  /** The name of what it says, for example the owner's. */
  valueName!: string | null;

  /** Null where no record was named. */
  holds!: boolean | null;

  /** Why it holds, from the value to the employee; empty where it does not. */
  path!: PathNodeView[];
}

/** A rule that could permit the action. */
export class ExplainedRuleView {
  /** `role`: a line of a role. `standing`: what membership or the like adds. */
  @ApiProperty({ enum: ['role', 'standing'] })
  kind!: 'role' | 'standing';

  role!: ExplainedRoleView | null;

  @ApiProperty({ enum: [...SCOPES, null], type: 'string', nullable: true })
  scope!: Scope | null;

  /** @example "poolMember" */
  standing!: string | null;

  /**
   * `permits`: it alone would do. `conditionFails`: see conditions. `dependsOnRecord`: no record was named. Otherwise the
   * rule permits nothing, whatever the record: `scopeIsNone`, `scopeReachesNothing` (the object does not know the scope),
   * `noRoleGrantsIt` (the standing rule needs a role that grants the action on the object at all).
   */
  @ApiProperty({ enum: ['permits', 'conditionFails', 'dependsOnRecord', 'scopeIsNone', 'scopeReachesNothing', 'noRoleGrantsIt'] })
  outcome!: 'permits' | 'conditionFails' | 'dependsOnRecord' | 'scopeIsNone' | 'scopeReachesNothing' | 'noRoleGrantsIt';

  conditions!: ExplainedConditionView[];
}

/** Whether an employee may do something, and why. */
export class PermissionExplanationView {
  /** Null where no record was named and it depends on the record. */
  allowed!: boolean | null;

  /**
   * `rule`: a rule permits it. `noRule`: none does. `private`: a rule would, but the record is private, and not for this
   * employee. `employeeNotActive`: nobody who is suspended or has left may do anything.
   */
  @ApiProperty({ enum: ['rule', 'noRule', 'private', 'dependsOnRecord', 'employeeNotActive'] })
  reason!: 'rule' | 'noRule' | 'private' | 'dependsOnRecord' | 'employeeNotActive';

  /** The rule that decides; null where none permits it. */
  decidedBy!: ExplainedRuleView | null;

  /** Every rule that speaks of the action, those that permit first; empty where no role of the employee does. */
  rules!: ExplainedRuleView[];
}
