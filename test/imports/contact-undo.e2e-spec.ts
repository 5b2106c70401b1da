import { ContactQueries } from '../../src/modules/customers/contact/contact.queries.js';
import { feedOf } from '../changes/feeds.js';
import { makeCustomer, makeCustomers } from '../support/customers.js';
import type { Enterprise, Person } from '../support/enterprise.js';
import { metBy } from '../support/held.js';
import { makePool } from '../support/pools.js';
import { sql, useWorld } from '../support/world.js';
import { csv, imported, madeBy } from './sheets.js';
import { keptOnes, undone } from './undos.js';

const HEADER = ['客户', '姓名', '手机', '职务'];

const contacts = async (client: Person, rows: (string | null)[][], options: object = {}) =>
  imported(client, 'a.csv', await csv(HEADER, rows), options, 'contacts');

describe('taking an import of contacts back', () => {
  const world = useWorld();

  const standing = (acme: Enterprise): Promise<string[]> =>
    acme.as(async (ctx) =>
      (await ctx.db.query<{ name: string }>(sql`SELECT name FROM contacts ORDER BY name COLLATE "C"`)).map(({ name }) => name),
    );

  it('CUST-09 CUST-06 removes the contacts that an import made, with their own fields, and tells feed and audit log', async () => {
    const acme = await world.enterprise({ salespeople: 1 });
    const [anna] = acme.salespeople as [Person];
    await acme.admin.post('/custom-fields', { object: 'contact', key: 'badge', label: '工牌', type: 'text', unique: true });
    const customerId = await makeCustomer(acme, anna, '甲公司');
    await anna.post('/contacts', { customerId, name: '陈海' });
    const file = await csv(
      [...HEADER, '工牌'],
      [
        ['甲公司', '李静', '13800138000', '经理', 'A-1'],
        ['甲公司', '王伟', null, null, null],
      ],
    );
    const { id } = await imported(acme.admin, 'a.csv', file, {}, 'contacts');
    const made = await madeBy(acme.admin, id, 'contacts');
    expect((await acme.admin.get(`/contacts/${made['李静']}`)).body).toMatchObject({ importId: id, custom: { badge: 'A-1' } });
    expect((await acme.admin.get(`/contacts/imports/${id}/undo`)).body).toMatchObject({
      status: null,
      removable: 2,
      kept: 0,
      reasons: [],
    });
    const cursor = await feedOf('contacts').now(acme);
    expect(await undone(acme.admin, id, 'contacts')).toMatchObject({ status: 'succeeded', removed: 2, kept: 0, removable: 0 });
    expect(await standing(acme)).toEqual(['陈海']);
    for (const each of Object.values(made)) expect((await acme.admin.get(`/contacts/${each}`)).status).toBe(404);
    const told = await feedOf('contacts').since(acme, cursor, anna);
    expect(told.map(({ operation }) => operation)).toEqual(['deleted', 'deleted']);
    expect(told.map(({ recordId }) => recordId).sort()).toEqual(Object.values(made).sort());
    const { body: log } = await acme.admin.get('/audit-log', { filter: { action: 'contact.importUndone' } });
    expect(log.items).toEqual([expect.objectContaining({ summary: expect.objectContaining({ removed: 2, kept: 0 }) })]);
    // the value that is unique is free again
    const again = await imported(acme.admin, 'a.csv', file, {}, 'contacts');
    expect(again.counts).toMatchObject({ created: 2, failed: 0 });
  });

  it('CUST-09 CUST-06 keeps contacts that somebody has worked with since, and says why, before and after', async () => {
    const acme = await world.enterprise({ salespeople: 2 });
    const [anna, ben] = acme.salespeople as [Person, Person];
    const [, other] = await makeCustomers(acme, ['甲公司', '乙公司'], { owner: anna });
    const names = ['改', '档', '移', '跟', '评', '转', '并', '空'];
    const merged = await makeCustomer(acme, anna, '丙公司');
    const { id } = await contacts(
      acme.admin,
      names.map((name) => [name === '并' ? '丙公司' : '甲公司', `李${name}`]),
    );
    const made = await madeBy(acme.admin, id, 'contacts');
    const of = (name: string): string => made[`李${name}`]!;
    const { customerId } = (await anna.get(`/contacts/${of('空')}`)).body as { customerId: string };
    const lead = (await anna.post('/leads', { name: '线索' })).body as { id: string };
    const acts = await Promise.all([
      anna.patch(`/contacts/${of('改')}`, { title: '经理' }),
      anna.put(`/contacts/${of('档')}/archive`),
      anna.put(`/contacts/${of('移')}/customer`, { customerId: other }),
      anna.post(`/customers/${customerId}/follow-ups`, { method: 'call', content: '打了电话', contactIds: [of('跟')] }),
      anna.post('/comments', { object: 'contact', recordId: of('评'), content: '谁来跟进' }),
      anna.post(`/leads/${lead.id}/conversion`, { customerId, contactId: of('转') }),
      acme.admin.post('/customers/merges', { survivorId: other, ids: [merged] }),
    ]);
    expect(acts.map(({ status, body }) => (status < 300 ? '' : body))).toEqual(acts.map(() => ''));
    // whose the customer is, is no work with its contacts
    await acme.admin.post('/customers/transfers', { ids: [customerId], toEmployeeId: ben.id, reason: '换人' });
    const expected = {
      李改: ['CHANGED'],
      李档: ['CHANGED'],
      李移: ['CHANGED'],
      李跟: ['FOLLOWED_UP'],
      李评: ['HAS_COMMENTS'],
      李转: ['CHANGED', 'HAS_LEADS'],
      李并: ['CHANGED'],
    };
    const preview = (await acme.admin.get(`/contacts/imports/${id}/undo`)).body;
    expect(preview).toMatchObject({ removable: 1, kept: 7 });
    expect(preview.reasons).toContainEqual({ code: 'HAS_LEADS', detail: '有线索转换到该联系人', count: 1 });
    expect(await keptOnes(acme.admin, id, made, 'contacts')).toEqual(expected);
    expect(await undone(acme.admin, id, 'contacts')).toMatchObject({ removed: 1, kept: 7, removable: 0 });
    expect(await keptOnes(acme.admin, id, made, 'contacts')).toEqual(expected);
    expect(Object.keys(await madeBy(acme.admin, id, 'contacts'))).not.toContain('李空');
  });

  it('CUST-09 CUST-06 leaves contacts that an import only filled as they are', async () => {
    const acme = await world.enterprise({ salespeople: 1 });
    const [anna] = acme.salespeople as [Person];
    await makeCustomer(acme, anna, '甲公司');
    const first = await contacts(acme.admin, [['甲公司', '李静']]);
    const second = await contacts(
      acme.admin,
      [
        ['甲公司', '李静', null, '经理'],
        ['甲公司', '王伟', null, null],
      ],
      { duplicates: 'update' },
    );
    expect(await undone(acme.admin, second.id, 'contacts')).toMatchObject({ removed: 1, kept: 0, notReverted: 1 });
    // what a later import has filled is no longer what the first one made
    expect(await undone(acme.admin, first.id, 'contacts')).toMatchObject({
      removed: 0,
      kept: 1,
      reasons: [expect.objectContaining({ code: 'CHANGED' })],
    });
    expect(await standing(acme)).toEqual(['李静']);
  });

  it('CUST-09 frees imported customers whose contacts came by a later import, once that has been taken back', async () => {
    const acme = await world.enterprise({ salespeople: 1 });
    const file = await csv(['客户名称', '负责人'], [['甲公司', acme.salespeople[0]!.name]]);
    const customers = await imported(acme.admin, 'a.csv', file, {}, 'customers');
    const { id } = await contacts(acme.admin, [
      ['甲公司', '李静'],
      ['甲公司', '王伟'],
    ]);
    expect((await acme.admin.get(`/customers/imports/${customers.id}/undo`)).body).toMatchObject({
      removable: 0,
      kept: 1,
      reasons: [{ code: 'HAS_CONTACTS', detail: '已有联系人', count: 1 }],
    });
    expect(await undone(acme.admin, id, 'contacts')).toMatchObject({ removed: 2 });
    expect(await undone(acme.admin, customers.id)).toMatchObject({ removed: 1, kept: 0 });
  });

  it('CUST-09 PERM-02 is for whoever imported the contacts, or who may import for everybody', async () => {
    const acme = await world.enterprise({ managers: 2, salespeople: 1 });
    const [mine, others] = acme.managers as [Person, Person];
    await makeCustomer(acme, mine, '甲公司');
    const { id } = await contacts(mine, [['甲公司', '李静']]);
    for (const path of ['undo', 'undo/kept']) {
      expect((await others.get(`/contacts/imports/${id}/${path}`)).status).toBe(404);
      expect((await acme.salespeople[0]!.get(`/contacts/imports/${id}/${path}`)).status).toBe(403);
      expect((await acme.admin.get(`/customers/imports/${id}/${path}`)).status).toBe(404);
    }
    expect((await others.post(`/contacts/imports/${id}/undo`)).body.code).toBe('IMPORT_NOT_FOUND');
    expect((await (await world.enterprise()).admin.post(`/contacts/imports/${id}/undo`)).status).toBe(404);
    expect(await undone(mine, id, 'contacts')).toMatchObject({ removed: 1 });
    expect((await mine.post(`/contacts/imports/${id}/undo`)).body.code).toBe('IMPORT_UNDONE');
  });

  it('CUST-07 CUST-09 writes no follow-up about a contact that is taken away at the same moment', async () => {
    const acme = await world.enterprise({ salespeople: 1 });
    const [anna] = acme.salespeople as [Person];
    const customerId = await makeCustomer(acme, anna, '甲公司');
    const { id } = await contacts(acme.admin, [['甲公司', '李静']]);
    const contactIds = Object.values(await madeBy(acme.admin, id, 'contacts'));
    const writing = await metBy(
      acme,
      (ctx) => world.get(ContactQueries).remove(ctx, contactIds),
      () => anna.post(`/customers/${customerId}/follow-ups`, { method: 'call', content: '打了电话', contactIds }),
    );
    expect(writing).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: '/contactIds/0', code: 'NOT_ALLOWED' }] },
    });
  });

  it('CUST-06 deletes no other contact: there is no route, and the database refuses', async () => {
    const acme = await world.enterprise({ salespeople: 1 });
    const [anna] = acme.salespeople as [Person];
    const sea = await makePool(acme, [], {}, [], '公海', 'customer');
    await makeCustomers(acme, ['甲公司'], { poolId: sea.id });
    const customerId = await makeCustomer(acme, anna, '乙公司');
    await anna.post('/contacts', { customerId, name: '陈海' });
    const { id } = await contacts(acme.admin, [
      ['甲公司', '李静'],
      ['乙公司', '王伟'],
    ]);
    const made = await madeBy(acme.admin, id, 'contacts');
    await anna.patch(`/contacts/${made['王伟']}`, { title: '经理' });
    const gone = await acme.as((ctx) => ctx.db.query<{ name: string }>(sql`DELETE FROM contacts RETURNING name`));
    expect(gone).toEqual([{ name: '李静' }]);
    expect(await standing(acme)).toEqual(['王伟', '陈海']);
  });
});
