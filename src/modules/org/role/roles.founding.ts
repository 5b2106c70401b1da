import { Injectable } from '@nestjs/common';
import sql from 'sql-template-tag';
import type { Ctx } from '../../../platform/context/ctx.js';
import { newId } from '../../../platform/database/ids.js';
import { BUILTIN_ROLES } from './builtin-roles.js';

/** Every enterprise begins with the built-in roles. */
@Injectable()
export class RolesFounding {
  async found(ctx: Ctx): Promise<void> {
    const rows = BUILTIN_ROLES.map((role) => ({ id: newId(), key: role.key, name: role.name[ctx.locale], grants: role.grants }));
    await ctx.db.run(sql`
      INSERT INTO roles (tenant_id, id, key, name, grants, created_at, created_by, updated_at, updated_by)
      SELECT ${ctx.tenantId}::uuid, r.id, r.key, r.name, r.grants, ${ctx.now}, ${ctx.actor.employeeId}::uuid, ${ctx.now}, ${ctx.actor.employeeId}::uuid
      FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS r(id uuid, key text, name text, grants jsonb)`);
  }

  /** Gives a built-in role to an employee. */
  async give(ctx: Ctx, employeeId: string, key: string): Promise<void> {
    await ctx.db.run(sql`INSERT INTO employee_roles (tenant_id, employee_id, role_id)
      SELECT tenant_id, ${employeeId}::uuid, id FROM roles WHERE key = ${key} ON CONFLICT DO NOTHING`);
  }
}
