import { Injectable } from '@nestjs/common';
import sql, { join, raw, type Sql } from 'sql-template-tag';
import { reachesByRelation, scoped, type ListScope } from '../authz/index.js';
import { conditionSql, leavesOf, type Condition } from '../condition/index.js';
import type { Ctx } from '../context/ctx.js';
import { catalogueFor, type Catalogue } from './catalogue.js';
import { toldBy } from './custom-field.js';
import { CustomFields } from './custom-fields.js';
import { encodeCursor } from './cursor.js';
import type { ObjectDescriptor } from './descriptor.js';
import { unknownView } from './list.errors.js';
import type { ListQuery } from './list-query.js';
import { MomentFactory } from './moment-factory.js';
import { idsSql, whereToGoOn } from './page-ids.js';
import { isById, leaveOut, plannedAfresh, plannedOnce, rowsOf } from './page-rows.js';
import type { Page } from './page.js';
import { readCondition, readFilter } from './read-condition.js';
import { RowSights } from './row-sight.js';
import { SavedViews } from './saved-views.js';
import { searchedFields, searchSql } from './search.js';
import { selectionForSight } from './selection.js';
import { isSortable, sortOf } from './sort.js';

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
    const isPlannedAfresh = varies || reachesByRelation(ctx, options.action ?? 'read', descriptor.policy, scope);
    const read = isPlannedAfresh ? plannedAfresh<Row> : plannedOnce<Row>;
    const { rows: items, last, hasMore } = await read(ctx, { descriptor, selection, sort, ids, limit });
    const nextCursor = hasMore && last && query.page === undefined ? encodeCursor(sort, last) : null;
    await sight?.apply(ctx, items);
    leaveOut(items, isById(sort) ? extra : ['$sort', ...extra]);
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

  /** Rows that a statement with `matching` has found, in the order of these ids. */
  async rows<Row extends { id: string }>(
    ctx: Ctx,
    descriptor: ObjectDescriptor,
    ids: readonly string[],
    fields: string,
  ): Promise<Row[]> {
    if (ids.length === 0) return [];
    const sight = this.sights.of(descriptor.object);
    const { selection, extra } = selectionForSight(await this.catalogue(ctx, descriptor), fields, sight?.needs ?? [], ctx);
    const rows = await rowsOf<Row & Record<string, unknown>>(ctx, descriptor, selection, ids);
    await sight?.apply(ctx, rows);
    leaveOut(rows, extra);
    return rows;
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
