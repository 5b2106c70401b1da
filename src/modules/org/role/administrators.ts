import { Injectable } from '@nestjs/common';
import sql from 'sql-template-tag';
import type { Ctx } from '../../../platform/context/ctx.js';
import { actorIdOf } from '../../../platform/jobs/index.js';
import { lastAdministrator } from '../org.errors.js';

/** Key of the role that may do everything. */
export const ADMINISTRATOR = 'systemAdministrator';
/** Key of the role that everybody has without being given it. */
export const EVERYBODY = 'employee';

/** Who may do everything, and that somebody always can. */
@Injectable()
export class Administrators {
  /** Whether the actor is a system administrator; the program itself counts as one. */
  async includeActor(ctx: Ctx): Promise<boolean> {
    const id = actorIdOf(ctx);
    if (id === null) return true;
    const held = await ctx.db.maybe(sql`
      SELECT 1 FROM employee_roles er JOIN roles r ON r.tenant_id = er.tenant_id AND r.id = er.role_id
      WHERE er.tenant_id = ${ctx.tenantId} AND er.employee_id = ${id} AND r.key = ${ADMINISTRATOR}`);
    return held !== undefined;
  }

  /**
   * To be asked after a change and under the organisation's lock, so that of two who would each leave one, the second fails.
   * @throws lastAdministrator where nobody is left who can sign in and do everything
   */
  async mustRemain(ctx: Ctx): Promise<void> {
    if (!(await this.remainWithout(ctx, null))) throw lastAdministrator();
  }

  /** Whether somebody could sign in and do everything if this employee could not. */
  async remainWithout(ctx: Ctx, employeeId: string | null): Promise<boolean> {
    const left = await ctx.db.maybe(sql`
      SELECT 1 FROM employee_roles er
      JOIN roles r ON r.tenant_id = er.tenant_id AND r.id = er.role_id
      JOIN employees e ON e.tenant_id = er.tenant_id AND e.id = er.employee_id
      JOIN accounts a ON a.id = e.account_id
      WHERE er.tenant_id = ${ctx.tenantId} AND r.key = ${ADMINISTRATOR} AND e.status = 'active' AND a.status = 'active'
        AND e.id IS DISTINCT FROM ${employeeId}::uuid LIMIT 1`);
    return left !== undefined;
  }
}
