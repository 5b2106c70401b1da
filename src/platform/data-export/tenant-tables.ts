import sql, { join, raw, type Sql } from 'sql-template-tag';
import type { Ctx } from '../context/ctx.js';

/** A table that holds data of enterprises. */
export interface TenantTable extends Record<string, unknown> {
  table: string;
  columns: string[];
}

/** What no export has: answers of requests as they were sent, which may hold secrets, and the plumbing of events. */
export const WITHHELD_TABLES: readonly string[] = ['idempotency_keys', 'handled_events'];

/** Columns that prove who somebody is, or that are being erased; of jsonb columns, members. */
export const WITHHELD_COLUMNS: Readonly<Record<string, Readonly<Record<string, 'all' | readonly string[]>>>> = {
  invitations: { token_hash: 'all' },
  api_keys: { hash: 'all', old_hash: 'all' },
  data_erasures: { identifiers: 'all' },
  imports: { options: ['initialPasswordHash'] },
};

/** Every table with a tenant_id, from the catalogue: a new one is exported without a word from anybody. */
export async function exportedTables(ctx: Ctx): Promise<TenantTable[]> {
  return ctx.db.query<TenantTable>(sql`
    SELECT c.relname AS "table", array_agg(a.attname::text ORDER BY a.attnum) AS columns
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = 'public'
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND c.relname <> ALL (${WITHHELD_TABLES}::text[])
    GROUP BY c.oid, c.relname HAVING bool_or(a.attname = 'tenant_id') ORDER BY c.relname`);
}

/** The rows of one table as JSON texts. Some tables (sessions) have no row-level security, so the enterprise is named. */
export function rowsOf(ctx: Ctx, { table, columns }: TenantTable): Sql {
  const shown = columns.flatMap((column) => {
    const withheld = WITHHELD_COLUMNS[table]?.[column];
    if (withheld === 'all') return [];
    return [withheld ? sql`${raw(quoted(column))} - ${withheld}::text[] AS ${raw(quoted(column))}` : raw(quoted(column))];
  });
  return sql`SELECT to_json(r)::text AS line FROM (SELECT ${join(shown, ', ')} FROM ${raw(quoted(table))} WHERE tenant_id = ${ctx.tenantId}) r`;
}

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;
