import pg from 'pg';
import { PgBoss, getRollbackPlans } from 'pg-boss';
import { ensureQueueSchema, QUEUE_SCHEMA } from '../../../src/platform/database/queue-schema.js';
import { freshDatabase, workerDatabase, type TestDatabase } from '../../support/database.js';
import { query } from '../../support/test-server.js';

const stepDown = ({ assumeRole }: TestDatabase): { options?: string } => (assumeRole ? { options: `-c role=${assumeRole}` } : {});

async function startAsApplication(database: TestDatabase): Promise<PgBoss> {
  const boss = new PgBoss({
    connectionString: database.appUrl,
    ...stepDown(database),
    schema: QUEUE_SCHEMA,
    migrate: false,
    createSchema: false,
    schedule: false,
    useListenNotify: true,
    max: 3,
  });
  boss.on('error', (error: Error) => {
    throw error;
  });
  return boss.start();
}

describe('the job queue under the application role', () => {
  it('creates a queue, sends, is woken at once, completes and keeps the outcome', async () => {
    const boss = await startAsApplication(await workerDatabase());
    await boss.createQueue('greetings', { notify: true });
    const worked = new Promise<unknown>((resolve) => {
      void boss.work('greetings', { pollingIntervalSeconds: 30, notifyPollingIntervalSeconds: 30 }, async ([job]) => {
        resolve(job?.data);
      });
    });
    // The worker polls once when it starts; only after that does a notification alone decide.
    await new Promise((resolve) => setTimeout(resolve, 300));
    const started = performance.now();
    const id = await boss.send('greetings', { to: '世界' });
    expect(await worked).toEqual({ to: '世界' });
    expect(performance.now() - started).toBeLessThan(2000);
    await boss.stop({ graceful: true });
    const [job] = await query((await workerDatabase()).ownerUrl, 'SELECT state FROM pgboss.job WHERE id = $1', [id]);
    expect(job).toEqual({ state: 'completed' });
  });

  it('inserts in bulk, fetches a batch and completes it', async () => {
    const boss = await startAsApplication(await workerDatabase());
    await boss.createQueue('bulk');
    await boss.insert('bulk', [{ data: { n: 1 } }, { data: { n: 2 } }]);
    const jobs = await boss.fetch<{ n: number }>('bulk', { batchSize: 10 });
    expect(new Set(jobs.map((job) => job.data.n))).toEqual(new Set([1, 2]));
    await boss.complete(
      'bulk',
      jobs.map((job) => job.id),
    );
    expect(await boss.fetch('bulk')).toEqual([]);
    await boss.stop();
  });

  it('sends inside a business transaction, and not at all when that is rolled back', async () => {
    const database = await workerDatabase();
    const boss = await startAsApplication(database);
    await boss.createQueue('outbox');
    const client = new pg.Client({ connectionString: database.appUrl, ...stepDown(database) });
    await client.connect();
    await client.query('BEGIN');
    await boss.send('outbox', {}, { db: { executeSql: (text, values) => client.query(text, values) } });
    await client.query('ROLLBACK');
    await client.end();
    expect(await boss.fetch('outbox')).toEqual([]);
    await boss.stop();
  });

  it('may not change tables', async () => {
    const database = await workerDatabase();
    const client = new pg.Client({ connectionString: database.appUrl, ...stepDown(database) });
    await client.connect();
    await expect(client.query('CREATE TABLE pgboss.mine (id int)')).rejects.toThrow('permission denied');
    await expect(client.query('CREATE TABLE public.mine (id int)')).rejects.toThrow('permission denied');
    await expect(client.query('DROP TABLE pgboss.job')).rejects.toThrow('must be owner');
    await client.end();
  });
});

describe("the queue's schema", () => {
  it('is upgraded by the owner from an older version, and keeps its jobs', async () => {
    const database = await freshDatabase();
    const client = new pg.Client({ connectionString: database.ownerUrl });
    await client.connect();
    const version = async (): Promise<unknown> => (await client.query('SELECT version FROM pgboss.version')).rows[0];
    const current = await version();
    await client.query(getRollbackPlans(QUEUE_SCHEMA));
    expect(await version()).not.toEqual(current);
    await ensureQueueSchema(client);
    expect(await version()).toEqual(current);
    await client.end();
    const boss = await startAsApplication(database);
    await boss.createQueue('after');
    expect(await boss.send('after', {})).toEqual(expect.any(String));
    await boss.stop();
  });
});
