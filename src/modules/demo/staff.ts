import { Injectable } from '@nestjs/common';
import sql from 'sql-template-tag';
import type { Ctx } from '../../platform/context/ctx.js';
import { newId } from '../../platform/database/ids.js';
import { Closures, EmployeesService } from '../org/index.js';
import { ADMINISTRATOR, DEPARTMENTS, demoPhone, PEOPLE, type DemoPerson, type DepartmentKey } from './data/people.js';

export interface Employed {
  id: string;
  name: string;
  phone: string;
  department: DepartmentKey;
  role: DemoPerson['role'] | 'systemAdministrator';
  /** By name; the administrator's own where nobody is above. */
  superior: string;
}

/** Who works at the demo enterprise and where. */
export interface Staff {
  departments: Map<DepartmentKey, string>;
  /** By name, in the order of the data. */
  people: Map<string, Employed>;
}

/** Takes the demo's people on: a tree of departments with leaders, reporting lines, roles. */
@Injectable()
export class DemoStaff {
  constructor(
    private readonly employees: EmployeesService,
    private readonly closures: Closures,
  ) {}

  /** @param administrator who has founded the enterprise */
  async employ(ctx: Ctx, administrator: Employed): Promise<Staff> {
    const staff: Staff = { departments: await this.addDepartments(ctx), people: new Map([[administrator.name, administrator]]) };
    await ctx.db.run(sql`UPDATE employees SET title = ${ADMINISTRATOR.title} WHERE id = ${administrator.id}`);
    for (const group of PEOPLE) await this.takeOn(ctx, staff, group);
    await this.giveRoles(ctx, staff);
    await this.appointLeaders(ctx, staff);
    return staff;
  }

  private async addDepartments(ctx: Ctx): Promise<Map<DepartmentKey, string>> {
    const root = await ctx.db.one<{ id: string }>(sql`SELECT id FROM departments WHERE parent_id IS NULL`);
    const ids = new Map<DepartmentKey, string>([['company', root.id], ...DEPARTMENTS.map(({ key }) => [key, newId()] as const)]);
    const rows = DEPARTMENTS.map(({ key, parent, name }, position) => ({
      id: ids.get(key),
      parentId: ids.get(parent),
      name,
      position,
    }));
    await ctx.db.run(sql`
      INSERT INTO departments (tenant_id, id, parent_id, name, position, created_at, created_by, updated_at, updated_by)
      SELECT ${ctx.tenantId}::uuid, d.id, d."parentId", d.name, d.position, ${ctx.now}, ${ctx.actor.employeeId}::uuid, ${ctx.now}, ${ctx.actor.employeeId}::uuid
      FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS d(id uuid, "parentId" uuid, name text, position integer)`);
    await this.closures.treeChanged(ctx);
    return ids;
  }

  private async takeOn(ctx: Ctx, staff: Staff, group: readonly DemoPerson[]): Promise<void> {
    const rows = group.map((person, n) => {
      const number = staff.people.size + 1 + n;
      return {
        name: person.name,
        title: person.title,
        phone: demoPhone(number),
        employeeNumber: `YH${String(number).padStart(3, '0')}`,
        superiorId: staff.people.get(person.superior)!.id,
        departmentIds: [staff.departments.get(person.department)!],
      };
    });
    const created = await this.employees.createMany(ctx, rows);
    for (const [n, result] of created.entries()) {
      if ('problem' in result) throw result.problem;
      const { name, department, role, superior } = group[n]!;
      staff.people.set(name, { id: result.id, name, phone: rows[n]!.phone, department, role, superior });
    }
  }

  private async giveRoles(ctx: Ctx, staff: Staff): Promise<void> {
    const rows = [...staff.people.values()].map(({ id, role }) => ({ id, role }));
    await ctx.db.run(sql`
      INSERT INTO employee_roles (tenant_id, employee_id, role_id)
      SELECT ${ctx.tenantId}::uuid, p.id, r.id FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS p(id uuid, role text)
      JOIN roles r ON r.key = p.role ON CONFLICT DO NOTHING`);
  }

  private async appointLeaders(ctx: Ctx, staff: Staff): Promise<void> {
    const rows = DEPARTMENTS.map(({ key, leader }) => ({
      id: staff.departments.get(key),
      leaderId: staff.people.get(leader)!.id,
    }));
    rows.push({ id: staff.departments.get('company'), leaderId: staff.people.get(ADMINISTRATOR.name)!.id });
    await ctx.db.run(sql`
      UPDATE departments d SET leader_id = l."leaderId", version = d.version + 1
      FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS l(id uuid, "leaderId" uuid) WHERE d.id = l.id`);
    await this.closures.treeChanged(ctx);
  }
}
