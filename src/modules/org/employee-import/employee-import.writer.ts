import { Injectable } from '@nestjs/common';
import sql from 'sql-template-tag';
import { AuditLog } from '../../../platform/audit/index.js';
import type { Ctx } from '../../../platform/context/ctx.js';
import { EmployeesService } from '../employee/employees.service.js';
import { issueOf } from './employee-import.issues.js';
import type { EmployeeImportSession, EmployeeVerdict, Entry } from './employee-import.session.js';
import { noticeJobs } from './employee-notices.js';

interface Taken {
  id: string;
  entry: Entry;
}

/** Takes people on: a fixed number of statements for a batch. */
@Injectable()
export class EmployeeImportWriter {
  constructor(
    private readonly employees: EmployeesService,
    private readonly audit: AuditLog,
  ) {}

  /** A row that collides with what has been done meanwhile fails here. Superiors from the file are set by `SuperiorLinks`. */
  async write(ctx: Ctx, session: EmployeeImportSession, verdicts: readonly EmployeeVerdict[]): Promise<void> {
    const open = verdicts.filter(({ outcome }) => outcome === 'created');
    const results = await this.employees.createMany(
      ctx,
      open.map(({ entry }) => withSuperior(entry)),
    );
    const taken: Taken[] = [];
    for (const [n, verdict] of open.entries()) {
      const result = results[n]!;
      // a batch that was rolled back is written again: what was taken then may fail now
      session.taken.delete(verdict.row.row);
      if ('problem' in result) {
        verdict.outcome = 'failed';
        verdict.issues.push(issueOf(result.problem));
        continue;
      }
      session.taken.add(verdict.row.row);
      taken.push({ id: result.id, entry: verdict.entry });
    }
    await this.giveRoles(ctx, session.run.id, taken);
    if (!session.run.options.notify) return;
    const reachable = taken.filter(({ entry }) => entry.person.phone).map(({ id }) => id);
    for (const job of noticeJobs(reachable)) ctx.enqueue(job);
  }

  private async giveRoles(ctx: Ctx, importId: string, taken: readonly Taken[]): Promise<void> {
    const given = taken.flatMap(({ id, entry }) => entry.roleIds.map((roleId) => ({ employeeId: id, roleId })));
    if (given.length === 0) return;
    await ctx.db.run(sql`
      INSERT INTO employee_roles (tenant_id, employee_id, role_id)
      SELECT ${ctx.tenantId}::uuid, g."employeeId", g."roleId"
      FROM jsonb_to_recordset(${JSON.stringify(given)}::jsonb) AS g("employeeId" uuid, "roleId" uuid)`);
    await this.audit.record(ctx, { action: 'role.assigned', object: 'role', summary: { importId, given } });
  }
}

const withSuperior = ({ person, superior }: Entry): Entry['person'] =>
  superior && 'id' in superior ? { ...person, superiorId: superior.id } : person;
