import { Controller, Get, Module } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import sql from 'sql-template-tag';
import { AppModule } from '../../../src/app.module.js';
import { SignedIn } from '../../../src/platform/authz/index.js';
import type { Config } from '../../../src/platform/config/index.js';
import type { Ctx } from '../../../src/platform/context/ctx.js';
import { createApplication } from '../../../src/platform/http/application.js';
import { Context } from '../../../src/platform/http/index.js';
import { query } from '../../support/test-server.js';
import { testConfig, useWorld } from '../../support/world.js';

@Controller('slow')
class SlowController {
  /** Read something that takes half a minute. */
  @Get()
  @SignedIn()
  async read(@Context() ctx: Ctx): Promise<{ done: boolean }> {
    await ctx.db.query(sql`SELECT 'abandoned' AS test, pg_sleep(30)`);
    return { done: true };
  }
}

@Module({})
class SlowModule {}

const world = useWorld();
let app: NestFastifyApplication;
let url = '';
let token = '';

async function startWith(database: Partial<Config['database']>): Promise<void> {
  const base = await testConfig();
  const config: Config = { ...base, role: 'api', auth: world.config.auth, database: { ...base.database, ...database } };
  app = await createApplication(
    { module: SlowModule, imports: [AppModule.forRoot(config)], controllers: [SlowController] },
    config,
  );
  await app.listen(0, '127.0.0.1');
  url = await app.getUrl();
  token = (await world.enterprise()).admin.token!;
}
afterEach(() => app.close());

const read = (signal?: AbortSignal): Promise<Response> =>
  fetch(`${url}/api/v1/slow`, { headers: { Authorization: `Bearer ${token}` }, ...(signal ? { signal } : {}) });

const sleeping = async (): Promise<number> => {
  const [row] = await query<{ count: string }>(
    world.config.database.ownerUrl,
    "SELECT count(*) FROM pg_stat_activity WHERE state = 'active' AND query LIKE '%abandoned%pg_sleep%' AND pid <> pg_backend_pid()",
  );
  return Number(row?.count);
};

async function until(wanted: number): Promise<void> {
  for (const end = Date.now() + 20_000; (await sleeping()) !== wanted;) {
    if (Date.now() > end) throw new Error(`There are ${await sleeping()} sleeping statements, not ${wanted}`);
  }
}

describe('a slow read', () => {
  it('API-02 is cancelled in the database when its client has left, also when such reads hold every connection', async () => {
    await startWith({ poolSize: 2 });
    const clients = [new AbortController(), new AbortController()];
    const answers = clients.map(({ signal }) => read(signal).catch((error: Error) => error.name));
    await until(2);
    for (const client of clients) client.abort();
    expect(await Promise.all(answers)).toEqual(['AbortError', 'AbortError']);
    await until(0);
    const answer = await fetch(`${url}/api/v1/me`, { headers: { Authorization: `Bearer ${token}` } });
    expect(answer.status).toBe(200);
  });

  it('API-02 is given up after the time that the configuration allows, with a problem that says so', async () => {
    await startWith({ statementTimeoutMs: 300 });
    const answer = await read();
    expect([answer.status, await answer.json()]).toMatchObject([503, { code: 'QUERY_TIMEOUT' }]);
    expect(await sleeping()).toBe(0);
  });
});
