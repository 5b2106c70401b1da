import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runningPostmaster, stopPostmaster } from '../../../src/platform/database/cluster-files.js';
import { withDevelopmentDatabase } from '../../../src/platform/database/development.js';
import { startEmbeddedProcess, type EmbeddedProcess } from '../../support/embedded-process.js';
import type { StartRequest } from '../../support/start-embedded.js';
import { freshDatabase } from '../../support/database.js';
import { query } from '../../support/test-server.js';

let home: string;
/** Of the lasting cluster, which all tests share because making one takes seconds. */
let directory: string;
let started: EmbeddedProcess[] = [];
beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'highseas-embedded-'));
  chmodSync(home, 0o755);
  directory = join(home, 'postgres');
});
afterEach(async () => {
  for (const database of started) await database.stop();
  await stopPostmaster(directory);
  started = [];
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

/** Starts a cluster from a process of its own. */
async function start(request: StartRequest): Promise<EmbeddedProcess> {
  const database = await startEmbeddedProcess(request);
  started.push(database);
  return database;
}

const lasting = (): Promise<EmbeddedProcess> => start({ directory, throwAway: false });
const throwAway = (): Promise<EmbeddedProcess> => start({ directory: join(home, 'runs'), throwAway: true });

describe('the embedded PostgreSQL', () => {
  it('keeps its data and passwords over a restart', async () => {
    const first = await lasting();
    await query(first.ownerUrl, 'CREATE TABLE kept (id int)');
    await first.stop();
    const second = await lasting();
    expect(new URL(second.ownerUrl).password).toBe(new URL(first.ownerUrl).password);
    expect(await query(second.ownerUrl, 'SELECT * FROM kept')).toEqual([]);
  });

  it('shows its passwords to nobody else, listens on the loopback interface alone, and knows Chinese', async () => {
    const { ownerUrl } = await lasting();
    expect(statSync(join(directory, 'credentials.json')).mode & 0o777).toBe(0o600);
    expect(await query(ownerUrl, 'SHOW listen_addresses')).toEqual([{ listen_addresses: '127.0.0.1' }]);
    const stranger = Object.assign(new URL(ownerUrl), { password: 'guess' }).href;
    await expect(query(stranger, 'SELECT 1')).rejects.toThrow('password authentication failed');
    await query(ownerUrl, 'CREATE EXTENSION pg_trgm');
    expect(await query(ownerUrl, "SELECT cardinality(show_trgm('华夏科技')) > 0 AS seen")).toEqual([{ seen: true }]);
  });

  it('is shared with a process that already runs it, and not stopped by the one that came second', async () => {
    const first = await lasting();
    const second = await lasting();
    await second.stop();
    expect(second.ownerUrl).toBe(first.ownerUrl);
    expect(await query(first.ownerUrl, 'SELECT 1 AS alive')).toEqual([{ alive: 1 }]);
  });

  it('takes over from a process that was killed', async () => {
    await (await lasting()).kill();
    const abandoned = runningPostmaster(directory)?.pid;
    expect(abandoned).toBeDefined();
    const { ownerUrl } = await lasting();
    expect(await query(ownerUrl, 'SELECT 1 AS alive')).toEqual([{ alive: 1 }]);
    expect(runningPostmaster(directory)?.pid).not.toBe(abandoned);
  });

  it('removes a throw-away cluster when it stops, and those that killed processes left behind', async () => {
    await (await throwAway()).kill();
    const [abandoned = ''] = readdirSync(join(home, 'runs'));
    const database = await throwAway();
    expect(existsSync(join(home, 'runs', abandoned))).toBe(false);
    await database.stop();
    expect(readdirSync(join(home, 'runs'))).toEqual([]);
  });
});

describe("a developer's database", () => {
  it('is started and migrated when none is named', async () => {
    const { appUrl, stop } = await start({ developmentIn: home });
    const [row] = await query<{ count: string }>(appUrl, 'SELECT count(*) FROM schema_migrations');
    expect(Number(row?.count)).toBeGreaterThan(0);
    await stop();
  });

  it('is migrated where one is named', async () => {
    const { ownerUrl } = await freshDatabase({ migrated: false });
    const { env } = await withDevelopmentDatabase({ DATABASE_URL: ownerUrl });
    expect(env).toEqual({ DATABASE_URL: ownerUrl });
    const [row] = await query<{ count: string }>(ownerUrl, 'SELECT count(*) FROM schema_migrations');
    expect(Number(row?.count)).toBeGreaterThan(0);
  });

  it.each([{ NODE_ENV: 'production' }, { NODE_ENV: 'production', DATABASE_URL: 'postgres://somewhere/else' }])(
    'is left alone given %j',
    async (env) => {
      expect((await withDevelopmentDatabase(env)).env).toBe(env);
    },
  );
});
