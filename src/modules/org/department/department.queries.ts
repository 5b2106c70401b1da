import { Injectable } from '@nestjs/common';
import sql from 'sql-template-tag';
import type { Ctx } from '../../../platform/context/ctx.js';
import { isId } from '../../../platform/database/ids.js';
import { departmentNotFound } from '../org.errors.js';
import type { DepartmentView } from './department.view.js';

/** A department as its service changes it. */
export interface DepartmentRow extends Record<string, unknown> {
  id: string;
  parentId: string | null;
  name: string;
  leaderId: string | null;
  position: number;
  version: number;
}

type TreeRow = Omit<DepartmentView, 'path' | 'depth'> & Record<string, unknown>;

@Injectable()
export class DepartmentQueries {
  /** All departments with their counts, in no order: some hundreds even in large enterprises. */
  all(ctx: Ctx): Promise<TreeRow[]> {
    return ctx.db.query<TreeRow>(sql`
      WITH members AS (
        SELECT ed.department_id, ed.employee_id FROM employee_departments ed
        JOIN employees e ON e.tenant_id = ed.tenant_id AND e.id = ed.employee_id
        WHERE ed.tenant_id = ${ctx.tenantId} AND e.status <> 'left'
      ), direct AS (
        SELECT department_id, count(*) AS n FROM members GROUP BY department_id
      ), whole AS (
        SELECT dc.ancestor_id AS department_id, count(DISTINCT m.employee_id) AS n
        FROM department_closure dc JOIN members m ON m.department_id = dc.descendant_id
        WHERE dc.tenant_id = ${ctx.tenantId} GROUP BY dc.ancestor_id
      )
      SELECT d.id, d.parent_id AS "parentId", d.name, d.position, d.leader_id AS "leaderId", l.name AS "leaderName",
        coalesce(direct.n, 0) AS "memberCount", coalesce(whole.n, 0) AS "totalMemberCount", d.version
      FROM departments d
      LEFT JOIN employees l ON l.tenant_id = d.tenant_id AND l.id = d.leader_id
      LEFT JOIN direct ON direct.department_id = d.id
      LEFT JOIN whole ON whole.department_id = d.id
      WHERE d.tenant_id = ${ctx.tenantId}`);
  }

  /** @throws departmentNotFound */
  async get(ctx: Ctx, id: string): Promise<DepartmentRow> {
    const row = isId(id) ? (await this.byIds(ctx, [id]))[0] : undefined;
    if (!row) throw departmentNotFound();
    return row;
  }

  byIds(ctx: Ctx, ids: string[]): Promise<DepartmentRow[]> {
    return ctx.db.query<DepartmentRow>(sql`
      SELECT id, parent_id AS "parentId", name, leader_id AS "leaderId", position, version
      FROM departments WHERE tenant_id = ${ctx.tenantId} AND id = ANY (${ids}::uuid[])`);
  }

  async rootId(ctx: Ctx): Promise<string> {
    return (
      await ctx.db.one<{ id: string }>(sql`SELECT id FROM departments WHERE tenant_id = ${ctx.tenantId} AND parent_id IS NULL`)
    ).id;
  }

  async isBelow(ctx: Ctx, id: string, ancestorId: string): Promise<boolean> {
    const found = await ctx.db.maybe(sql`SELECT 1 FROM department_closure
      WHERE tenant_id = ${ctx.tenantId} AND ancestor_id = ${ancestorId} AND descendant_id = ${id}`);
    return found !== undefined;
  }

  /** Children of a department in their order. */
  async childIds(ctx: Ctx, parentId: string): Promise<string[]> {
    const rows = await ctx.db.query<{ id: string }>(sql`SELECT id FROM departments
      WHERE tenant_id = ${ctx.tenantId} AND parent_id = ${parentId} ORDER BY position, id`);
    return rows.map((row) => row.id);
  }

  /** Puts departments into a parent in this order; only the one moved counts as changed. */
  async arrange(ctx: Ctx, parentId: string, ids: string[], movedId: string): Promise<void> {
    await ctx.db.run(sql`
      UPDATE departments d SET parent_id = ${parentId}, position = o.n - 1,
        version = d.version + (d.id = ${movedId}::uuid)::integer, updated_at = ${ctx.now}, updated_by = ${ctx.actor.employeeId}
      FROM unnest(${ids}::uuid[]) WITH ORDINALITY AS o (id, n)
      WHERE d.tenant_id = ${ctx.tenantId} AND d.id = o.id AND (d.position <> o.n - 1 OR d.id = ${movedId}::uuid)`);
  }

  async contents(ctx: Ctx, id: string): Promise<{ members: number; children: number }> {
    return ctx.db.one<{ members: number; children: number }>(sql`SELECT
      (SELECT count(*) FROM employee_departments ed JOIN employees e ON e.tenant_id = ed.tenant_id AND e.id = ed.employee_id
        WHERE ed.tenant_id = ${ctx.tenantId} AND ed.department_id = ${id} AND e.status <> 'left') AS members,
      (SELECT count(*) FROM departments WHERE tenant_id = ${ctx.tenantId} AND parent_id = ${id}) AS children`);
  }
}
