import { cellsOf, csv, exported, imported, xlsx } from '../imports/sheets.js';
import { makeCustomer, makeCustomers } from '../support/customers.js';
import type { Enterprise, Person } from '../support/enterprise.js';
import { ledgerOf, makePool } from '../support/pools.js';
import { statementsOf } from '../support/statements.js';
import { sql, useWorld } from '../support/world.js';

const HEADER = ['客户名称', '简称', '编号', '电话', '其他电话', '级别', '负责人', '公海', '上级客户', '标签'];

const customers = (client: Person, fileName: string, content: Buffer, options: object = {}) =>
  imported(client, fileName, content, options, 'customers');

const rowsOf = (acme: Enterprise, columns: string): Promise<Record<string, unknown>[]> =>
  acme.as((ctx) =>
    ctx.db.once({ text: `SELECT ${columns} FROM customers ORDER BY name_key`, values: [] } as unknown as ReturnType<typeof sql>),
  );

const errorsOf = async (client: Person, id: string): Promise<[number, string[]][]> => {
  const { body } = await client.get(`/customers/imports/${id}/errors`);
  return body.items.map(({ row, errors }: { row: number; errors: { code: string }[] }) => [row, errors.map(({ code }) => code)]);
};

describe('importing customers', () => {
  const world = useWorld();

  it('CUST-09 hands out a template whose headers it understands, in both languages', async () => {
    const acme = await world.enterprise();
    for (const language of ['zh-CN', 'en']) {
      const client = acme.admin.with({ 'Accept-Language': language }) as Person;
      const file = await client.download('/customers/import-template');
      const [header] = (await cellsOf(file.body as Buffer)).slice(-1);
      const draft = await client.upload('/customers/imports', 'a.csv', await csv(header as string[], [['华夏科技']]));
      expect([draft.status, draft.body.unmapped, draft.body.missing]).toEqual([201, [], []]);
    }
  });

  it('CUST-09 places rows with an owner, in a named sea and by routing, with numbers, labels and ledger lines', async () => {
    const acme = await world.enterprise({ salespeople: 1 });
    const [anna] = acme.salespeople;
    const east = await makePool(acme, [], {}, [], '华东公海', 'customer');
    const rest = await makePool(acme, [], {}, [], '其余公海', 'customer');
    await acme.as(async (ctx) => {
      await ctx.db.run(sql`DELETE FROM routing_rules`);
      await ctx.db.run(sql`INSERT INTO routing_rules (tenant_id, id, object, position, name, pool_id)
        VALUES (${ctx.tenantId}::uuid, uuidv7(), 'customer', 0, '其余', ${rest.id}::uuid)`);
    });
    const { body: levels } = await acme.admin.get('/dictionaries/customerLevel/items');
    const [level] = levels.items as { id: string; label: string }[];
    const result = await customers(
      acme.admin,
      'a.xlsx',
      await xlsx(HEADER, [
        ['甲集团', '甲', null, '0571-88886666', '13800138000、13900139000', level!.label, anna!.name],
        ['乙公司', null, 'A-7', null, null, null, null, '华东公海', '甲集团'],
        ['丙公司'],
      ]),
      { tags: ['展会'] },
    );
    expect(result.counts).toEqual({ created: 3, updated: 0, skipped: 0, failed: 0 });
    const rows = await rowsOf(acme, '*');
    const [yi, bing, jia] = ['乙公司', '丙公司', '甲集团'].map((name) => rows.find((row) => row.name === name)!);
    expect(jia).toMatchObject({
      owner_id: anna!.id,
      pool_id: null,
      home_pool_id: rest.id,
      level_id: level!.id,
      phone: '+8657188886666',
      other_phones: ['+8613800138000', '+8613900139000'],
      tags: ['展会'],
      acquisition: 'imported',
      import_id: result.id,
      number: expect.stringMatching(/^KH\d{9}$/),
    });
    expect(yi).toMatchObject({ owner_id: null, pool_id: east.id, number: 'A-7', parent_id: jia!.id });
    expect(bing).toMatchObject({ pool_id: rest.id, number: expect.stringMatching(/^KH/) });
    expect(bing!.number).not.toBe(jia!.number);
    expect(await ledgerOf(acme, jia!.id as string)).toEqual([expect.objectContaining({ kind: 'imported' })]);
    const { body } = await acme.admin.get('/audit-log', { filter: { action: 'customer.imported' } });
    expect(body.items).toHaveLength(1);
  });

  it('CUST-09 names everything that is wrong with rows, and hands them back to be corrected and sent again', async () => {
    const acme = await world.enterprise({ salespeople: 1 });
    await makePool(acme, [], {}, [], '华东公海', 'customer');
    await customers(acme.admin, 'first.csv', await csv(HEADER, [['旧客户', null, 'K1', null, null, null, null, '华东公海']]));
    const rows = [
      ['甲公司', null, 'K1', null, null, null, null, '华东公海'],
      ['乙公司', null, 'K2', null, null, null, null, '华东公海', '天上'],
      ['丙公司', null, null, '12', '一二三', null, '无名氏'],
      ['丁公司', null, 'K3', null, '一二三', null, null, '华东公海'],
      ['戊公司', null, 'K3', null, null, null, null, '华东公海'],
      ['己公司', null, 'K3', null, null, '不存在', null, '华东公海'],
      ['庚公司', null, 'K3', null, null, null, null, '华东公海'],
    ];
    const result = await customers(acme.admin, 'a.csv', await csv(HEADER, rows));
    expect(await errorsOf(acme.admin, result.id)).toEqual([
      [2, ['NUMBER_TAKEN']],
      [3, ['PARENT_UNKNOWN']],
      [4, ['NOT_A_PHONE']],
      [5, ['NOT_A_PHONE']],
      [7, ['NOT_AN_ITEM']],
      [8, ['NUMBER_TAKEN']],
    ]);
    const file = await acme.admin.download(`/customers/imports/${result.id}/errors-file`);
    const [header, first] = await cellsOf(file.body as Buffer);
    expect(first!.at(-1)).toContain('K1');
    first![2] = 'K9';
    const again = await customers(acme.admin, 'again.csv', await csv(header as string[], [first!]));
    expect(again.counts).toMatchObject({ created: 1, failed: 0 });
  });

  it.each([
    ['skip', { created: 1, updated: 0, skipped: 2, failed: 0 }],
    ['update', { created: 1, updated: 2, skipped: 0, failed: 0 }],
    ['create', { created: 1, updated: 0, skipped: 0, failed: 2 }],
    ['error', { created: 1, updated: 0, skipped: 0, failed: 2 }],
  ])('CUST-09 meets customers of the same name, existing and of the file, by the rule %s', async (duplicates, counts) => {
    const acme = await world.enterprise({ salespeople: 1 });
    const [anna] = acme.salespeople;
    await makeCustomers(acme, ['华夏科技有限公司'], { owner: anna!, tags: ['老'] });
    const result = await customers(
      acme.admin,
      'a.csv',
      await csv(HEADER, [
        ['华夏科技(有限公司)', '华夏', null, '13800138000', null, null, anna!.name, null, null, '新'],
        ['远航物流', null, null, null, null, null, anna!.name],
        [' 华夏科技有限公司', null, null, null, '13900139000', null, anna!.name],
      ]),
      { duplicates },
    );
    expect(result.counts).toEqual(counts);
    const rows = await rowsOf(acme, 'name, short_name, phone, other_phones, tags, version');
    expect(rows).toHaveLength(2);
    expect(rows.find(({ name }) => (name as string).includes('华夏'))).toMatchObject(
      duplicates === 'update'
        ? { short_name: '华夏', phone: '+8613800138000', other_phones: ['+8613900139000'], tags: ['老', '新'], version: 2 }
        : { short_name: null, phone: null, tags: ['老'], version: 1 },
    );
  });

  it('CUST-09 changes through an import nothing that the importer may not change, and tells nothing of private customers', async () => {
    const acme = await world.enterprise({ managers: 2, salespeople: 2 });
    const [one, two] = acme.salespeople;
    const [manager] = acme.managers;
    await makeCustomers(acme, ['别人的客户'], { owner: two! });
    await makeCustomers(acme, ['私密客户'], { owner: two!, isPrivate: true });
    const rows = ['别人的客户', '私密客户', '新客户'].map((name) => [name, null, null, null, null, null, one!.name]);
    const result = await customers(manager!, 'a.csv', await csv(HEADER, rows), { duplicates: 'update' });
    expect(await errorsOf(manager!, result.id)).toEqual([
      [2, ['DUPLICATE_NOT_YOURS']],
      [3, ['DUPLICATE_NOT_YOURS']],
    ]);
    const skipped = await customers(manager!, 'b.csv', await csv(HEADER, rows.slice(0, 2)), { duplicates: 'error' });
    const { body } = await manager!.get(`/customers/imports/${skipped.id}/errors`);
    expect(JSON.stringify(body)).not.toContain(two!.name);
    expect((await one!.get('/customers/imports')).status).toBe(403);
    const toOther = [['某客户', null, null, null, null, null, two!.name]];
    const refused = await customers(manager!, 'c.csv', await csv(HEADER, toOther));
    expect(await errorsOf(manager!, refused.id)).toEqual([[2, ['OWNER_NOT_ALLOWED']]]);
  });

  it('CUST-09 keeps the original author and time for who may import for everybody', async () => {
    const acme = await world.enterprise({ managers: 1, salespeople: 1 });
    const [anna] = acme.salespeople;
    const header = ['客户名称', '负责人', '创建人', '创建时间'];
    const content = await csv(header, [
      ['甲公司', anna!.name, anna!.name, '2021-03-04 08:30'],
      ['乙公司', anna!.name, '无名氏', null],
      ['丙公司', anna!.name, null, '2199-01-01'],
    ]);
    await makeCustomer(acme, anna!, '现在的客户');
    const result = await customers(acme.admin, 'a.csv', content);
    expect(await errorsOf(acme.admin, result.id)).toEqual([
      [3, ['CREATOR_UNKNOWN']],
      [4, ['IN_THE_FUTURE']],
    ]);
    const { body } = await acme.admin.get('/customers?scope=all&sort=createdAt');
    expect(body.items[0]).toMatchObject({ name: '甲公司', createdAt: '2021-03-04T00:30:00.000Z', createdBy: anna!.id });
    const draft = await acme.managers[0]!.upload('/customers/imports', 'a.csv', content);
    expect(draft.body.unmapped).toEqual(['创建人', '创建时间']);
  });

  it('CUST-09 DICT-04 asks rows for what the layout requires', async () => {
    const acme = await world.enterprise({ salespeople: 1 });
    const sections = [{ title: '一', fields: [{ key: 'name' }, { key: 'phone', required: true }] }];
    expect((await acme.admin.put('/objects/customer/layouts/everyone', { sections })).status).toBe(200);
    const draft = await acme.admin.upload('/customers/imports', 'a.csv', await csv(['客户名称'], [['甲公司']]));
    expect(draft.body.missing.map(({ key }: { key: string }) => key)).toEqual(['phone']);
    expect((await acme.admin.post(`/customers/imports/${draft.body.id}/runs`)).body.code).toBe('IMPORT_INCOMPLETE');
    const rows = [
      ['甲公司', acme.salespeople[0]!.name, '13800138000'],
      ['乙公司', acme.salespeople[0]!.name],
    ];
    const result = await customers(acme.admin, 'b.csv', await csv(['客户名称', '负责人', '电话'], rows));
    expect([result.counts.created, await errorsOf(acme.admin, result.id)]).toEqual([1, [[3, ['REQUIRED']]]]);
  });

  it('CUST-09 sends as many statements for sixty rows as for six', async () => {
    const acme = await world.enterprise({ salespeople: 1 });
    const [anna] = acme.salespeople;
    const content = async (prefix: string, count: number): Promise<Buffer> =>
      csv(
        HEADER,
        Array.from({ length: count }, (_, n) => [
          `${prefix}${n}公司`,
          `${prefix}${n}`,
          n % 2 === 0 ? `${prefix}-${n}` : null,
          null,
          null,
          null,
          anna!.name,
          null,
          n > 0 ? `${prefix}0公司` : null,
        ]),
      );
    const counts: number[] = [];
    for (const [prefix, count] of [
      ['零', 6],
      ['甲', 6],
      ['乙', 60],
    ] as const) {
      const file = await content(prefix, count);
      const sent = await statementsOf(() => customers(acme.admin, 'a.csv', file));
      counts.push(sent.filter(({ text }) => /customers|ownership_ledger|number_/.test(text)).length);
    }
    expect(counts[2]).toBe(counts[1]);
  });
});

