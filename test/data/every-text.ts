import pg from 'pg';

const TEXT_COLUMNS = `SELECT format('%I.%I', n.nspname, c.relname) AS "table", quote_ident(a.attname) AS "column"
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname IN ('public', 'pgboss')
  JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
  JOIN pg_type t ON t.oid = a.atttypid
  WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND t.typname IN ('text', 'varchar', 'citext', 'json', 'jsonb', '_text')`;

/** Where a text stands in the database: in any row of the enterprise, or in a table of no enterprise; `table.column`. */
export async function placesOf(ownerUrl: string, tenantId: string, needle: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await client.query(`SELECT set_config('app.tenant_id', $1, false)`, [tenantId]);
    const { rows: columns } = await client.query<{ table: string; column: string }>(TEXT_COLUMNS);
    const each = columns.map(
      ({ table, column }) =>
        `SELECT '${table}.${column}' AS place WHERE EXISTS (SELECT FROM ${table} WHERE ${column}::text ILIKE $1)`,
    );
    const { rows } = await client.query<{ place: string }>(each.join(' UNION ALL '), [`%${needle}%`]);
    return rows.map(({ place }) => place).sort();
  } finally {
    await client.end();
  }
}
