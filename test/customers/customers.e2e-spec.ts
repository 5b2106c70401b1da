import { testPhone } from '../support/enterprise.js';
import { sql, useWorld } from '../support/world.js';

describe('customers', () => {
  const world = useWorld();

  it('CUST-01 creates a customer as the creator’s own and finds it by list, filter and search', async () => {
    const acme = await world.enterprise({ salespeople: 1 });
    const [seller] = acme.salespeople;
    const [phone, other] = [testPhone(), testPhone()];
    const body = {
      name: '杭州华夏科技有限公司',
      shortName: '华夏',
      number: 'KH-0001',
      address: '滨江区江南大道 100 号',
      longitude: 120.2103,
      latitude: 30.2084,
      phone,
      otherPhones: [other],
      website: 'https://www.example.com',
      remark: '重点跟进',
      tags: ['展会'],
    };
    const created = await seller!.post('/customers', body);
    expect(created.status).toBe(201);
    expect(created.headers.location).toBe(`/api/v1/customers/${created.body.id}`);
    expect(created.headers.etag).toBe('"1"');
    expect(created.body).toMatchObject({ ...body, ownerId: seller!.id, ownerName: seller!.name, poolId: null, state: 'active' });
    expect(created.body).toMatchObject({ isPrivate: false, acquisition: 'created', homePoolId: expect.any(String) });
    for (const query of [
      '',
      '?q=华夏',
      '?q=hxkj',
      '?q=kh-0001',
      `?q=${phone.slice(-4)}`,
      '?filter[number]=KH-0001',
      '?filter[tags][hasAny]=展会',
      '?filter[isPrivate]=false',
      '?sort=name',
      '?sort=-lastFollowUpAt',
      '?sort=reclaimAt',
      '?sort=statusId',
    ]) {
      const list = await seller!.get(`/customers${query}`);
      expect([query, list.status, list.body.items?.map(({ id }: { id: string }) => id)]).toEqual([query, 200, [created.body.id]]);
    }
    expect((await seller!.get('/customers?filter[tags][hasAny]=没有')).body.items).toEqual([]);
  });

  it('CUST-01 CUST-04 takes values of the enterprise’s dictionaries, filters by a branch of a tree, refuses what is no item', async () => {
    const acme = await world.enterprise({ salespeople: 1 });
    const [seller] = acme.salespeople;
    const items = await acme.as((ctx) =>
      ctx.db.query<{ id: string; dictionary: string; parentId: string | null; label: string }>(
        sql`SELECT id, dictionary, parent_id AS "parentId", label FROM dictionary_items`,
      ),
    );
    const level = items.find(({ dictionary }) => dictionary === 'customerLevel')!;
    const branch = items.find(({ dictionary, parentId }) => dictionary === 'industry' && parentId !== null)!;
    const created = await seller!.post('/customers', { name: '华夏科技', levelId: level.id, industryId: branch.id });
    expect(created.body).toMatchObject({ levelLabel: level.label, industryLabel: branch.label });
    const under = await seller!.get(`/customers?filter[industryId][under]=${branch.parentId}&filter[levelId]=${level.id}`);
    expect(under.body.items).toHaveLength(1);
    const wrong = await seller!.patch(`/customers/${created.body.id}`, { levelId: branch.id });
    expect([wrong.status, wrong.body.errors]).toEqual([422, [expect.objectContaining({ pointer: '/levelId' })]]);
  });

  it('CUST-01 changes what a patch names, empties what it nulls, and refuses an older version', async () => {
    const acme = await world.enterprise({ salespeople: 1 });
    const [seller] = acme.salespeople;
    const { body: customer } = await seller!.post('/customers', { name: '华夏科技', remark: 'x', tags: ['甲'] });
    const changed = await seller!.patch(`/customers/${customer.id}`, { name: '东海贸易', remark: null, tags: [] });
    expect(changed.body).toMatchObject({ name: '东海贸易', remark: null, tags: [], version: 2 });
    expect((await seller!.get('/customers?q=dhmy')).body.items).toHaveLength(1);
    const late = await seller!.with({ 'If-Match': '"1"' }).patch(`/customers/${customer.id}`, { remark: 'y' });
    expect([late.status, late.body.code]).toEqual([412, 'VERSION_MISMATCH']);
    for (const wrong of [
      { name: null },
      { longitude: 181, latitude: 0 },
      { phone: '12' },
      { otherPhones: ['x'] },
      { unknown: 1 },
    ])
      expect([wrong, (await seller!.patch(`/customers/${customer.id}`, wrong)).status]).toEqual([wrong, 400]);
  });

  it('CUST-01 has parents in a tree without circles, also when two move branches at once', async () => {
    const acme = await world.enterprise({ salespeople: 2 });
    const [seller, peer] = acme.salespeople;
    const ids: string[] = [];
    for (const name of ['甲集团', '乙公司', '丙公司']) ids.push((await seller!.post('/customers', { name })).body.id as string);
    const [a, b, c] = ids;
    expect((await seller!.patch(`/customers/${b}`, { parentId: a })).body.parentId).toBe(a);
    const refused = [
      await seller!.patch(`/customers/${a}`, { parentId: b }),
      await seller!.patch(`/customers/${a}`, { parentId: a }),
      await peer!.post('/customers', { name: '丁公司', parentId: a }),
    ];
    expect(refused.map(({ status, body }) => [status, body.code])).toEqual(refused.map(() => [422, 'CUSTOMER_PARENT_INVALID']));
    const both = await Promise.all([
      seller!.patch(`/customers/${c}`, { parentId: b }),
      seller!.patch(`/customers/${a}`, { parentId: c }),
    ]);
    expect(both.map(({ status }) => status).sort((x, y) => x - y)).toEqual([200, 422]);
  });

  it('CUST-04 PERM-02 shows a customer to its owner and superiors, not to peers', async () => {
    const acme = await world.enterprise({ managers: 2, salespeople: 2 });
    const [one, two] = acme.salespeople;
    const { body: customer } = await one!.post('/customers', { name: '华夏科技' });
    expect((await acme.managers[0]!.get(`/customers/${customer.id}`)).status).toBe(200);
    expect((await acme.managers[0]!.get('/customers')).body.items).toHaveLength(1);
    for (const peer of [two!, acme.managers[1]!]) {
      expect((await peer.get(`/customers/${customer.id}`)).status).toBe(404);
      expect((await peer.get('/customers?scope=all&count=exact')).body).toMatchObject({ items: [], page: { total: 0 } });
      expect((await peer.patch(`/customers/${customer.id}`, { remark: 'x' })).status).toBe(404);
    }
  });

  it('CUST-04 sorts by name in the order of pinyin, page by page', async () => {
    const acme = await world.enterprise({ salespeople: 1 });
    const [seller] = acme.salespeople;
    for (const name of ['中原制造', '安达物流', '华夏科技', '北斗导航']) await seller!.post('/customers', { name });
    const names: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await seller!.get('/customers', { sort: 'name', limit: 3, ...(cursor ? { cursor } : {}) });
      names.push(...(page.body.items as { name: string }[]).map(({ name }) => name));
      cursor = page.body.page.nextCursor as string | undefined;
    } while (cursor);
    expect(names).toEqual(['安达物流', '北斗导航', '华夏科技', '中原制造']);
  });

  it('CUST-03 is deleted by nobody: there is no route, and the database lets it go for nobody', async () => {
    const acme = await world.enterprise();
    const { body: customer } = await acme.admin.post('/customers', { name: '华夏科技' });
    // what an import made and nobody has touched can be taken back; no other row is within the application's reach
    expect(await acme.as((ctx) => ctx.db.run(sql`DELETE FROM customers WHERE id = ${customer.id}`))).toBe(0);
    expect((await acme.admin.get(`/customers/${customer.id}`)).status).toBe(200);
  });
});
