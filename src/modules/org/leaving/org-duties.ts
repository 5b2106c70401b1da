import { Injectable, type OnModuleInit } from '@nestjs/common';
import sql from 'sql-template-tag';
import type { Ctx } from '../../../platform/context/ctx.js';
import { text } from '../../../platform/i18n/locale.js';
import { Duties, type Duty, type DutyOf } from './duties.js';

const departmentLeader: Duty = {
  kind: 'departmentLeader',
  label: text('部门负责人', 'Leader of departments'),
  of: (ctx, id, most) =>
    ctx.db.query<DutyOf>(
      sql`SELECT d.id, d.name FROM departments d WHERE d.tenant_id = ${ctx.tenantId} AND d.leader_id = ${id} ORDER BY d.name, d.id LIMIT ${most}`,
    ),
  pass: async (ctx, from, to) => {
    await ctx.db
      .run(sql`UPDATE departments SET leader_id = ${to}, version = version + 1, updated_at = ${ctx.now}, updated_by = ${ctx.actor.employeeId}
      WHERE tenant_id = ${ctx.tenantId} AND leader_id = ${from}`);
  },
};

const superior: Duty = {
  kind: 'superior',
  label: text('直属上级', 'Superior of'),
  of: (ctx, id, most) =>
    ctx.db.query<DutyOf>(sql`SELECT e.id, e.name FROM employees e
      WHERE e.tenant_id = ${ctx.tenantId} AND e.superior_id = ${id} AND e.status <> 'left' ORDER BY e.name_pinyin, e.id LIMIT ${most}`),
  /** Without a successor, and for the successor, it is the leaver's own superior. */
  pass: async (ctx, from, to) => {
    await ctx.db
      .run(sql`UPDATE employees e SET superior_id = CASE WHEN e.id = ${to}::uuid THEN l.superior_id ELSE coalesce(${to}::uuid, l.superior_id) END,
        version = e.version + 1, updated_at = ${ctx.now}, updated_by = ${ctx.actor.employeeId}
      FROM employees l WHERE l.tenant_id = e.tenant_id AND l.id = ${from} AND e.tenant_id = ${ctx.tenantId} AND e.superior_id = ${from}`);
  },
};

const crmSuperior: Duty = {
  kind: 'crmSuperior',
  label: text('CRM 上级', 'CRM superior of'),
  of: (ctx, id, most) =>
    ctx.db
      .query<DutyOf>(sql`SELECT e.id, e.name FROM crm_superiors s JOIN employees e ON e.tenant_id = s.tenant_id AND e.id = s.employee_id
      WHERE s.tenant_id = ${ctx.tenantId} AND s.superior_id = ${id} AND e.status <> 'left' ORDER BY e.name_pinyin, e.id LIMIT ${most}`),
  pass: async (ctx, from, to) => {
    if (to !== null) await chooseAnother(ctx, from, to);
    await ctx.db.run(sql`DELETE FROM crm_superiors WHERE tenant_id = ${ctx.tenantId} AND superior_id = ${from}`);
  },
};

async function chooseAnother(ctx: Ctx, from: string, to: string): Promise<void> {
  await ctx.db.run(sql`INSERT INTO crm_superiors (tenant_id, employee_id, superior_id)
    SELECT s.tenant_id, s.employee_id, ${to}::uuid FROM crm_superiors s
    WHERE s.tenant_id = ${ctx.tenantId} AND s.superior_id = ${from} AND s.employee_id <> ${to} ON CONFLICT DO NOTHING`);
}

/** What people are to each other and to departments. The caller refreshes the closures. */
@Injectable()
export class OrgDuties implements OnModuleInit {
  constructor(private readonly duties: Duties) {}

  onModuleInit(): void {
    for (const duty of [departmentLeader, superior, crmSuperior]) this.duties.register(duty);
  }
}
