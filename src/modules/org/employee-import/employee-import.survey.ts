import { Injectable } from '@nestjs/common';
import type { Ctx } from '../../../platform/context/ctx.js';
import { spreadsheetTooLarge, type CellValue, type ParsedRow, type RowIssue } from '../../../platform/records/import/index.js';
import type { Seat } from '../employee/employee.entity.js';
import { EmployeesService } from '../employee/employees.service.js';
import { DEPARTMENTS, ROLES, SEAT } from './employee-import.columns.js';
import { departmentsTooMany, issueOf } from './employee-import.issues.js';
import type { EmployeeImportSession, Entry } from './employee-import.session.js';
import { refuseCircles, refuseFollowers } from './reporting-lines.js';
import { SuperiorNames } from './superior-names.js';

/** More people than an enterprise has; the whole file is held in memory. */
const MAX_ROWS = 20_000;
/** As for an employee made by hand. */
const MAX_DEPARTMENTS = 20;

/** Looks at a whole file of people and decides on each, before the first is taken on. */
@Injectable()
export class EmployeeImportSurvey {
  constructor(private readonly employees: EmployeesService) {}

  async survey(ctx: Ctx, session: EmployeeImportSession, batches: AsyncIterable<ParsedRow[]>): Promise<void> {
    for await (const rows of batches) {
      for (const row of rows) session.entries.set(row.row, entryOf(session, row));
      if (session.entries.size > MAX_ROWS) throw spreadsheetTooLarge({ limit: MAX_ROWS });
    }
    const entries = [...session.entries.values()];
    const open = entries.filter(({ isSettled }) => !isSettled);
    for (const { row, isSettled } of entries) if (isSettled) session.taken.add(row.row);
    await this.examine(ctx, open);
    await findSuperiors(ctx, entries);
    refuseCircles(open);
    refuseFollowers(open);
  }

  private async examine(ctx: Ctx, entries: readonly Entry[]): Promise<void> {
    const readable = entries.filter(({ row }) => row.issues.length === 0);
    const problems = await this.employees.checkMany(
      ctx,
      readable.map(({ person }) => person),
    );
    for (const [n, entry] of readable.entries()) {
      const problem = problems[n];
      if (problem) entry.issues.push(issueOf(problem));
    }
  }
}

function entryOf({ run, departments, roles }: EmployeeImportSession, row: ParsedRow): Entry {
  const { [DEPARTMENTS]: departmentNames, [ROLES]: roleNames, ...values } = row.values;
  const issues: RowIssue[] = [...row.issues];
  const departmentIds = [...new Set(wordsIn(departmentNames).flatMap((name) => resolved(departments.find(name), issues)))];
  if (departmentIds.length > MAX_DEPARTMENTS) issues.push(departmentsTooMany(DEPARTMENTS, { limit: MAX_DEPARTMENTS }));
  const roleIds = [...new Set(wordsIn(roleNames).flatMap((name) => resolved(roles.find(name), issues)))];
  const person = {
    name: textIn(values.name) ?? '',
    nickname: textIn(values.nickname) ?? null,
    phone: textIn(values.phone) ?? null,
    email: textIn(values.email) ?? null,
    title: textIn(values.title) ?? null,
    employeeNumber: textIn(values.employeeNumber) ?? null,
    entryDate: textIn(values.entryDate) ?? null,
    departmentIds,
    initialPasswordHash: run.options.initialPasswordHash,
    ...(values[SEAT] === undefined ? {} : { seat: values[SEAT] as Seat }),
  };
  return { row, person, roleIds, issues, isSettled: row.row <= run.after };
}

async function findSuperiors(ctx: Ctx, entries: readonly Entry[]): Promise<void> {
  const names = await SuperiorNames.of(ctx, entries);
  // all are looked up before any is found fault with, so that the order of the rows decides nothing
  const found = entries.map((entry) => names.of(entry));
  for (const [n, entry] of entries.entries()) {
    const superior = found[n];
    if (!superior) continue;
    if ('issue' in superior) entry.issues.push(superior.issue);
    else entry.superior = superior;
  }
}

function resolved(found: string | string[] | { issue: RowIssue }, issues: RowIssue[]): string[] {
  if (typeof found === 'string') return [found];
  if (Array.isArray(found)) return found;
  issues.push(found.issue);
  return [];
}

const wordsIn = (value: CellValue | undefined): string[] => (Array.isArray(value) ? value : []);
const textIn = (value: CellValue | undefined): string | undefined => (typeof value === 'string' ? value : undefined);
