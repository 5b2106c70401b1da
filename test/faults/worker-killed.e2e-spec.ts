import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { agreed, letTimePass, secondAdmin } from '../data/resets.js';
import { csv } from '../imports/sheets.js';
import { freshDatabase, type TestDatabase } from '../support/database.js';
import type { Enterprise } from '../support/enterprise.js';
import { eventually, jobEnd } from '../support/jobs.js';
import { makePool } from '../support/pools.js';
import { takeSlots } from '../support/schedules.js';
import { query } from '../support/test-server.js';
import { sql, useWorld } from '../support/world.js';
import { TestNode } from './node.js';

const RECLAIMED = 20_000;
const IMPORTED = 8000;
const HANDED_OVER = 20_000;
const RESET = 12_000;

let database: TestDatabase;
let home: string;
beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'highseas-killed-'));
  database = await freshDatabase();
});
const world = useWorld((config) => ({
  ...config,
  role: 'api',
  database: { ...config.database, ...database },
  files: { ...config.files, directory: join(home, 'files') },
}));

let worker: TestNode | undefined;
const startWorker = async (): Promise<void> => {
  worker = await TestNode.start(database, 'worker', { DATA_DIRECTORY: home });
};
afterEach(async () => worker?.end('SIGKILL'));
afterAll(() => rmSync(home, { recursive: true, force: true }));

/** Waits until a job has done so much, stops its worker in the middle of a transaction, and kills it there. */
async function killAfter(acme: Enterprise, jobId: string, done: number): Promise<void> {
  for (let progress = 0; progress < done;) {
    const { body } = await acme.admin.get(`/jobs/${jobId}`);
    expect(['queued', 'running']).toContain(body.status);
    progress = (body as { progress: { done: number } }).progress.done;
  }
  const lock = new pg.Client({ connectionString: database.ownerUrl });
  await lock.connect();
  try {
    // Whoever writes into the ledger waits from here on, with the rest of its batch done.
    await lock.query('BEGIN; LOCK TABLE ownership_ledger IN SHARE MODE');
    await eventually(
      async () =>
        (await query(database.ownerUrl, `SELECT FROM pg_locks WHERE relation = 'ownership_ledger'::regclass AND NOT granted`))
          .length > 0,
    );
    await kill(acme, jobId);
  } finally {
    await lock.end();
  }
}

