import { Injectable } from '@nestjs/common';
import sql from 'sql-template-tag';
import type { Ctx } from '../../../platform/context/ctx.js';
import { SessionsService } from '../../identity/index.js';
import { Closures } from '../closures.js';
import { EmployeeStatusService } from '../employee/employee-status.service.js';
import { hierarchyChanged } from '../org.events.js';
import { BelongingsService } from './belongings.service.js';
import { Duties } from './duties.js';

/** Ends somebody's employment, and whatever hangs on it. */
@Injectable()
export class LeavingService {
  constructor(
    private readonly statuses: EmployeeStatusService,
    private readonly belongings: BelongingsService,
    private readonly duties: Duties,
    private readonly sessions: SessionsService,
    private readonly closures: Closures,
  ) {}

  /**
   * Leaves the enterprise: roles and sessions end, and what the person does for others ends or passes to the successor. What
   * they own has been handed over before (ORG-07).
   * @throws employeeStillOwns, statusNotAllowed, lastAdministrator
   */
  async leave(ctx: Ctx, id: string, successorId: string | null = null): Promise<void> {
    const employee = await this.statuses.leave(ctx, id);
    await this.belongings.mustBeNone(ctx, id);
    if (employee.accountId !== null) await this.sessions.endAt(ctx, employee.accountId, 'endedByAdministrator');
    await ctx.db.run(sql`DELETE FROM employee_roles WHERE tenant_id = ${ctx.tenantId} AND employee_id = ${id}`);
    const below = await ctx.db.query<{ id: string }>(
      sql`SELECT id FROM employees WHERE tenant_id = ${ctx.tenantId} AND superior_id = ${id}`,
    );
    await this.duties.pass(ctx, id, successorId);
    await this.closures.superiorsChanged(ctx, [id, ...below.map((row) => row.id)]);
    await this.closures.treeChanged(ctx);
    ctx.emit(hierarchyChanged({}));
  }
}
