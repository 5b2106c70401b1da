import { Injectable } from '@nestjs/common';
import sql from 'sql-template-tag';
import type { Ctx } from '../../../platform/context/ctx.js';
import type { GroupKind, PoolMemberRequest } from './member.requests.js';
import type { PoolMemberView } from './member.view.js';

@Injectable()
export class MemberQueries {
  /** Administrators first; groups that are gone are not there any more. */
  list(ctx: Ctx, poolId: string): Promise<PoolMemberView[]> {
    return ctx.db.query<PoolMemberView & Record<string, unknown>>(sql`
      SELECT m.kind, m.group_id AS id, coalesce(e.name, d.name, ro.name) AS name, m.part
      FROM pool_members m
      LEFT JOIN employees e ON m.kind = 'employee' AND e.tenant_id = m.tenant_id AND e.id = m.group_id
      LEFT JOIN departments d ON m.kind = 'department' AND d.tenant_id = m.tenant_id AND d.id = m.group_id
      LEFT JOIN roles ro ON m.kind = 'role' AND ro.tenant_id = m.tenant_id AND ro.id = m.group_id
      WHERE m.pool_id = ${poolId}::uuid
      ORDER BY m.part, m.kind, name, m.group_id`);
  }

  /** Of these groups, those that exist; people who have left are none. */
  async existing(ctx: Ctx, members: readonly Pick<PoolMemberRequest, 'kind' | 'id'>[]): Promise<Set<string>> {
    const of = (kind: GroupKind): string[] => members.filter((member) => member.kind === kind).map((member) => member.id);
    const rows = await ctx.db.query<{ key: string }>(sql`
      SELECT 'employee:' || e.id AS key FROM employees e WHERE e.id = ANY (${of('employee')}::uuid[]) AND e.status <> 'left'
      UNION ALL SELECT 'department:' || d.id FROM departments d WHERE d.id = ANY (${of('department')}::uuid[])
      UNION ALL SELECT 'role:' || ro.id FROM roles ro WHERE ro.id = ANY (${of('role')}::uuid[])`);
    return new Set(rows.map((row) => row.key));
  }

  /** Makes these, and no others, the members; lines that stay are not touched. */
  async replace(ctx: Ctx, poolId: string, members: readonly PoolMemberRequest[]): Promise<void> {
    const wanted = JSON.stringify(members.map(({ kind, id, part }) => ({ kind, id, part })));
    await ctx.db.run(sql`
      DELETE FROM pool_members m WHERE m.pool_id = ${poolId}::uuid AND NOT EXISTS (
        SELECT FROM jsonb_to_recordset(${wanted}::jsonb) AS w(id uuid, part text) WHERE w.id = m.group_id AND w.part = m.part)`);
    await ctx.db.run(sql`
      INSERT INTO pool_members (tenant_id, pool_id, group_id, kind, part)
      SELECT ${ctx.tenantId}::uuid, ${poolId}::uuid, w.id, w.kind, w.part FROM jsonb_to_recordset(${wanted}::jsonb) AS w(kind text, id uuid, part text)
      ON CONFLICT (tenant_id, pool_id, group_id, part) DO NOTHING`);
  }

  /** A department's own sea: it alone is the member, whoever administers (POOL-13). */
  async giveToDepartment(ctx: Ctx, poolId: string, departmentId: string): Promise<void> {
    await ctx.db.run(
      sql`DELETE FROM pool_members m WHERE m.pool_id = ${poolId}::uuid AND m.part = 'member' AND m.group_id <> ${departmentId}::uuid`,
    );
    await ctx.db.run(sql`INSERT INTO pool_members (tenant_id, pool_id, group_id, kind, part)
      VALUES (${ctx.tenantId}, ${poolId}, ${departmentId}, 'department', 'member')
      ON CONFLICT (tenant_id, pool_id, group_id, part) DO NOTHING`);
  }

  /** Membership shows in the pool's version. */
  async raiseVersion(ctx: Ctx, poolId: string): Promise<number> {
    const { version } = await ctx.db.one<{
      version: number;
    }>(sql`UPDATE pools SET version = version + 1, updated_at = ${ctx.now}, updated_by = ${ctx.actor.employeeId}
      WHERE id = ${poolId} RETURNING version`);
    return version;
  }
}
