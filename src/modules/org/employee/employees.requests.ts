import { ApiProperty } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  Matches,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';
import { text } from '../../../platform/i18n/locale.js';
import { IsPhone } from '../../../platform/http/phone.validator.js';
import { IsMail, IsNewPassword } from '../../identity/index.js';
import { IfGiven, Trimmed } from '../trimmed.js';
import { EMPLOYEE_STATUSES, type EmployeeStatus, type Seat } from './employee.entity.js';
import { PageRequest } from '../../../platform/http/index.js';

const yesNo = () => Transform(({ value }: { value: unknown }) => (value === 'true' ? true : value === 'false' ? false : value));
const IsDay = () =>
  Matches(/^[12]\d{3}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/, {
    context: { code: 'NOT_A_DATE', message: text('日期应形如 2026-11-21', 'A date looks like 2026-11-21.') },
  });

/** What creating and changing have in common. */
export class EmployeeFacts {
  /** @example "小李" */
  @IsOptional()
  @Trimmed()
  @Length(1, 50)
  nickname?: string | null;

  /**
   * Job title.
   * @example "销售经理"
   */
  @IsOptional()
  @Trimmed()
  @Length(1, 100)
  title?: string | null;

  /** @example "HS-0042" */
  @IsOptional()
  @Trimmed()
  @Length(1, 50)
  employeeNumber?: string | null;

  /**
   * @format date
   * @example "2026-03-01"
   */
  @IsOptional()
  @IsDay()
  entryDate?: string | null;

  /** Where the picture is. */
  @IsOptional()
  @IsString()
  @Length(1, 500)
  avatar?: string | null;

  /**
   * Whom the employee reports to.
   * @format uuid
   */
  @IsOptional()
  @IsUUID()
  superiorId?: string | null;

  @ApiProperty({ enum: ['office', 'sales'], required: false })
  @IfGiven()
  @IsIn(['office', 'sales'])
  seat?: Seat;

  /** Departments; the first is the main one unless `mainDepartmentId` says otherwise. */
  @IfGiven()
  @IsArray()
  @ArrayMaxSize(20)
  @ArrayUnique()
  @IsUUID(undefined, { each: true })
  departmentIds?: string[];

  /**
   * One of `departmentIds`.
   * @format uuid
   */
  @IfGiven()
  @IsUUID()
  mainDepartmentId?: string;

  /** @example "lihua@example.com" */
  @IsOptional()
  @IsMail()
  email?: string | null;
}

export class CreateEmployeeRequest extends EmployeeFacts {
  /** @example "李华" */
  @Trimmed()
  @Length(1, 50)
  name!: string;

  /**
   * One of phone, e-mail and login is needed to sign in. Somebody who has an account under this phone keeps it.
   * @example "13900139000"
   */
  @IsOptional()
  @IsPhone()
  phone?: string | null;

  /**
   * Name to sign in with: a letter, then 2 to 63 letters, digits, dots, hyphens and underscores.
   * @example "lihua"
   */
  @IsOptional()
  @Matches(/^[A-Za-z][A-Za-z0-9_.-]{2,63}$/)
  login?: string | null;

  /**
   * At least 8 characters with a letter and a digit; must be changed at the first sign-in. Not used for somebody who has an
   * account already.
   * @example "gonghai-2026"
   */
  @IfGiven()
  @IsNewPassword()
  initialPassword?: string;
}

export class UpdateEmployeeRequest extends EmployeeFacts {
  /** @example "李华" */
  @IfGiven()
  @Trimmed()
  @Length(1, 50)
  name?: string;

  /**
   * Shown to colleagues; what the person signs in with does not change.
   * @example "13900139000"
   */
  @IsOptional()
  @IsPhone()
  phone?: string | null;
}

export class EmployeeFilter {
  /**
   * Members of this department.
   * @format uuid
   */
  @IsOptional()
  @IsUUID()
  departmentId?: string;

  /** With `departmentId`: also members of departments below it. */
  @IsOptional()
  @yesNo()
  @IsBoolean()
  below?: boolean;

  /** Only those who are in no department. */
  @IsOptional()
  @yesNo()
  @IsBoolean()
  departmentless?: boolean;

  /** Those who have left are listed only where this asks for them. */
  @ApiProperty({ enum: EMPLOYEE_STATUSES, required: false })
  @IsOptional()
  @IsIn(EMPLOYEE_STATUSES)
  status?: EmployeeStatus;

  /**
   * Holders of this role.
   * @format uuid
   */
  @IsOptional()
  @IsUUID()
  roleId?: string;

  @ApiProperty({ enum: ['office', 'sales'], required: false })
  @IsOptional()
  @IsIn(['office', 'sales'])
  seat?: Seat;

  /**
   * Those who report to this employee directly.
   * @format uuid
   */
  @IsOptional()
  @IsUUID()
  superiorId?: string;
}

export const EMPLOYEE_SORTS = ['name', '-name', 'createdAt', '-createdAt'] as const;

export class ListEmployeesRequest extends PageRequest {
  /** `filter[departmentId]=…&filter[below]=true`; all of it must hold. */
  @IsOptional()
  @ValidateNested()
  @Type(() => EmployeeFilter)
  filter?: EmployeeFilter;

  /**
   * Part of name, nickname, title or pinyin, beginning of the initials, employee number, or the last digits of a phone.
   * @example "lh"
   */
  @IsOptional()
  @Trimmed()
  @Length(1, 50)
  q?: string;

  /** By name, that is by pinyin, or by when they were added. */
  @ApiProperty({ enum: EMPLOYEE_SORTS, required: false, default: 'name' })
  @IsOptional()
  @IsIn(EMPLOYEE_SORTS)
  sort?: (typeof EMPLOYEE_SORTS)[number] = 'name';

  /** Asks for `page.total`. */
  @IsOptional()
  @IsIn(['exact'])
  count?: 'exact';
}

export class ListSubordinatesRequest {
  /** Only those who report directly. */
  @IsOptional()
  @yesNo()
  @IsBoolean()
  direct?: boolean;

  /** How many a page has at most. */
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(500)
  limit?: number = 100;

  /** Where the page before ended: its `nextCursor`. */
  @IsOptional()
  @IsUUID()
  cursor?: string;
}

export class SetCrmSuperiorsRequest {
  /** Replaces whoever is above by default; an empty list goes back to the default. */
  @IsArray()
  @ArrayMaxSize(20)
  @ArrayUnique()
  @IsUUID(undefined, { each: true })
  superiorIds!: string[];
}
