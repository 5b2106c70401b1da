import { Injectable } from '@nestjs/common';
import sql from 'sql-template-tag';
import { AuditLog } from '../../../platform/audit/index.js';
import type { Ctx } from '../../../platform/context/ctx.js';
import { newId } from '../../../platform/database/ids.js';
import { validationFailed, versionMismatch } from '../../../platform/errors/index.js';
import { text } from '../../../platform/i18n/locale.js';
import { Closures } from '../closures.js';
import { EmployeeQueries } from '../employee/employee.queries.js';
import { departmentCycle, departmentIsRoot, departmentNotEmpty, departmentNotFound } from '../org.errors.js';
import { hierarchyChanged } from '../org.events.js';
import { lockOrganisation } from '../org-lock.js';
import { DepartmentQueries, type DepartmentRow } from './department.queries.js';
import type { DepartmentListView, DepartmentView } from './department.view.js';
import type { CreateDepartmentRequest, PlaceDepartmentRequest, UpdateDepartmentRequest } from './departments.requests.js';
import { inTreeOrder } from './tree.js';

/** The organisation tree (ORG-01). */
@Injectable()
export class DepartmentsService {
  constructor(
    private readonly queries: DepartmentQueries,
    private readonly employees: EmployeeQueries,
    private readonly closures: Closures,
    private readonly audit: AuditLog,
  ) {}

  async list(ctx: Ctx): Promise<DepartmentListView> {
    return { items: inTreeOrder(await this.queries.all(ctx)), page: { nextCursor: null, hasMore: false } };
  }

  async get(ctx: Ctx, id: string): Promise<DepartmentView> {
    const found = (await this.list(ctx)).items.find((department) => department.id === id);
    if (!found) throw departmentNotFound();
    return found;
  }

  async create(ctx: Ctx, request: CreateDepartmentRequest): Promise<DepartmentView> {
    await lockOrganisation(ctx);
    const parentId = request.parentId ? (await this.queries.get(ctx, request.parentId)).id : await this.queries.rootId(ctx);
    if (request.leaderId) await this.employees.mustWorkHere(ctx, [request.leaderId], '/leaderId');
    const id = newId();
    await ctx.db.run(sql`
      INSERT INTO departments (tenant_id, id, parent_id, name, leader_id, position, created_at, created_by, updated_at, updated_by)
      VALUES (${ctx.tenantId}, ${id}, ${parentId}, ${request.name}, ${request.leaderId ?? null},
        (SELECT coalesce(max(position) + 1, 0) FROM departments WHERE tenant_id = ${ctx.tenantId} AND parent_id = ${parentId}),
        ${ctx.now}, ${ctx.actor.employeeId}, ${ctx.now}, ${ctx.actor.employeeId})`);
    await this.treeChanged(ctx);
    await this.audit.record(ctx, {
      action: 'department.created',
      object: 'department',
      objectId: id,
      after: { name: request.name, parentId },
    });
    return this.get(ctx, id);
  }

  async update(ctx: Ctx, id: string, request: UpdateDepartmentRequest, ifMatch?: number): Promise<DepartmentView> {
    await lockOrganisation(ctx);
    const before = await this.queries.get(ctx, id);
    expectVersion(before, ifMatch);
    if (request.leaderId) await this.employees.mustWorkHere(ctx, [request.leaderId], '/leaderId');
    const name = request.name ?? before.name;
    const leaderId = request.leaderId === undefined ? before.leaderId : request.leaderId;
    await ctx.db.run(sql`
      UPDATE departments SET name = ${name}, leader_id = ${leaderId}, version = version + 1, updated_at = ${ctx.now}, updated_by = ${ctx.actor.employeeId}
      WHERE tenant_id = ${ctx.tenantId} AND id = ${id}`);
    if (leaderId !== before.leaderId) await this.treeChanged(ctx);
    await this.audit.record(ctx, {
      action: 'department.updated',
      object: 'department',
      objectId: id,
      before: { name: before.name, leaderId: before.leaderId },
      after: { name, leaderId },
    });
    return this.get(ctx, id);
  }

  /** Moves a department with all that is below it, or changes its order; its people stay in it. */
  async place(ctx: Ctx, id: string, request: PlaceDepartmentRequest, ifMatch?: number): Promise<DepartmentView> {
    await lockOrganisation(ctx);
    const department = await this.queries.get(ctx, id);
    expectVersion(department, ifMatch);
    if (department.parentId === null) throw departmentIsRoot();
    const { parentId, siblings } = await this.target(ctx, id, request);
    if (await this.queries.isBelow(ctx, parentId, id)) throw departmentCycle();
    await this.queries.arrange(ctx, parentId, siblings, id);
    if (parentId !== department.parentId) await this.treeChanged(ctx);
    await this.audit.record(ctx, {
      action: 'department.moved',
      object: 'department',
      objectId: id,
      before: { parentId: department.parentId, position: department.position },
      after: { parentId, position: siblings.indexOf(id) },
    });
    return this.get(ctx, id);
  }

  async delete(ctx: Ctx, id: string): Promise<void> {
    await lockOrganisation(ctx);
    const department = await this.queries.get(ctx, id);
    if (department.parentId === null) throw departmentIsRoot();
    const contents = await this.queries.contents(ctx, id);
    if (contents.members > 0 || contents.children > 0) throw departmentNotEmpty(contents);
    // those who have left do not keep a department alive
    await ctx.db.run(sql`DELETE FROM employee_departments WHERE tenant_id = ${ctx.tenantId} AND department_id = ${id}`);
    await ctx.db.run(sql`DELETE FROM departments WHERE tenant_id = ${ctx.tenantId} AND id = ${id}`);
    await this.treeChanged(ctx);
    await this.audit.record(ctx, {
      action: 'department.deleted',
      object: 'department',
      objectId: id,
      before: { name: department.name, parentId: department.parentId },
    });
  }

  /** Where the department is to stand: its parent, and that one's children in their new order. */
  private async target(
    ctx: Ctx,
    id: string,
    { intoId, beforeId, afterId }: PlaceDepartmentRequest,
  ): Promise<{ parentId: string; siblings: string[] }> {
    const given = [intoId, beforeId, afterId].filter((each) => each !== undefined);
    if (given.length !== 1) throw oneTarget();
    const target = await this.queries.get(ctx, given[0]!);
    if (target.id === id) throw departmentCycle();
    const parentId = intoId ? target.id : target.parentId;
    if (parentId === null) throw departmentIsRoot();
    const siblings = (await this.queries.childIds(ctx, parentId)).filter((each) => each !== id);
    const index = intoId ? siblings.length : siblings.indexOf(target.id) + (afterId ? 1 : 0);
    return { parentId, siblings: siblings.toSpliced(index, 0, id) };
  }

  private async treeChanged(ctx: Ctx): Promise<void> {
    await this.closures.treeChanged(ctx);
    ctx.emit(hierarchyChanged({}));
  }
}

function expectVersion(department: DepartmentRow, ifMatch: number | undefined): void {
  if (ifMatch !== undefined && ifMatch !== department.version) throw versionMismatch({ currentVersion: department.version });
}

const oneTarget = (): Error =>
  validationFailed({}, [
    {
      pointer: '',
      code: 'ONE_TARGET',
      message: text('intoId、beforeId、afterId 须且只能给一个', 'Give exactly one of intoId, beforeId and afterId.'),
    },
  ]);
