import { Injectable } from '@nestjs/common';
import sql, { empty, join, raw, type Sql } from 'sql-template-tag';
import type { Ctx } from '../../../platform/context/ctx.js';
import { isId } from '../../../platform/database/ids.js';
import { catalogueFor } from '../../../platform/records/catalogue.js';
import { decodeCursor, encodeCursor } from '../../../platform/records/cursor.js';
import { searchedFields, searchSql } from '../../../platform/records/search.js';
import type { Sort } from '../../../platform/records/sort.js';
import { DepartmentQueries } from '../department/department.queries.js';
import { employeeDescriptor } from '../employee/employee.descriptor.js';
import { employeeNotFound } from '../org.errors.js';
import type { DirectoryRequest } from './directory.requests.js';
import type { ColleaguePageView, ColleagueView, DirectoryView } from './directory.view.js';
import { mayFindBy, phoneSight, sighted, type PhoneSight } from './phone-sight.js';

type Colleague = Required<ColleagueView> & Record<string, unknown>;

const BY_NAME: Sort = { key: 'name', descending: false, type: 'text', nullable: false, expression: raw('r.name_pinyin') };
const COLUMNS = raw(`r.id, r.name, r.nickname, r.title, r.avatar, r.phone, r.email, r.name_pinyin AS "$sort",
  (SELECT d.name FROM employee_departments ed JOIN departments d ON d.tenant_id = ed.tenant_id AND d.id = ed.department_id
    WHERE ed.tenant_id = r.tenant_id AND ed.employee_id = r.id AND ed.is_main) AS "departmentName"`);
const AT_WORK = raw(`r.status = 'active' AND r.kind = 'person'`);
const HIDEABLE = ['nickname', 'title', 'avatar', 'email'] as const;

/** Colleagues find each other; services are nobody's colleagues (ORG-08). */
@Injectable()
export class DirectoryService {
  constructor(private readonly departments: DepartmentQueries) {}

  /** Index: employees_by_name, or employees_search and employees_by_phone_end for what few have. */
  async list(ctx: Ctx, { q, departmentId, below = false, limit = 20, cursor }: DirectoryRequest): Promise<DirectoryView> {
    const sight = await phoneSight(ctx);
    if (departmentId !== undefined) await this.departments.get(ctx, departmentId);
    const where = [
      sql`r.tenant_id = ${ctx.tenantId} AND ${AT_WORK}`,
      ...(departmentId === undefined ? [] : [memberOf(ctx, departmentId, below)]),
      ...(q === undefined ? [] : [await matching(ctx, sight, q)]),
    ];
    const after = cursor === undefined ? undefined : decodeCursor(BY_NAME, cursor);
    const rows = await ctx.db.query<Colleague & { $sort: string }>(sql`
      SELECT ${COLUMNS} FROM employees r WHERE ${join(where, ' AND ')}
        ${after ? sql`AND (r.name_pinyin, r.id) > (${after.value}::text, ${after.id}::uuid)` : empty}
      ORDER BY r.name_pinyin, r.id LIMIT ${limit + 1}`);
    const hasMore = rows.length > limit;
    const last = rows.slice(0, limit).at(-1);
    return {
      items: rows.slice(0, limit).map((row) => shown(ctx, sight, row)),
      page: { nextCursor: hasMore && last ? encodeCursor(BY_NAME, { value: last.$sort, id: last.id }) : null, hasMore },
    };
  }

  /** @throws employeeNotFound also for who has left */
  async get(ctx: Ctx, id: string): Promise<ColleaguePageView> {
    const row = isId(id)
      ? await ctx.db.maybe<Colleague & Pick<ColleaguePageView, 'superior' | 'departments'>>(sql`
        SELECT ${COLUMNS},
          (SELECT jsonb_build_object('id', s.id, 'name', s.name) FROM employees s WHERE s.tenant_id = r.tenant_id AND s.id = r.superior_id) AS superior,
          coalesce((SELECT jsonb_agg(jsonb_build_object('id', ed.department_id, 'isMain', ed.is_main, 'path', (
              SELECT jsonb_agg(d.name ORDER BY dc.depth DESC) FROM department_closure dc JOIN departments d ON d.tenant_id = dc.tenant_id AND d.id = dc.ancestor_id
              WHERE dc.tenant_id = ed.tenant_id AND dc.descendant_id = ed.department_id)) ORDER BY ed.is_main DESC, ed.department_id)
            FROM employee_departments ed WHERE ed.tenant_id = r.tenant_id AND ed.employee_id = r.id), '[]') AS departments
        FROM employees r WHERE r.tenant_id = ${ctx.tenantId} AND r.id = ${id} AND r.status <> 'left' AND r.kind = 'person'`)
      : undefined;
    if (!row) throw employeeNotFound();
    return { ...shown(ctx, await phoneSight(ctx), row), superior: row.superior, departments: row.departments };
  }
}

function memberOf(ctx: Ctx, departmentId: string, below: boolean): Sql {
  const departments = below
    ? sql`(SELECT dc.descendant_id FROM department_closure dc WHERE dc.tenant_id = ${ctx.tenantId} AND dc.ancestor_id = ${departmentId}::uuid)`
    : sql`(${departmentId}::uuid)`;
  return sql`r.id IN (SELECT ed.employee_id FROM employee_departments ed WHERE ed.tenant_id = ${ctx.tenantId} AND ed.department_id IN ${departments})`;
}

/** A single character is a surname, which many share: found by going through the names. Digits that are not seen find nobody. */
async function matching(ctx: Ctx, sight: PhoneSight, q: string): Promise<Sql> {
  if (searchedFields(employeeDescriptor, q).includes('phone') && !mayFindBy(sight, q)) return raw('FALSE');
  if ([...q].length < 2) return sql`CASE WHEN strpos(lower(r.name), ${q.toLowerCase()}) > 0 THEN TRUE ELSE FALSE END`;
  return searchSql(ctx, catalogueFor(ctx, employeeDescriptor, []), q);
}

/** Field rules and the enterprise's word about phones shape every answer. */
function shown(ctx: Ctx, sight: PhoneSight, row: Colleague): ColleagueView {
  const hidden = ctx.ability.hiddenFields('employee');
  const { id, name, departmentName, phone } = row;
  const facts = Object.fromEntries(HIDEABLE.flatMap((key) => (hidden.has(key) ? [] : [[key, row[key]]])));
  return { id, name, ...facts, departmentName, ...sighted(sight, id === ctx.actor.employeeId, phone) };
}
