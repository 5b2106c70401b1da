import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { readCredentials, runningPostmaster } from '../../src/platform/database/cluster-files.js';
import { migrate } from '../../src/platform/database/migrator.js';
import { newId } from '../../src/platform/database/ids.js';
import { ScheduleRunner } from '../../src/platform/jobs/schedule-runner.js';
import { startEmbeddedProcess, type EmbeddedProcess } from '../support/embedded-process.js';
import { Workshop } from '../jobs/workshop.js';
import { testPhone } from '../support/enterprise.js';
import { query } from '../support/test-server.js';
import { DatabaseProxy } from './database-proxy.js';
import { TestNode } from './node.js';
import { PersistentWriter } from './persistent-writer.js';

const WRITERS = 8;
const proxy = new DatabaseProxy();
let home: string;
let cluster: EmbeddedProcess;
let node: TestNode;
let token: string;

const startCluster = async (): Promise<void> => {
  cluster = await startEmbeddedProcess({ directory: join(home, 'postgres'), throwAway: false });
};

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'highseas-restart-'));
  chmodSync(home, 0o755);
  await startCluster();
  await migrate(cluster.ownerUrl);
  await proxy.open(cluster.ownerUrl);
  node = await TestNode.start({ ownerUrl: proxy.through(cluster.ownerUrl), appUrl: proxy.through(cluster.appUrl) }, 'all', {
    DATABASE_STATEMENT_TIMEOUT_MS: '2000',
  });
  token = await signUp();
});
afterAll(async () => {
  await node?.end('SIGKILL');
  await proxy.cut();
  await cluster?.stop();
  rmSync(home, { recursive: true, force: true });
});

async function signUp(): Promise<string> {
  const answer = await fetch(`${node.url}/api/v1/enterprises`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({
      enterpriseName: '远航科技有限公司',
      registrantName: '陈海',
      phone: testPhone(),
      password: 'gonghai-2026',
    }),
  });
  return ((await answer.json()) as { accessToken: string }).accessToken;
}

/** How long a job takes from the request that asks for it to its end, in milliseconds. */
async function jobTime(): Promise<number> {
  const headers = { Authorization: `Bearer ${token}` };
  const from = performance.now();
  const order = (): Promise<Response> =>
    fetch(`${node.url}/api/v1/schedules/platform.housekeeping/runs`, { method: 'POST', headers });
  let asked = await order();
  // The node may hear of the end of a connection only when it uses it: 503 means to ask again.
  while (asked.status === 503) asked = await order();
  const { id } = (await asked.json()) as { id: string };
  for (let tries = 0; tries < 400; tries++) {
    const { status } = (await (await fetch(`${node.url}/api/v1/jobs/${id}`, { headers })).json()) as { status: string };
    if (status === 'succeeded') return performance.now() - from;
    await pause(50);
  }
  throw new Error(`The job is not done:\n${node.log}`);
}

/** Asks the database itself, past row-level security. */
function ask<Row extends Record<string, unknown>>(text: string, values: unknown[] = []): Promise<Row[]> {
  const url = Object.assign(new URL(cluster.ownerUrl), {
    username: 'postgres',
    password: readCredentials(join(home, 'postgres'))!.superuser,
  });
  return query<Row>(url.href, text, values);
}

/** Writes before, during and after the fault, and holds what clients were told against the tables. */
async function underLoad(fault: () => Promise<void>): Promise<PersistentWriter[]> {
  const writers = Array.from({ length: WRITERS }, () => new PersistentWriter(node.url, token));
  await pause(1500);
  const before = writers.map(({ acknowledged }) => acknowledged.size);
  await fault();
  const during = writers.map(({ acknowledged }) => acknowledged.size);
  await pause(4000);
  await Promise.all(writers.map((writer) => writer.stop()));
  expect(before.every((count) => count > 0)).toBe(true);
  expect(writers.every(({ acknowledged }, index) => acknowledged.size > during[index]!)).toBe(true);
  return writers;
}

async function expectEveryLeadOnce(writers: PersistentWriter[]): Promise<void> {
  const acknowledged = writers.flatMap((writer) => [...writer.acknowledged]);
  const rows = await ask<{ id: string; name: string; lines: number }>(
    `SELECT l.id, l.name, (SELECT count(*)::int FROM ownership_ledger o WHERE o.record_id = l.id) AS lines FROM leads l WHERE l.name = ANY ($1)`,
    [acknowledged.map(([name]) => name)],
  );
  const kept = new Set(rows.map(({ id, name }) => `${id} ${name}`));
  expect(acknowledged.filter(([name, id]) => !kept.has(`${id} ${name}`))).toEqual([]);
  expect(rows).toHaveLength(acknowledged.length);
  expect(rows.filter(({ lines }) => lines !== 1)).toEqual([]);
}

/** What the node answered with 500, as it stands in its log. */
const unexpected = (): string[] => node.log.split('\n').filter((line) => line.includes('Unexpected error'));

