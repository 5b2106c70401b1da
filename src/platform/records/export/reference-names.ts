import sql, { raw, type Sql } from 'sql-template-tag';
import type { Ctx } from '../../context/ctx.js';
import type { ExportColumn, ReferencedNames } from './export-columns.js';
import type { ExportRow } from './export-target.js';

/** So many names of one reference are remembered. */
const KEPT = 50_000;

/**
 * Learns the names of what rows refer to. A join over a whole export would have to be sorted again; names are few and repeat,
 * so each is asked for once.
 */
export async function learnNames(ctx: Ctx, columns: readonly ExportColumn[], rows: readonly ExportRow[]): Promise<void> {
  for (const { reference } of columns) if (reference) await learn(ctx, reference, rows);
}

async function learn(ctx: Ctx, { source, idOf, names }: ReferencedNames, rows: readonly ExportRow[]): Promise<void> {
  if (names.size > KEPT) names.clear();
  const unknown = new Set<string>();
  for (const row of rows) {
    const id = idOf(row);
    if (id && !names.has(id)) unknown.add(id);
  }
  if (unknown.size === 0) return;
  const ids = [...unknown];
  const found = await ctx.db.query<{ id: string; name: string | null }>(
    source.table === 'dictionary_items'
      ? pathsOf(ctx, ids)
      : sql`SELECT n.id, n.${raw(source.column)} AS name FROM ${raw(source.table)} n WHERE n.tenant_id = ${ctx.tenantId} AND n.id = ANY (${ids}::uuid[])`,
  );
  for (const id of ids) names.set(id, null);
  for (const { id, name } of found) names.set(id, name);
}

/** Items of trees by their paths, 华东/上海, which imports understand: labels alone may stand for several. */
const pathsOf = (ctx: Ctx, ids: readonly string[]): Sql => sql`
  WITH RECURSIVE up (id, above, path) AS (
    SELECT i.id, i.parent_id, i.label FROM dictionary_items i WHERE i.tenant_id = ${ctx.tenantId} AND i.id = ANY (${ids}::uuid[])
    UNION ALL
    SELECT up.id, p.parent_id, p.label || '/' || up.path FROM up
    JOIN dictionary_items p ON p.tenant_id = ${ctx.tenantId} AND p.id = up.above
  )
  SELECT id, path AS name FROM up WHERE above IS NULL`;
