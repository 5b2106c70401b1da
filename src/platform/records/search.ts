import sql, { join, raw, type Sql } from 'sql-template-tag';
import type { Ctx } from '../context/ctx.js';
import type { Catalogue } from './catalogue.js';
import type { ObjectDescriptor } from './descriptor.js';
import { searchTooBroad } from './list.errors.js';

/** Up to so many matches are fetched by the search index; a term with more is dense, and a scan in sort order finds a page at once. */
const FEW = 400;

const DIGITS = /^\+?\d{4,15}$/;

/** The fields that a quick search looks at. */
export const searchedFields = ({ search }: ObjectDescriptor, q: string): readonly string[] =>
  DIGITS.test(q.trim().replace(/[\s-]/g, '')) ? ['phone'] : (search?.texts ?? []);

/**
 * What quick search asks of row r: the last digits of a phone, or text of two characters up.
 * @throws searchTooBroad for a single character
 */
export async function searchSql(ctx: Ctx, catalogue: Catalogue, q: string): Promise<Sql> {
  const term = q.trim().toLowerCase();
  const { descriptor } = catalogue;
  const phone = descriptor.search?.phoneColumn;
  const digits = term.replace(/[\s-]/g, '');
  if (phone && DIGITS.test(digits) && catalogue.builtIn('phone')) return phoneTail(phone, digits);
  if ([...term].length < 2) throw searchTooBroad();
  const recheck = visibleOnly(catalogue, term);
  const found = await ctx.db.query<{ id: string }>(
    sql`SELECT id FROM ${raw(`search_${descriptor.table}`)}(${term}, ${FEW + 1}) AS id`,
  );
  if (found.length <= FEW) return sql`(r.id = ANY (${found.map((row) => row.id)}::uuid[]) AND ${recheck})`;
  // The planner takes a LIKE for rare; as a CASE it is even odds, and the page is read in the order of the list.
  return sql`(CASE WHEN r.search_text LIKE ${containing(term)} THEN TRUE ELSE FALSE END AND ${recheck})`;
}

/**
 * The index knows all searched fields as one text. Where a role hides one of them, the term must stand in another, or a
 * search would tell the hidden one letter by letter; initials belong to no field and find nothing then.
 */
function visibleOnly({ descriptor, hidden }: Catalogue, term: string): Sql {
  const texts = descriptor.search?.texts ?? [];
  if (!texts.some((key) => hidden.has(key))) return raw('TRUE');
  const columns = descriptor.fields
    .filter(({ key }) => texts.includes(key) && !hidden.has(key))
    .map(({ column }) => raw(`r.${column}`));
  if (columns.length === 0) return raw('FALSE');
  return sql`(${join(
    columns.map((column) => sql`lower(${column}) LIKE ${containing(term)}`),
    ' OR ',
  )}) IS TRUE`;
}

const containing = (term: string): string => `%${term.replace(/[\\%_]/g, '\\$&')}%`;

/** Phones stand reversed in a column of their own, so that their last digits are a prefix; the range says "begins with" in leakproof operators. */
function phoneTail(column: string, digits: string): Sql {
  const reversed = [...digits].reverse().join('');
  const after = reversed.slice(0, -1) + String.fromCharCode(reversed.charCodeAt(reversed.length - 1) + 1);
  const value = raw(`r.${column}_reversed`);
  return sql`(r.${raw(column)} IS NOT NULL AND ${value} >= ${reversed} AND ${value} < ${after})`;
}
