import { csv, exported, imported } from '../imports/sheets.js';
import { makeCustomers } from '../support/customers.js';
import type { Person } from '../support/enterprise.js';
import { makePool } from '../support/pools.js';
import { statementsOf } from '../support/statements.js';
import { sql, useWorld } from '../support/world.js';

const HEADER = ['客户', '姓名', '职务', '手机', '其他电话', '生日', '关键人', '决策角色', '提前提醒天数'];

const contacts = (client: Person, content: Buffer, options: object = {}) =>
  imported(client, 'a.csv', content, options, 'contacts');

describe('contacts and spreadsheets', () => {
  const world = useWorld();

  const errorsOf = async (client: Person, id: string): Promise<[number, string][]> => {
    const { body } = await client.get(`/contacts/imports/${id}/errors`);
    return body.items.map(({ row, errors }: { row: number; errors: { code: string }[] }) => [row, errors[0]!.code]);
  };

  it('CUST-09 brings in several contacts of a customer, by its name or number', async () => {
    const acme = await world.enterprise({ salespeople: 1 });
    const [anna] = acme.salespeople;
    const [id] = await makeCustomers(acme, ['华夏科技有限公司'], { owner: anna! });
    await acme.as((ctx) => ctx.db.run(sql`UPDATE customers SET number = 'K7', version = version + 1 WHERE id = ${id}::uuid`));
    const result = await contacts(
      acme.admin,
      await csv(HEADER, [
        ['华夏科技', '李静', '采购经理', '13800138000', '0571-88886666', '1988-06-18', '是', '决策者', '3'],
        ['K7', '王伟', null, null, null, null, '否'],
      ]),
    );
    expect(result.counts).toEqual({ created: 2, updated: 0, skipped: 0, failed: 0 });
    const { body } = await anna!.get(`/customers/${id}/contacts?sort=name`);
    expect(body.items[0]).toMatchObject({
      name: '李静',
      title: '采购经理',
      phone: '+8613800138000',
      otherPhones: ['+8657188886666'],
      birthday: '1988-06-18',
      isKey: true,
      decisionRole: 'decisionMaker',
      remindDaysBefore: 3,
      ownerId: anna!.id,
    });
    expect(body.items[1]).toMatchObject({ name: '王伟', isKey: false });
    const log = await acme.admin.get('/audit-log', { filter: { action: 'contact.imported' } });
    expect(log.body.items).toHaveLength(1);
  });

  it('CUST-09 PERM-04 brings contacts to no customer that the importer may not change, and knows no private ones', async () => {
    const acme = await world.enterprise({ managers: 2, salespeople: 2 });
    const [one, two] = acme.salespeople;
    const [manager] = acme.managers;
    await makeCustomers(acme, ['我的客户'], { owner: one! });
    await makeCustomers(acme, ['别人的客户'], { owner: two! });
    await makeCustomers(acme, ['私密客户'], { owner: one!, isPrivate: true });
    const names = ['我的客户', '别人的客户', '私密客户', '没有的客户'];
    const content = await csv(HEADER, [
      ...names.map((name) => [name, '李静']),
      ['我的客户', '王伟', null, null, null, null, null, null, '99'],
    ]);
    const result = await contacts(manager!, content);
    expect(await errorsOf(manager!, result.id)).toEqual([
      [3, 'CUSTOMER_UNKNOWN'],
      [5, 'CUSTOMER_UNKNOWN'],
      [6, 'OUT_OF_RANGE'],
    ]);
    const forAll = await contacts(acme.admin, content);
    expect(await errorsOf(acme.admin, forAll.id)).toContainEqual([4, 'CUSTOMER_UNKNOWN']);
    expect((await one!.get('/contacts/imports')).status).toBe(403);
  });

  it.each([
    ['skip', { created: 1, updated: 0, skipped: 2, failed: 0 }],
    ['update', { created: 1, updated: 2, skipped: 0, failed: 0 }],
    ['create', { created: 3, updated: 0, skipped: 0, failed: 0 }],
    ['error', { created: 1, updated: 0, skipped: 0, failed: 2 }],
  ])('CUST-09 meets a contact of the same name at the same customer by the rule %s', async (duplicates, counts) => {
    const acme = await world.enterprise({ salespeople: 1 });
    const [anna] = acme.salespeople;
    const [id] = await makeCustomers(acme, ['华夏科技', '远航物流'], { owner: anna! });
    await anna!.post('/contacts', { customerId: id, name: '李静', title: '经理' });
    const result = await contacts(
      acme.admin,
      await csv(HEADER, [
        ['华夏科技', '李静', null, '13800138000'],
        ['华夏科技', '李静', null, null, '13900139000'],
        ['远航物流', '李静'],
      ]),
      { duplicates },
    );
    expect(result.counts).toEqual(counts);
    const { body } = await anna!.get(`/customers/${id}/contacts`);
    expect(body.items).toHaveLength(duplicates === 'create' ? 3 : 1);
    if (duplicates === 'update')
      expect(body.items[0]).toMatchObject({
        title: '经理',
        phone: '+8613800138000',
        otherPhones: ['+8613900139000'],
        version: 2,
      });
  });

  it('CUST-09 sends as many statements for sixty contacts as for six', async () => {
    const acme = await world.enterprise({ salespeople: 1 });
    await makeCustomers(acme, ['华夏科技'], { owner: acme.salespeople[0]! });
    const counts: number[] = [];
    for (const [prefix, count] of [
      ['零', 6],
      ['甲', 6],
      ['乙', 60],
    ] as const) {
      const file = await csv(
        HEADER,
        Array.from({ length: count }, (_, n) => ['华夏科技', `${prefix}${n}`]),
      );
      const sent = await statementsOf(() => contacts(acme.admin, file));
      counts.push(sent.filter(({ text }) => /customers|contacts/.test(text)).length);
    }
    expect(counts[2]).toBe(counts[1]);
  });

  it('CUST-09 exports contacts of those customers alone that the asker may see, never of private ones or of a sea to its members', async () => {
    const acme = await world.enterprise({ managers: 2, salespeople: 2 });
    const [one, two] = acme.salespeople;
    const sea = await makePool(acme, [acme.managers[0]!], {}, [], '公海', 'customer');
    const ids = [
      ...(await makeCustomers(acme, ['我的客户'], { owner: one! })),
      ...(await makeCustomers(acme, ['别人的客户'], { owner: two! })),
      ...(await makeCustomers(acme, ['公海客户'], { poolId: sea.id })),
    ];
    for (const [n, customerId] of ids.entries())
      expect((await acme.admin.post('/contacts', { customerId, name: `联系人${n}`, phone: '13800138000' })).status).toBe(201);
    const { rows } = await exported(acme.managers[0]!, { format: 'csv', fields: ['customerName', 'name', 'phone'] }, 'contacts');
    expect(rows.slice(1)).toEqual([['我的客户', '联系人0', '+8613800138000']]);
    expect((await exported(acme.admin, { format: 'csv' }, 'contacts')).rows).toHaveLength(4);
    expect((await one!.post('/contacts/exports', { format: 'csv' })).status).toBe(403);
  });
});
