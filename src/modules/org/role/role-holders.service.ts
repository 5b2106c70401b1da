import { Injectable } from '@nestjs/common';
import sql from 'sql-template-tag';
import { AuditLog } from '../../../platform/audit/index.js';
import type { Ctx } from '../../../platform/context/ctx.js';
import { bulkView } from '../bulk.js';
import type { BulkAnswerView } from '../bulk.view.js';
import { EmployeeQueries } from '../employee/employee.queries.js';
import { employeeNotFound, grantExceedsOwn, roleIsImplicit } from '../org.errors.js';
import { lockOrganisation } from '../org-lock.js';
import { ADMINISTRATOR, Administrators, EVERYBODY } from './administrators.js';
import { GrantRules } from './grant-rules.js';
import { knownGrants } from './known-grants.js';
import { RoleRows, type RoleRow } from './role-rows.js';

/** Who holds which role. */
@Injectable()
export class RoleHoldersService {
  constructor(
    private readonly rows: RoleRows,
    private readonly rules: GrantRules,
    private readonly administrators: Administrators,
    private readonly employees: EmployeeQueries,
    private readonly audit: AuditLog,
  ) {}

  /** Gives a role to employees; whoever has it keeps it. Nobody gives a role that can do what they cannot. */
  async assign(ctx: Ctx, roleId: string, ids: string[]): Promise<BulkAnswerView> {
    const { role, here } = await this.prepare(ctx, roleId, ids);
    if (role.key === EVERYBODY) throw roleIsImplicit();
    await this.rules.mustNotExceed(ctx, { grants: knownGrants(role.grants), fieldRules: role.fieldRules });
    const given = ids.filter((id) => here.has(id));
    await ctx.db.run(sql`INSERT INTO employee_roles (tenant_id, employee_id, role_id)
      SELECT ${ctx.tenantId}, e.id, ${role.id} FROM unnest(${given}::uuid[]) AS e (id) ON CONFLICT DO NOTHING`);
    await this.audit.record(ctx, {
      action: 'role.assigned',
      object: 'role',
      objectId: role.id,
      summary: { role: role.name, employeeIds: given },
    });
    return bulkView(ctx, ids, (id) => (here.has(id) ? undefined : employeeNotFound()));
  }

  /** Takes a role from employees; it is no error where one does not have it. */
  async withdraw(ctx: Ctx, roleId: string, ids: string[]): Promise<BulkAnswerView> {
    const { role, here } = await this.prepare(ctx, roleId, ids);
    const taken = ids.filter((id) => here.has(id));
    await ctx.db.run(sql`DELETE FROM employee_roles
      WHERE tenant_id = ${ctx.tenantId} AND role_id = ${role.id} AND employee_id = ANY (${taken}::uuid[])`);
    if (role.key === ADMINISTRATOR) await this.administrators.mustRemain(ctx);
    await this.audit.record(ctx, {
      action: 'role.withdrawn',
      object: 'role',
      objectId: role.id,
      summary: { role: role.name, employeeIds: taken },
    });
    return bulkView(ctx, ids, (id) => (here.has(id) ? undefined : employeeNotFound()));
  }

  private async prepare(ctx: Ctx, roleId: string, ids: string[]): Promise<{ role: RoleRow; here: Set<string> }> {
    await lockOrganisation(ctx);
    const role = await this.rows.lock(ctx, roleId);
    if (role.key === ADMINISTRATOR && !(await this.administrators.includeActor(ctx))) throw grantExceedsOwn();
    return { role, here: new Set((await this.employees.working(ctx, ids)).map((employee) => employee.id)) };
  }
}
