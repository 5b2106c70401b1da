import sql, { raw, type Sql } from 'sql-template-tag';
import type { Ctx } from '../context/ctx.js';
import { onViolation, problem } from '../errors/index.js';
import { text } from '../i18n/locale.js';
import type { ObjectDescriptor } from './descriptor.js';

/** What writers are told whom no earlier check has refused: at the very time when the field became unique, or where nobody compares. */
export const customValueTaken = problem(
  409,
  'CUSTOM_VALUE_TAKEN',
  text('唯一字段的值已被另一条记录使用', 'Another record has the value of a unique field.'),
);
onViolation('record_field_values_unique', customValueTaken);

/** Rows r that hold values: what was merged into another record is that one. */
export const holdsValues = ({ fields }: ObjectDescriptor): Sql =>
  raw(fields.some(({ key }) => key === 'mergedIntoId') ? 'r.merged_into_id IS NULL' : 'TRUE');

/** Holds the values of a field that has become unique. The caller has locked the field. @throws customValueTaken */
export const holdUniqueField = (ctx: Ctx, descriptor: ObjectDescriptor, fieldId: string): Promise<void> =>
  hold(ctx, descriptor, sql`f.id = ${fieldId}::uuid`);

/** Holds the unique values of records that count again. @throws customValueTaken where another record has one by now */
export const holdUniqueRecords = (ctx: Ctx, descriptor: ObjectDescriptor, ids: readonly string[]): Promise<void> =>
  hold(ctx, descriptor, sql`f.object = ${descriptor.object} AND f.is_unique AND r.id = ANY (${ids}::uuid[])`);

/** The values of a field that is unique no more, or of records that were merged into another, are free for others. */
export async function freeUniqueValues(ctx: Ctx, of: { fieldId: string } | { recordIds: readonly string[] }): Promise<void> {
  const which = 'fieldId' in of ? sql`v.field_id = ${of.fieldId}::uuid` : sql`v.record_id = ANY (${of.recordIds}::uuid[])`;
  await ctx.db.run(sql`UPDATE record_field_values v SET unique_key = NULL WHERE ${which} AND v.unique_key IS NOT NULL`);
}

async function hold(ctx: Ctx, descriptor: ObjectDescriptor, which: Sql): Promise<void> {
  await ctx.db.runOnce(sql`
    UPDATE record_field_values v SET unique_key = unique_value_key(r.custom ->> f.key)
    FROM ${raw(descriptor.table)} r, custom_fields f
    WHERE ${which} AND ${holdsValues(descriptor)} AND v.record_id = r.id AND v.field_id = f.id AND v.ordinal = 0`);
}
