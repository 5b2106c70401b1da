import { Injectable } from '@nestjs/common';
import sql from 'sql-template-tag';
import { AuditLog } from '../../../platform/audit/index.js';
import type { Ctx } from '../../../platform/context/ctx.js';
import { validationFailed } from '../../../platform/errors/index.js';
import { text } from '../../../platform/i18n/locale.js';
import { actorIdOf } from '../../../platform/jobs/index.js';
import { EmployeeQueries } from '../employee/employee.queries.js';
import type { DailyHours } from '../enterprise/daily-hours.js';
import type { SetDutyRequest } from './duty.requests.js';
import { onDutySql } from './duty.sql.js';
import type { DutyView, QuietHoursView } from './duty.view.js';

const NOT_FUTURE = text('必须晚于现在', 'This must lie in the future.');
const NO_LENGTH = text('开始与结束不能相同', 'The hours must not end when they begin.');

/** Who takes new records at the moment, and when people are left in peace. */
@Injectable()
export class DutyService {
  constructor(
    private readonly employees: EmployeeQueries,
    private readonly audit: AuditLog,
  ) {}

  /** @throws employeeNotFound */
  async get(ctx: Ctx, employeeId: string): Promise<DutyView> {
    await this.employees.exists(ctx, employeeId);
    return ctx.db.one<DutyView & Record<string, unknown>>(sql`
      SELECT e.id AS "employeeId", ${onDutySql(ctx)} AS "onDuty",
        (SELECT d.until FROM employee_duties d WHERE d.tenant_id = e.tenant_id AND d.employee_id = e.id AND d.until > ${ctx.now}) AS until
      FROM employees e WHERE e.tenant_id = ${ctx.tenantId} AND e.id = ${employeeId}::uuid`);
  }

  /** @throws employeeNotFound, validationFailed */
  async set(ctx: Ctx, employeeId: string, { onDuty, until }: SetDutyRequest): Promise<DutyView> {
    const before = await this.get(ctx, employeeId);
    if (until !== undefined && new Date(until) <= ctx.now)
      throw validationFailed({}, [{ pointer: '/until', code: 'NOT_IN_FUTURE', message: NOT_FUTURE }]);
    await ctx.db.run(sql`
      INSERT INTO employee_duties (tenant_id, employee_id, on_duty, until, updated_at, updated_by)
      VALUES (${ctx.tenantId}, ${employeeId}, ${onDuty}, ${until ?? null}, ${ctx.now}, ${actorIdOf(ctx)})
      ON CONFLICT (tenant_id, employee_id) DO UPDATE
        SET on_duty = excluded.on_duty, until = excluded.until, updated_at = excluded.updated_at, updated_by = excluded.updated_by`);
    const after = await this.get(ctx, employeeId);
    await this.audit.record(ctx, { action: 'employee.dutyChanged', object: 'employee', objectId: employeeId, before, after });
    return after;
  }

  /** The actor's own hours. */
  async quietHours(ctx: Ctx): Promise<QuietHoursView> {
    const own = await ctx.db.maybe<{ from: string; to: string }>(sql`
      SELECT to_char(q.begins, 'HH24:MI') AS "from", to_char(q.ends, 'HH24:MI') AS "to"
      FROM employee_quiet_hours q WHERE q.tenant_id = ${ctx.tenantId} AND q.employee_id = ${ctx.actor.employeeId}`);
    return own ?? { from: null, to: null };
  }

  /** @throws validationFailed */
  async setQuietHours(ctx: Ctx, { from, to }: DailyHours): Promise<QuietHoursView> {
    if (from === to) throw validationFailed({}, [{ pointer: '/to', code: 'NOT_ALLOWED', message: NO_LENGTH }]);
    await ctx.db.run(sql`
      INSERT INTO employee_quiet_hours (tenant_id, employee_id, begins, ends) VALUES (${ctx.tenantId}, ${ctx.actor.employeeId}, ${from}, ${to})
      ON CONFLICT (tenant_id, employee_id) DO UPDATE SET begins = excluded.begins, ends = excluded.ends`);
    return this.quietHours(ctx);
  }

  async clearQuietHours(ctx: Ctx): Promise<QuietHoursView> {
    await ctx.db.run(
      sql`DELETE FROM employee_quiet_hours q WHERE q.tenant_id = ${ctx.tenantId} AND q.employee_id = ${ctx.actor.employeeId}`,
    );
    return this.quietHours(ctx);
  }
}
