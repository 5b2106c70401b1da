import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { totalmem } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import {
  claimCluster,
  clusterOf,
  keepCredentials,
  newCredentials,
  readCredentials,
  runningPostmaster,
  starterIsAlive,
  stopPostmaster,
  sweepAbandoned,
  type Credentials,
} from './cluster-files.js';
import { loadEmbeddedPostgres, unreachableFolder } from './embedded-library.js';

export interface EmbeddedOptions {
  /** Home of a lasting cluster; for throw-away ones the folder in which each run gets a folder of its own. */
  directory: string;
  /** Gives up durability for speed, and removes everything at the end. */
  throwAway: boolean;
}

export interface EmbeddedDatabase {
  ownerUrl: string;
  appUrl: string;
  /** Stops the cluster, unless another living process started it. */
  stop: () => Promise<void>;
}

const START_TIMEOUT_MS = 30_000;
const DATABASE = 'highseas';
/** `C.UTF-8` and not `C`: with plain `C` pg_trgm sees no Chinese. An empty cluster is not worth the wait for a sync. */
const INITDB_FLAGS = ['--encoding=UTF8', '--locale-provider=builtin', '--locale=C.UTF-8', '--no-sync'];
const SERVER_SETTINGS = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'timezone=UTC', 'max_connections=200'];
const THROW_AWAY_SETTINGS = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off', 'autovacuum=off', 'max_wal_size=4GB'];

/** The server's own default is made for machines of the last century: a quarter of the memory, at most 2 GB, taken as it is needed. */
function lastingSettings(): string[] {
  const memory = Math.min(totalmem(), process.constrainedMemory() || Infinity);
  const megabytes = Math.floor(memory / 4 / 1024 ** 2);
  return [`shared_buffers=${Math.min(Math.max(megabytes, 128), 2048)}MB`, 'max_wal_size=4GB'];
}

/**
 * Starts a PostgreSQL of our own on a free port of the loopback interface, for development and tests, with the roles
 * `highseas_owner` (owns the database), `highseas_app` and `highseas_definer`. A lasting cluster that another living
 * process already runs is shared.
 * @throws Error when the binaries are not installed (they are a development dependency) or the server does not come up
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedDatabase> {
  const directory = await prepareDirectory(options);
  const running = runningPostmaster(directory);
  const credentials = readCredentials(directory);
  if (running !== undefined && credentials !== undefined && starterIsAlive(directory)) {
    return { ...addresses(credentials, running.port), stop: () => Promise.resolve() };
  }
  await stopPostmaster(directory);
  return startCluster(directory, options.throwAway);
}

async function prepareDirectory({ directory, throwAway }: EmbeddedOptions): Promise<string> {
  const home = resolve(directory);
  mkdirSync(home, { recursive: true });
  refuseUnreachable(home);
  if (!throwAway) return home;
  await sweepAbandoned(home);
  const own = mkdtempSync(join(home, 'run-'));
  chmodSync(own, 0o755);
  claimCluster(own);
  return own;
}

function refuseUnreachable(directory: string): void {
  const closed = unreachableFolder(directory);
  if (closed === undefined) return;
  throw new Error(
    `As root, PostgreSQL runs as the user postgres, who cannot enter ${closed}. Choose another DATA_DIRECTORY, or set DATABASE_URL.`,
  );
}

async function startCluster(directory: string, throwAway: boolean): Promise<EmbeddedDatabase> {
  const kept = readCredentials(directory);
  const isNew = kept === undefined;
  // Whoever interrupts the very first start leaves half a cluster without credentials behind: they are written last.
  if (isNew) rmSync(clusterOf(directory), { recursive: true, force: true });
  const credentials = kept ?? newCredentials();
  const port = await freePort();
  const log: string[] = [];
  const server = await newServer({ directory, throwAway, port, password: credentials.superuser, log });
  try {
    if (isNew) await server.initialise();
    await Promise.race([server.start(), expire()]);
    claimCluster(directory);
    if (isNew) await createRolesAndDatabase(port, credentials);
    keepCredentials(directory, credentials);
  } catch (cause) {
    await server.stop();
    if (throwAway) rmSync(directory, { recursive: true, force: true });
    throw new Error(`PostgreSQL did not start in ${directory}.\n${log.slice(-20).join('')}`, { cause });
  }
  return {
    ...addresses(credentials, port),
    stop: async () => {
      await server.stop();
      if (throwAway) rmSync(directory, { recursive: true, force: true });
    },
  };
}

interface ServerOptions {
  directory: string;
  throwAway: boolean;
  port: number;
  password: string;
  log: string[];
}

async function newServer({ directory, throwAway, port, password, log }: ServerOptions) {
  const EmbeddedPostgres = await loadEmbeddedPostgres(directory);
  const settings = [...SERVER_SETTINGS, ...(throwAway ? THROW_AWAY_SETTINGS : lastingSettings())];
  return new EmbeddedPostgres({
    databaseDir: clusterOf(directory),
    port,
    user: 'postgres',
    password,
    authMethod: 'scram-sha-256',
    persistent: true,
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: INITDB_FLAGS,
    postgresFlags: settings.flatMap((setting) => ['-c', setting]),
    onLog: (line) => log.push(line),
    onError: (line) => log.push(String(line)),
  });
}

/** The library waits for a line in the server's log and would wait for ever if it never came. */
async function expire(): Promise<never> {
  await pause(START_TIMEOUT_MS, undefined, { ref: false });
  throw new Error(`PostgreSQL was not ready after ${START_TIMEOUT_MS / 1000} seconds`);
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((ready, fail) => server.once('error', fail).listen(0, '127.0.0.1', ready));
  const address = server.address();
  await new Promise((closed) => server.close(closed));
  if (address === null || typeof address === 'string') throw new Error('No free port on the loopback interface');
  return address.port;
}

async function createRolesAndDatabase(port: number, { superuser, owner, app }: Credentials): Promise<void> {
  const client = new pg.Client({ host: '127.0.0.1', port, user: 'postgres', password: superuser, database: 'postgres' });
  await client.connect();
  try {
    await client.query(`CREATE ROLE highseas_owner LOGIN CREATEROLE CREATEDB PASSWORD '${owner}'`);
    await client.query(`CREATE ROLE highseas_app LOGIN NOINHERIT PASSWORD '${app}'`);
    await client.query('CREATE ROLE highseas_definer NOLOGIN');
    await client.query('GRANT highseas_app, highseas_definer TO highseas_owner WITH ADMIN TRUE, INHERIT FALSE, SET FALSE');
    await client.query(`CREATE DATABASE ${DATABASE} OWNER highseas_owner`);
  } finally {
    await client.end();
  }
}

function addresses({ owner, app }: Credentials, port: number): { ownerUrl: string; appUrl: string } {
  return {
    ownerUrl: `postgres://highseas_owner:${owner}@127.0.0.1:${port}/${DATABASE}`,
    appUrl: `postgres://highseas_app:${app}@127.0.0.1:${port}/${DATABASE}`,
  };
}
