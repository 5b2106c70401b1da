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

async function signUp(url: string): Promise<string> {
  const answer = await fetch(`${url}/api/v1/enterprises`, {
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

/** Asks for jobs one after the other until the node no longer answers. */
async function writeUntilGone(
  url: string,
  token: string,
  written: () => void,
): Promise<{ acknowledged: string[]; refused: number[] }> {
  const acknowledged: string[] = [];
  const refused: number[] = [];
  for (;;) {
    const request = fetch(`${url}/api/v1/schedules/platform.housekeeping/runs`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${token}` },
    });
    const answer = await request
      .then(async (response) => ({ status: response.status, id: ((await response.json()) as { id: string }).id }))
      .catch(() => undefined);
    if (!answer) return { acknowledged, refused };
    if (answer.status === 202) {
      acknowledged.push(answer.id);
      written();
    } else refused.push(answer.status);
  }
}

describe('a graceful stop', () => {
  it('of an API node under load loses no acknowledged write, and answers whatever it has taken', async () => {
    node = await TestNode.start(database, 'api');
    const { url } = node;
    const token = await signUp(url);
    // Load by count, not by time: a slow machine writes as many before the stop as a quick one.
    const busy = Promise.withResolvers<void>();
    let count = 0;
    const counted = (): void => void (++count === 100 && busy.resolve());
    const writers = Array.from({ length: 16 }, () => writeUntilGone(url, token, counted));
    await busy.promise;
    const told = Date.now();
    const code = await node.end('SIGTERM');
    const took = Date.now() - told;
    const written = await Promise.all(writers);
    const acknowledged = written.flatMap((each) => each.acknowledged);
    const kept = await query<{ id: string }>(
      database.ownerUrl,
      "SELECT data ->> 'jobId' AS id FROM pgboss.job WHERE name = 'jobs'",
    );
    expect(acknowledged.length).toBeGreaterThanOrEqual(100);
    const found = new Set(kept.map(({ id }) => id));
    expect(acknowledged.filter((id) => !found.has(id))).toEqual([]);
    expect(written.flatMap((each) => each.refused)).toEqual([]);
    expect({ code, log: node.log }).toEqual({ code: 0, log: '' });
    expect(took).toBeLessThan(10_000);
  });

  it('of a worker ends within seconds and leaves its process clean', async () => {
    node = await TestNode.start(database, 'worker');
    const before = Date.now();
    expect({ code: await node.end('SIGTERM'), log: node.log }).toEqual({ code: 0, log: '' });
    expect(Date.now() - before).toBeLessThan(10_000);
  });
});
