import sql, { empty, join, raw, type Sql } from 'sql-template-tag';
import { decodeCursor, type Position } from './cursor.js';
import type { ObjectDescriptor } from './descriptor.js';
import { cursorAndPage, pageTooFar } from './list.errors.js';
import type { ListQuery } from './list-query.js';
import type { Sort } from './sort.js';

/** Where a page begins: behind a row, or after so many rows. */
type Start = { after?: Position; offset?: number };

/** @throws validationFailed for a cursor of another list, a page too far, and both at once */
export function whereToGoOn(query: ListQuery, sort: Sort, limit: number): Start {
  if (query.cursor !== undefined && query.page !== undefined) throw cursorAndPage();
  if (query.cursor !== undefined) return { after: decodeCursor(sort, query.cursor) };
  if (query.page === undefined) return {};
  if (query.page * limit > 10_000) throw pageTooFar();
  return { offset: (query.page - 1) * limit };
}

/**
 * The ids of one page in the order of an index. Where the sort value may be null, rows with a value and rows without one are
 * two segments; the second is read only if the first does not fill the page. Limits are written out: a plan that does not
 * know how few rows are wanted reads all of them.
 */
export function idsSql(descriptor: ObjectDescriptor, where: Sql, sort: Sort, count: number, { after, offset = 0 }: Start): Sql {
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
