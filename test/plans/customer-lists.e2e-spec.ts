import { AccessTokens } from '../../src/platform/auth/access-tokens.js';
import { generate, type Dataset } from '../load/dataset.js';
import type { Client } from '../support/client.js';
import { freshDatabase, type TestDatabase } from '../support/database.js';
import { buffersOf, statementsOf, type SentStatement } from '../support/statements.js';
import { sql, useWorld } from '../support/world.js';
import { signedInAs } from './signed-in-as.js';

/** 8 kB pages that a statement may read, of the 2 500 that the customers fill. */
const MOST_BUFFERS = 650;
/** A rare value among the customers of a tenth of the people: no index knows both. */
const MOST_BUFFERS_BY_TWO = 1700;
/** Which are on the page, who they are, what is masked or kept from the asker. */
const MOST_STATEMENTS = 4;
/** As many pages of new entries as a search index may have, and as many again for the rest. */
const MOST_BUFFERS_OF_NEAR = 130;
const CUSTOMERS = 30_000;

let database: TestDatabase;
let data: Dataset;
beforeAll(async () => {
  database = await freshDatabase();
  data = await generate(database.ownerUrl, { leads: 200, employees: 2001, small: 1, customers: CUSTOMERS });
}, 240_000);

describe('lists of 30 000 customers', () => {
  const world = useWorld((config) => ({
    ...config,
    role: 'api',
    database: { ...config.database, ownerUrl: database.ownerUrl, appUrl: database.appUrl },
  }));
  const as = (employeeId: string) =>
    signedInAs({ url: world.url, tokens: world.get(AccessTokens), ownerUrl: database.ownerUrl, data }, employeeId);

  const buffers = (statement: SentStatement, mode: 'custom' | 'generic') =>
    buffersOf(database.appUrl, data.tenantId, statement, mode);

  const rare = encodeURIComponent(String.fromCodePoint(19968 + 333, 19968 + 341));
  // whose ids are found by a relation has them in a statement of their own; so has who is kept from private ones
  const QUERIES: [name: string, query: (data: Dataset) => string, most?: number][] = [
    ['newest first', () => ''],
    ['second page', () => 'cursor'],
    ['of mine', () => 'scope=own'],
    ['of subordinates', () => 'scope=subordinates'],
    ['that one collaborates on', () => 'scope=collaborating'],
    ['in seas', () => 'scope=sea'],
    ['in one sea', ({ seas }) => `filter[poolId]=${seas[1]}`],
    ['by update', () => 'sort=-updatedAt'],
    ['by name', () => 'sort=name'],
    ['by last follow-up', () => 'sort=-lastFollowUpAt'],
    ['by reclaim time', () => 'sort=reclaimAt'],
    ['of a level', ({ levels }) => `filter[levelId]=${levels.A}`],
    ['of all below a region', ({ regions }) => `filter[regionId][under]=${regions.上海}`],
    ['with a tag', () => 'filter[tags][hasAny]=重点', MOST_BUFFERS_BY_TWO],
    ['of a custom choice', () => 'filter[custom.size]=m', MOST_BUFFERS_BY_TWO],
    ['of a rare custom number', () => 'filter[custom.budget]=70.00'],
    ['searched by two rare characters', () => `q=${rare}`],
    ['searched by a common word', () => `q=${encodeURIComponent('科技')}`],
    ['searched by initials', () => 'q=qxmb'],
    ['searched by the tail of a phone', () => 'q=6335'],
    ['counted exactly', () => 'count=exact'],
    ['counted by estimate', () => 'count=estimate'],
  ];

  it.each(QUERIES)(
    'CUST-04 %s: few pages and statements for salesperson, manager and administrator',
    async (name, queryOf, most = MOST_BUFFERS) => {
      const figures: string[] = [];
      let found = 0;
      for (const who of ['salesperson', 'manager', 'administrator'] as const) {
        const client = await as(data[who]);
        let path = `/customers?${queryOf(data)}`;
        if (path.endsWith('cursor'))
          path = `/customers?cursor=${(await client.get('/customers')).body.page.nextCursor as string}`;
        // the first request of an enterprise reads definitions and calendar, which are kept in memory from then on
        found += ((await client.get(path)).body.items as unknown[]).length;
        const sent = await statementsOf(async () => expect([path, (await client.get(path)).status]).toEqual([path, 200]));
        expect([who, sent.length <= MOST_STATEMENTS || sent.map(({ text }) => text)]).toEqual([who, true]);
        for (const statement of sent)
          for (const mode of statement.named ? (['custom', 'generic'] as const) : (['custom'] as const))
            figures.push(`${who} ${mode} ${await buffers(statement, mode)}`);
      }
      if (process.env.SHOW_BUFFERS) console.log(name, figures.join(' | '));
      expect(found).toBeGreaterThan(0);
      expect(figures.filter((figure) => Number(figure.split(' ')[2]) > most)).toEqual([]);
    },
  );

  it('CUST-02 the duplicate check of a name, new or taken, reads no more than five look-ups by primary key, whoever asks', async () => {
    const id = data.customerOf(1003);
    const { name: taken } = await world.as(data.tenantId, (ctx) =>
      ctx.db.one<{ name: string }>(sql`SELECT name FROM customers WHERE id = ${id}::uuid`),
    );
    const check = async (client: Client, name: string, found: number): Promise<SentStatement> => {
      await client.post('/customers/duplicate-checks', { name });
      const sent = await statementsOf(async () =>
        expect((await client.post('/customers/duplicate-checks', { name })).body.duplicates).toHaveLength(found),
      );
      const exact = sent.filter(({ text }) => text.includes('name_key = ANY'));
      expect(exact).toHaveLength(1);
      return exact[0]!;
    };
    const lookUp = { named: true, text: 'SELECT r.* FROM customers r WHERE r.id = $1', values: [id] };
    for (const who of ['salesperson', 'manager', 'administrator'] as const) {
      const client = await as(data[who]);
      const [ofNew, ofTaken] = [await check(client, `${taken}新部`, 0), await check(client, taken, 1)];
      for (const mode of ['custom', 'generic'] as const) {
        const most = 5 * (await buffers(lookUp, mode));
        const read = [await buffers(ofNew, mode), await buffers(ofTaken, mode)];
        if (process.env.SHOW_BUFFERS) console.log('most, new, taken', who, mode, most, read);
        expect([who, mode, read.filter((each) => each > most)]).toEqual([who, mode, []]);
      }
    }
  });

  it('CUST-02 near names are found by few pages, also right after thousands of customers were written', async () => {
    await world.as(data.tenantId, (ctx) =>
      ctx.db.runOnce(sql`
        INSERT INTO customers (tenant_id, id, name, name_key, near_key, name_pinyin, initials, owner_id, owned_since, created_at, updated_at)
        SELECT tenant_id, uuidv7(), name || '分部', name_key || '分部', near_key || '分部', name_pinyin, initials, ${data.salesperson}::uuid, now(), now(), now()
        FROM customers ORDER BY id LIMIT 5000`),
    );
    const client = await as(data.salesperson);
    const name = `广州${String.fromCodePoint(19968 + 333, 19968 + 341)}电子`;
    const sent = await statementsOf(async () => {
      const { body } = await client.post('/customers/duplicate-checks', { name });
      expect(body.near.length).toBeGreaterThan(0);
    });
    const figures = await Promise.all(sent.map((statement) => buffers(statement, 'custom')));
    if (process.env.SHOW_BUFFERS) console.log('near names', figures);
    expect(figures.filter((figure) => figure > MOST_BUFFERS_OF_NEAR)).toEqual([]);
  });
});
