import sql, { empty, join, raw, type Sql } from 'sql-template-tag';
import type { Ctx } from '../context/ctx.js';
import type { Issue } from '../errors/index.js';
import { text, type Text } from '../i18n/locale.js';
import type { CustomField } from './custom-field.js';
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
 * Issues with ids among checked values that nobody may choose; what the record has already may stay. One statement, none
 * where no value is an id.
 */
export async function unchoosable(
  ctx: Ctx,
  fields: readonly CustomField[],
  values: Record<string, unknown>,
  record?: { table: string; id: string },
): Promise<Issue[]> {
  const asked = fields.flatMap(({ key, type }) =>
    isReferenceType(type) && typeof values[key] === 'string' ? [{ key, type, id: values[key] }] : [],
  );
  if (asked.length === 0) return [];
  const found = await ctx.db.query<{ key: string }>(
    join(
      asked.map(({ key, type, id }) => {
        const { table, choosable } = customReference(type);
        const kept = record
          ? sql` UNION ALL SELECT ${key}::text FROM ${raw(record.table)} r WHERE r.id = ${record.id}::uuid AND r.custom ->> ${key} = ${id}`
          : empty;
        return sql`SELECT ${key}::text AS key FROM ${raw(table)} n WHERE n.id = ${id}::uuid AND ${choosable}${kept}`;
      }),
      ' UNION ALL ',
    ),
  );
  const known = new Set(found.map(({ key }) => key));
  return asked
    .filter(({ key }) => !known.has(key))
    .map(({ key }) => ({ pointer: `/custom/${key}`, code: 'NOT_FOUND', message: NO_SUCH_ROW }));
}
