import { Injectable } from '@nestjs/common';
import sql, { empty } from 'sql-template-tag';
import type { Ctx } from '../../../platform/context/ctx.js';
import type { RoleContent } from '../role/grant-rules.js';
import type { DecideJoinRequestRequest, JoinRequestStatus, ListJoinRequestsRequest } from './join-request.requests.js';
import type { JoinRequestView } from './join-request.view.js';

type Row = JoinRequestView & Record<string, unknown>;

const FROM = sql`
  SELECT j.id, j.status, j.employee_id AS "employeeId", e.name, coalesce(e.phone, a.phone) AS phone, coalesce(e.email, a.email) AS email,
    j.invitation_id AS "invitationId", i.department_id AS "departmentId", j.reason, j.version, j.created_at AS "createdAt",
    j.decided_at AS "decidedAt", j.decided_by AS "decidedBy"
  FROM join_requests j
  JOIN employees e ON e.tenant_id = j.tenant_id AND e.id = j.employee_id
  JOIN invitations i ON i.tenant_id = j.tenant_id AND i.id = j.invitation_id
  LEFT JOIN accounts a ON a.id = e.account_id`;

/** Which of the things named in a decision do not exist. */
export interface Missing extends Record<string, unknown> {
  department: boolean;
  superior: boolean;
  roles: string[];
}

@Injectable()
export class JoinRequestQueries {
  /** Newest first, one more than the page holds. Index: join_requests_by_status or the primary key. */
  list(ctx: Ctx, { filter, limit = 20, cursor }: ListJoinRequestsRequest): Promise<Row[]> {
    return ctx.db.query<Row>(sql`${FROM}
      WHERE j.tenant_id = ${ctx.tenantId} ${filter?.status === undefined ? empty : sql`AND j.status = ${filter.status}`}
        ${cursor === undefined ? empty : sql`AND j.id < ${cursor}::uuid`}
      ORDER BY j.id DESC LIMIT ${limit + 1}`);
  }

  get(ctx: Ctx, id: string): Promise<Row | undefined> {
    return ctx.db.maybe<Row>(sql`${FROM} WHERE j.tenant_id = ${ctx.tenantId} AND j.id = ${id}`);
  }

  /** Decides what is undecided; false when somebody was quicker. */
  async decide(ctx: Ctx, id: string, status: Exclude<JoinRequestStatus, 'pending'>, reason: string | null): Promise<boolean> {
    return (
      (await ctx.db
        .run(sql`UPDATE join_requests SET status = ${status}, reason = ${reason}, version = version + 1, decided_at = ${ctx.now},
          decided_by = ${ctx.actor.employeeId}
        WHERE tenant_id = ${ctx.tenantId} AND id = ${id} AND status = 'pending'`)) === 1
    );
  }

  missing(ctx: Ctx, { departmentId, superiorId, roleIds = [] }: DecideJoinRequestRequest): Promise<Missing> {
    return ctx.db.one<Missing>(sql`SELECT
      NOT EXISTS (SELECT FROM departments WHERE tenant_id = ${ctx.tenantId} AND id = ${departmentId}) AS department,
      ${superiorId ?? null}::uuid IS NOT NULL AND NOT EXISTS (
        SELECT FROM employees WHERE tenant_id = ${ctx.tenantId} AND id = ${superiorId ?? null}::uuid AND status = 'active' AND kind = 'person') AS superior,
      ARRAY(SELECT w.id::text FROM unnest(${roleIds}::uuid[]) AS w (id)
        WHERE NOT EXISTS (SELECT FROM roles r WHERE r.tenant_id = ${ctx.tenantId} AND r.id = w.id)) AS roles`);
  }

  /** What roles permit, for whoever would give them. */
  roles(ctx: Ctx, ids: string[]): Promise<RoleContent[]> {
    return ctx.db.query<RoleContent & Record<string, unknown>>(sql`
      SELECT grants, field_rules AS "fieldRules" FROM roles WHERE tenant_id = ${ctx.tenantId} AND id = ANY (${ids}::uuid[])`);
  }

  /** Ends the waiting of an employee; false when they wait no longer. */
  async settle(ctx: Ctx, employeeId: string, status: 'active' | 'left', superiorId: string | null): Promise<boolean> {
    return (
      (await ctx.db
        .run(sql`UPDATE employees SET status = ${status}, superior_id = coalesce(${superiorId}::uuid, superior_id), version = version + 1,
          updated_at = ${ctx.now}, updated_by = ${ctx.actor.employeeId}
        WHERE tenant_id = ${ctx.tenantId} AND id = ${employeeId} AND status = 'pending'`)) === 1
    );
  }

  /** Gives department and roles; what somebody had who worked here before comes not back by itself. */
  async place(ctx: Ctx, employeeId: string, departmentId: string, roleIds: string[]): Promise<void> {
    const { tenantId } = ctx;
    await ctx.db.run(sql`DELETE FROM employee_departments WHERE tenant_id = ${tenantId} AND employee_id = ${employeeId}`);
    await ctx.db.run(sql`DELETE FROM employee_roles WHERE tenant_id = ${tenantId} AND employee_id = ${employeeId}`);
    await ctx.db.run(sql`INSERT INTO employee_departments (tenant_id, employee_id, department_id, is_main)
      VALUES (${tenantId}, ${employeeId}, ${departmentId}, true)`);
    await ctx.db.run(sql`INSERT INTO employee_roles (tenant_id, employee_id, role_id)
      SELECT ${tenantId}::uuid, ${employeeId}::uuid, r.id FROM unnest(${roleIds}::uuid[]) AS r (id)`);
    await ctx.db.query(sql`SELECT refresh_reporting_closure(), refresh_visibility()`);
  }
}
