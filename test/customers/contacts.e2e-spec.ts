import { Clock } from '../../src/platform/context/clock.js';
import { makeCustomer, makeCustomers } from '../support/customers.js';
import { drain } from '../support/drain.js';
import { testPhone, type Enterprise, type Person } from '../support/enterprise.js';
import { makePool } from '../support/pools.js';
import { sql, useWorld } from '../support/world.js';

describe('contacts', () => {
  const world = useWorld((config) => ({ ...config, role: 'api' }));
  afterEach(() => world.get(Clock).shift(0));

  const idsOf = async (person: Person, path: string): Promise<string[]> => {
    const answer = await person.get(path);
    expect([path, answer.status]).toEqual([path, 200]);
    return answer.body.items.map((each: { id: string }) => each.id);
  };
  const contactOf = async (person: Person, customerId: string, more: object = {}): Promise<string> => {
    const answer = await person.post('/contacts', { customerId, name: '李静', ...more });
    expect(answer.status).toBe(201);
    return answer.body.id;
  };

  it('CUST-06 has what one knows of a person, and finds it by list, filter, pinyin and the tail of the phone', async () => {
    const acme = await world.enterprise({ salespeople: 1 });
    const [seller] = acme.salespeople;
    const customerId = await makeCustomer(acme, seller!, '杭州华夏科技');
    const phone = testPhone();
    const made = await seller!.post('/contacts', {
      customerId,
      name: '李静',
      title: '采购经理',
      department: '采购部',
      phone,
      otherPhones: [testPhone()],
      email: 'lijing@example.com',
      wechat: 'lijing',
      birthday: '1988-06-18',
      remindDaysBefore: 3,
      gender: 'female',
      isKey: true,
      decisionRole: 'decisionMaker',
      remark: '喜欢茶',
      tags: ['老客户'],
    });
    expect(made.status).toBe(201);
    expect(made.headers.location).toBe(`/api/v1/contacts/${made.body.id}`);
    expect(made.body).toMatchObject({
      customerName: '杭州华夏科技',
      ownerId: seller!.id,
      poolId: null,
      birthday: '1988-06-18',
      isKey: true,
      duplicates: [],
      version: 1,
    });
    const other = await contactOf(seller!, customerId, { name: '王芳' });
    for (const query of [
      '?q=李静',
      '?q=lj',
      `?q=${phone.slice(-4)}`,
      '?filter[isKey]=true',
      '?filter[decisionRole]=decisionMaker',
    ])
      expect([query, await idsOf(seller!, `/contacts${query}`)]).toEqual([query, [made.body.id]]);
    expect(await idsOf(seller!, '/contacts?sort=name')).toEqual([made.body.id, other]);
    expect(await idsOf(seller!, `/customers/${customerId}/contacts`)).toEqual([other, made.body.id]);
  });

  it('CUST-06 PERM-02 follows its customer: whoever may see or change that may see or change it, and nobody else', async () => {
    const acme = await world.enterprise({ managers: 2, salespeople: 2 });
    const [one, two] = acme.salespeople;
    const customerId = await makeCustomer(acme, one!);
    const id = await contactOf(one!, customerId);
    expect(await idsOf(acme.managers[0]!, '/contacts')).toEqual([id]);
    expect((await acme.managers[0]!.patch(`/contacts/${id}`, { title: '店长' })).status).toBe(200);
    for (const peer of [two!, acme.managers[1]!]) {
      expect(await idsOf(peer, '/contacts?scope=all')).toEqual([]);
      expect((await peer.get(`/contacts/${id}`)).status).toBe(404);
      expect((await peer.patch(`/contacts/${id}`, { title: 'x' })).status).toBe(404);
      expect((await peer.post('/contacts', { customerId, name: '王芳' })).status).toBe(404);
      expect((await peer.get(`/customers/${customerId}/contacts`)).status).toBe(404);
    }
    await one!.post('/customers/transfers', { ids: [customerId], toEmployeeId: two!.id, reason: '换区' });
    expect(await idsOf(one!, '/contacts')).toEqual([]);
    expect(await idsOf(two!, '/contacts')).toEqual([id]);
    expect((await two!.get(`/contacts/${id}`)).body).toMatchObject({ ownerId: two!.id, version: 2 });
  });

  it('CUST-06 POOL-18 is not shown to members of the sea before one of them has claimed the customer', async () => {
    const acme = await world.enterprise({ salespeople: 2 });
    const [one, two] = acme.salespeople;
    const sea = await makePool(acme, acme.salespeople);
    await acme.as((ctx) => ctx.db.run(sql`UPDATE pools SET object = 'customer' WHERE id = ${sea.id}::uuid`));
    const [customerId] = await makeCustomers(acme, ['华夏'], { poolId: sea.id });
    const id = await contactOf(acme.admin, customerId!);
    expect((await one!.get(`/customers/${customerId}`)).status).toBe(200);
    expect((await one!.get(`/contacts/${id}`)).status).toBe(404);
    expect(await idsOf(one!, `/customers/${customerId}/contacts`)).toEqual([]);
    expect((await acme.admin.get(`/contacts/${id}`)).body).toMatchObject({ poolId: sea.id, ownerId: null });
    await one!.post(`/pools/${sea.id}/claims`, { ids: [customerId] });
    expect((await one!.get(`/contacts/${id}`)).body).toMatchObject({ poolId: null, ownerId: one!.id });
    expect((await two!.get(`/contacts/${id}`)).status).toBe(404);
  });

  it('CUST-06 names others of the customer who have the same phone, and writes all the same', async () => {
    const acme = await world.enterprise({ salespeople: 1 });
    const [seller] = acme.salespeople;
    const [customerId, elsewhere] = await makeCustomers(acme, ['甲公司', '乙公司'], { owner: seller! });
    const phone = testPhone();
    const first = await contactOf(seller!, customerId!, { phone });
    const second = await seller!.post('/contacts', { customerId, name: '王芳', otherPhones: [phone] });
    expect(second.body.duplicates).toEqual([{ id: first, name: '李静' }]);
    const third = await seller!.post('/contacts', { customerId: elsewhere, name: '赵敏', phone });
    expect(third.body.duplicates).toEqual([]);
    const moved = await seller!.put(`/contacts/${third.body.id}/customer`, { customerId });
    expect(moved.body.duplicates.map((each: { id: string }) => each.id)).toEqual([first, second.body.id]);
  });

  it('CUST-06 moves to another customer only for who may change both, with its history', async () => {
    const acme = await world.enterprise({ salespeople: 2 });
    const [one, two] = acme.salespeople;
    const [from, to] = await makeCustomers(acme, ['甲公司', '乙公司'], { owner: one! });
    const foreign = await makeCustomer(acme, two!);
    const id = await contactOf(one!, from!);
    expect((await one!.put(`/contacts/${id}/customer`, { customerId: foreign })).status).toBe(404);
    const moved = await one!.with({ 'if-match': '"1"' }).put(`/contacts/${id}/customer`, { customerId: to });
    expect(moved.body).toMatchObject({ customerId: to, customerName: '乙公司', version: 2 });
    expect((await one!.with({ 'if-match': '"1"' }).put(`/contacts/${id}/customer`, { customerId: from })).status).toBe(412);
    const timeline = await one!.get(`/contacts/${id}/timeline?kinds=change`);
    expect(timeline.body.items[0].content.changes).toEqual({ customerId: [from, to] });
  });

  it('CUST-06 is archived and brought back, never changed meanwhile; an archived customer takes none', async () => {
    const acme = await world.enterprise({ salespeople: 1 });
    const [seller] = acme.salespeople;
    const customerId = await makeCustomer(acme, seller!);
    const id = await contactOf(seller!, customerId);
    expect((await seller!.put(`/contacts/${id}/archive`)).body).toMatchObject({ status: 'archived' });
    expect((await seller!.put(`/contacts/${id}/archive`)).body.code).toBe('CONTACT_ARCHIVED');
    expect((await seller!.patch(`/contacts/${id}`, { title: 'x' })).body.code).toBe('CONTACT_ARCHIVED');
    expect((await seller!.delete(`/contacts/${id}/archive`)).body).toMatchObject({ status: 'active' });
    expect((await seller!.delete(`/contacts/${id}/archive`)).body.code).toBe('CONTACT_NOT_ARCHIVED');
    await acme.as((ctx) => ctx.db.run(sql`UPDATE customers SET state = 'archived' WHERE id = ${customerId}::uuid`));
    expect((await seller!.post('/contacts', { customerId, name: '王芳' })).body.code).toBe('CUSTOMER_NOT_ACTIVE');
  });

  it('CUST-06 refuses what is no phone, no day and no number of days, each by its pointer', async () => {
    const acme = await world.enterprise();
    const customerId = await makeCustomer(acme, acme.admin);
    const wrong = await acme.admin.post('/contacts', {
      customerId,
      name: ' ',
      phone: '12',
      birthday: '1988-02-30',
      remindDaysBefore: 31,
      isKey: null,
    });
    expect(wrong.status).toBe(400);
    const pointers = new Set(wrong.body.errors.map((issue: { pointer: string }) => issue.pointer));
    expect(pointers).toEqual(new Set(['/name', '/phone', '/birthday', '/remindDaysBefore', '/isKey']));
  });

  it('CUST-06 has the enterprise’s own fields, which roles may hide like any other', async () => {
    const acme = await world.enterprise({ salespeople: 1 });
    const [seller] = acme.salespeople;
    expect(
      (await acme.admin.post('/custom-fields', { object: 'contact', key: 'hobby', label: '爱好', type: 'text' })).status,
    ).toBe(201);
    const id = await contactOf(seller!, await makeCustomer(acme, seller!), { custom: { hobby: '茶' }, wechat: 'lijing' });
    expect((await seller!.get(`/contacts/${id}`)).body).toMatchObject({ custom: { hobby: '茶' }, wechat: 'lijing' });
    await hideFromSalespeople(acme, ['wechat']);
    expect((await seller!.get(`/contacts/${id}`)).body).not.toHaveProperty('wechat');
    expect((await seller!.patch(`/contacts/${id}`, { wechat: 'x' })).body.code).toBe('FIELD_FORBIDDEN');
  });

  async function hideFromSalespeople(acme: Enterprise, keys: string[]): Promise<void> {
    const rules = keys.map((field) => ({ object: 'contact', field, access: 'hidden' }));
    await acme.as((ctx) =>
      ctx.db.run(sql`UPDATE roles SET field_rules = ${JSON.stringify(rules)}::jsonb WHERE key = 'salesperson'`),
    );
  }

  it('CUST-06 reminds the owner of a birthday some days before, in the enterprise’s own days, once a year', async () => {
    const acme = await world.enterprise({ salespeople: 1 });
    const [seller] = acme.salespeople;
    const customerId = await makeCustomer(acme, seller!, '华夏科技');
    await contactOf(seller!, customerId, { name: '李静', birthday: '1988-06-18', remindDaysBefore: 3 });
    await contactOf(seller!, customerId, { name: '王芳', birthday: '1990-06-18' });
    await contactOf(seller!, customerId, { name: '赵敏', birthday: '1992-02-29', remindDaysBefore: 0 });
    const at = async (instant: string): Promise<string[]> => {
      world.get(Clock).shift(Date.parse(instant) - Date.now());
      await acme.as((ctx) => ctx.db.run(sql`DELETE FROM jobs WHERE kind = 'customers.birthdays'`));
      await acme.admin.post('/schedules/customers.birthdays/runs');
      await drain(world.app);
      const { body } = await seller!.get('/me/notices', { filter: { kind: 'birthdayComing' } });
      return body.items.map((each: { text: string }) => each.text);
    };
    world.get(Clock).shift(0);
    // in Shanghai the 15th of June begins at 16:00 UTC of the 14th
    expect(await at('2027-02-28T02:00:00Z')).toEqual(['今天是华夏科技赵敏的生日(2027-02-28)']);
    expect(await at('2027-06-14T15:00:00Z')).toHaveLength(1);
    expect(await at('2027-06-14T17:00:00Z')).toEqual([
      '3 天后是华夏科技李静的生日(2027-06-18)',
      '今天是华夏科技赵敏的生日(2027-02-28)',
    ]);
    expect(await at('2027-06-17T17:00:00Z')).toHaveLength(2);
    expect(await at('2028-06-16T17:00:00Z')).toHaveLength(3);
  });
});
