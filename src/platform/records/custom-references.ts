import sql, { join, raw, type Sql } from 'sql-template-tag';
import type { Ctx } from '../context/ctx.js';
import type { Issue } from '../errors/index.js';
import { text, type Text } from '../i18n/locale.js';
import { customKey, type CustomField } from './custom-field.js';
import { isReferenceType, type ReferenceType } from './custom-types.js';
import { Registry } from '../registry.js';

/** What the values of a type of custom field are ids of. */
export interface CustomReference {
  type: ReferenceType;
  table: string;
  /** The column with the name that answers and exports show. */
  column: string;
  /** Rows n that may be chosen; others stay where they were chosen before. */
  choosable: Sql;
  /** A statement with `id` and `words text[]`: what spreadsheets may call each choosable row. Dictionaries have labels of their own. */
  words?: Sql;
}

const registry = new Registry<CustomReference>('references of custom fields');

/** Modules say what a type refers to: the organisation for people and departments. */
export const registerCustomReference = (reference: CustomReference): (() => void) => registry.add(reference.type, reference);

/** @throws Error for a type that no module has registered */
export const customReference = (type: ReferenceType): CustomReference => registry.need(type);

/** What is shown in place of a name where the row has gone. */
export const UNKNOWN_NAME: Text = text('(未知)', '(unknown)');

const NO_SUCH_ROW = text('没有可选的此项', 'There is nothing with this id to choose.');

/**
 * For each set of checked values the issues with ids that nobody may choose; what the record has already may stay. One
 * statement however many, none where no value is an id.
 */
export async function unchoosable(
  ctx: Ctx,
  fields: readonly CustomField[],
  values: readonly Record<string, unknown>[],
  record?: { table: string; id: string },
): Promise<Issue[][]> {
  const asked = values.map((each) =>
    fields.flatMap(({ key, type }): Asked[] =>
      isReferenceType(type) && typeof each[key] === 'string' ? [{ key, type, id: each[key].toLowerCase() }] : [],
    ),
  );
  const all = asked.flat();
  if (all.length === 0) return asked.map(() => []);
  const kept = record ? all.map((each) => keptSql(each, record)) : [];
  const arms = [...Map.groupBy(all, ({ type }) => type)].map(([type, each]) => choosableSql(type, each));
  const found = await ctx.db.query<{ what: string; id: string }>(join([...arms, ...kept], ' UNION ALL '));
  const known = new Set(found.map(({ what, id }) => `${what} ${id}`));
  return asked.map((each) =>
    each
      .filter(({ key, type, id }) => !known.has(`${type} ${id}`) && !known.has(`${customKey(key)} ${id}`))
      .map(({ key }) => ({ pointer: `/custom/${key}`, code: 'NOT_FOUND', message: NO_SUCH_ROW })),
  );
}

/** An id in a field. */
interface Asked {
  key: string;
  type: ReferenceType;
  id: string;
}

function choosableSql(type: ReferenceType, asked: readonly Asked[]): Sql {
  const { table, choosable } = customReference(type);
  const ids = [...new Set(asked.map(({ id }) => id))];
  return sql`SELECT ${type}::text AS what, n.id::text AS id FROM ${raw(table)} n WHERE n.id = ANY (${ids}::uuid[]) AND ${choosable}`;
}

const keptSql = ({ key, id }: Asked, record: { table: string; id: string }): Sql => sql`
  SELECT ${customKey(key)}::text AS what, ${id}::text AS id FROM ${raw(record.table)} r
  WHERE r.id = ${record.id}::uuid AND lower(r.custom ->> ${key}) = ${id}`;
