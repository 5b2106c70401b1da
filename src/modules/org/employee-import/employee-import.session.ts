import type { ImportRun, ParsedRow, RowIssue, Verdict } from '../../../platform/records/import/index.js';
import type { NewEmployee } from '../employee/new-employee.js';
import type { DepartmentNames } from './department-names.js';
import type { EmployeeImportRules } from './employee-import.options.js';
import type { RoleNames } from './role-names.js';

/** A person of the file. */
export interface Entry {
  row: ParsedRow;
  person: NewEmployee;
  roleIds: string[];
  /** Whom they report to: somebody who works here, or another person of the file. */
  superior?: { id: string } | { entry: Entry };
  issues: RowIssue[];
  /** An earlier attempt has taken them on. */
  isSettled: boolean;
}

/** What one import knows: the whole file, because superiors may stand anywhere in it. */
export interface EmployeeImportSession {
  run: ImportRun<EmployeeImportRules>;
  departments: DepartmentNames;
  roles: RoleNames;
  /** By their row. */
  entries: Map<number, Entry>;
  /** Rows whose people have been taken on. */
  taken: Set<number>;
}

export interface EmployeeVerdict extends Verdict {
  entry: Entry;
}

/** The person of the file whom somebody reports to. */
export const superiorEntry = ({ superior }: Entry): Entry | undefined =>
  superior && 'entry' in superior ? superior.entry : undefined;
