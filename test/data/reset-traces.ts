import { query } from '../support/test-server.js';
import pg from 'pg';

/** What tells of acts, not of records, or is gone within days: the log, jobs and their events, answers, what was exported before. */
const TELLING = ['audit_log', 'jobs', 'events', 'handled_events', 'idempotency_keys', 'data_exports', 'crm_resets'];

/** What an enterprise is and how it works, which no reset touches. */
const SETTINGS =
  `api_keys assignment_lines calendar_overrides capture_form_days capture_forms comment_settings crm_superiors custom_fields
  data_erasures default_views department_closure departments dictionary_items duplicate_rules employee_departments employee_duties
  employee_quiet_hours employee_roles employees enterprises file_usage form_layouts invitations join_requests lead_conversion_mappings number_rules
  number_sequences pool_members pool_rules pools previews reporting_closure roles routing_rules saved_view_groups saved_views sessions
  sign_in_alerts sign_ins tenant_versions visibility`.split(/\s+/);

/** Follows its record by a trigger on each table with custom fields. */
const FOLLOWING = ['record_field_values'];

const TENANT_TABLES = `SELECT c.oid, c.relname::text AS name FROM pg_class c
  WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
    AND EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'tenant_id' AND NOT a.attisdropped)`;

/** Tables that a reset of everything empties of records: named by a step, or gone with one that is. */
const RESET = `WITH RECURSIVE emptied AS (
    SELECT format('public.%I', s.target)::regclass AS oid FROM reset_steps s WHERE s.assignment IS NULL
    UNION SELECT k.conrelid::regclass FROM pg_constraint k JOIN emptied e ON k.confrelid = e.oid WHERE k.contype = 'f' AND k.confdeltype = 'c'
  ) SELECT oid FROM emptied`;

/** Tables of which nobody has said what a reset does to them. */
export async function undecidedTables(ownerUrl: string): Promise<string[]> {
  const rows = await query<{ name: string }>(
    ownerUrl,
    `SELECT name FROM (${TENANT_TABLES}) t WHERE oid NOT IN (SELECT r.oid FROM (${RESET}) r) ORDER BY name`,
  );
  const decided = new Set([...TELLING, ...SETTINGS, ...FOLLOWING]);
  return rows.map(({ name }) => name).filter((name) => !decided.has(name));
}

/** Tables that a reset of everything empties of records, and that hold rows of the enterprise, with their number. */
export const resetTables = (ownerUrl: string, tenantId: string): Promise<Record<string, number>> =>
  asOwner(ownerUrl, tenantId, async (client) => {
    const { rows } = await client.query<{ name: string }>(
      `SELECT c.relname AS name FROM pg_class c WHERE c.oid IN (SELECT r.oid FROM (${RESET}) r) ORDER BY 1`,
    );
    const counts = rows.map(({ name }) => `SELECT '${name}' AS name, count(*)::int AS n FROM ${name} WHERE tenant_id = $1`);
    const found = await client.query<{ name: string; n: number }>(counts.join(' UNION ALL '), [tenantId]);
    return Object.fromEntries(found.rows.map(({ name, n }) => [name, n]));
  });

/** Tables in a row of which one of these texts stands, in whatever column, but for those that tell of acts. */
export const tracesOf = (ownerUrl: string, tenantId: string, needles: readonly string[]): Promise<string[]> =>
  asOwner(ownerUrl, tenantId, async (client) => {
    const { rows } = await client.query<{ name: string }>(`SELECT name FROM (${TENANT_TABLES}) t ORDER BY name`);
    const each = rows
      .filter(({ name }) => !TELLING.includes(name))
      .map(({ name }) => `SELECT '${name}' AS name WHERE EXISTS (SELECT FROM ${name} r WHERE r.tenant_id = $1 AND r::text ~ $2)`);
    const found = await client.query<{ name: string }>(each.join(' UNION ALL '), [tenantId, needles.join('|')]);
    return found.rows.map(({ name }) => name);
  });

async function asOwner<T>(ownerUrl: string, tenantId: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await client.query(`SELECT set_config('app.tenant_id', $1, false)`, [tenantId]);
    return await work(client);
  } finally {
    await client.end();
  }
}
