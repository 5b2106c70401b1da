import { Injectable } from '@nestjs/common';
import sql, { empty, raw } from 'sql-template-tag';
import type { Ctx } from '../../../platform/context/ctx.js';
import { withoutTimeout } from '../../../platform/database/statement-timeout.js';
import { actorIdOf } from '../../../platform/jobs/index.js';
import { holdsValues, type CustomChoice, type CustomField, type ObjectDescriptor } from '../../../platform/records/index.js';
import { customFieldNotFound } from '../settings.errors.js';
import type { CustomFieldView } from './custom-field.view.js';

/** A definition as its editors see it. */
export type FieldRow = Omit<CustomField, 'status' | 'choices'> &
  Pick<CustomFieldView, 'status' | 'indexBuilding' | 'createdAt' | 'updatedAt'> & { choices: CustomChoice[] };

/** A value that several records have. */
export interface Collision extends Record<string, unknown> {
  value: string;
  count: number;
}

const COLUMNS = sql`f.id, f.object, f.key, f.label, f.type, f.choices, f.required, f.is_unique AS "unique", f.indexed, f.index_building AS "indexBuilding",
  f.default_value AS "defaultValue", f.formula, f.decimals, f.max_files AS "maxFiles", f.file_kinds AS "fileKinds", f.help, f.section, f.position, f.status, f.version, f.created_at AS "createdAt", f.updated_at AS "updatedAt"`;

@Injectable()
export class CustomFieldQueries {
  /** Definitions of an object change one after the other: limits and positions are counted over all of them. */
  async takeTurn(ctx: Ctx, object: string): Promise<void> {
    await ctx.db.query(sql`SELECT pg_advisory_xact_lock(hashtextextended(${`customFields:${ctx.tenantId}:${object}`}, 0))`);
  }

  list(ctx: Ctx, object?: string): Promise<FieldRow[]> {
    return ctx.db.query<FieldRow & Record<string, unknown>>(sql`
      SELECT ${COLUMNS} FROM custom_fields f ${object === undefined ? empty : sql`WHERE f.object = ${object}`} ORDER BY f.object, f.position, f.id`);
  }

  /** @throws customFieldNotFound */
  async get(ctx: Ctx, id: string): Promise<FieldRow> {
    const row = await ctx.db.maybe<FieldRow & Record<string, unknown>>(
      sql`SELECT ${COLUMNS} FROM custom_fields f WHERE f.id = ${id}::uuid`,
    );
    if (!row) throw customFieldNotFound();
    return row;
  }

  async insert(ctx: Ctx, field: FieldRow): Promise<void> {
    await ctx.db.run(sql`
      INSERT INTO custom_fields (tenant_id, id, object, key, label, type, choices, required, is_unique, indexed, default_value, formula, decimals, max_files, file_kinds, help, section, position,
        created_at, created_by, updated_at, updated_by)
      VALUES (${ctx.tenantId}, ${field.id}, ${field.object}, ${field.key}, ${field.label}, ${field.type}, ${JSON.stringify(field.choices)}, ${field.required},
        ${field.unique}, ${field.indexed}, ${jsonOf(field.defaultValue)}, ${field.formula}, ${field.decimals}, ${field.maxFiles}, ${field.fileKinds}::text[], ${field.help}, ${field.section}, ${field.position},
        ${ctx.now}, ${actorIdOf(ctx)}, ${ctx.now}, ${actorIdOf(ctx)})`);
  }

  async update(ctx: Ctx, field: FieldRow): Promise<void> {
    await ctx.db.run(sql`
      UPDATE custom_fields f SET label = ${field.label}, choices = ${JSON.stringify(field.choices)}::jsonb, required = ${field.required},
        is_unique = ${field.unique}, indexed = ${field.indexed}, index_building = ${field.indexBuilding}, default_value = ${jsonOf(field.defaultValue)}::jsonb, formula = ${field.formula}, decimals = ${field.decimals}::smallint,
        max_files = ${field.maxFiles}::smallint, file_kinds = ${field.fileKinds}::text[], help = ${field.help}, section = ${field.section}, status = ${field.status},
        version = f.version + 1, updated_at = ${ctx.now}, updated_by = ${actorIdOf(ctx)}::uuid
      WHERE f.id = ${field.id}::uuid`);
  }

  /** Takes the definition out of use; its row keeps the key until no record has a value under it. The label is free at once. */
  async startRemoving(ctx: Ctx, id: string): Promise<void> {
    await ctx.db.run(sql`
      UPDATE custom_fields f SET status = 'removing', required = false, is_unique = false, indexed = false, index_building = false,
        label = left(f.label, 12) || ' ' || f.id, version = f.version + 1, updated_at = ${ctx.now}, updated_by = ${actorIdOf(ctx)}::uuid
      WHERE f.id = ${id}::uuid`);
  }

  async reorder(ctx: Ctx, ids: readonly string[]): Promise<void> {
    await ctx.db.run(sql`
      UPDATE custom_fields f SET position = o.n, version = f.version + 1, updated_at = ${ctx.now}, updated_by = ${actorIdOf(ctx)}::uuid
      FROM unnest(${ids}::uuid[]) WITH ORDINALITY AS o(id, n) WHERE f.id = o.id AND f.position <> o.n`);
  }

  /** Which of the codes stand in records. */
  async usedChoices(ctx: Ctx, { table }: ObjectDescriptor, key: string, codes: readonly string[]): Promise<string[]> {
    const rows = await ctx.db.query<{ code: string }>(sql`
      SELECT c.code FROM unnest(${codes}::text[]) AS c(code)
      WHERE EXISTS (SELECT FROM ${raw(table)} r WHERE r.custom -> ${key} ? c.code)`);
    return rows.map((row) => row.code);
  }

  /**
   * Waits until nobody is writing values of the field, and keeps others from it until the transaction ends: they go on by
   * the definition that stands then, whatever they have heard of it before.
   */
  async waitForWriters(ctx: Ctx, id: string): Promise<void> {
    await ctx.db.query(sql`SELECT FROM custom_fields f WHERE f.id = ${id}::uuid FOR UPDATE`);
    // comparing all values takes what time their number asks for
    await withoutTimeout(ctx.db);
  }

  /** The first values that several records have. */
  collisions(ctx: Ctx, descriptor: ObjectDescriptor, key: string): Promise<Collision[]> {
    return ctx.db.query<Collision>(sql`
      SELECT r.custom ->> ${key} AS value, count(*) AS count FROM ${raw(descriptor.table)} r
      WHERE r.custom ->> ${key} IS NOT NULL AND ${holdsValues(descriptor)} GROUP BY 1 HAVING count(*) > 1 ORDER BY 2 DESC, 1 LIMIT 20`);
  }
}

const jsonOf = (value: unknown): string | null => (value === null ? null : JSON.stringify(value));
