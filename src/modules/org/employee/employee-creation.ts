import { Injectable } from '@nestjs/common';
import sql from 'sql-template-tag';
import type { Ctx } from '../../../platform/context/ctx.js';
import { newId } from '../../../platform/database/ids.js';
import { Problem, referenceInvalid, validationFailed } from '../../../platform/errors/index.js';
import { text, type Text } from '../../../platform/i18n/locale.js';
import { pinyinOf } from '../../../platform/text/index.js';
import { Closures } from '../closures.js';
import { DepartmentQueries } from '../department/department.queries.js';
import { employeeNumberTaken, employeePhoneTaken } from '../org.errors.js';
import { employeesCreated } from '../org.events.js';
import { lockOrganisation } from '../org-lock.js';
import { EmployeeAccounts, type AccountOf } from './employee-accounts.js';
import { EmployeeQueries } from './employee.queries.js';
import { MembershipsService } from './memberships.service.js';
import type { CreatedEmployee, NewEmployee } from './new-employee.js';

/** What the rows of a batch refer to or may collide with, read once for all of them. */
interface Surroundings {
  phones: Set<string>;
  numbers: Set<string>;
  departments: Set<string>;
  superiors: Set<string>;
}

interface Accepted {
  id: string;
  account: AccountOf;
  row: NewEmployee;
}

/** Takes people on, any number of them with the same few statements. */
@Injectable()
export class EmployeeCreation {
  constructor(
    private readonly accounts: EmployeeAccounts,
    private readonly employees: EmployeeQueries,
    private readonly departments: DepartmentQueries,
    private readonly memberships: MembershipsService,
    private readonly closures: Closures,
  ) {}

  /**
   * Takes on each row that is right and says what is wrong with the others; the answers stand in the order of the rows.
   * Superiors must work here already. Rows are as request classes check them; here is checked what needs the database.
   */
  async createMany(ctx: Ctx, rows: NewEmployee[]): Promise<CreatedEmployee[]> {
    await lockOrganisation(ctx);
    const results = await this.examine(ctx, rows);
    const accepted = results.filter((result): result is Accepted => !(result instanceof Problem));
    if (accepted.length > 0) await this.insert(ctx, accepted);
    return results.map((result) =>
      result instanceof Problem
        ? { problem: result }
        : { id: result.id, accountId: result.account.id, accountLinked: result.account.linked },
    );
  }

  /** What `createMany` would say is wrong with each row; holds nothing against others. */
  async check(ctx: Ctx, rows: NewEmployee[]): Promise<(Problem | undefined)[]> {
    return (await this.examine(ctx, rows)).map((result) => (result instanceof Problem ? result : undefined));
  }

  private async examine(ctx: Ctx, rows: NewEmployee[]): Promise<(Accepted | Problem)[]> {
    const around = await this.surroundings(ctx, rows);
    const accounts = await this.accounts.find(ctx, rows);
    return rows.map((row, n) => {
      const account = accounts[n]!;
      return problemOf(row, around) ?? (account instanceof Problem ? account : { id: newId(), account, row });
    });
  }

  private async surroundings(ctx: Ctx, rows: NewEmployee[]): Promise<Surroundings> {
    const phones = rows.flatMap((row) => row.phone ?? []);
    const numbers = rows.flatMap((row) => row.employeeNumber ?? []);
    const used = await ctx.db.query<{ phone: string | null; number: string | null }>(sql`
      SELECT CASE WHEN status <> 'left' THEN phone END AS phone, employee_number AS number FROM employees
      WHERE tenant_id = ${ctx.tenantId} AND (phone = ANY (${phones}::text[]) OR employee_number = ANY (${numbers}::text[]))`);
    const departments = await this.departments.byIds(ctx, [...new Set(rows.flatMap((row) => row.departmentIds ?? []))]);
    const superiors = await this.employees.working(ctx, [...new Set(rows.flatMap((row) => row.superiorId ?? []))]);
    return {
      phones: new Set(used.flatMap((row) => row.phone ?? [])),
      numbers: new Set(used.flatMap((row) => row.number ?? [])),
      departments: new Set(departments.map((department) => department.id)),
      superiors: new Set(superiors.map((superior) => superior.id)),
    };
  }