describe('exporting customers', () => {
  const world = useWorld();

  it('CUST-09 exports what the asker may see: no private ones, hidden and masked fields as in lists, audited', async () => {
    const acme = await world.enterprise({ managers: 1, salespeople: 1 });
    const [anna] = acme.salespeople;
    await makeCustomers(acme, ['公开客户'], { owner: anna!, phone: '+8613800138000' });
    await makeCustomers(acme, ['私密客户'], { owner: anna!, isPrivate: true, phone: '+8613900139000' });
    const all = await exported(acme.admin, { format: 'csv' }, 'customers');
    const text = JSON.stringify(all.rows);
    expect(all.rows).toHaveLength(2);
    expect(text).toContain('公开客户');
    expect(text).not.toContain('私密客户');
    expect(text).not.toContain('13900139000');
    await acme.as(async (ctx) => {
      const rules = [{ object: 'customer', field: 'phone', access: 'hidden' }];
      await ctx.db.run(
        sql`UPDATE roles SET field_rules = ${JSON.stringify(rules)}::jsonb WHERE key IN ('salesManager', 'employee')`,
      );
    });
    const hidden = await exported(acme.managers[0]!, { format: 'csv' }, 'customers');
    expect(JSON.stringify(hidden.rows)).not.toContain('13800138000');
    expect((await anna!.post('/customers/exports', { format: 'csv' })).status).toBe(403);
    const log = await acme.admin.get('/audit-log', { filter: { action: 'customer.exported' } });
    expect(log.body.items).toHaveLength(2);
  });
});
