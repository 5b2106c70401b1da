import { Injectable } from '@nestjs/common';
import { AuditLog } from '../../../platform/audit/index.js';
import type { Ctx } from '../../../platform/context/ctx.js';
import { isId } from '../../../platform/database/ids.js';
import { DevicesService, sessionNotFound, type SessionListView } from '../../identity/index.js';
import { EmployeeQueries } from '../employee/employee.queries.js';

/** Where employees are signed in, and signing them out (ACC-09). */
@Injectable()
export class EmployeeSessionsService {
  constructor(
    private readonly employees: EmployeeQueries,
    private readonly devices: DevicesService,
    private readonly audit: AuditLog,
  ) {}

  async list(ctx: Ctx, employeeId: string): Promise<SessionListView> {
    await this.employees.exists(ctx, employeeId);
    return this.devices.ofEmployee(ctx, employeeId);
  }

  async endAll(ctx: Ctx, employeeId: string): Promise<void> {
    await this.employees.exists(ctx, employeeId);
    const ended = await this.devices.endOfEmployee(ctx, employeeId, null);
    await this.record(ctx, employeeId, { ended });
  }

  async end(ctx: Ctx, employeeId: string, sessionId: string): Promise<void> {
    await this.employees.exists(ctx, employeeId);
    const ended = isId(sessionId) ? await this.devices.endOfEmployee(ctx, employeeId, sessionId) : 0;
    if (ended === 0) throw sessionNotFound();
    await this.record(ctx, employeeId, { sessionId });
  }

  private async record(ctx: Ctx, employeeId: string, summary: Record<string, unknown>): Promise<void> {
    await this.audit.record(ctx, { action: 'employee.signedOut', object: 'employee', objectId: employeeId, summary });
  }
}
