import { ApiProperty } from '@nestjs/swagger';
import { EMPLOYEE_STATUSES, type EmployeeStatus } from '../employee/employee.entity.js';
import { EmployeeView } from '../employee/employee.view.js';

/** How much somebody owns of a level, and may own: a customer's level, a lead's degree. */
export class LevelRoomView {
  /**
   * A code, or the id of a dictionary's item.
   * @example "high"
   */
  level!: string;

  holds!: number;

  limit!: number;
}

/** Somebody who might take over. */
export class ReceiverView {
  /** @format uuid */
  employeeId!: string;

  /** How many of the kind they own. */
  holds!: number;

  /** How many they may own; null: any number. */
  limit!: number | null;

  /** The levels that have a limit of their own. */
  levels!: LevelRoomView[];
}

/** Things of one kind that a person owns. */
export class BelongingView {
  /**
   * How a plan names the kind.
   * @example "lead"
   */
  kind!: string;

  /** @example "线索" */
  label!: string;

  count!: number;
}

export class BelongingDetailView extends BelongingView {
  /** Whether they can go into pools. */
  pooled!: boolean;

  /** The people asked about. */
  receivers!: ReceiverView[];
}

export class LeaverDutyItemView {
  /** @format uuid */
  id!: string;

  name!: string;
}

/** What a person does for others; it ends with their departure or passes to a successor. */
export class LeaverDutyView {
  /** @example "departmentLeader" */
  kind!: string;

  /** @example "部门负责人" */
  label!: string;

  /** At most 100. */
  items!: LeaverDutyItemView[];

  /** Whether there are more than those shown. */
  hasMore!: boolean;
}

/** Why the person cannot leave now. */
export class BlockerView {
  /** @example "LAST_ADMINISTRATOR" */
  code!: string;

  detail!: string;
}

/** What leaves with a person, or stays behind (ORG-07). */
export class BelongingsView {
  /** @format uuid */
  employeeId!: string;

  name!: string;

  @ApiProperty({ enum: EMPLOYEE_STATUSES })
  status!: EmployeeStatus;

  /** Kinds of which they own something. */
  items!: BelongingDetailView[];

  /** Kinds of which they have one. */
  duties!: LeaverDutyView[];

  blockers!: BlockerView[];
}

/** An employee who has been suspended, and what nobody looks after meanwhile. */
export class SuspendedEmployeeView extends EmployeeView {
  leftBehind!: BelongingView[];
}
