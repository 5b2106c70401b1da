import { Injectable } from '@nestjs/common';
import sql from 'sql-template-tag';
import type { Ctx } from '../../platform/context/ctx.js';

/** From so many changed employees on, all lines are compared: less work than finding out which ones can differ. */
const MANY = 200;

/** Keeps the derived hierarchies true within the transaction that changed their sources. Needs the organisation's lock. */
@Injectable()
export class Closures {
  /** The tree or a leader has changed. */
  async treeChanged(ctx: Ctx): Promise<void> {
    await ctx.db.query(sql`SELECT refresh_department_closure()`);
    await ctx.db.query(sql`SELECT refresh_visibility()`);
  }

  /** Superiors of these employees have changed, and perhaps their departments. */
  async superiorsChanged(ctx: Ctx, employeeIds: string[]): Promise<void> {
    if (employeeIds.length > MANY) {
      await ctx.db.query(sql`SELECT refresh_reporting_closure()`);
      await ctx.db.query(sql`SELECT refresh_visibility()`);
      return;
    }
    await ctx.db.query(sql`SELECT refresh_reporting_closure(${employeeIds}::uuid[])`);
    // whether a leader reports to a member of their department decides who of the two is above the other
    if (await this.movesLeaders(ctx, employeeIds)) await ctx.db.query(sql`SELECT refresh_visibility()`);
    else await this.membershipsChanged(ctx, employeeIds);
  }

  /** Departments or CRM superiors of these employees have changed, nothing else. */
  async membershipsChanged(ctx: Ctx, employeeIds: string[]): Promise<void> {
    if (employeeIds.length > MANY) await ctx.db.query(sql`SELECT refresh_visibility()`);
    else await ctx.db.query(sql`SELECT refresh_visibility(${employeeIds}::uuid[])`);
  }

  private async movesLeaders(ctx: Ctx, employeeIds: string[]): Promise<boolean> {
    const { moves } = await ctx.db.one<{ moves: boolean }>(sql`SELECT EXISTS (
      SELECT FROM departments d WHERE d.tenant_id = ${ctx.tenantId} AND (d.leader_id = ANY (${employeeIds}::uuid[])
        OR d.leader_id IN (SELECT rc.subordinate_id FROM reporting_closure rc
          WHERE rc.tenant_id = ${ctx.tenantId} AND rc.superior_id = ANY (${employeeIds}::uuid[])))) AS moves`);
    return moves;
  }
}