  private async insert(ctx: Ctx, accepted: Accepted[]): Promise<void> {
    const fresh = accepted.filter(({ account }) => !account.linked);
    if (fresh.length > 0)
      await this.accounts.create(
        ctx,
        fresh.map(({ account, row }) => ({ accountId: account.id, row })),
      );
    await this.insertEmployees(ctx, accepted);
    await this.memberships.insert(
      ctx,
      accepted.flatMap(({ id, row }) => {
        const main = row.mainDepartmentId ?? row.departmentIds?.[0];
        return (row.departmentIds ?? []).map((departmentId) => ({ employeeId: id, departmentId, isMain: departmentId === main }));
      }),
    );
    const ids = accepted.map(({ id }) => id);
    // new people lead nothing and nobody reports to them yet, so that their own lines are all that is missing
    await this.closures.superiorsChanged(ctx, ids);
    ctx.emit(employeesCreated({ employeeIds: ids }));
  }

  private async insertEmployees(ctx: Ctx, accepted: Accepted[]): Promise<void> {
    const rows = accepted.map(({ id, account, row }) => {
      const { full, initials } = pinyinOf(row.name);
      const { initialPassword: _, initialPasswordHash: __, departmentIds: ___, ...facts } = row;
      return { ...facts, id, accountId: account.id, namePinyin: full, nameInitials: initials };
    });
    await ctx.db.run(sql`
      INSERT INTO employees (tenant_id, id, account_id, name, name_pinyin, name_initials, nickname, phone, email, title, employee_number,
        entry_date, avatar, superior_id, seat, status, created_at, created_by, updated_at, updated_by)
      SELECT ${ctx.tenantId}::uuid, r.id, r."accountId", r.name, r."namePinyin", r."nameInitials", r.nickname, r.phone, r.email, r.title,
        r."employeeNumber", r."entryDate", r.avatar, r."superiorId", coalesce(r.seat, 'sales'), 'active',
        ${ctx.now}, ${ctx.actor.employeeId}::uuid, ${ctx.now}, ${ctx.actor.employeeId}::uuid
      FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS r(id uuid, "accountId" uuid, name text, "namePinyin" text, "nameInitials" text,
        nickname text, phone text, email citext, title text, "employeeNumber" text, "entryDate" date, avatar text, "superiorId" uuid, seat text)`);
  }
}

/** Also remembers the row's phone and number as used, so that the next row of the batch cannot have them too. */
function problemOf(row: NewEmployee, around: Surroundings): Problem | undefined {
  if (!row.phone && !row.email && !row.login) {
    return validationFailed({}, [
      {
        pointer: '/phone',
        code: 'REQUIRED',
        message: text('手机、邮箱、登录名至少填一项', 'Give at least one of phone, e-mail and login.'),
      },
    ]);
  }
  if (row.phone && around.phones.has(row.phone)) return employeePhoneTaken();
  if (row.employeeNumber && around.numbers.has(row.employeeNumber)) return employeeNumberTaken();
  if (row.superiorId && !around.superiors.has(row.superiorId)) {
    return missing('/superiorId', 'EMPLOYEE_NOT_FOUND', text('没有这名在职员工', 'There is no such employee at work.'));
  }
  const unknown = (row.departmentIds ?? []).findIndex((id) => !around.departments.has(id));
  if (unknown >= 0)
    return missing(`/departmentIds/${unknown}`, 'DEPARTMENT_NOT_FOUND', text('找不到该部门', 'There is no such department.'));
  if (row.mainDepartmentId && !row.departmentIds?.includes(row.mainDepartmentId)) {
    return missing(
      '/mainDepartmentId',
      'NOT_AMONG_DEPARTMENTS',
      text('主部门须在 departmentIds 之中', 'The main department is one of departmentIds.'),
    );
  }
  if (row.phone) around.phones.add(row.phone);
  if (row.employeeNumber) around.numbers.add(row.employeeNumber);
  return undefined;
}

const missing = (pointer: string, code: string, message: Text): Problem => referenceInvalid({}, [{ pointer, code, message }]);
