import { Injectable } from '@nestjs/common';
import sql, { empty, join, raw, type Sql } from 'sql-template-tag';
import { reachesByRelation, scoped, type ListScope } from '../authz/index.js';
import { conditionSql, leavesOf, type Condition } from '../condition/index.js';
import type { Ctx } from '../context/ctx.js';
import { catalogueFor, type Catalogue } from './catalogue.js';
import { toldBy } from './custom-field.js';
import { CustomFields } from './custom-fields.js';
import { decodeCursor, encodeCursor, type Position } from './cursor.js';
import type { ObjectDescriptor } from './descriptor.js';
import { cursorAndPage, pageTooFar, unknownView } from './list.errors.js';
import type { ListQuery } from './list-query.js';
import { MomentFactory } from './moment-factory.js';
import type { Page } from './page.js';
import { readCondition, readFilter } from './read-condition.js';
import { RowSights } from './row-sight.js';
import { SavedViews } from './saved-views.js';
import { searchedFields, searchSql } from './search.js';
import { referenceColumns, referenceJoins, selectionForSight, type Selection } from './selection.js';
import { isSortable, sortOf, type Sort } from './sort.js';

/** What narrows a list beyond the query: the module's own where, a parsed condition, another action than reading. */
export interface ListOptions {
  where?: Sql;
  condition?: Condition;
  action?: string;
  defaultScope?: ListScope;
  /** Fields that `where` tells of: rows of which the viewer may not see them are left out. */
  tells?: readonly string[];
}

/** Rows that a list is about, as SQL on the alias r. */
export interface Matching {
  catalogue: Catalogue;
  where: Sql;
  /** Whether how many rows there are depends on the very values that are asked for: a search, a range, a subtree. */
  varies: boolean;
}

/** Lists of every kind of record: permission, filter, search, order and page in one statement, by an index. */
@Injectable()
export class RecordLists {
  constructor(
    private readonly customFields: CustomFields,
    private readonly moments: MomentFactory,
    private readonly sights: RowSights,
    private readonly views: SavedViews,
  ) {}

  async list<Row extends { id: string }>(
    ctx: Ctx,
    descriptor: ObjectDescriptor,
    asked: ListQuery,
    narrowed: ListOptions = {},
  ): Promise<Page<Row>> {
    const { query, options } = await this.throughView(ctx, descriptor, asked, narrowed);
    const { catalogue, where, varies } = await this.matching(ctx, descriptor, query, options);
    const sort = sortOf(catalogue, query.sort ?? descriptor.defaultSort);
    const sight = this.sights.of(descriptor.object);
    const { selection, extra } = selectionForSight(catalogue, query.fields, sight?.needs ?? [], ctx);
    const limit = query.limit ?? 20;
    const ids = idsSql(descriptor, where, sort, limit + 1, whereToGoOn(query, sort, limit));
    const scope = query.scope ?? options.defaultScope;
    const rows = await (varies || reachesByRelation(ctx, options.action ?? 'read', descriptor.policy, scope)
      ? plannedAfresh<Row>(ctx, descriptor, selection, sort, ids)
      : ctx.db.query<Row & Sorted>(pageSql(descriptor, selection, sort, ids)));
    const hasMore = rows.length > limit;
    const items = hasMore ? rows.slice(0, limit) : rows;
    const last = items.at(-1);
    const nextCursor =
      hasMore && last && query.page === undefined
        ? encodeCursor(sort, { value: sort.expression.sql === ID ? last.id : last.$sort, id: last.id })
        : null;
    await sight?.apply(ctx, items);
    const unasked = sort.expression.sql === ID ? extra : ['$sort', ...extra];
    for (const row of items) for (const key of unasked) Reflect.deleteProperty(row, key);
    const total = query.count ? { total: await this.count(ctx, descriptor, where, query.count) } : {};
    return { items, page: { nextCursor, hasMore, ...total } };
  }

  /** The same, narrowed by a condition of any shape. @throws validationFailed with pointers into the condition */
  async search<Row extends { id: string }>(
    ctx: Ctx,
    descriptor: ObjectDescriptor,
    query: ListQuery,
    condition: unknown,
    options: ListOptions = {},
  ): Promise<Page<Row>> {
    if (condition === undefined) return this.list<Row>(ctx, descriptor, query, options);
    const parsed = readCondition(condition, await this.catalogue(ctx, descriptor));
    return this.list<Row>(ctx, descriptor, query, { ...options, condition: parsed });
  }

