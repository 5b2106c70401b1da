import sql, { raw, type Sql } from 'sql-template-tag';
import type { Ctx } from '../../../platform/context/ctx.js';
import { customKey, objectDescriptor, objectDescriptors, type ObjectDescriptor } from '../../../platform/records/index.js';

/** A field of records that holds items of a dictionary: a column, or a custom value. */
export interface DictionaryHolder {
  descriptor: ObjectDescriptor;
  /** What conditions call it. */
  key: string;
  label: string;
  /** Whether row r has one of the items. */
  hasOneOf(ids: readonly string[]): Sql;
  /** Gives the row another item; for SET. */
  assign(id: Sql): Sql;
}

/** Built-in fields as the registered objects say, and the enterprise's own fields, disabled ones too. */
export async function holdersOf(ctx: Ctx, dictionary: string): Promise<DictionaryHolder[]> {
  const builtIn = objectDescriptors().flatMap((descriptor) =>
    descriptor.fields
      .filter((field) => field.dictionary === dictionary)
      .map(({ key, label, column }): DictionaryHolder => ({
        descriptor,
        key,
        label: label[ctx.locale],
        hasOneOf: (ids) => sql`r.${raw(column)} = ANY (${ids}::uuid[])`,
        assign: (id) => sql`${raw(column)} = ${id}`,
      })),
  );
  // types of custom fields that hold items are called like their dictionary
  const own = await ctx.db.query<{ object: string; key: string; label: string }>(sql`
    SELECT object, key, label FROM custom_fields WHERE tenant_id = ${ctx.tenantId} AND type = ${dictionary} ORDER BY object, key`);
  return [...builtIn, ...own.flatMap(customHolder)];
}

function customHolder({ object, key, label }: { object: string; key: string; label: string }): DictionaryHolder[] {
  const descriptor = objectDescriptor(object);
  if (!descriptor) return [];
  return [
    {
      descriptor,
      key: customKey(key),
      label,
      hasOneOf: (ids) => sql`(r.custom ->> ${key}) = ANY (${ids}::text[])`,
      assign: (id) => sql`custom = jsonb_set(r.custom, ARRAY[${key}::text], to_jsonb(${id}))`,
    },
  ];
}
