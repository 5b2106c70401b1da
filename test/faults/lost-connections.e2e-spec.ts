import { setTimeout as pause } from 'node:timers/promises';
import { freshDatabase, type TestDatabase } from '../support/database.js';
import { testPhone } from '../support/enterprise.js';
import { query } from '../support/test-server.js';
import { TestNode } from './node.js';

let database: TestDatabase;
let node: TestNode | undefined;
beforeAll(async () => {
  database = await freshDatabase();
});
afterEach(async () => {
  await node?.end('SIGKILL');
});

/** Ends every connection of the application, as a restart of the server does. */
const endConnections = (): Promise<unknown> =>
  query(
    database.ownerUrl,
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND application_name LIKE 'highseas-%'",
  );

/** Registers enterprises until told to stop: their transactions wait for a slow hash between statements. Answers the statuses. */
async function register(url: string, signal: AbortSignal): Promise<number[]> {
  const statuses: number[] = [];
  while (!signal.aborted) {
    const body = { enterpriseName: '远航科技有限公司', registrantName: '陈海', phone: testPhone(), password: 'gonghai-2026' };
    const answer = await fetch(`${url}/api/v1/enterprises`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    });
    await answer.arrayBuffer();
    statuses.push(answer.status);
  }
  return statuses;
}

describe('a node whose database ends all its connections', () => {
  it('answers 503 while there is none, goes on afterwards, and never ends itself', async () => {
    node = await TestNode.start(database, 'all');
    const { url } = node;
    const stop = new AbortController();
    const askers = Array.from({ length: 8 }, () => register(url, stop.signal));
    for (let round = 0; round < 25; round++) {
      await pause(60);
      await endConnections();
    }
    await pause(500);
    stop.abort();
    const statuses = new Set((await Promise.all(askers)).flat());
    expect((await fetch(`${url}/readyz`)).status).toBe(200);
    expect(await register(url, AbortSignal.timeout(500))).toContain(201);
    expect(await node.end('SIGTERM')).toBe(0);
    const unexpected = [...statuses].filter((status) => status !== 201 && status !== 503);
    expect({ unexpected, log: unexpected.length > 0 ? node.log : '' }).toEqual({ unexpected: [], log: '' });
  });
});