async function kill(acme: Enterprise, jobId: string): Promise<void> {
  await worker!.end('SIGKILL');
  // The server notices at once; its process would otherwise go on as soon as what it waits for is there.
  await query(
    database.ownerUrl,
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name LIKE 'highseas-worker%'`,
  );
  expect((await acme.admin.get(`/jobs/${jobId}`)).body.status).toBe('running');
  // Twenty seconds pass without a sign of life.
  await query(database.ownerUrl, `UPDATE pgboss.job SET heartbeat_on = heartbeat_on - interval '20 s' WHERE state = 'active'`);
}

const figures = (acme: Enterprise, statement: ReturnType<typeof sql>): Promise<Record<string, unknown>> =>
  acme.as((ctx) => ctx.db.one(statement));

describe('the death of a worker', () => {
  it('POOL-11 in the middle of a reclaim leaves another one to finish it: a line for each record, a digest for each owner', async () => {
    const acme = await world.enterprise({ salespeople: 4 });
    const line = { key: 'idle', name: '久未跟进', since: 'lastFollowUp', days: 1, dayKind: 'calendar' } as const;
    const pool = await makePool(acme, acme.salespeople, { reclaim: { enabled: true, lines: [line] } });
    await acme.as((ctx) =>
      ctx.db
        .run(sql`INSERT INTO leads (tenant_id, id, name, owner_id, owned_since, home_pool_id, reclaim_at, reclaim_rule_id, reclaim_rule_key, created_at, updated_at)
        SELECT ${ctx.tenantId}::uuid, uuidv7(), '线索' || n, (${acme.salespeople.map((person) => person.id)}::uuid[])[1 + n % 4], now() - interval '9 days', ${pool.id}::uuid,
          now() - interval '1 day', ${pool.ruleId}::uuid, 'idle', now(), now() FROM generate_series(1, ${RECLAIMED}::integer) n`),
    );
    await takeSlots(acme, 'pools.reclaim');
    await startWorker();
    const { body: job } = await acme.admin.post(`/pools/${pool.id}/reclaims`);
    await killAfter(acme, job.id, 5000);
    const left = await figures(acme, sql`SELECT count(*) AS n FROM leads WHERE owner_id IS NOT NULL`);
    expect(left.n).toBeGreaterThan(0);
    expect(left.n).toBeLessThan(RECLAIMED);
    await startWorker();
    expect(await jobEnd(acme.admin, job.id)).toMatchObject({ status: 'succeeded', result: { reclaimed: RECLAIMED } });
    expect(
      await figures(
        acme,
        sql`SELECT count(*) AS lines, count(DISTINCT record_id) AS records,
          (SELECT count(*) FROM leads WHERE owner_id IS NULL AND pool_id = ${pool.id}::uuid) AS pooled,
          (SELECT count(*) FROM leads) AS leads
        FROM ownership_ledger WHERE kind = 'reclaimed' AND run_id = ${job.id}::uuid`,
      ),
    ).toEqual({ lines: RECLAIMED, records: RECLAIMED, pooled: RECLAIMED, leads: RECLAIMED });
    const digests = await acme.as((ctx) =>
      ctx.db.query<{ id: string; count: number }>(
        sql`SELECT employee_id AS id, (content->>'count')::int AS count FROM notices WHERE kind = 'reclaimDigest'`,
      ),
    );
    expect(digests.map(({ id }) => id).sort()).toEqual(acme.salespeople.map(({ id }) => id).sort());
    expect(digests.reduce((sum, { count }) => sum + count, 0)).toBe(RECLAIMED);
  });

  it('POOL-05 in the middle of an assignment leaves another one to finish it: a line for each record, in fair turns', async () => {
    const acme = await world.enterprise({ salespeople: 7 });
    const line = { key: 'all', name: '轮流', strategy: 'roundRobin', whenNobody: 'stay' } as const;
    const candidates = acme.salespeople.map(({ id }) => ({ kind: 'employee' as const, id }));
    const pool = await makePool(acme, [], {
      assignment: { enabled: true, workingTimeOnly: false, lines: [{ ...line, candidates }] },
    });
    await acme.as((ctx) =>
      ctx.db.run(sql`INSERT INTO leads (tenant_id, id, name, pool_id, home_pool_id, entered_pool_at, created_at, updated_at)
        SELECT ${ctx.tenantId}::uuid, uuidv7(), '线索' || n, ${pool.id}::uuid, ${pool.id}::uuid, now(), now(), now() FROM generate_series(1, ${RECLAIMED}::integer) n`),
    );
    await takeSlots(acme, 'pools.assign');
    await startWorker();
    const { body: job } = await acme.admin.post(`/pools/${pool.id}/assignments`);
    await killAfter(acme, job.id, 5000);
    const left = await figures(acme, sql`SELECT count(*) AS n FROM leads WHERE owner_id IS NULL`);
    expect(left.n).toBeGreaterThan(0);
    expect(left.n).toBeLessThan(RECLAIMED);
    await startWorker();
    expect(await jobEnd(acme.admin, job.id)).toMatchObject({ status: 'succeeded', result: { placed: RECLAIMED, stayed: {} } });
    const dealt = await acme.as((ctx) =>
      ctx.db.query<{ lines: number; records: number }>(
        sql`SELECT count(*) AS lines, count(DISTINCT record_id) AS records FROM ownership_ledger
          WHERE kind = 'assigned' AND run_id = ${job.id}::uuid GROUP BY to_owner_id ORDER BY 1`,
      ),
    );
    expect(dealt.reduce((sum, { records }) => sum + records, 0)).toBe(RECLAIMED);
    expect(dealt.every(({ lines, records }) => lines === records)).toBe(true);
    expect(dealt.at(-1)!.lines - dealt[0]!.lines).toBeLessThanOrEqual(1);
  });

  it('LEAD-06 in the middle of an import leaves another one to finish it: each row is a lead once', async () => {
    const acme = await world.enterprise();
    const pool = await makePool(acme, []);
    const rows = Array.from({ length: IMPORTED }, (_, n) => [`客户${n}`, `1${3_900_000_000 + n}`]);
    const draft = await acme.admin.upload('/leads/imports', '线索.csv', await csv(['姓名', '手机号'], rows));
    expect((await acme.admin.patch(`/leads/imports/${draft.body.id}`, { options: { poolId: pool.id } })).status).toBe(200);
    await startWorker();
    const { body: job } = await acme.admin.post(`/leads/imports/${draft.body.id}/runs`);
    await killAfter(acme, job.id, 2000);
    const before = await figures(acme, sql`SELECT count(*) AS n FROM leads`);
    expect(before.n).toBeGreaterThanOrEqual(2000);
    expect(before.n).toBeLessThan(IMPORTED);
    await startWorker();
    expect((await jobEnd(acme.admin, job.id)).status).toBe('succeeded');
    expect((await acme.admin.get(`/leads/imports/${draft.body.id}`)).body).toMatchObject({
      status: 'succeeded',
      counts: { created: IMPORTED, updated: 0, skipped: 0, failed: 0 },
    });
    expect(
      await figures(
        acme,
        sql`SELECT count(*) AS leads, count(DISTINCT phone) AS phones, count(*) FILTER (WHERE pool_id = ${pool.id}::uuid) AS pooled,
          (SELECT count(DISTINCT record_id) FROM ownership_ledger WHERE kind = 'imported') AS records,
          (SELECT count(*) FROM ownership_ledger WHERE kind = 'imported') AS lines FROM leads`,
      ),
    ).toEqual({ leads: IMPORTED, phones: IMPORTED, pooled: IMPORTED, records: IMPORTED, lines: IMPORTED });
  });

  it('ORG-07 in the middle of a hand-over leaves another one to finish it: everything once, evenly, and each receiver told once', async () => {
    const acme = await world.enterprise({ salespeople: 3 });
    const [leaver, ...receivers] = acme.salespeople;
    const pool = await makePool(acme, acme.salespeople);
    await acme.as((ctx) =>
      ctx.db.run(sql`INSERT INTO leads (tenant_id, id, name, owner_id, owned_since, home_pool_id, created_at, updated_at)
        SELECT ${ctx.tenantId}::uuid, uuidv7(), '线索' || n, ${leaver!.id}::uuid, now(), ${pool.id}::uuid, now(), now() FROM generate_series(1, ${HANDED_OVER}::integer) n`),
    );
    await startWorker();
    const { body: job } = await acme.admin.post(`/employees/${leaver!.id}/departures`, {
      handOver: [{ kind: 'lead', to: 'people', employeeIds: receivers.map(({ id }) => id) }],
      reason: '离职',
    });
    await killAfter(acme, job.id, 5000);
    const left = await figures(acme, sql`SELECT count(*) AS n FROM leads WHERE owner_id = ${leaver!.id}`);
    expect(left.n).toBeGreaterThan(0);
    expect(left.n).toBeLessThan(HANDED_OVER);
    expect((await acme.admin.get(`/employees/${leaver!.id}`)).body.status).toBe('suspended');
    await startWorker();
    expect(await jobEnd(acme.admin, job.id)).toMatchObject({ status: 'succeeded' });
    expect(
      await figures(
        acme,
        sql`SELECT count(*) AS lines, count(DISTINCT record_id) AS records, count(DISTINCT to_owner_id) AS people,
          count(*) FILTER (WHERE to_owner_id = ${receivers[0]!.id}) AS first, (SELECT count(*) FROM leads WHERE owner_id = ${leaver!.id}) AS behind,
          (SELECT count(*) FROM notices WHERE kind = 'recordsHandedOver') AS notices, (SELECT status FROM employees WHERE id = ${leaver!.id}) AS status
        FROM ownership_ledger WHERE kind = 'handedOver' AND run_id = ${job.id}::uuid`,
      ),
    ).toEqual({
      lines: HANDED_OVER,
      records: HANDED_OVER,
      people: 2,
      first: HANDED_OVER / 2,
      behind: 0,
      notices: 2,
      status: 'left',
    });
  });

  it('OPS-03 in the middle of a reset leaves another one to finish it: nothing is left, and other enterprises keep all', async () => {
    const [acme, other] = [await world.enterprise(), await world.enterprise()];
    for (const each of [acme, other]) await (await makePool(each, [])).leads(RESET);
    await letTimePass(acme, await agreed(acme, await secondAdmin(acme), ['leads']));
    await startWorker();
    const jobOf = () =>
      acme.as((ctx) => ctx.db.maybe<{ id: string }>(sql`SELECT id FROM jobs WHERE kind = 'platform.resetCrm' AND slot IS NULL`));
    await eventually(async () => (await jobOf()) !== undefined);
    const { id } = (await jobOf())!;
    const done = sql`SELECT coalesce((removed ->> 'leads')::int, 0) AS n FROM crm_resets`;
    await eventually(async () => ((await figures(acme, done)).n as number) > 0);
    await kill(acme, id);
    const left = await figures(acme, sql`SELECT count(*) AS n FROM leads`);
    expect(left.n).toBeGreaterThan(0);
    expect(left.n).toBeLessThan(RESET);
    expect((await acme.admin.post('/leads', { name: '新线索' })).body.code).toBe('RECORDS_BEING_RESET');
    await startWorker();
    // the night's run, which a starting worker makes up for, may have finished it before this job gets its next turn
    expect(await jobEnd(acme.admin, id)).toMatchObject({ status: 'succeeded' });
    const rows = sql`SELECT (SELECT count(*) FROM leads) AS leads, (SELECT count(*) FROM record_changes WHERE object = 'lead') AS changes`;
    expect([await figures(acme, done), await figures(acme, rows), await figures(other, rows)]).toEqual([
      { n: RESET },
      { leads: 0, changes: 0 },
      { leads: RESET, changes: RESET },
    ]);
  });
});
