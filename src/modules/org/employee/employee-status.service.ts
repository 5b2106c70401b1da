import { Injectable } from '@nestjs/common';
import sql from 'sql-template-tag';
import { AuditLog } from '../../../platform/audit/index.js';
import type { Ctx } from '../../../platform/context/ctx.js';
import type { DomainEvent } from '../../../platform/events/event.js';
import { statusNotAllowed } from '../org.errors.js';
import { employeeLeft, employeeResumed, employeeReturned, employeeSuspended } from '../org.events.js';
import { lockOrganisation } from '../org-lock.js';
import { Administrators } from '../role/administrators.js';
import type { EmployeeStatus } from './employee.entity.js';
import { EmployeeQueries, type EmployeeRow } from './employee.queries.js';

interface Step {
  from: readonly EmployeeStatus[];
  to: EmployeeStatus;
  event: (payload: { employeeId: string }) => DomainEvent;
}

const STEPS = {
  suspend: { from: ['active'], to: 'suspended', event: employeeSuspended },
  resume: { from: ['suspended'], to: 'active', event: employeeResumed },
  leave: { from: ['invited', 'pending', 'active', 'suspended'], to: 'left', event: employeeLeft },
  return: { from: ['left'], to: 'active', event: employeeReturned },
} as const satisfies Record<string, Step>;

/** Suspension and leaving. Requests read the status at their start, so that sessions end at once on every node (PERM-09). */
@Injectable()
export class EmployeeStatusService {
  constructor(
    private readonly queries: EmployeeQueries,
    private readonly administrators: Administrators,
    private readonly audit: AuditLog,
  ) {}

  async suspend(ctx: Ctx, id: string): Promise<void> {
    await this.step(ctx, id, 'suspend');
  }

  async resume(ctx: Ctx, id: string): Promise<void> {
    await this.step(ctx, id, 'resume');
  }

  /** The bare step; what comes with it is `LeavingService`'s. */
  async leave(ctx: Ctx, id: string): Promise<EmployeeRow> {
    return this.step(ctx, id, 'leave');
  }

  async return(ctx: Ctx, id: string): Promise<void> {
    await this.step(ctx, id, 'return');
  }

  private async step(ctx: Ctx, id: string, name: keyof typeof STEPS): Promise<EmployeeRow> {
    const { from, to, event } = STEPS[name] as Step;
    await lockOrganisation(ctx);
    const employee = await this.queries.lock(ctx, id);
    if (!from.includes(employee.status)) throw statusNotAllowed();
    await ctx.db.run(sql`
      UPDATE employees SET status = ${to}, version = version + 1, updated_at = ${ctx.now}, updated_by = ${ctx.actor.employeeId}
      WHERE tenant_id = ${ctx.tenantId} AND id = ${id}`);
    if (to !== 'active') await this.administrators.mustRemain(ctx);
    ctx.emit(event({ employeeId: id }));
    await this.audit.record(ctx, {
      action: event({ employeeId: id }).type,
      object: 'employee',
      objectId: id,
      before: { status: employee.status },
      after: { status: to },
    });
    return employee;
  }
}
