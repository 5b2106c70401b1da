import { Injectable } from '@nestjs/common';
import sql, { empty } from 'sql-template-tag';
import { AuditLog } from '../../../platform/audit/index.js';
import type { Ctx } from '../../../platform/context/ctx.js';
import { Closures } from '../closures.js';
import { crmSuperiorCycle } from '../org.errors.js';
import { hierarchyChanged } from '../org.events.js';
import { lockOrganisation } from '../org-lock.js';
import { EmployeeQueries, type NamedEmployee } from './employee.queries.js';
import type { CrmSuperiorsView, EmployeeInLineView, EmployeeLineView } from './employee.view.js';
import type { ListSubordinatesRequest } from './employees.requests.js';

type Line = EmployeeInLineView & Record<string, unknown>;

/** Who is above and below whom: the reporting line (ORG-03) and the CRM superiors (ORG-04). */
@Injectable()
export class ReportingLineService {
  constructor(
    private readonly employees: EmployeeQueries,
    private readonly closures: Closures,
    private readonly audit: AuditLog,
  ) {}

  /** Everybody above, nearest first. Index: reporting_closure_upwards. */
  async superiors(ctx: Ctx, id: string): Promise<EmployeeLineView> {
    await this.employees.exists(ctx, id);
    const items = await ctx.db.query<Line>(sql`
      SELECT e.id, e.name, e.title, e.status, rc.depth FROM reporting_closure rc
      JOIN employees e ON e.tenant_id = rc.tenant_id AND e.id = rc.superior_id
      WHERE rc.tenant_id = ${ctx.tenantId} AND rc.subordinate_id = ${id} ORDER BY rc.depth`);
    return { items: items.map((item) => shown(ctx, item)), page: { nextCursor: null, hasMore: false } };
  }

  /** Everybody below, in no order that means anything. Index: the closure's primary key. */
  async subordinates(ctx: Ctx, id: string, { direct, limit = 100, cursor }: ListSubordinatesRequest): Promise<EmployeeLineView> {
    await this.employees.exists(ctx, id);
    const rows = await ctx.db.query<Line>(sql`
      SELECT e.id, e.name, e.title, e.status, rc.depth FROM reporting_closure rc
      JOIN employees e ON e.tenant_id = rc.tenant_id AND e.id = rc.subordinate_id
      WHERE rc.tenant_id = ${ctx.tenantId} AND rc.superior_id = ${id} ${direct ? sql`AND rc.depth = 1` : empty}
        ${cursor === undefined ? empty : sql`AND rc.subordinate_id > ${cursor}::uuid`}
      ORDER BY rc.subordinate_id LIMIT ${limit + 1}`);
    const items = rows.slice(0, limit).map((item) => shown(ctx, item));
    const hasMore = rows.length > limit;
    return { items, page: { nextCursor: hasMore ? items.at(-1)!.id : null, hasMore } };
  }

  async crmSuperiors(ctx: Ctx, id: string): Promise<CrmSuperiorsView> {
    await this.employees.exists(ctx, id);
    const items = await ctx.db.query<NamedEmployee>(sql`
      SELECT e.id, e.name FROM direct_crm_superiors s JOIN employees e ON e.tenant_id = ${ctx.tenantId} AND e.id = s.superior_id
      WHERE s.employee_id = ${id} ORDER BY e.name_pinyin, e.id`);
    const overridden = await ctx.db.maybe(
      sql`SELECT 1 FROM crm_superiors WHERE tenant_id = ${ctx.tenantId} AND employee_id = ${id} LIMIT 1`,
    );
    return { overridden: overridden !== undefined, items };
  }

  /** Replaces the superiors that follow from the organisation, for CRM data alone; none goes back to them. */
  async setCrmSuperiors(ctx: Ctx, id: string, superiorIds: string[]): Promise<CrmSuperiorsView> {
    await lockOrganisation(ctx);
    const employee = await this.employees.lock(ctx, id);
    const superiors = await this.employees.mustWorkHere(ctx, superiorIds, '/superiorIds');
    await this.refuseCircle(ctx, employee.id, superiors);
    const before = await this.crmSuperiors(ctx, id);
    await ctx.db.run(
      sql`DELETE FROM crm_superiors WHERE tenant_id = ${ctx.tenantId} AND employee_id = ${id} AND superior_id <> ALL (${superiorIds}::uuid[])`,
    );
    await ctx.db.run(sql`INSERT INTO crm_superiors (tenant_id, employee_id, superior_id)
      SELECT ${ctx.tenantId}, ${id}, s.id FROM unnest(${superiorIds}::uuid[]) AS s (id) ON CONFLICT DO NOTHING`);
    await this.closures.membershipsChanged(ctx, [id]);
    ctx.emit(hierarchyChanged({}));
    const after = await this.crmSuperiors(ctx, id);
    await this.audit.record(ctx, { action: 'employee.crmSuperiorsSet', object: 'employee', objectId: id, before, after });
    return after;
  }

  /** Whoever the employee sees already cannot be above: both would see everything of each other. */
  private async refuseCircle(ctx: Ctx, employeeId: string, superiors: NamedEmployee[]): Promise<void> {
    const below = await ctx.db.maybe<{ id: string }>(sql`
      SELECT owner_id AS id FROM visibility
      WHERE tenant_id = ${ctx.tenantId} AND viewer_id = ${employeeId} AND owner_id = ANY (${superiors.map(({ id }) => id)}::uuid[]) LIMIT 1`);
    if (below) throw crmSuperiorCycle({ name: superiors.find(({ id }) => id === below.id)!.name });
  }
}

const shown = (ctx: Ctx, item: EmployeeInLineView): EmployeeInLineView =>
  ctx.ability.hiddenFields('employee').has('title') ? { ...item, title: null } : item;
