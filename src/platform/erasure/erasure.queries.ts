import { Injectable } from '@nestjs/common';
import sql, { empty, join, raw, type Sql } from 'sql-template-tag';
import type { Ctx } from '../context/ctx.js';
import type { CustomFieldType } from '../records/custom-types.js';
import type { FieldDescriptor } from '../records/descriptor.js';
import { identifyingFields, isPhone, personalFields, FORGOTTEN, type PersonalSubject } from './personal-subjects.js';

/** Tables whose lines tell of others: done last, because changing the others writes into them. */
const LAST = ['record_changes', 'audit_log'];

/** Types of custom fields in which anything about a person may stand. */
const TELLING: readonly CustomFieldType[] = ['text', 'longText', 'phone', 'email', 'link', 'place', 'file'];

@Injectable()
export class ErasureQueries {
  /** Records of the kind with this phone. */
  async withPhone(ctx: Ctx, subject: PersonalSubject, phone: string): Promise<string[]> {
    const { descriptor, erasable } = subject;
    const matches = identifyingFields(subject)
      .filter(isPhone)
      .map(({ column, members }) =>
        members === 'phone' ? sql`${phone}::text = ANY (r.${raw(column)})` : sql`r.${raw(column)} = ${phone}`,
      );
    if (matches.length === 0) return [];
    return this.ids(
      ctx,
      sql`SELECT r.id FROM ${raw(descriptor.table)} r WHERE (${join(matches, ' OR ')}) ${erasable ? sql`AND ${erasable}` : empty}`,
    );
  }

  async withId(ctx: Ctx, { descriptor, erasable }: PersonalSubject, id: string): Promise<string[]> {
    return this.ids(
      ctx,
      sql`SELECT r.id FROM ${raw(descriptor.table)} r WHERE r.id = ${id}::uuid ${erasable ? sql`AND ${erasable}` : empty}`,
    );
  }

  /** What tells that a text is about these persons: their identifying values, now and before. */
  async identifiers(ctx: Ctx, subject: PersonalSubject, ids: string[]): Promise<string[]> {
    const columns = identifyingFields(subject).map(({ column }) => column);
    const { object, table } = subject.descriptor;
    const rows = await ctx.db.query<{ value: string }>(sql`
      SELECT DISTINCT v.value FROM (
        SELECT k.value FROM ${raw(table)} r CROSS JOIN jsonb_each(to_jsonb(r)) k WHERE r.id = ANY (${ids}::uuid[]) AND k.key = ANY (${columns}::text[])
        UNION ALL
        SELECT k.value FROM record_changes c CROSS JOIN jsonb_each(c.changes) k
        WHERE c.record_id = ANY (${ids}::uuid[]) AND c.object = ${object} AND k.key = ANY (${columns}::text[])
      ) found CROSS JOIN LATERAL jsonb_path_query(found.value, 'lax $.** ? (@.type() == "string")') AS leaf(text)
      CROSS JOIN LATERAL (SELECT leaf.text #>> '{}' AS value) v WHERE v.value <> ''`);
    return rows.map(({ value }) => value);
  }

  /** Empties the personal fields of these records, and then of their history, which now has the old values once more. */
  async empty(ctx: Ctx, subject: PersonalSubject, ids: string[]): Promise<void> {
    const { object, table, customizable } = subject.descriptor;
    const fields = personalFields(subject);
    const derived = subject.derived();
    const sets: Sql[] = [
      ...fields.map((field) => sql`${raw(field.column)} = ${emptied(field)}`),
      ...Object.entries(derived).map(([column, value]) => sql`${raw(column)} = ${value}`),
      ...(customizable
        ? [
            sql`custom = custom - ARRAY(SELECT f.key FROM custom_fields f WHERE f.tenant_id = ${ctx.tenantId} AND f.object = ${object} AND f.type = ANY (${TELLING}::text[]))`,
          ]
        : []),
    ];
    await ctx.db
      .runOnce(sql`UPDATE ${raw(table)} SET ${join(sets, ', ')}, version = version + 1, updated_at = ${ctx.now}, updated_by = ${ctx.actor.employeeId}::uuid
      WHERE id = ANY (${ids}::uuid[])`);
    const columns = [...fields.map(({ column }) => column), ...Object.keys(derived), ...(customizable ? ['custom'] : [])];
    await ctx.db.query(
      sql`SELECT erase_history(${object}, ${ids}::uuid[], ${columns}::text[], ${fields.map(({ key }) => key)}::text[], ${FORGOTTEN})`,
    );
  }

  /** Tables with texts, those that tell of others last. */
  async tables(ctx: Ctx): Promise<string[]> {
    const rows = await ctx.db.query<{ name: string }>(sql`
      SELECT c.relname AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = 'public'
      WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND has_table_privilege('highseas_definer', c.oid, 'UPDATE')
        AND EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'tenant_id' AND NOT a.attisdropped)
      ORDER BY c.relname = ANY (${LAST}::text[]), c.relname`);
    return rows.map(({ name }) => name);
  }

  /** Blots the pattern out of a table's texts. Returns the rows changed. */
  async blot(ctx: Ctx, table: string, phones: string[], kept: string[], pattern: string): Promise<number> {
    const { n } = await ctx.db.one<{ n: number }>(
      sql`SELECT erase_text(${table}, ${phones}::text[], ${kept}::text[], ${pattern}) AS n`,
    );
    return n;
  }

  private async ids(ctx: Ctx, statement: Sql): Promise<string[]> {
    return (await ctx.db.query<{ id: string }>(statement)).map(({ id }) => id);
  }
}

function emptied({ required, nullable }: FieldDescriptor): Sql {
  if (required) return sql`${FORGOTTEN}`;
  return raw(nullable ? 'NULL' : "'{}'");
}
