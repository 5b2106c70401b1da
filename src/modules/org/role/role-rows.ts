import { Injectable } from '@nestjs/common';
import sql, { empty } from 'sql-template-tag';
import type { FieldRule, Grant } from '../../../platform/authz/index.js';
import type { Ctx } from '../../../platform/context/ctx.js';
import { isId } from '../../../platform/database/ids.js';
import { roleNotFound } from '../org.errors.js';

/** A role as it is stored. */
export interface RoleRow extends Record<string, unknown> {
  id: string;
  key: string | null;
  name: string;
  description: string | null;
  grants: Grant[];
  fieldRules: FieldRule[];
  /** People who hold it. */
  holderCount: number;
  /** API keys that act under it. */
  keyCount: number;
  version: number;
}

@Injectable()
export class RoleRows {
  /** Built-in roles first, in the order they were made. */
  list(ctx: Ctx, id?: string): Promise<RoleRow[]> {
    return ctx.db.query<RoleRow>(sql`
      SELECT r.id, r.key, r.name, r.description, r.grants, r.field_rules AS "fieldRules", r.version,
        held."holderCount", held."keyCount"
      FROM roles r CROSS JOIN LATERAL (
        SELECT count(*) FILTER (WHERE e.kind = 'person') AS "holderCount", count(*) FILTER (WHERE e.kind = 'service') AS "keyCount"
        FROM employee_roles er JOIN employees e ON e.tenant_id = er.tenant_id AND e.id = er.employee_id
        WHERE er.tenant_id = r.tenant_id AND er.role_id = r.id) held
      WHERE r.tenant_id = ${ctx.tenantId} ${id === undefined ? empty : sql`AND r.id = ${id}`}
      ORDER BY r.key IS NULL, r.id`);
  }

  /** @throws roleNotFound */
  async get(ctx: Ctx, id: string): Promise<RoleRow> {
    const row = isId(id) ? (await this.list(ctx, id))[0] : undefined;
    if (!row) throw roleNotFound();
    return row;
  }

  /** The row, locked until the transaction ends. @throws roleNotFound */
  async lock(ctx: Ctx, id: string): Promise<RoleRow> {
    if (isId(id)) await ctx.db.query(sql`SELECT 1 FROM roles WHERE tenant_id = ${ctx.tenantId} AND id = ${id} FOR UPDATE`);
    return this.get(ctx, id);
  }

  async insert(ctx: Ctx, role: Pick<RoleRow, 'id' | 'name' | 'description' | 'grants' | 'fieldRules'>): Promise<void> {
    await ctx.db.run(sql`
      INSERT INTO roles (tenant_id, id, name, description, grants, field_rules, created_at, created_by, updated_at, updated_by)
      VALUES (${ctx.tenantId}, ${role.id}, ${role.name}, ${role.description}, ${JSON.stringify(role.grants)}, ${JSON.stringify(role.fieldRules)},
        ${ctx.now}, ${ctx.actor.employeeId}, ${ctx.now}, ${ctx.actor.employeeId})`);
  }

  async update(ctx: Ctx, role: RoleRow): Promise<void> {
    await ctx.db.run(sql`
      UPDATE roles SET name = ${role.name}, description = ${role.description}, grants = ${JSON.stringify(role.grants)},
        field_rules = ${JSON.stringify(role.fieldRules)}, version = version + 1, updated_at = ${ctx.now}, updated_by = ${ctx.actor.employeeId}
      WHERE tenant_id = ${ctx.tenantId} AND id = ${role.id}`);
  }

  async delete(ctx: Ctx, id: string): Promise<void> {
    await ctx.db.run(sql`DELETE FROM roles WHERE tenant_id = ${ctx.tenantId} AND id = ${id}`);
  }
}
