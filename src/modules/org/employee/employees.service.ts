import { Injectable } from '@nestjs/common';
import sql from 'sql-template-tag';
import { AuditLog } from '../../../platform/audit/index.js';
import type { Ctx } from '../../../platform/context/ctx.js';
import { fieldForbidden, versionMismatch, type Problem } from '../../../platform/errors/index.js';
import { text } from '../../../platform/i18n/locale.js';
import { pinyinOf } from '../../../platform/text/index.js';
import { phoneSight, sighted, type PhoneSight } from '../directory/phone-sight.js';
import { Closures } from '../closures.js';
import { reportingCycle } from '../org.errors.js';
import { employeeChanged, hierarchyChanged } from '../org.events.js';
import { lockOrganisation } from '../org-lock.js';
import { EmployeeCreation } from './employee-creation.js';
import { BINDABLE } from './employee.descriptor.js';
import { EmployeeListQueries } from './employee-list.queries.js';
import { EmployeeQueries, type EmployeeRow } from './employee.queries.js';
import type { EmployeeListView, EmployeeView } from './employee.view.js';
import type { CreateEmployeeRequest, ListEmployeesRequest, UpdateEmployeeRequest } from './employees.requests.js';
import { MembershipsService } from './memberships.service.js';
import type { CreatedEmployee, NewEmployee } from './new-employee.js';

/** People at work in the enterprise (ORG-02). */
@Injectable()
export class EmployeesService {
  constructor(
    private readonly queries: EmployeeQueries,
    private readonly lists: EmployeeListQueries,
    private readonly creation: EmployeeCreation,
    private readonly memberships: MembershipsService,
    private readonly closures: Closures,
    private readonly audit: AuditLog,
  ) {}

  async list(ctx: Ctx, request: ListEmployeesRequest): Promise<EmployeeListView> {
    const sight = await phoneSight(ctx);
    const { items, page } = await this.lists.list(ctx, request, sight);
    return { items: items.map((item) => visible(ctx, item, sight)), page };
  }

  async get(ctx: Ctx, id: string): Promise<EmployeeView> {
    return visible(ctx, await this.queries.view(ctx, id), await phoneSight(ctx));
  }

  /** See EmployeeCreation.createMany; permission is the caller's to check. */
  createMany(ctx: Ctx, rows: NewEmployee[]): Promise<CreatedEmployee[]> {
    return this.creation.createMany(ctx, rows);
  }

  /** See EmployeeCreation.check. */
  checkMany(ctx: Ctx, rows: NewEmployee[]): Promise<(Problem | undefined)[]> {
    return this.creation.check(ctx, rows);
  }

  async create(ctx: Ctx, request: CreateEmployeeRequest): Promise<EmployeeView> {
    refuseBoundFields(ctx, request);
    const [result] = await this.creation.createMany(ctx, [request]);
    if ('problem' in result!) throw result.problem;
    const { initialPassword: _, ...facts } = request;
    await this.audit.record(ctx, {
      action: 'employee.created',
      object: 'employee',
      objectId: result!.id,
      after: facts,
      summary: { accountLinked: result!.accountLinked },
    });
    return this.get(ctx, result!.id);
  }

  async update(ctx: Ctx, id: string, request: UpdateEmployeeRequest, ifMatch?: number): Promise<EmployeeView> {
    refuseBoundFields(ctx, request);
    await lockOrganisation(ctx);
    const before = await this.queries.lock(ctx, id);
    if (ifMatch !== undefined && ifMatch !== before.version) throw versionMismatch({ currentVersion: before.version });
    const shown = await this.queries.view(ctx, id);
    if (request.superiorId) await this.mayBeSuperior(ctx, before, request.superiorId);
    await this.write(ctx, { ...shown, ...definedOf(request) });
    await this.place(ctx, before, request);
    ctx.emit(employeeChanged({ employeeId: id }));
    await this.audit.record(ctx, {
      action: 'employee.updated',
      object: 'employee',
      objectId: id,
      before: pick(shown, request),
      after: request,
    });
    return this.get(ctx, id);
  }

  private async write(ctx: Ctx, employee: EmployeeView): Promise<void> {
    const { full, initials } = pinyinOf(employee.name);
    await ctx.db.run(sql`
      UPDATE employees SET name = ${employee.name}, name_pinyin = ${full}, name_initials = ${initials}, nickname = ${employee.nickname},
        phone = ${employee.phone}, email = ${employee.email}, title = ${employee.title}, employee_number = ${employee.employeeNumber},
        entry_date = ${employee.entryDate}, avatar = ${employee.avatar}, superior_id = ${employee.superiorId}, seat = ${employee.seat},
        version = version + 1, updated_at = ${ctx.now}, updated_by = ${ctx.actor.employeeId}
      WHERE tenant_id = ${ctx.tenantId} AND id = ${employee.id}`);
  }

  /** Departments and hierarchies, as far as the request changes them. */
  private async place(ctx: Ctx, before: EmployeeRow, request: UpdateEmployeeRequest): Promise<void> {
    const placed = request.departmentIds !== undefined;
    const moved = request.superiorId !== undefined && request.superiorId !== before.superiorId;
    if (placed) await this.memberships.replace(ctx, before.id, request.departmentIds!, request.mainDepartmentId);
    if (moved) await this.closures.superiorsChanged(ctx, [before.id]);
    else if (placed) await this.closures.membershipsChanged(ctx, [before.id]);
    if (moved || placed) ctx.emit(hierarchyChanged({}));
  }

  /** @throws reportingCycle that names everybody on the circle, from the employee round to the employee */
  private async mayBeSuperior(ctx: Ctx, employee: EmployeeRow, superiorId: string): Promise<void> {
    await this.queries.mustWorkHere(ctx, [superiorId], '/superiorId');
    const line = superiorId === employee.id ? [employee.name] : await this.queries.lineBetween(ctx, superiorId, employee.id);
    if (line.length === 0) return;
    const names = [employee.name, ...line];
    throw reportingCycle({ names, path: names.join(' → ') });
  }
}

/** Field rules, and what the enterprise says about phones, shape every answer. */
function visible(ctx: Ctx, { phone = null, ...facts }: EmployeeView, sight: PhoneSight): EmployeeView {
  const employee = { ...facts, ...sighted(sight, facts.id === ctx.actor.employeeId, phone) };
  const hidden = ctx.ability.hiddenFields('employee');
  if (hidden.size === 0) return employee;
  return Object.fromEntries(
    Object.entries(employee).filter(([key]) => !(hidden.has(key) && (BINDABLE as readonly string[]).includes(key))),
  ) as unknown as EmployeeView;
}

/** … and refuse every forbidden write. */
function refuseBoundFields(ctx: Ctx, request: object): void {
  const bound = ctx.ability.readOnlyFields('employee');
  const issues = Object.keys(definedOf(request))
    .filter((key) => bound.has(key))
    .map((key) => ({
      pointer: `/${key}`,
      code: 'FIELD_FORBIDDEN',
      message: text('您不能修改该字段', 'You may not change this field.'),
    }));
  if (issues.length > 0) throw forbiddenFields(issues);
}

const forbiddenFields = (issues: Parameters<typeof fieldForbidden>[1]): Problem => fieldForbidden({}, issues);
const definedOf = <T extends object>(request: T): Partial<T> =>
  Object.fromEntries(Object.entries(request).filter(([, value]) => value !== undefined)) as Partial<T>;
const pick = (shown: EmployeeView, request: object): object =>
  Object.fromEntries(Object.entries(shown).filter(([key]) => key in request));