  /** The rows that a query is about, for lists, counts, exports and bulk acts alike. */
  async matching(
    ctx: Ctx,
    descriptor: ObjectDescriptor,
    query: Pick<ListQuery, 'filter' | 'q' | 'scope' | 'sort'>,
    options: ListOptions,
  ): Promise<Matching> {
    const catalogue = await this.catalogue(ctx, descriptor);
    const parts = [scoped(ctx, options.action ?? 'read', descriptor.policy, query.scope ?? options.defaultScope ?? 'all')];
    if (options.where) parts.push(options.where);
    const conditions = [options.condition, query.filter && readFilter(query.filter, catalogue)].filter(
      (each) => each !== undefined,
    );
    if (conditions.length > 0) {
      const moment = await this.moments.of(ctx);
      parts.push(...conditions.map((condition) => conditionSql(condition, catalogue, moment)));
    }
    if (query.q !== undefined) parts.push(await searchSql(ctx, catalogue, query.q));
    const leaves = conditions.flatMap(leavesOf);
    const asked = [
      ...(options.tells ?? []),
      ...leaves.map(({ field }) => field),
      ...(query.sort ? [query.sort.replace(/^-/, '')] : []),
      ...(query.q === undefined ? [] : searchedFields(descriptor, query.q)),
    ];
    const told = asked.flatMap((key) => [key, ...(catalogue.customField(key) ? toldBy(catalogue.customField(key)!) : [])]);
    const blind = await this.sights.of(descriptor.object)?.blindTo(ctx, told);
    if (blind) parts.push(sql`NOT ${blind}`);
    return { catalogue, where: join(parts, ' AND '), varies: query.q !== undefined || leaves.some(({ op }) => op !== 'eq') };
  }

  /** A view narrows a list for this actor: fields that are hidden from them are refused in its condition, and bring no order. */
  private async throughView(
    ctx: Ctx,
    descriptor: ObjectDescriptor,
    query: ListQuery,
    options: ListOptions,
  ): Promise<{ query: ListQuery; options: ListOptions }> {
    if (query.view === undefined) return { query, options };
    const view = await this.views.find(ctx, descriptor.object, query.view);
    if (!view) throw unknownView();
    const catalogue = await this.catalogue(ctx, descriptor);
    const sort = query.sort ?? (view.sort !== null && isSortable(catalogue, view.sort) ? view.sort : undefined);
    const asked = { ...query, ...(sort === undefined ? {} : { sort }) };
    if (!view.condition) return { query: asked, options };
    const condition = readCondition(view.condition, catalogue, '?view');
    return { query: asked, options: { ...options, condition: { all: [options.condition ?? { all: [] }, condition] } } };
  }

  private async catalogue(ctx: Ctx, descriptor: ObjectDescriptor): Promise<Catalogue> {
    const custom = descriptor.customizable ? await this.customFields.of(ctx, descriptor.object) : [];
    return catalogueFor(ctx, descriptor, custom);
  }

  private async count(ctx: Ctx, descriptor: ObjectDescriptor, where: Sql, how: 'exact' | 'estimate'): Promise<number> {
    const counted = sql`FROM ${raw(descriptor.table)} r WHERE ${where}`;
    if (how === 'exact') return (await ctx.db.once<{ n: number }>(sql`SELECT count(*) AS n ${counted}`))[0]!.n;
    const [plan] = await ctx.db.once<{ 'QUERY PLAN': [{ Plan: { 'Plan Rows': number } }] }>(
      sql`EXPLAIN (FORMAT JSON) SELECT 1 ${counted}`,
    );
    return plan!['QUERY PLAN'][0].Plan['Plan Rows'];
  }
}

const ID = 'r.id';

/** Where a page begins: behind a row, or after so many rows. */
type Start = { after?: Position; offset?: number };

function whereToGoOn(query: ListQuery, sort: Sort, limit: number): Start {
  if (query.cursor !== undefined && query.page !== undefined) throw cursorAndPage();
  if (query.cursor !== undefined) return { after: decodeCursor(sort, query.cursor) };
  if (query.page === undefined) return {};
  if (query.page * limit > 10_000) throw pageTooFar();
  return { offset: (query.page - 1) * limit };
}

type Sorted = { $sort: Position['value'] };

/**
 * Whom a manager sees, what a pool's member does and what a search finds is a few records for one and half of them for the
 * next: the plan of the page's ids is made for what is asked. Their rows are read by a kept plan, which costs more to make than to use.
 */
