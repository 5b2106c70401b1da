import type { Problem } from '../../../platform/errors/index.js';
import type { Seat } from './employee.entity.js';

/** A person to be taken on by an administrator or an import. Phone in E.164; at least one of phone, e-mail, login. */
export interface NewEmployee {
  name: string;
  nickname?: string | null;
  phone?: string | null;
  email?: string | null;
  login?: string | null;
  /** For a new account; must be changed at the first sign-in. Without one, they sign in by code. */
  initialPassword?: string;
  /** The same, hashed already: an import gives one password to many people, and hashing is slow on purpose. */
  initialPasswordHash?: string | null;
  title?: string | null;
  employeeNumber?: string | null;
  /** YYYY-MM-DD. */
  entryDate?: string | null;
  avatar?: string | null;
  superiorId?: string | null;
  seat?: Seat;
  /** The first is the main one, unless `mainDepartmentId` names another of them. */
  departmentIds?: string[];
  mainDepartmentId?: string;
}

/** What came of one row: an employee, or what was wrong with it. */
export type CreatedEmployee = { id: string; accountId: string; accountLinked: boolean } | { problem: Problem };
