import { Injectable } from '@nestjs/common';
import sql from 'sql-template-tag';
import { AuditLog } from '../../../platform/audit/index.js';
import type { Ctx } from '../../../platform/context/ctx.js';
import { referenceInvalid, validationFailed } from '../../../platform/errors/index.js';
import { text } from '../../../platform/i18n/locale.js';
import { bulkView } from '../bulk.js';
import type { BulkAnswerView } from '../bulk.view.js';
import { Closures } from '../closures.js';
import { DepartmentQueries } from '../department/department.queries.js';
import { employeeNotFound } from '../org.errors.js';
import { hierarchyChanged } from '../org.events.js';
import { lockOrganisation } from '../org-lock.js';
import { EmployeeQueries } from './employee.queries.js';

/** One employee's place in one department. */
export interface Membership {
  employeeId: string;
  departmentId: string;
  isMain: boolean;
}

/** Which departments people belong to: several, one of them the main one (ORG-02, ORG-06). */
@Injectable()
export class MembershipsService {
  constructor(
    private readonly departments: DepartmentQueries,
    private readonly employees: EmployeeQueries,
    private readonly closures: Closures,
    private readonly audit: AuditLog,
  ) {}

  /** Puts employees into a department; it is the main one of whoever has none. */
  async add(ctx: Ctx, departmentId: string, ids: string[], leaveOthers: boolean): Promise<BulkAnswerView> {
    await lockOrganisation(ctx);
    const department = await this.departments.get(ctx, departmentId);
    const here = new Set((await this.employees.working(ctx, ids)).map((employee) => employee.id));
    const found = ids.filter((id) => here.has(id));
    if (leaveOthers) await this.clear(ctx, found);
    await ctx.db.run(sql`
      INSERT INTO employee_departments (tenant_id, employee_id, department_id, is_main)
      SELECT ${ctx.tenantId}, e.id, ${department.id}, NOT EXISTS (SELECT FROM employee_departments main
        WHERE main.tenant_id = ${ctx.tenantId} AND main.employee_id = e.id AND main.is_main)
      FROM unnest(${found}::uuid[]) AS e (id)
      ON CONFLICT (tenant_id, employee_id, department_id) DO NOTHING`);
    await this.changed(ctx, found);
    await this.audit.record(ctx, {
      action: 'department.membersAdded',
      object: 'department',
      objectId: department.id,
      summary: { employeeIds: found, leaveOthers },
    });
    return bulkView(ctx, ids, (id) => (here.has(id) ? undefined : employeeNotFound()));
  }

  /** Replaces an employee's departments. The caller refreshes the closures. */
  async replace(ctx: Ctx, employeeId: string, departmentIds: string[], mainDepartmentId?: string): Promise<void> {
    const main = mainDepartmentId ?? departmentIds[0];
    if (main !== undefined && !departmentIds.includes(main)) throw notAmongThem();
    await this.mustExist(ctx, departmentIds);
    await this.clear(ctx, [employeeId]);
    await this.insert(
      ctx,
      departmentIds.map((departmentId) => ({ employeeId, departmentId, isMain: departmentId === main })),
    );
  }

  async insert(ctx: Ctx, memberships: Membership[]): Promise<void> {
    await ctx.db.run(sql`
      INSERT INTO employee_departments (tenant_id, employee_id, department_id, is_main)
      SELECT ${ctx.tenantId}::uuid, m."employeeId", m."departmentId", m."isMain"
      FROM jsonb_to_recordset(${JSON.stringify(memberships)}::jsonb) AS m("employeeId" uuid, "departmentId" uuid, "isMain" boolean)`);
  }

  private async mustExist(ctx: Ctx, departmentIds: string[]): Promise<void> {
    const known = new Set((await this.departments.byIds(ctx, departmentIds)).map((department) => department.id));
    const issues = departmentIds.flatMap((id, n) =>
      known.has(id)
        ? []
        : [
            {
              pointer: `/departmentIds/${n}`,
              code: 'DEPARTMENT_NOT_FOUND',
              message: text('找不到该部门', 'There is no such department.'),
            },
          ],
    );
    if (issues.length > 0) throw referenceInvalid({}, issues);
  }

  private async clear(ctx: Ctx, employeeIds: string[]): Promise<void> {
    await ctx.db.run(
      sql`DELETE FROM employee_departments WHERE tenant_id = ${ctx.tenantId} AND employee_id = ANY (${employeeIds}::uuid[])`,
    );
  }

  private async changed(ctx: Ctx, employeeIds: string[]): Promise<void> {
    await this.closures.membershipsChanged(ctx, employeeIds);
    ctx.emit(hierarchyChanged({}));
  }
}

const notAmongThem = (): Error =>
  validationFailed({}, [
    {
      pointer: '/mainDepartmentId',
      code: 'NOT_AMONG_DEPARTMENTS',
      message: text('主部门须在 departmentIds 之中', 'The main department is one of departmentIds.'),
    },
  ]);
