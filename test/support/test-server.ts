import { createHash } from 'node:crypto';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { APP_ROLE } from '../../src/platform/config/index.js';
import { isAlive } from '../../src/platform/database/cluster-files.js';
import { startEmbedded } from '../../src/platform/database/embedded.js';
import { migrate } from '../../src/platform/database/migrator.js';

/** What the processes of one test run need to know to make databases of their own. */
export interface TestRun {
  /** The owner's address of a database that is not under test; new ones are created from there. */
  ownerUrl: string;
  appUrl: string;
  assumeRole?: string;
  /** A migrated database nobody connects to, so that it can be cloned. */
  template: string;
  /** What the names of all databases of this run begin with. */
  prefix: string;
}

export interface TestServer {
  run: TestRun;
  stop: () => Promise<void>;
}

/** Names the machine, so that runs on two machines against one server never drop each other's databases. */
const MACHINE = `hs_${createHash('sha256').update(hostname()).digest('hex').slice(0, 8)}`;

/** Starts a throw-away cluster, or uses the server of DATABASE_URL, and makes the migrated template there. */
export async function startTestServer(env: NodeJS.ProcessEnv): Promise<TestServer> {
  const prefix = `${MACHINE}_${process.pid}_`;
  const { stop, ...server } = env.DATABASE_URL
    ? await useServer(env.DATABASE_URL, env.DATABASE_APP_URL, prefix)
    : await ownServer();
  const run = { ...server, template: `${prefix}template`, prefix };
  try {
    await query(run.ownerUrl, `CREATE DATABASE ${run.template} TEMPLATE template0`);
    await migrate(withDatabase(run.ownerUrl, run.template));
  } catch (error) {
    await stop();
    throw error;
  }
  return { run, stop };
}

type Server = Pick<TestRun, 'ownerUrl' | 'appUrl' | 'assumeRole'> & Pick<TestServer, 'stop'>;

function ownServer(): Promise<Server> {
  return startEmbedded({ directory: join(tmpdir(), 'highseas-tests'), throwAway: true });
}

async function useServer(ownerUrl: string, appUrl: string | undefined, prefix: string): Promise<Server> {
  await dropAbandoned(ownerUrl);
  const login = appUrl ? { appUrl } : { appUrl: ownerUrl, assumeRole: APP_ROLE };
  return { ownerUrl, ...login, stop: () => dropDatabases(ownerUrl, (name) => name.startsWith(prefix)) };
}

/** Drops what earlier runs on this machine left behind because they were killed. */
function dropAbandoned(ownerUrl: string): Promise<void> {
  return dropDatabases(ownerUrl, (name) => {
    const pid = new RegExp(`^${MACHINE}_(\\d+)_`).exec(name)?.[1];
    return pid !== undefined && !isAlive(Number(pid));
  });
}

async function dropDatabases(ownerUrl: string, isOurs: (name: string) => boolean): Promise<void> {
  const names = await query<{ datname: string }>(ownerUrl, 'SELECT datname FROM pg_database');
  for (const { datname } of names) {
    if (isOurs(datname)) await query(ownerUrl, `DROP DATABASE IF EXISTS ${datname} WITH (FORCE)`);
  }
}

/** The same server and login, another database. */
export function withDatabase(url: string, database: string): string {
  return Object.assign(new URL(url), { pathname: `/${database}` }).href;
}

/** Runs one statement on a connection of its own. */
export async function query<Row extends pg.QueryResultRow>(url: string, sql: string, values?: unknown[]): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row>(sql, values)).rows;
  } finally {
    await client.end();
  }
}
