import type { ClientBase } from 'pg';
import { getConstructionPlans, getMigrationPlans } from 'pg-boss';

/** Where pg-boss keeps its tables. Jobs carry their enterprise's id; there is no row-level security here. */
export const QUEUE_SCHEMA = 'pgboss';

const GRANTS = `
  GRANT USAGE ON SCHEMA ${QUEUE_SCHEMA} TO highseas_app;
  GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA ${QUEUE_SCHEMA} TO highseas_app;
  GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA ${QUEUE_SCHEMA} TO highseas_app`;

/**
 * Creates or upgrades the job queue's schema as the database's owner, so that the application needs no right to change
 * tables: it runs pg-boss with `migrate: false, createSchema: false`. Queues are rows as long as they are not created
 * with `partition: true`, so that the application creates them itself.
 */
export async function ensureQueueSchema(client: ClientBase): Promise<void> {
  const version = await installedVersion(client);
  if (version === undefined) await client.query(getConstructionPlans(QUEUE_SCHEMA));
  else if (version < expectedVersion()) await upgrade(client, version);
  await client.query(GRANTS);
}

async function installedVersion(client: ClientBase): Promise<number | undefined> {
  const { rows } = await client.query<{ installed: boolean }>(
    `SELECT to_regclass('${QUEUE_SCHEMA}.version') IS NOT NULL AS installed`,
  );
  if (!rows[0]?.installed) return undefined;
  const found = await client.query<{ version: number }>(`SELECT version FROM ${QUEUE_SCHEMA}.version`);
  return found.rows[0]?.version;
}

/** pg-boss does not export its schema's version; the plan that constructs the schema ends by writing it down. */
function expectedVersion(): number {
  const version = /INSERT INTO [^;]*version[^;]*VALUES\s*\(\s*'?(\d+)/i.exec(getConstructionPlans(QUEUE_SCHEMA))?.[1];
  if (version === undefined) throw new Error("pg-boss's construction plan no longer names its schema version");
  return Number(version);
}

/** The plan is one transaction, followed by index builds that each must run outside of one. */
async function upgrade(client: ClientBase, version: number): Promise<void> {
  const [transaction = '', builds = ''] = getMigrationPlans(QUEUE_SCHEMA, version).split(/(?<=\bCOMMIT;)/);
  await client.query(transaction);
  for (const build of builds.split(/;\s*\n|;\s*$/).filter((statement) => statement.trim() !== '')) await client.query(build);
}
