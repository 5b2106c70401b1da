import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import sql from 'sql-template-tag';
import { defineEvent } from '../../src/platform/events/event.js';
import type { JobRun } from '../../src/platform/jobs/job-run.js';
import { freshDatabase, type TestDatabase } from '../support/database.js';
import { eventually } from '../support/jobs.js';
import { query } from '../support/test-server.js';
import { Workshop, type Registries } from './workshop.js';

const somethingHappened = defineEvent('test.happened');

/** A worker that takes every job there is, says so, and then does nothing any more. */
const DOOMED_WORKER = `
  const { PgBoss } = await import('pg-boss');
  const boss = new PgBoss({ connectionString: process.env.URL, schema: 'pgboss', migrate: false, createSchema: false, schedule: false, supervise: false });
  await boss.start();
  const jobs = await boss.fetch('jobs', { batchSize: 10 });
  const pg = (await import('pg')).default;
  const client = new pg.Client({ connectionString: process.env.URL });
  await client.connect();
  for (const { data } of jobs) {
    await client.query("SELECT set_config('app.tenant_id', $1, false)", [data.tenantId]);
    await client.query("UPDATE jobs SET status = 'running', attempts = attempts + 1, done = 3 WHERE id = $1", [data.jobId]);
  }
  console.log('taken');`;

describe('a worker', () => {
  let database: TestDatabase;
  let sender: Workshop;
  let tenantId: string;
  const run = jest.fn<Promise<void>, [JobRun]>();
  const handle = jest.fn<Promise<void>, []>();

  const register = ({ events, jobs }: Registries): void => {
    events.on(somethingHappened, 'test.handle', handle);
    jobs.register({ kind: 'test.long', run });
    jobs.register({ kind: 'test.fragile', run, retryLimit: 0 });
    jobs.register({ kind: 'test.alone', run, concurrency: 1 });
  };
  const enqueue = (...kinds: string[]): Promise<void> =>
    sender.unit(tenantId, async (ctx) => kinds.forEach((kind) => ctx.enqueue({ kind })));
  // the worker's own schedules come due whenever the clock says so
  const statuses = (): Promise<{ kind: string; status: string }[]> =>
    sender.rows(tenantId, sql`SELECT kind, status FROM jobs WHERE kind LIKE 'test.%' ORDER BY kind, id`);
  const allAre = (status: string): Promise<boolean> =>
    eventually(async () => (await statuses()).every((job) => job.status === status));

  beforeAll(async () => {
    database = await freshDatabase();
    sender = await Workshop.open(database, 'api', register);
  });
  beforeEach(async () => {
    jest.resetAllMocks();
    tenantId = await sender.enterprise();
  });
  afterAll(() => sender.close());

  it('takes jobs and events as soon as they are committed, where an API process takes none', async () => {
    await enqueue('test.long');
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(await statuses()).toEqual([{ kind: 'test.long', status: 'queued' }]);
    const worker = await Workshop.open(database, 'worker', register);
    await allAre('succeeded');
    // Its first look at the queue is over; from here on only the notification is quick.
    await new Promise((resolve) => setTimeout(resolve, 200));
    const from = performance.now();
    await sender.unit(tenantId, async (ctx) => ctx.emit(somethingHappened({})));
    await eventually(async () => handle.mock.calls.length === 1);
    expect(performance.now() - from).toBeLessThan(1500);
    await worker.close();
  });

  it('runs no more jobs of a kind at once than the kind allows', async () => {
    let [running, most] = [0, 0];
    run.mockImplementation(async () => {
      most = Math.max(most, ++running);
      await new Promise((resolve) => setTimeout(resolve, 30));
      running--;
    });
    await enqueue(...Array.from({ length: 4 }, () => 'test.alone'));
    const worker = await Workshop.open(database, 'worker', register);
    await allAre('succeeded');
    await worker.close();
    expect(most).toBe(1);
  });

  it('OPS-05 gives a running job back when it stops, and another worker finishes it', async () => {
    run.mockImplementationOnce(async (job) => {
      for (let n = 1; ; n++) {
        await job.progress(n);
        await job.giveWay();
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    });
    await enqueue('test.long');
    const first = await Workshop.open(database, 'worker', register);
    await allAre('running');
    const from = performance.now();
    await first.close();
    expect(performance.now() - from).toBeLessThan(5000);
    expect(await statuses()).toEqual([{ kind: 'test.long', status: 'queued' }]);
    const second = await Workshop.open(database, 'worker', register);
    await allAre('succeeded');
    await second.close();
    expect(run.mock.calls.map(([job]) => job.attempt)).toEqual([1, 2]);
  }, 30_000);

  it('OPS-06 takes up the jobs of a worker that was killed, and says so of one that has no attempt left', async () => {
    await enqueue('test.long', 'test.fragile');
    const doomed = spawn(process.execPath, ['--input-type=module', '-e', DOOMED_WORKER], {
      env: { ...process.env, URL: database.appUrl },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(doomed.stdout, 'data');
    await killed(doomed);
    expect(await statuses()).toEqual([
      { kind: 'test.fragile', status: 'running' },
      { kind: 'test.long', status: 'running' },
    ]);
    // Twenty seconds pass without a sign of life.
    await query(database.ownerUrl, `UPDATE pgboss.job SET heartbeat_on = heartbeat_on - interval '20 s' WHERE state = 'active'`);
    const worker = await Workshop.open(database, 'worker', register);
    await eventually(async () => (await statuses()).every((job) => job.status !== 'running' && job.status !== 'queued'));
    await worker.close();
    expect(
      await sender.rows(
        tenantId,
        sql`SELECT kind, status, attempts, error->>'code' AS code FROM jobs WHERE kind LIKE 'test.%' ORDER BY kind`,
      ),
    ).toEqual([
      { kind: 'test.fragile', status: 'failed', attempts: 1, code: 'JOB_LOST' },
      { kind: 'test.long', status: 'succeeded', attempts: 2, code: null },
    ]);
    expect(run.mock.calls.map(([job]) => [job.kind, job.progressSoFar.done])).toEqual([['test.long', 3]]);
  }, 40_000);
});

async function killed(child: ChildProcess): Promise<void> {
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
}
