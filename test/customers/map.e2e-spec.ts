import { itemId } from '../support/dictionaries.js';
import type { Enterprise, Person } from '../support/enterprise.js';
import { makeCustomers } from '../support/customers.js';
import { makePool } from '../support/pools.js';
import { sql, useWorld } from '../support/world.js';

/** West Lake, WGS-84. */
const LAKE = { longitude: 120.143, latitude: 30.246 };

describe('customers on the map', () => {
  const world = useWorld();

  /** A customer so many metres north of the lake. */
  async function placed(
    acme: Enterprise,
    name: string,
    metres: number,
    where: Parameters<typeof makeCustomers>[2],
  ): Promise<string> {
    const [id] = await makeCustomers(acme, [name], where);
    await acme.as((ctx) =>
      ctx.db
        .run(sql`UPDATE customers SET longitude = ${LAKE.longitude}::double precision, latitude = ${LAKE.latitude + metres / 111_195}::double precision,
        version = version + 1 WHERE id = ${id}::uuid`),
    );
    return id!;
  }
  const near = (client: Person, more = '') =>
    client.get(`/customers/map/near?longitude=${LAKE.longitude}&latitude=${LAKE.latitude}&scope=all${more}`);
  const names = ({ body }: { body: { items: { name?: string }[] } }): (string | undefined)[] =>
    body.items.map(({ name }) => name);

  it('CUST-11 lists customers around a point by distance, page by page, within the radius and the filters', async () => {
    const acme = await world.enterprise({ salespeople: 1 });
    const owner = acme.salespeople[0]!;
    for (const metres of [4000, 10, 900, 12_000, 10, 70]) await placed(acme, `${metres}米`, metres, { owner });
    await makeCustomers(acme, ['没有坐标'], { owner });
    const all = await near(acme.admin, '&radius=5000');
    expect(names(all)).toEqual(['10米', '10米', '70米', '900米', '4000米']);
    expect(all.body.items.map(({ distance }: { distance: number }) => distance)).toEqual([10, 10, 70, 900, 4000]);
    const seen: (string | undefined)[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const page = await near(acme.admin, `&radius=20000&limit=1${cursor ? `&cursor=${cursor}` : ''}`);
      seen.push(...names(page));
      cursor = page.body.page.nextCursor;
    }
    expect(seen).toEqual(['10米', '10米', '70米', '900米', '4000米', '12000米']);
    expect(names(await near(acme.admin, `&filter[name][contains]=${encodeURIComponent('900')}`))).toEqual(['900米']);
    for (const wrong of ['&radius=0', '&radius=60000', '&cursor=abc', '&coordinates=mars', '&limit=1000'])
      expect((await near(acme.admin, wrong)).status).toBe(400);
  });

  it('CUST-11 shows only customers that the asker may list and whose place they may see: no private ones of others, none of a sea that hides it', async () => {
    const acme = await world.enterprise({ managers: 2, salespeople: 2 });
    const [one, two] = acme.salespeople;
    const sea = await makePool(acme, [one!], {}, [], '公海', 'customer');
    await placed(acme, '我的', 10, { owner: one! });
    await placed(acme, '我的私密', 20, { owner: one!, isPrivate: true });
    await placed(acme, '别人的', 30, { owner: two! });
    await placed(acme, '公海的', 40, { poolId: sea.id });
    await placed(acme, '别人的私密', 50, { owner: two!, isPrivate: true });
    expect(names(await near(one!))).toEqual(['我的', '我的私密', '公海的']);
    expect(names(await near(acme.admin))).toEqual(['我的', '别人的', '公海的']);
    const box = `west=120.1&south=30.2&east=120.2&north=30.3`;
    expect(names(await acme.admin.get(`/customers/map/box?${box}&scope=all`))).toEqual(['公海的', '别人的', '我的']);
    const clusters = await acme.admin.get(`/customers/map/clusters?${box}&zoom=8&scope=all`);
    expect(clusters.body.items).toEqual([expect.objectContaining({ count: 3, id: null })]);
    await acme.as(async (ctx) => {
      await ctx.db.run(sql`UPDATE pools SET hidden_fields = ARRAY['longitude', 'latitude'] WHERE id = ${sea.id}::uuid`);
      const rules = [{ object: 'customer', field: 'latitude', access: 'hidden' }];
      await ctx.db.run(sql`UPDATE roles SET field_rules = ${JSON.stringify(rules)}::jsonb WHERE key = 'salesManager'`);
    });
    expect(names(await near(one!))).toEqual(['我的', '我的私密']);
  });

  it('CUST-11 takes and tells coordinates of the map that is used', async () => {
    const acme = await world.enterprise({ salespeople: 1 });
    await placed(acme, '湖边', 0, { owner: acme.salespeople[0]! });
    const { body } = await near(acme.admin, '&coordinates=wgs84');
    expect(body.items[0]).toMatchObject({ longitude: 120.143, latitude: 30.246, distance: 0 });
    for (const coordinates of ['gcj02', 'bd09']) {
      // the same numbers on another map are another point: some hundred metres away
      const shifted = await near(acme.admin, `&coordinates=${coordinates}`);
      expect(shifted.body.items[0].distance).toBeGreaterThan(300);
      const { longitude, latitude } = shifted.body.items[0] as typeof LAKE;
      expect([longitude, latitude]).not.toEqual([120.143, 30.246]);
      const back = await acme.admin.get(
        `/customers/map/near?longitude=${longitude}&latitude=${latitude}&scope=all&coordinates=${coordinates}`,
      );
      expect(back.body.items[0].distance).toBeLessThan(2);
    }
  });

  it('CUST-11 gathers customers in the cells of a zoom with their middle, and refuses more cells than a screen has', async () => {
    const acme = await world.enterprise({ salespeople: 1 });
    const owner = acme.salespeople[0]!;
    for (const metres of [0, 1000, 200_000]) await placed(acme, `${metres}米`, metres, { owner });
    const at = (zoom: number, box = 'west=115&south=25&east=125&north=35') =>
      acme.admin.get(`/customers/map/clusters?${box}&zoom=${zoom}&scope=all`);
    const { body } = await at(8);
    expect(body.items.map(({ count }: { count: number }) => count)).toEqual([2, 1]);
    expect(body.items[0].latitude).toBeCloseTo(LAKE.latitude + 500 / 111_195, 4);
    expect(body.items[1].id).toMatch(/^[0-9a-f-]{36}$/);
    expect((await at(1)).body.items).toHaveLength(1);
    expect((await at(20)).body.errors[0]).toMatchObject({ pointer: '?zoom', code: 'TOO_MANY_CELLS' });
    expect((await at(8, 'west=125&south=25&east=115&north=35')).body.errors[0].code).toBe('NOT_A_BOX');
  });

  it('CUST-11 counts the customers of regions with all below them, by level', async () => {
    const acme = await world.enterprise({ salespeople: 1 });
    const { body: top } = await acme.admin.post('/dictionaries/region/items', { label: '华东大区' });
    const { body: child } = await acme.admin.post('/dictionaries/region/items', { label: '江南', parentId: top.id });
    const levelId = await itemId(acme.admin, 'customerLevel');
    const ids = await makeCustomers(acme, ['甲', '乙', '丙', '丁'], { owner: acme.salespeople[0]! });
    await acme.as((ctx) =>
      ctx.db.run(sql`UPDATE customers c SET region_id = u.region, level_id = u.level, version = version + 1
        FROM unnest(${ids}::uuid[], ${[top.id, child.id, child.id, null]}::uuid[], ${[levelId, levelId, null, null]}::uuid[]) AS u (id, region, level) WHERE c.id = u.id`),
    );
    const all = await acme.admin.get('/customers/map/regions?scope=all&by=level');
    expect(all.body.items.map(({ regionId, count }: { regionId: string | null; count: number }) => [regionId, count])).toEqual([
      [top.id, 3],
      [null, 1],
    ]);
    expect(
      all.body.items[0].groups.map(({ itemId: id, count }: { itemId: string | null; count: number }) => [id, count]),
    ).toEqual([
      [levelId, 2],
      [null, 1],
    ]);
    const within = await acme.admin.get(`/customers/map/regions?scope=all&regionId=${top.id}`);
    expect(within.body.items.map(({ regionId, count }: { regionId: string; count: number }) => [regionId, count])).toEqual([
      [child.id, 2],
      [top.id, 1],
    ]);
  });
});