const statusesOf = (writers: PersistentWriter[]): number[] =>
  [...new Set(writers.flatMap(({ statuses }) => [...statuses]))].sort((a, b) => a - b);

describe('a database', () => {
  it('that commits but cannot say so has done the work once when the client asks again with its key', async () => {
    const [name, key] = [`线索${newId()}`, newId()];
    const create = (): Promise<Response> =>
      fetch(`${node.url}/api/v1/leads`, {
        method: 'POST',
        headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json', 'Idempotency-Key': key },
        body: JSON.stringify({ name }),
      });
    proxy.loseCommitOf(key);
    expect((await create()).status).toBe(503);
    const again = await create();
    expect([again.status, again.headers.get('idempotent-replayed')]).toEqual([201, 'true']);
    const { id } = (await again.json()) as { id: string };
    expect(await ask('SELECT id FROM leads WHERE name = $1', [name])).toEqual([{ id }]);
  });

  it('that is stopped and started again costs answers of 503 at most, no acknowledged write, and nobody’s hand', async () => {
    const writers = await underLoad(async () => {
      await Promise.all([proxy.refuse(), cluster.stop()]);
      expect((await fetch(`${node.url}/readyz`)).status).toBe(503);
      expect((await fetch(`${node.url}/healthz`)).status).toBe(200);
      await pause(1000);
      await startCluster();
      await proxy.open(cluster.ownerUrl);
    });
    expect([statusesOf(writers), unexpected()]).toEqual([[201, 503], []]);
    expect(Math.max(...writers.map(({ slowest }) => slowest))).toBeLessThan(12_000);
    await expectEveryLeadOnce(writers);
    expect((await fetch(`${node.url}/readyz`)).status).toBe(200);
    expect(await jobTime()).toBeLessThan(10_000);
    const listening = `SELECT pid FROM pg_stat_activity WHERE query ILIKE 'listen%'`;
    expect(await ask(listening)).toHaveLength(1);
  });

  it('that crashes and recovers by itself does the same', async () => {
    const { pid } = runningPostmaster(join(home, 'postgres'))!;
    const writers = await underLoad(async () => {
      const [backend] = await ask<{ pid: number }>(
        `SELECT pid FROM pg_stat_activity WHERE application_name = 'highseas-all' LIMIT 1`,
      );
      // PostgreSQL answers the violent end of one of its processes with the restart of all of them.
      process.kill(backend!.pid, 'SIGKILL');
      await pause(1000);
    });
    expect([statusesOf(writers), unexpected()]).toEqual([[201, 503], []]);
    await expectEveryLeadOnce(writers);
    expect(runningPostmaster(join(home, 'postgres'))!.pid).toBe(pid);
    expect(await jobTime()).toBeLessThan(10_000);
  });

  it('whose network is cut without a word does the same', async () => {
    const writers = await underLoad(async () => {
      await proxy.cut();
      await pause(500);
      await proxy.open(cluster.ownerUrl);
    });
    expect([statusesOf(writers), unexpected()]).toEqual([[201, 503], []]);
    await expectEveryLeadOnce(writers);
    expect(await jobTime()).toBeLessThan(10_000);
  });

  it('whose network swallows everything keeps no request for ever', async () => {
    proxy.swallow();
    const from = performance.now();
    const answers = await Promise.all(
      Array.from({ length: WRITERS }, () => fetch(`${node.url}/api/v1/leads`, { headers: { Authorization: `Bearer ${token}` } })),
    );
    const statuses = new Set(answers.map(({ status }) => status));
    // Connections that are made afterwards pass.
    expect([...statuses].filter((status) => status !== 200)).toEqual([503]);
    expect(performance.now() - from).toBeLessThan(15_000);
    await proxy.cut();
    await proxy.open(cluster.ownerUrl);
    expect(await jobTime()).toBeLessThan(10_000);
  });

  it('that is away keeps no schedule from the next tick that finds it', async () => {
    const reach = { ownerUrl: proxy.through(cluster.ownerUrl), appUrl: proxy.through(cluster.appUrl) };
    const nightly = { kind: 'test.nightly', cron: '0 2 * * *', label: { 'zh-CN': '夜间', en: 'Nightly' } };
    const workshop = await Workshop.open(reach, 'api', ({ jobs, schedules }) => {
      jobs.register({ kind: nightly.kind, run: () => Promise.resolve() });
      schedules.define(nightly);
    });
    try {
      const runner = workshop.app.get(ScheduleRunner);
      const now = new Date('2026-11-21T02:00:30Z');
      await proxy.cut();
      await runner.plan(now);
      await proxy.open(cluster.ownerUrl);
      await runner.plan(now);
      expect(await ask(`SELECT slot FROM jobs WHERE kind = 'test.nightly'`)).toEqual([
        { slot: expect.stringContaining('2026-11-21T02:00') },
      ]);
    } finally {
      await workshop.close();
    }
  });
});
