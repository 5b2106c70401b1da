import sql, { raw, type Sql } from 'sql-template-tag';
import type { Ctx } from '../../../platform/context/ctx.js';
import type { Text } from '../../../platform/i18n/locale.js';
import { customKey, objectDescriptor, objectDescriptors, type ObjectDescriptor } from '../../../platform/records/index.js';

/** A field of records that holds items of a dictionary: a column, or a custom value. */
export interface DictionaryHolder {
  descriptor: Pick<ObjectDescriptor, 'object' | 'table' | 'label'>;
  /** What conditions call it. */
  key: string;
  label: string;
  /** Whether row r has one of the items. */
  hasOneOf: (ids: readonly string[]) => Sql;
  /** Gives the row another item in place of one of these; for SET. */
  assign: (id: Sql, ids: readonly string[]) => Sql;
}

/** The same where no registered object has the field. The table has the columns id and version. */
export interface OtherHolder extends Omit<DictionaryHolder, 'label'> {
  dictionary: string;
  label: Text;
}

const others: OtherHolder[] = [];

/** Port: makes items known to be in use, and to be rewritten when they are merged, beyond the fields of registered objects. */
export const registerDictionaryHolder = (holder: OtherHolder): void => void others.push(holder);

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
  const further = others
    .filter((holder) => holder.dictionary === dictionary)
    .map((holder): DictionaryHolder => ({ ...holder, label: holder.label[ctx.locale] }));
  return [...builtIn, ...further, ...own.flatMap(customHolder)];
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
