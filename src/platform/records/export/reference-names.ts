import sql, { raw, type Sql } from 'sql-template-tag';
import type { Ctx } from '../../context/ctx.js';
import type { ExportColumn } from './export-columns.js';
import type { ExportRow } from './export-target.js';

/** So many names of one reference are remembered. */
const KEPT = 50_000;

/**
 * Adds the names of references to rows. A join over a whole export would have to be sorted again; names are few and
 * repeat, so each is asked for once.
 */
export class ReferenceNames {
  private readonly known = new Map<ExportColumn, Map<string, string | null>>();
  private readonly columns: ExportColumn[];

  constructor(columns: readonly ExportColumn[]) {
    this.columns = columns.filter(({ reference }) => reference);
  }

  async add(ctx: Ctx, rows: ExportRow[]): Promise<void> {
    for (const column of this.columns) {
      const names = await this.namesFor(ctx, column, rows);
      for (const row of rows) row[column.reference!.key] = names.get(column.idOf!(row)!) ?? null;
    }
  }

  private async namesFor(ctx: Ctx, column: ExportColumn, rows: ExportRow[]): Promise<ReadonlyMap<string, string | null>> {
    let names = this.known.get(column);
    if (!names || names.size > KEPT) this.known.set(column, (names = new Map()));
    const ids = new Set(rows.flatMap((row) => column.idOf!(row) ?? []).filter((id) => !names.has(id)));
    if (ids.size === 0) return names;
    const { table, column: name } = column.reference!;
    const found = await ctx.db.query<{ id: string; name: string | null }>(
      table === 'dictionary_items'
        ? pathsOf(ctx, [...ids])
        : sql`SELECT n.id, n.${raw(name)} AS name FROM ${raw(table)} n WHERE n.tenant_id = ${ctx.tenantId} AND n.id = ANY (${[...ids]}::uuid[])`,
    );
    for (const each of found) names.set(each.id, each.name);
    return names;
  }
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