async function plannedAfresh<Row>(
  ctx: Ctx,
  descriptor: ObjectDescriptor,
  selection: Selection,
  sort: Sort,
  ids: Sql,
): Promise<(Row & Sorted)[]> {
  const page = await ctx.db.once<{ id: string } & Sorted>(ids);
  if (page.length === 0) return [];
  const found = sql`SELECT id, n FROM unnest(${page.map(({ id }) => id)}::uuid[]) WITH ORDINALITY AS found (id, n)`;
  const rows = await ctx.db.query<Row & Sorted>(rowsSql(descriptor, selection, found));
  if (sort.expression.sql !== ID) for (const [n, row] of rows.entries()) row.$sort = page[n]!.$sort;
  return rows;
}

/** Ids and rows of one page in one statement. A list in the order of ids needs no sort value: deleting it from each row would cost more than reading it. */
function pageSql(descriptor: ObjectDescriptor, selection: Selection, sort: Sort, ids: Sql): Sql {
  const sortValue = sort.expression.sql === ID ? empty : raw(', p."$sort"');
  return rowsSql(descriptor, selection, sql`SELECT q.id, q."$sort", row_number() OVER () AS n FROM (${ids}) q`, sortValue);
}

/** The rows of a page of ids, in its order n: so that rows which the page does not show are not fetched. */
const rowsSql = (descriptor: ObjectDescriptor, selection: Selection, page: Sql, more: Sql = empty): Sql =>
  sql`SELECT ${selection.columns}${referenceColumns(selection)}${more} FROM (${page}) p
    JOIN ${raw(descriptor.table)} r ON r.id = p.id ${referenceJoins(selection)} ORDER BY p.n`;

/**
 * The ids of one page in the order of an index. Where the sort value may be null, rows with a value and rows without one are
 * two segments; the second is read only if the first does not fill the page. Limits are written out: a plan that does not
 * know how few rows are wanted reads all of them.
 */
function idsSql(descriptor: ObjectDescriptor, where: Sql, sort: Sort, count: number, { after, offset = 0 }: Start): Sql {
  const segment = (withValue: boolean): Sql => segmentSql(descriptor, where, sort, count + offset, withValue, after);
  const segments = !sort.nullable ? [segment(true)] : after?.value === null ? [segment(false)] : [segment(true), segment(false)];
  const skip = offset === 0 ? empty : sql`OFFSET ${offset}`;
  if (segments.length === 1 && offset === 0) return segments[0]!;
  return sql`SELECT u.id, u."$sort" FROM ((${join(segments, ') UNION ALL (')}) LIMIT ${raw(String(count + offset))}) u ${skip}`;
}

function segmentSql(
  descriptor: ObjectDescriptor,
  where: Sql,
  sort: Sort,
  count: number,
  withValue: boolean,
  after?: Position,
): Sql {
  const direction = raw(sort.descending ? 'DESC' : 'ASC');
  const sign = raw(sort.descending ? '<' : '>');
  const behind = after !== undefined && (after.value === null) !== withValue ? after : undefined;
  const table = raw(descriptor.table);
  if (!withValue) {
    const without = sort.customFieldId
      ? sql`NOT EXISTS (SELECT FROM ${valueOf(sort.customFieldId)})`
      : sql`${sort.expression} IS NULL`;
    return sql`SELECT r.id, NULL AS "$sort" FROM ${table} r WHERE ${where} AND ${without}
      ${behind ? sql`AND r.id ${sign} ${behind.id}::uuid` : empty} ORDER BY r.id ${direction} LIMIT ${raw(String(count))}`;
  }
  const keyset = behind
    ? sql`AND (${sort.expression}, r.id) ${sign} (${behind.value}${raw(castOf(sort))}, ${behind.id}::uuid)`
    : empty;
  return sql`SELECT r.id, ${sort.expression} AS "$sort" FROM ${table} r ${sort.customFieldId ? joinValues(sort.customFieldId) : empty}
    WHERE ${where} ${sort.nullable && !sort.customFieldId ? sql`AND ${sort.expression} IS NOT NULL` : empty} ${keyset}
    ORDER BY ${sort.expression} ${direction}, r.id ${direction} LIMIT ${raw(String(count))}`;
}

/** The value row of a custom sort field. */
const valueOf = (fieldId: string): Sql =>
  sql`record_field_values s WHERE s.record_id = r.id AND s.field_id = ${fieldId}::uuid AND s.ordinal = 0`;
const joinValues = (fieldId: string): Sql =>
  sql`JOIN record_field_values s ON s.record_id = r.id AND s.field_id = ${fieldId}::uuid AND s.ordinal = 0`;

const CASTS: Partial<Record<Sort['type'], string>> = {
  timestamp: '::timestamptz',
  date: '::date',
  integer: '::bigint',
  decimal: '::double precision',
  reference: '::uuid',
  dictionary: '::uuid',
};
const castOf = (sort: Sort): string => CASTS[sort.type] ?? '::text';
