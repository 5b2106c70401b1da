import { makeCustomers } from '../support/customers.js';
import { buffersOf, statementsOf } from '../support/statements.js';
import { query } from '../support/test-server.js';
import { sql, useWorld } from '../support/world.js';

describe('duplicate control of customers', () => {
  const world = useWorld();

  it('CUST-02 refuses the same full or short name in any spelling, and says whose it is or which department’s', async () => {
    const acme = await world.enterprise({ managers: 1, salespeople: 2 });
    const [one, two] = acme.salespeople;
    const { body: first } = await one!.post('/customers', { name: '杭州华夏科技有限公司', shortName: '华夏' });
    for (const name of ['杭州华夏科技', '杭州（华夏）科技股份有限公司', '杭州 华夏·科技 有限责任公司']) {
      const mine = await one!.post('/customers', { name });
      expect([name, mine.status, mine.body.code]).toEqual([name, 409, 'CUSTOMER_DUPLICATE']);
      expect(mine.body.duplicates).toEqual([
        {
          field: 'name',
          action: 'refuse',
          object: 'customer',
          place: 'owned',
          id: first.id,
          name: first.name,
          holder: one!.name,
        },
      ]);
      expect(mine.body.errors).toEqual([expect.objectContaining({ pointer: '/name', code: 'DUPLICATE' })]);
    }
    const foreign = await two!.post('/customers', { name: '东海贸易', shortName: '「华夏」' });
    expect(foreign.body.duplicates).toEqual([
      { field: 'shortName', action: 'refuse', object: 'customer', place: 'owned', department: '远航科技有限公司' },
    ]);
    const other = await two!.post('/customers', { name: '东海贸易' });
    expect((await two!.patch(`/customers/${other.body.id}`, { name: '杭州华夏科技公司' })).body.code).toBe('CUSTOMER_DUPLICATE');
    expect((await two!.patch(`/customers/${other.body.id}`, { name: '东海贸易有限公司' })).status).toBe(200);
  });

  it('CUST-02 gives a name to exactly one of twenty who enter it at once', async () => {
    const acme = await world.enterprise({ salespeople: 4 });
    const names = ['华夏科技有限公司', '华夏科技', '华夏(科技)', ' 华夏科技股份有限公司'];
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, n) => acme.salespeople[n % 4]!.post('/customers', { name: names[n % 4] })),
    );
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(answers.filter(({ body }) => body.code === 'CUSTOMER_DUPLICATE')).toHaveLength(19);
  });

  it('CUST-02 holds names by a unique index too, which a business error words', async () => {
    const acme = await world.enterprise({ salespeople: 1 });
    await acme.salespeople[0]!.post('/customers', { name: '华夏科技' });
    await expect(
      acme.as((ctx) =>
        ctx.db
          .run(sql`INSERT INTO customers (tenant_id, id, name, name_key, near_key, unique_name_key, owner_id, owned_since, created_at, updated_at)
          SELECT tenant_id, uuidv7(), name, name_key, near_key, unique_name_key, owner_id, now(), now(), now() FROM customers`),
      ),
    ).rejects.toThrow(/customers_name_once|CUSTOMER_DUPLICATE/);
  });

  it('CUST-02 warns of near names, with another region or a word more, before and after entry', async () => {
    const acme = await world.enterprise({ salespeople: 2 });
    const [one, two] = acme.salespeople;
    const ids: string[] = [];
    for (const name of ['上海华夏科技有限公司', '华夏科技发展有限公司', '东海贸易有限公司'])
      ids.push((await one!.post('/customers', { name })).body.id as string);
    const before = await one!.post('/customers/duplicate-checks', { name: '杭州华夏科技有限公司' });
    expect([before.status, before.body.duplicates]).toEqual([200, []]);
    expect(before.body.near.map(({ id }: { id: string }) => id)).toEqual([ids[0], ids[1]]);
    const created = await two!.post('/customers', { name: '杭州华夏科技有限公司' });
    expect([created.status, created.body.duplicates]).toEqual([
      201,
      ids
        .slice(0, 2)
        .map(() => ({ field: 'name', action: 'warn', object: 'customer', place: 'owned', department: '远航科技有限公司' })),
    ]);
    const same = await two!.post('/customers/duplicate-checks', { name: '东海贸易' });
    expect(same.body.duplicates).toEqual([expect.objectContaining({ field: 'name', action: 'refuse' })]);
  });

  it('CUST-02 refuses, warns or allows as the enterprise says, and changes its mind over customers that are equal already', async () => {
    const acme = await world.enterprise({ salespeople: 1 });
    const [seller] = acme.salespeople;
    const rules = await acme.admin.get('/duplicate-rules?object=customer');
    expect(rules.body.rules).toEqual([
      { field: 'name', label: '客户全称', action: 'refuse', fixed: false },
      { field: 'shortName', label: '简称', action: 'refuse', fixed: false },
    ]);
    const set = (body: object) => acme.admin.put('/duplicate-rules?object=customer', body);
    expect((await set({ name: 'warn' })).status).toBe(400);
    expect((await set({ name: 'warn', shortName: 'allow', phone: 'allow' })).status).toBe(400);
    await seller!.post('/customers', { name: '华夏科技', shortName: '华夏' });
    expect((await set({ name: 'warn', shortName: 'allow' })).status).toBe(200);
    const second = await seller!.post('/customers', { name: '华夏科技', shortName: '华夏' });
    expect([second.status, second.body.duplicates]).toEqual([201, [expect.objectContaining({ field: 'name', action: 'warn' })]]);
    expect((await set({ name: 'refuse', shortName: 'refuse' })).status).toBe(200);
    expect((await seller!.post('/customers', { name: '华夏科技' })).status).toBe(409);
    expect((await seller!.patch(`/customers/${second.body.id}`, { remark: '照旧' })).status).toBe(200);
    const held = await acme.as((ctx) =>
      ctx.db.query(sql`SELECT FROM customers WHERE unique_name_key IS NOT NULL AND unique_short_key IS NOT NULL`),
    );
    expect(held).toHaveLength(1);
  });

  it('CUST-02 reads for one name less than five look-ups by key read, among twenty thousand', async () => {
    const acme = await world.enterprise({ salespeople: 1 });
    const [seller] = acme.salespeople;
    const names = Array.from({ length: 20_000 }, (_, n) => `客户${n}号${String.fromCodePoint(0x4e00 + n)}科技`);
    const ids = await makeCustomers(acme, names, { owner: seller! });
    await query(world.config.database.ownerUrl, 'VACUUM ANALYZE customers');
    const read = async (work: () => Promise<unknown>, part: string): Promise<number> => {
      const sent = (await statementsOf(work)).find(({ text }) => text.includes(part))!;
      return buffersOf(world.config.database.appUrl, acme.id, sent, 'generic');
    };
    const check = (name: string) => (): Promise<unknown> => seller!.post('/customers/duplicate-checks', { name });
    await check('预热')();
    const byKey = await read(
      () => acme.as((ctx) => ctx.db.maybe(sql`SELECT r.id FROM customers r WHERE r.id = ${ids[77]}::uuid`)),
      'SELECT r.id FROM customers r WHERE r.id',
    );
    expect(await read(check('没有这个客户'), 'name_key = ANY')).toBeLessThanOrEqual(5 * byKey);
    // to say whose it is takes the owner, the department and the permission as well
    expect(await read(check(names[77]!), 'name_key = ANY')).toBeLessThanOrEqual(50);
    expect(await read(check(names[77]!), 'near_key =')).toBeLessThanOrEqual(400);
  });
});
