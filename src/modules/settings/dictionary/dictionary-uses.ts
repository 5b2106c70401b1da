import { Injectable } from '@nestjs/common';
import sql, { join, raw } from 'sql-template-tag';
import type { Ctx } from '../../../platform/context/ctx.js';
import type { Issue } from '../../../platform/errors/index.js';
import { text } from '../../../platform/i18n/locale.js';
import { objectDescriptors, type FieldDescriptor, type ObjectDescriptor } from '../../../platform/records/index.js';
import { FieldUses } from '../custom-field/field-uses.js';

/** Records are counted so far; more are many. */
const COUNTED = 1000;

const RECORDS = text(
  '{count, plural, =1001 {超过 1000} other {#}} 条{object}的“{field}”',
  '{field} of {count, plural, =1001 {more than 1000} other {#}} records of {object}',
);

/** A column of records that holds items of a dictionary. */
export interface DictionaryColumn {
  descriptor: ObjectDescriptor;
  field: FieldDescriptor;
}

/** All columns that hold items of a dictionary, as the registered objects say. */
export const columnsOf = (dictionary: string): DictionaryColumn[] =>
  objectDescriptors().flatMap((descriptor) =>
    descriptor.fields.filter((field) => field.dictionary === dictionary).map((field) => ({ descriptor, field })),
  );

/** What would break if items were gone: records that have them, and rules whose conditions name them. */
@Injectable()
export class DictionaryUses {
  constructor(private readonly fieldUses: FieldUses) {}

  async of(ctx: Ctx, dictionary: string, ids: readonly string[]): Promise<Issue[]> {
    return [...(await this.byRecords(ctx, dictionary, ids)), ...(await this.byConditions(ctx, dictionary, ids))];
  }

  /** Rules, by their names. */
  async byConditions(ctx: Ctx, dictionary: string, ids: readonly string[]): Promise<Issue[]> {
    const issues: Issue[] = [];
    // a statement for each of the few kinds of things that store conditions, on one connection
    for (const { descriptor, field } of columnsOf(dictionary)) {
      const uses = await this.fieldUses.of(ctx, descriptor.object, field.key, ids);
      issues.push(...uses.map(({ code, message, params }) => ({ pointer: '', code, message, params })));
    }
    return issues;
  }

  private async byRecords(ctx: Ctx, dictionary: string, ids: readonly string[]): Promise<Issue[]> {
    const columns = columnsOf(dictionary);
    if (columns.length === 0) return [];
    const counts = columns.map(
      ({ descriptor, field }) => sql`(SELECT count(*) FROM (SELECT FROM ${raw(descriptor.table)} r
        WHERE r.tenant_id = ${ctx.tenantId} AND r.${raw(field.column)} = ANY (${ids}::uuid[]) LIMIT ${COUNTED + 1}) u)`,
    );
    const { counted } = await ctx.db.one<{ counted: number[] }>(sql`SELECT ARRAY[${join(counts, ', ')}]::integer[] AS counted`);
    return columns.flatMap(({ descriptor, field }, n): Issue[] => {
      const count = counted[n]!;
      const params = { count, object: descriptor.label[ctx.locale], field: field.label[ctx.locale] };
      return count === 0 ? [] : [{ pointer: '', code: 'RECORDS', message: RECORDS, params }];
    });
  }
}
