import { ApiProperty } from '@nestjs/swagger';
import { PageInfo } from '../../../platform/records/page.js';
import { EMPLOYEE_STATUSES, type EmployeeStatus, type Seat } from './employee.entity.js';

export class EmployeeDepartmentView {
  /** @format uuid */
  id!: string;

  name!: string;

  /** Whether it is the employee's main department. */
  isMain!: boolean;
}

export class EmployeeRoleView {
  /** @format uuid */
  id!: string;

  name!: string;
}

/** A person at work in the enterprise. Members that a field rule hides from the asker are absent. */
export class EmployeeView {
  /** @format uuid */
  id!: string;

  name!: string;

  nickname?: string | null;

  /** E.164. */
  phone?: string | null;

  email?: string | null;

  /** Job title. */
  title?: string | null;

  employeeNumber?: string | null;

  /** @format date */
  entryDate?: string | null;

  avatar?: string | null;

  /** @format uuid */
  superiorId!: string | null;

  superiorName!: string | null;

  @ApiProperty({ enum: ['office', 'sales'] })
  seat!: Seat;

  @ApiProperty({ enum: EMPLOYEE_STATUSES })
  status!: EmployeeStatus;

  /** The main department first. */
  departments!: EmployeeDepartmentView[];

  /** Roles given to the employee; the role that everybody has is not among them. */
  roles!: EmployeeRoleView[];

  /** @format date-time */
  lastSeenAt!: string | null;

  /** @format date-time */
  createdAt!: string;

  version!: number;
}

export class EmployeeListView {
  items!: EmployeeView[];

  page!: PageInfo;
}

/** An employee as lines and circles of people show them. */
export class EmployeeInLineView {
  /** @format uuid */
  id!: string;

  name!: string;

  title!: string | null;

  @ApiProperty({ enum: EMPLOYEE_STATUSES })
  status!: EmployeeStatus;

  /** Steps on the reporting line, from 1. */
  depth!: number;
}

export class EmployeeLineView {
  items!: EmployeeInLineView[];

  page!: PageInfo;
}

export class CrmSuperiorView {
  /** @format uuid */
  id!: string;

  name!: string;
}

/** Who is directly above an employee where CRM data is concerned (ORG-04). */
export class CrmSuperiorsView {
  /** Whether an administrator has chosen them; otherwise they follow from reporting line and department leaders. */
  overridden!: boolean;

  items!: CrmSuperiorView[];
}
