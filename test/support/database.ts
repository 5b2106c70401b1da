import { randomBytes } from 'node:crypto';
import { query, withDatabase, type TestRun } from './test-server.js';

/** Where a test finds a database. */
export interface TestDatabase {
  ownerUrl: string;
  appUrl: string;
  /** As in the configuration: what connections of `appUrl` must step down to. */
  assumeRole?: string;
}

/** The database of this jest worker, cloned from the migrated template the first time a file of this worker asks. */
export async function workerDatabase(): Promise<TestDatabase> {
  const run = currentRun();
  const name = `${run.prefix}w${process.env.JEST_WORKER_ID ?? '1'}`;
  const found = await query(run.ownerUrl, 'SELECT FROM pg_database WHERE datname = $1', [name]);
  return found.length > 0 ? databaseOf(run, name) : createDatabase(run, name, run.template);
}

/** A database that no other test sees: migrated, or empty for tests of migrations themselves. Removed at the run's end. */
export function freshDatabase({ migrated = true } = {}): Promise<TestDatabase> {
  const run = currentRun();
  return createDatabase(run, `${run.prefix}f${randomBytes(6).toString('hex')}`, migrated ? run.template : 'template0');
}

async function createDatabase(run: TestRun, name: string, template: string): Promise<TestDatabase> {
  await query(run.ownerUrl, `CREATE DATABASE ${name} TEMPLATE ${template} STRATEGY FILE_COPY`);
  return databaseOf(run, name);
}

function databaseOf({ ownerUrl, appUrl, assumeRole }: TestRun, name: string): TestDatabase {
  return {
    ownerUrl: withDatabase(ownerUrl, name),
    appUrl: withDatabase(appUrl, name),
    ...(assumeRole === undefined ? {} : { assumeRole }),
  };
}

function currentRun(): TestRun {
  const run = process.env.HIGHSEAS_TEST_RUN;
  if (run === undefined) throw new Error('This test needs a database: it belongs under test/, where the e2e project runs it.');
  return JSON.parse(run) as TestRun;
}
