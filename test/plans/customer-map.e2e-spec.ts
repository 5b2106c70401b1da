import { freshDatabase, type TestDatabase } from '../support/database.js';
import type { Enterprise } from '../support/enterprise.js';
import { buffersOf, statementsOf } from '../support/statements.js';
import { query } from '../support/test-server.js';
import { sql, useWorld } from '../support/world.js';

/** 8 kB pages that one statement may read. */
const MOST_BUFFERS = 800;
const CUSTOMERS = 20_000;

let database: TestDatabase;
beforeAll(async () => {
  database = await freshDatabase();
}, 240_000);

describe('20 000 customers on the map', () => {
  const world = useWorld((config) => ({
    ...config,
    role: 'api',
    database: { ...config.database, ownerUrl: database.ownerUrl, appUrl: database.appUrl },
  }));
  let acme: Enterprise;

  beforeAll(async () => {
    acme = await world.enterprise({ managers: 2, salespeople: 20 });
    const owners = acme.salespeople.map(({ id }) => id);
    const { body: region } = await acme.admin.post('/dictionaries/region/items', { label: '华东大区' });
    const { body: city } = await acme.admin.post('/dictionaries/region/items', { label: '江南', parentId: region.id });
    const regions = [region.id, city.id, null];
    await acme.as((ctx) =>
      ctx.db.runOnce(sql`
        INSERT INTO customers (tenant_id, id, name, name_key, near_key, name_pinyin, owner_id, owned_since, created_at, updated_at, region_id, longitude, latitude)
        SELECT ${ctx.tenantId}::uuid, uuidv7(), '客户' || g, 'k' || g, 'k' || g, 'kh' || g, (${owners}::uuid[])[1 + g % 20],
          now(), now(), now(), (${regions}::uuid[])[1 + g % 3], 118 + (g * 7919 % 20011) / 5000.0, 28 + (g * 104729 % 20011) / 5000.0 FROM generate_series(1, ${CUSTOMERS}::integer) g`),
    );
    await query(database.ownerUrl, 'VACUUM ANALYZE');
  }, 240_000);

  it.each([
    ['near', '/customers/map/near?longitude=120.1&latitude=30.2&radius=50000'],
    ['box', '/customers/map/box?west=120&south=30&east=120.2&north=30.2'],
    ['clusters', '/customers/map/clusters?west=118&south=28&east=122&north=32&zoom=9'],
    ['regions', '/customers/map/regions?by=level'],
  ])('CUST-11 %s: few pages and statements for whoever asks', async (_name, path) => {
    const figures: string[] = [];
    for (const [who, person] of [
      ['salesperson', acme.salespeople[0]!],
      ['manager', acme.managers[0]!],
      ['administrator', acme.admin],
    ] as const) {
      const asked = `${path}&scope=all`;
      await person.get(asked);
      const sent = await statementsOf(async () => expect([asked, (await person.get(asked)).status]).toEqual([asked, 200]));
      expect(sent.length).toBeLessThanOrEqual(5);
      for (const statement of sent) figures.push(`${who} ${await buffersOf(database.appUrl, acme.id, statement, 'custom')}`);
    }
    if (process.env.SHOW_BUFFERS) console.log(_name, figures.join(' | '));
    expect(figures.filter((figure) => Number(figure.split(' ')[1]) > MOST_BUFFERS)).toEqual([]);
  });
});
