import request from 'supertest';
import { Readiness } from '../../../src/platform/health/readiness.js';
import { query } from '../../support/test-server.js';
import { useWorld } from '../../support/world.js';

const world = useWorld();
const get = (path: string) => request(world.url).get(path);

describe('what operators ask', () => {
  it('is answered as alive and ready without a sign-in', async () => {
    expect((await get('/healthz')).body).toEqual({ status: 'ok' });
    const answer = await get('/readyz');
    expect([answer.status, answer.body]).toEqual([
      200,
      { status: 'ready', checks: { running: true, database: true, migrations: true, queue: true } },
    ]);
  });

  it('is answered as not ready while the database lacks a migration', async () => {
    const { ownerUrl } = world.config.database;
    const [taken] = await query<{ name: string; checksum: string }>(
      ownerUrl,
      'DELETE FROM schema_migrations WHERE name = (SELECT max(name) FROM schema_migrations) RETURNING name, checksum',
    );
    try {
      const answer = await get('/readyz');
      expect([answer.status, answer.body]).toMatchObject([503, { checks: { database: true, migrations: false } }]);
    } finally {
      await query(ownerUrl, 'INSERT INTO schema_migrations (name, checksum) VALUES ($1, $2)', [taken!.name, taken!.checksum]);
    }
  });

  it('counts answers by the template of their route and names nobody', async () => {
    const acme = await world.enterprise();
    const id = '01980000-0000-7000-8000-00000000abcd';
    await acme.admin.get(`/jobs/${id}`);
    const { text } = await get('/metrics');
    expect(text).toContain('highseas_http_request_duration_seconds_count{method="GET",route="/api/v1/jobs/:id",status="404"} 1');
    expect(text).toMatch(/highseas_database_connections\{state="idle"\} \d/);
    expect(text).toMatch(/highseas_queue_messages\{queue="jobs",state="queued"\} \d/);
    expect(text).toContain('nodejs_eventloop_lag_seconds');
    for (const secret of [id, acme.id, acme.admin.id]) expect(text).not.toContain(secret);
  });

  it('is answered as not ready from the beginning of a stop, while requests are still served', async () => {
    world.get(Readiness).onModuleDestroy();
    const answer = await get('/readyz');
    expect([answer.status, answer.body]).toMatchObject([503, { status: 'not ready', checks: { running: false } }]);
    expect((await get('/healthz')).status).toBe(200);
    expect((await world.anonymous().get('/captcha-challenges')).status).toBe(200);
  });
});
