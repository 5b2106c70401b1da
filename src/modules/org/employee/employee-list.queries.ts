import { Injectable } from '@nestjs/common';
import sql, { empty, join, raw, type Sql } from 'sql-template-tag';
import type { Ctx } from '../../../platform/context/ctx.js';
import { decodeCursor, encodeCursor, type Position } from '../../../platform/records/cursor.js';
import type { Sort } from '../../../platform/records/sort.js';
import { mayFindBy, type PhoneSight } from '../directory/phone-sight.js';
import { EMPLOYEE_COLUMNS } from './employee.queries.js';
import type { EmployeeListView, EmployeeView } from './employee.view.js';
import type { EmployeeFilter, ListEmployeesRequest } from './employees.requests.js';

/** From so many digits on, a term is looked for at the end of phone numbers. */
const PHONE_TAIL = /^\d{3,15}$/;

/** The directory's list (ORG-02, ORG-06, ORG-08). */
@Injectable()
export class EmployeeListQueries {
  /** Index: employees_by_name or employees_by_creation; a search looks through the enterprise's employees in that order. */
  async list(ctx: Ctx, request: ListEmployeesRequest, sight: PhoneSight): Promise<EmployeeListView> {
    const { limit = 20, cursor, count } = request;
    const sort = sortOf(request.sort ?? 'name');
    const where = join(conditions(ctx, request, sight), ' AND ');
    const direction = raw(sort.descending ? 'DESC' : 'ASC');
    const rows = await ctx.db.query<EmployeeView & { $sort: Position['value'] } & Record<string, unknown>>(sql`
      SELECT ${EMPLOYEE_COLUMNS}, ${sort.expression} AS "$sort" FROM employees r
      WHERE ${where} ${cursor === undefined ? empty : behind(sort, cursor)}
      ORDER BY ${sort.expression} ${direction}, r.id ${direction} LIMIT ${limit + 1}`);
    const hasMore = rows.length > limit;
    const items = rows.slice(0, limit);
    const last = items.at(-1);
    const nextCursor = hasMore && last ? encodeCursor(sort, { value: last.$sort, id: last.id }) : null;
    for (const item of items) Reflect.deleteProperty(item, '$sort');
    return { items, page: { nextCursor, hasMore, ...(count ? { total: await this.count(ctx, where) } : {}) } };
  }

  private async count(ctx: Ctx, where: Sql): Promise<number> {
    return (await ctx.db.one<{ n: number }>(sql`SELECT count(*) AS n FROM employees r WHERE ${where}`)).n;
  }
}

function sortOf(asked: string): Sort {
  const descending = asked.startsWith('-');
  const key = descending ? asked.slice(1) : asked;
  return key === 'name'
    ? { key, descending, type: 'text', nullable: false, expression: raw('r.name_pinyin') }
    : { key, descending, type: 'timestamp', nullable: false, expression: raw('r.created_at') };
}

function behind(sort: Sort, cursor: string): Sql {
  const { value, id } = decodeCursor(sort, cursor);
  const cast = raw(sort.type === 'timestamp' ? '::timestamptz' : '::text');
  return sql`AND (${sort.expression}, r.id) ${raw(sort.descending ? '<' : '>')} (${value}${cast}, ${id}::uuid)`;
}

function conditions(ctx: Ctx, { filter = {}, q }: ListEmployeesRequest, sight: PhoneSight): Sql[] {
  return [
    sql`r.tenant_id = ${ctx.tenantId}`,
    sql`r.kind = 'person'`,
    filter.status ? sql`r.status = ${filter.status}` : sql`r.status <> 'left'`,
    ...(filter.seat ? [sql`r.seat = ${filter.seat}`] : []),
    ...(filter.superiorId ? [sql`r.superior_id = ${filter.superiorId}::uuid`] : []),
    ...(filter.roleId
      ? [
          sql`r.id IN (SELECT er.employee_id FROM employee_roles er WHERE er.tenant_id = ${ctx.tenantId} AND er.role_id = ${filter.roleId}::uuid)`,
        ]
      : []),
    ...departmentConditions(ctx, filter),
    ...(q ? [matches(ctx, q, sight)] : []),
  ];
}

function departmentConditions(ctx: Ctx, { departmentId, below, departmentless }: EmployeeFilter): Sql[] {
  const members = sql`SELECT ed.employee_id FROM employee_departments ed`;
  const none = sql`NOT EXISTS (SELECT FROM employee_departments ed WHERE ed.tenant_id = r.tenant_id AND ed.employee_id = r.id)`;
  const inTree = sql`r.id IN (${members} JOIN department_closure dc ON dc.tenant_id = ed.tenant_id AND dc.descendant_id = ed.department_id
    WHERE dc.tenant_id = ${ctx.tenantId} AND dc.ancestor_id = ${departmentId}::uuid)`;
  const inIt = sql`r.id IN (${members} WHERE ed.tenant_id = ${ctx.tenantId} AND ed.department_id = ${departmentId}::uuid)`;
  return [
    ...(departmentless === undefined ? [] : [departmentless ? none : sql`NOT (${none})`]),
    ...(departmentId === undefined ? [] : [below ? inTree : inIt]),
  ];
}

/** Nobody is found by what a field rule hides from the asker. */
function matches(ctx: Ctx, q: string, sight: PhoneSight): Sql {
  const hidden = ctx.ability.hiddenFields('employee');
  const term = q.toLowerCase().replace(/[\\%_]/g, String.raw`\$&`);
  const parts = [
    sql`lower(r.name) LIKE ${`%${term}%`}`,
    sql`r.name_pinyin LIKE ${`%${term}%`}`,
    sql`r.name_initials LIKE ${`${term}%`}`,
    ...(hidden.has('nickname') ? [] : [sql`lower(r.nickname) LIKE ${`%${term}%`}`]),
    ...(hidden.has('title') ? [] : [sql`lower(r.title) LIKE ${`%${term}%`}`]),
    ...(hidden.has('employeeNumber') ? [] : [sql`lower(r.employee_number) = ${q.toLowerCase()}`]),
    ...(hidden.has('phone') || !PHONE_TAIL.test(q) || !mayFindBy(sight, q) ? [] : [sql`r.phone LIKE ${`%${q}`}`]),
  ];
  return sql`(${join(parts, ' OR ')})`;
}
