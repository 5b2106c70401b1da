import { Injectable } from '@nestjs/common';
import sql, { raw, type Sql } from 'sql-template-tag';
import type { Ctx } from '../../../platform/context/ctx.js';
import { isId } from '../../../platform/database/ids.js';
import { referenceInvalid } from '../../../platform/errors/index.js';
import { text } from '../../../platform/i18n/locale.js';
import { employeeNotFound } from '../org.errors.js';
import type { Employee } from './employee.entity.js';
import type { EmployeeView } from './employee.view.js';

/** An employee as services change them. */
export type EmployeeRow = Pick<Employee, 'id' | 'accountId' | 'name' | 'superiorId' | 'status' | 'version'> &
  Record<string, unknown>;

/** Who somebody is, for messages and lines. */
export interface NamedEmployee extends Record<string, unknown> {
  id: string;
  name: string;
}

/** The whole representation of row r, in one statement for a page of them. */
export const EMPLOYEE_COLUMNS: Sql =
  raw(`r.id, r.name, r.nickname, r.phone, r.email, r.title, r.employee_number AS "employeeNumber",
  r.entry_date AS "entryDate", r.avatar, r.superior_id AS "superiorId",
  (SELECT s.name FROM employees s WHERE s.tenant_id = r.tenant_id AND s.id = r.superior_id) AS "superiorName", r.seat, r.status,
  coalesce((SELECT jsonb_agg(jsonb_build_object('id', d.id, 'name', d.name, 'isMain', ed.is_main) ORDER BY ed.is_main DESC, d.name)
    FROM employee_departments ed JOIN departments d ON d.tenant_id = ed.tenant_id AND d.id = ed.department_id
    WHERE ed.tenant_id = r.tenant_id AND ed.employee_id = r.id), '[]') AS departments,
  coalesce((SELECT jsonb_agg(jsonb_build_object('id', o.id, 'name', o.name) ORDER BY o.name)
    FROM employee_roles er JOIN roles o ON o.tenant_id = er.tenant_id AND o.id = er.role_id
    WHERE er.tenant_id = r.tenant_id AND er.employee_id = r.id), '[]') AS roles,
  r.last_seen_at AS "lastSeenAt", r.created_at AS "createdAt", r.version`);

/** People alone: the services behind API keys are employees in the database, and nowhere else. */
@Injectable()
export class EmployeeQueries {
  /** @throws employeeNotFound */
  async view(ctx: Ctx, id: string): Promise<EmployeeView> {
    const row = isId(id)
      ? await ctx.db.maybe<EmployeeView & Record<string, unknown>>(sql`
          SELECT ${EMPLOYEE_COLUMNS} FROM employees r WHERE r.tenant_id = ${ctx.tenantId} AND r.id = ${id} AND r.kind = 'person'`)
      : undefined;
    if (!row) throw employeeNotFound();
    return row;
  }

  /** The row, locked until the transaction ends. @throws employeeNotFound */
  async lock(ctx: Ctx, id: string): Promise<EmployeeRow> {
    const row = isId(id)
      ? await ctx.db.maybe<EmployeeRow>(sql`
          SELECT id, account_id AS "accountId", name, superior_id AS "superiorId", status, version
          FROM employees WHERE tenant_id = ${ctx.tenantId} AND id = ${id} AND kind = 'person' FOR UPDATE`)
      : undefined;
    if (!row) throw employeeNotFound();
    return row;
  }

  /** @throws employeeNotFound */
  async exists(ctx: Ctx, id: string): Promise<void> {
    if (!isId(id) || (await this.working(ctx, [id], true)).length === 0) throw employeeNotFound();
  }

  /** Those of the ids who are employees and, unless asked otherwise, have not left. */
  working(ctx: Ctx, ids: string[], orLeft = false): Promise<NamedEmployee[]> {
    return ctx.db.query<NamedEmployee>(sql`SELECT id, name FROM employees
      WHERE tenant_id = ${ctx.tenantId} AND id = ANY (${ids}::uuid[]) AND kind = 'person' AND (${orLeft} OR status <> 'left')`);
  }

  /** Those of the ids who are at work now. */
  async activeAmong(ctx: Ctx, ids: string[]): Promise<Set<string>> {
    const rows = await ctx.db.query<{ id: string }>(
      sql`SELECT id FROM employees WHERE tenant_id = ${ctx.tenantId} AND id = ANY (${ids}::uuid[]) AND status = 'active' AND kind = 'person'`,
    );
    return new Set(rows.map(({ id }) => id));
  }

  /** @throws referenceInvalid where one of them is nobody, or has left */
  async mustWorkHere(ctx: Ctx, ids: string[], pointer: string): Promise<NamedEmployee[]> {
    const found = await this.working(ctx, ids);
    if (found.length < ids.length) {
      throw referenceInvalid({}, [
        { pointer, code: 'EMPLOYEE_NOT_FOUND', message: text('没有这名在职员工', 'There is no such employee at work.') },
      ]);
    }
    return found;
  }

  /**
   * The reporting line from one employee up to another who is above, both included; empty where the other is not above.
   * Index: reporting_closure_upwards.
   */
  async lineBetween(ctx: Ctx, fromId: string, toId: string): Promise<string[]> {
    const rows = await ctx.db.query<{ name: string }>(sql`
      SELECT e.name FROM (
        SELECT ${fromId}::uuid AS id, 0 AS depth
        UNION ALL
        SELECT up.superior_id, up.depth FROM reporting_closure up WHERE up.tenant_id = ${ctx.tenantId} AND up.subordinate_id = ${fromId}
          AND up.depth <= (SELECT top.depth FROM reporting_closure top
            WHERE top.tenant_id = ${ctx.tenantId} AND top.superior_id = ${toId} AND top.subordinate_id = ${fromId})
      ) line JOIN employees e ON e.tenant_id = ${ctx.tenantId} AND e.id = line.id
      ORDER BY line.depth`);
    return rows.length > 1 ? rows.map((row) => row.name) : [];
  }
}
