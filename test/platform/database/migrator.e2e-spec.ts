import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrate } from '../../../src/platform/database/migrator.js';
import { freshDatabase } from '../../support/database.js';
import { query } from '../../support/test-server.js';

let directory: string;
let ownerUrl: string;

const write = (name: string, sql: string): Promise<void> => writeFile(join(directory, name), sql);
const tables = async (): Promise<string[]> =>
  (
    await query<{ name: string }>(ownerUrl, "SELECT relname AS name FROM pg_class WHERE relname IN ('ships', 'crews') ORDER BY 1")
  ).map((row) => row.name);

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'highseas-migrations-'));
  ({ ownerUrl } = await freshDatabase({ migrated: false }));
  await write('0001_ships.up.sql', 'CREATE TABLE ships (id int); CREATE TABLE unrelated (id int)');
  await write('0001_ships.down.sql', 'DROP TABLE ships, unrelated');
  await write('0002_crews.up.sql', 'CREATE TABLE crews (id int)');
  await write('0002_crews.down.sql', 'DROP TABLE crews');
});
afterEach(() => rm(directory, { recursive: true }));

describe('the migrator', () => {
  it('applies what is not applied yet, in order, and nothing twice', async () => {
    expect(await migrate(ownerUrl, { directory, to: '0001' })).toEqual(['0001_ships']);
    expect(await migrate(ownerUrl, { directory })).toEqual(['0002_crews']);
    expect(await migrate(ownerUrl, { directory })).toEqual([]);
    expect(await tables()).toEqual(['crews', 'ships']);
  });

  it('goes down, newest first, to the migration that it is told to keep', async () => {
    await migrate(ownerUrl, { directory });
    expect(await migrate(ownerUrl, { directory, direction: 'down', to: '0001_ships' })).toEqual(['0002_crews']);
    expect(await tables()).toEqual(['ships']);
    expect(await migrate(ownerUrl, { directory, direction: 'down', to: '0000' })).toEqual(['0001_ships']);
    expect(await tables()).toEqual([]);
  });

  it('refuses to go down without being told how far', async () => {
    await migrate(ownerUrl, { directory });
    await expect(migrate(ownerUrl, { directory, direction: 'down' })).rejects.toThrow('no migration ""');
    expect(await tables()).toEqual(['crews', 'ships']);
  });

  it('refuses to go on when an applied file was changed or is gone', async () => {
    await migrate(ownerUrl, { directory });
    await write('0001_ships.up.sql', 'CREATE TABLE ships (id bigint)');
    await expect(migrate(ownerUrl, { directory })).rejects.toThrow('0001_ships was changed after it was applied');
    await rm(join(directory, '0001_ships.up.sql'));
    await expect(migrate(ownerUrl, { directory })).rejects.toThrow('0001_ships was applied, but its file is gone');
  });

  it('undoes the whole of a failing file and tells its name and line', async () => {
    await write('0002_crews.up.sql', 'CREATE TABLE crews (id int);\n\nSELECT nonsense;');
    await expect(migrate(ownerUrl, { directory })).rejects.toThrow(
      'Migration 0002_crews (up) failed: column "nonsense" does not exist (line 3)',
    );
    expect(await tables()).toEqual(['ships']);
  });

  it('lets several nodes start at once: one migrates, the others wait', async () => {
    const ran = await Promise.all([1, 2, 3].map(() => migrate(ownerUrl, { directory })));
    expect(ran.flat().sort()).toEqual(['0001_ships', '0002_crews']);
  });
});
