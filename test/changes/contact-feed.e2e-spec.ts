import { makeCustomer, makeCustomers } from '../support/customers.js';
import type { Person } from '../support/enterprise.js';
import { makePool } from '../support/pools.js';
import { sql, useWorld } from '../support/world.js';
import { feedOf, type Change } from './feeds.js';

const { now, since } = feedOf('contacts');

const contact = async (client: Person, customerId: string, name: string, more: object = {}): Promise<string> =>
  ((await client.post('/contacts', { customerId, name, ...more })).body as { id: string }).id;

const told = (changes: readonly Change[]): [string, string][] => changes.map(({ recordId, operation }) => [recordId, operation]);

describe('the change feed of contacts', () => {
  const world = useWorld();

  it('API-04 CUST-06 tells what was created, changed and archived since a cursor, without what the asker’s role hides', async () => {
    const acme = await world.enterprise({ salespeople: 1 });
    const [anna] = acme.salespeople as [Person];
    const customerId = await makeCustomer(acme, anna);
    const old = await contact(anna, customerId, '李静');
    const cursor = await now(acme);
    const created = await contact(anna, customerId, '王伟', { wechat: 'wangwei' });
    await anna.patch(`/contacts/${old}`, { title: '经理', wechat: 'lijing' });
    await anna.put(`/contacts/${old}/archive`);
    expect(await since(acme, cursor, anna)).toMatchObject([
      { recordId: created, operation: 'created', version: 1, record: { name: '王伟', wechat: 'wangwei', customerId } },
      {
        recordId: old,
        operation: 'changed',
        changedFields: ['title', 'wechat', 'status'],
        record: { title: '经理', wechat: 'lijing', status: 'archived' },
      },
    ]);
    const rules = JSON.stringify([{ object: 'contact', field: 'wechat', access: 'hidden' }]);
    await acme.as((ctx) => ctx.db.run(sql`UPDATE roles SET field_rules = ${rules}::jsonb WHERE key = 'salesperson'`));
    const hidden = await since(acme, cursor, anna);
    expect(hidden[1]!.changedFields).toEqual(['title', 'status']);
    expect(JSON.stringify(hidden)).not.toMatch(/wechat|lijing|wangwei/);
  });

  it('API-04 CUST-06 tells that a contact has gone to a customer whom the asker may not see, and to whoever sees that one', async () => {
    const acme = await world.enterprise({ salespeople: 2 });
    const [anna, ben] = acme.salespeople as [Person, Person];
    const [one, two] = await makeCustomers(acme, ['甲公司', '乙公司'], { owner: anna });
    const foreign = await makeCustomer(acme, ben);
    const [gone, near] = [await contact(anna, one!, '李静'), await contact(anna, one!, '王伟')];
    const start = await now(acme);
    await anna.put(`/contacts/${near}/customer`, { customerId: two });
    await acme.admin.put(`/contacts/${gone}/customer`, { customerId: foreign });
    expect(await since(acme, start, anna)).toMatchObject([
      { recordId: near, operation: 'changed', changedFields: ['customerId'], record: { customerId: two } },
      { recordId: gone, operation: 'removed', changedFields: [], record: null },
    ]);
    const toBen = await since(acme, start, ben);
    expect(toBen.find(({ recordId }) => recordId === gone)).toMatchObject({
      operation: 'changed',
      record: { name: '李静', customerId: foreign },
    });
  });

  it('API-04 CUST-03 tells where contacts are when their customers are merged, and merged no longer', async () => {
    const acme = await world.enterprise({ salespeople: 2 });
    const [anna, ben] = acme.salespeople as [Person, Person];
    const [mine, theirs] = [await makeCustomer(acme, anna, '甲公司'), await makeCustomer(acme, ben, '乙公司')];
    const id = await contact(anna, mine, '李静');
    let cursor = await now(acme);
    expect((await acme.admin.post('/customers/merges', { survivorId: theirs, ids: [mine] })).status).toBe(200);
    expect(told(await since(acme, cursor, anna))).toEqual([[id, 'removed']]);
    cursor = await now(acme);
    const merge = (await acme.admin.get(`/customers/${theirs}/merges`)).body.items[0].id as string;
    expect((await acme.admin.post(`/customers/merges/${merge}/reversal`)).status).toBe(200);
    expect(await since(acme, cursor, anna)).toMatchObject([{ recordId: id, operation: 'changed', record: { customerId: mine } }]);
  });

  it('API-04 PERM-04 POOL-18 tells nobody of contacts at other people’s private customers, nor members of their sea', async () => {
    const acme = await world.enterprise({ salespeople: 2 });
    const [anna, ben] = acme.salespeople as [Person, Person];
    const sea = await makePool(acme, [ben], {}, [], '公海', 'customer');
    const [secret] = await makeCustomers(acme, ['私密公司'], { owner: anna, isPrivate: true });
    const [waiting] = await makeCustomers(acme, ['公海公司'], { poolId: sea.id });
    const open = await makeCustomer(acme, anna);
    const start = await now(acme);
    const hidden = await contact(anna, secret!, '李静');
    await anna.patch(`/contacts/${hidden}`, { title: '经理' });
    const inSea = await contact(acme.admin, waiting!, '王伟');
    const moved = await contact(anna, open, '陈海');
    expect(told(await since(acme, start, anna))).toEqual([
      [hidden, 'created'],
      [moved, 'created'],
    ]);
    expect(told(await since(acme, start))).toEqual([
      [inSea, 'created'],
      [moved, 'created'],
    ]);
    expect(await since(acme, start, ben)).toEqual([]);
    const cursor = await now(acme);
    await anna.put(`/contacts/${moved}/customer`, { customerId: secret });
    expect(await since(acme, cursor)).toMatchObject([{ recordId: moved, operation: 'removed', record: null }]);
  });

  it('API-04 leaves a customer’s change of owner to the feed of customers', async () => {
    const acme = await world.enterprise({ salespeople: 2 });
    const [anna, ben] = acme.salespeople as [Person, Person];
    const customerId = await makeCustomer(acme, anna);
    const id = await contact(anna, customerId, '李静');
    const cursors = { contacts: await now(acme), customers: await feedOf('customers').now(acme) };
    await acme.admin.post('/customers/transfers', { ids: [customerId], toEmployeeId: ben.id, reason: '换人' });
    expect(told(await feedOf('customers').since(acme, cursors.customers, anna))).toEqual([[customerId, 'removed']]);
    const other = await contact(anna, await makeCustomer(acme, anna), '王伟');
    expect(told(await since(acme, cursors.contacts, anna))).toEqual([[other, 'created']]);
    expect((await ben.get(`/customers/${customerId}/contacts`)).body.items).toMatchObject([{ id }]);
  });

  it('API-04 PERM-02 is for whoever may read contacts, each enterprise its own', async () => {
    const acme = await world.enterprise();
    const elsewhere = await world.enterprise();
    const cursor = await now(elsewhere);
    await contact(acme.admin, await makeCustomer(acme, acme.admin), '李静');
    const own = await contact(elsewhere.admin, await makeCustomer(elsewhere, elsewhere.admin), '王伟');
    expect(told(await since(elsewhere, cursor))).toEqual([[own, 'created']]);
    expect((await (await acme.person('无权', [])).get('/contacts/changes')).status).toBe(403);
  });
});
