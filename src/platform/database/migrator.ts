import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { MIGRATIONS, migrationNames } from './migration-files.js';
import { ensureQueueSchema } from './queue-schema.js';
import { ensureRoles } from './roles.js';

export interface MigrateOptions {
  /** Name or number of the migration that shall be the newest afterwards; going up, the last one when absent. */
  to?: string;
  /** Going down needs `to`, so that nobody empties a database by forgetting a word; `0000` takes back all. */
  direction?: 'up' | 'down';
  /** Where the files are; the project's own when absent. */
  directory?: string;
}

interface Migration {
  name: string;
  checksum: string;
}

/** Any number will do, so long as every migrator of this project takes the same. */
const LOCK = 4_801_217_533;
/** Rather fail and be tried again than let every request queue up behind a lock that a long query withholds. */
const LOCK_TIMEOUT = '10s';

/**
 * Brings a database to a version: makes sure of the roles and the queue's schema, then runs `NNNN_name.up.sql` (or
 * `.down.sql`, newest first), each in a transaction of its own. Several migrators at once wait for each other.
 * @returns the names of the migrations that ran, in order
 * @throws Error when an applied file was changed afterwards, when one is missing, or with the name of the one that failed
 */
export async function migrate(ownerUrl: string, options: MigrateOptions = {}): Promise<string[]> {
  const client = new pg.Client({ connectionString: ownerUrl, application_name: 'highseas-migrator' });
  await client.connect();
  try {
    await client.query('SELECT pg_advisory_lock($1)', [LOCK]);
    await prepare(client);
    return await run(client, options);
  } finally {
    await client.end();
  }
}

async function prepare(client: pg.Client): Promise<void> {
  await ensureRoles(client);
  await ensureQueueSchema(client);
  await client.query(`
    CREATE TABLE IF NOT EXISTS schema_migrations (
      name text PRIMARY KEY,
      checksum text NOT NULL,
      applied_at timestamptz NOT NULL DEFAULT now()
    );
    GRANT SELECT ON schema_migrations TO highseas_app`);
}

async function run(client: pg.Client, { to, direction = 'up', directory = MIGRATIONS }: MigrateOptions): Promise<string[]> {
  const known = await readMigrations(directory);
  const applied = await readApplied(client, known);
  const last = newestAfterwards(known, to, direction);
  const due =
    direction === 'up'
      ? known.slice(0, last + 1).filter(({ name }) => !applied.has(name))
      : known
          .slice(last + 1)
          .filter(({ name }) => applied.has(name))
          .reverse();
  for (const migration of due) await apply(client, migration, direction, directory);
  return due.map(({ name }) => name);
}

async function readMigrations(directory: string): Promise<Migration[]> {
  const names = await migrationNames(directory);
  return Promise.all(
    names.map(async (name) => ({
      name,
      checksum: createHash('sha256')
        .update(await readFile(join(directory, `${name}.up.sql`)))
        .digest('hex'),
    })),
  );
}

/** The applied migrations' names, after making sure that each is still the file that was applied. */
async function readApplied(client: pg.Client, known: Migration[]): Promise<Set<string>> {
  const { rows } = await client.query<Migration>('SELECT name, checksum FROM schema_migrations ORDER BY name');
  const checksums = new Map(known.map(({ name, checksum }) => [name, checksum]));
  for (const { name, checksum } of rows) {
    if (!checksums.has(name)) throw new Error(`Migration ${name} was applied, but its file is gone.`);
    if (checksums.get(name) !== checksum)
      throw new Error(`Migration ${name} was changed after it was applied; write a new one instead.`);
  }
  return new Set(rows.map(({ name }) => name));
}

/** Index of the migration that shall be the newest; -1 for none. */
function newestAfterwards(known: Migration[], to: string | undefined, direction: 'up' | 'down'): number {
  if (to === '0000') return -1;
  if (to === undefined && direction === 'up') return known.length - 1;
  const index = known.findIndex(({ name }) => name === to || name.slice(0, 4) === to);
  if (index < 0) throw new Error(`There is no migration "${to ?? ''}" to go ${direction} to.`);
  return index;
}

async function apply(
  client: pg.Client,
  { name, checksum }: Migration,
  direction: 'up' | 'down',
  directory: string,
): Promise<void> {
  const sql = await readFile(join(directory, `${name}.${direction}.sql`), 'utf8');
  try {
    await client.query(`BEGIN; SET LOCAL lock_timeout = '${LOCK_TIMEOUT}'`);
    await client.query(sql);
    if (direction === 'up')
      await client.query('INSERT INTO schema_migrations (name, checksum) VALUES ($1, $2)', [name, checksum]);
    else await client.query('DELETE FROM schema_migrations WHERE name = $1', [name]);
    await client.query('COMMIT');
  } catch (cause) {
    await client.query('ROLLBACK');
    throw new Error(`Migration ${name} (${direction}) failed: ${describe(cause, sql)}`, { cause });
  }
}

/** PostgreSQL gives the place of a mistake as a character offset; people want the line. */
function describe(cause: unknown, sql: string): string {
  const { message, position } = cause as { message: string; position?: string };
  return position === undefined ? message : `${message} (line ${sql.slice(0, Number(position)).split('\n').length})`;
}
