import sql, { empty, raw, type Sql } from 'sql-template-tag';
import type { Ctx } from '../context/ctx.js';
import type { Position } from './cursor.js';
import type { ObjectDescriptor } from './descriptor.js';
import { referenceColumns, referenceJoins, type Selection } from './selection.js';
import type { Sort } from './sort.js';

/** A row with the value that it stands at in its list; a list in the order of ids has none. */
export type Sorted = { $sort: Position['value'] };

/** A list in the order of ids needs no sort value: deleting it from each row would cost more than reading it. */
export const isById = (sort: Sort): boolean => sort.expression.sql === 'r.id';

/** What a statement of ids has found: a page, and whether one more stands behind it. */
export interface Found<Row> {
  rows: Row[];
  /** Where the page ends, also if that row is gone by now; undefined for an empty page. */
  last: Position | undefined;
  hasMore: boolean;
}

/** What a page is made of; its ids find one more than it shows. */
export interface PageParts {
  descriptor: ObjectDescriptor;
  selection: Selection;
  sort: Sort;
  ids: Sql;
  limit: number;
}

/** Ids and rows of one page in one statement. */
export async function plannedOnce<Row extends { id: string }>(
  ctx: Ctx,
  { descriptor, selection, sort, ids, limit }: PageParts,
): Promise<Found<Row & Sorted>> {
  const sortValue = isById(sort) ? empty : raw(', p."$sort"');
  const page = sql`SELECT q.id, q."$sort", row_number() OVER () AS n FROM (${ids}) q`;
  const rows = await ctx.db.query<Row & Sorted>(rowsSql(descriptor, selection, page, sortValue));
  return foundBy(rows, rows, sort, limit);
}

/**
 * Whom a manager sees, what a pool's member does and what a search finds is a few records for one and half of them for the
 * next: the plan of the page's ids is made for what is asked. Their rows are read by a kept plan, which costs more to make than to use.
 * Where the transaction sees what others do meanwhile, rows may go between the two: the ids alone say how to go on.
 */
export async function plannedAfresh<Row extends { id: string }>(
  ctx: Ctx,
  { descriptor, selection, sort, ids, limit }: PageParts,
): Promise<Found<Row & Sorted>> {
  const page = await ctx.db.once<{ id: string } & Sorted>(ids);
  const values = new Map(page.slice(0, limit).map(({ id, $sort }) => [id, $sort]));
  const rows = values.size === 0 ? [] : await rowsOf<Row & Sorted>(ctx, descriptor, selection, [...values.keys()]);
  if (!isById(sort)) for (const row of rows) row.$sort = values.get(row.id)!;
  return foundBy(page, rows, sort, limit);
}

function foundBy<Row>(page: readonly ({ id: string } & Sorted)[], rows: Row[], sort: Sort, limit: number): Found<Row> {
  const end = page[Math.min(page.length, limit) - 1];
  const last = end && { value: isById(sort) ? end.id : end.$sort, id: end.id };
  return { rows: rows.slice(0, limit), last, hasMore: page.length > limit };
}

/** These rows, in the order of the ids; those that are gone are left out. */
export const rowsOf = <Row extends Record<string, unknown>>(
  ctx: Ctx,
  descriptor: ObjectDescriptor,
  selection: Selection,
  ids: readonly string[],
): Promise<Row[]> => {
  const found = sql`SELECT id, n FROM unnest(${ids}::uuid[]) WITH ORDINALITY AS found (id, n)`;
  return ctx.db.query<Row>(rowsSql(descriptor, selection, found));
};

/** What only the server needed of the rows does not leave it. */
export function leaveOut(rows: readonly object[], keys: readonly string[]): void {
  for (const row of rows) for (const key of keys) Reflect.deleteProperty(row, key);
}

/** The rows of a page of ids, in its order n: so that rows which the page does not show are not fetched. */
const rowsSql = (descriptor: ObjectDescriptor, selection: Selection, page: Sql, more: Sql = empty): Sql =>
  sql`SELECT ${selection.columns}${referenceColumns(selection)}${more} FROM (${page}) p
    JOIN ${raw(descriptor.table)} r ON r.id = p.id ${referenceJoins(selection)} ORDER BY p.n`;
