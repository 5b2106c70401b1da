import { EmployeesService } from '../../src/modules/org/index.js';
import { testPhone } from '../support/enterprise.js';
import { Client } from '../support/client.js';
import { sql, useWorld } from '../support/world.js';

const world = useWorld();
const PASSWORD = 'first-day-1';

interface Item {
  id: string;
  name: string;
}
const names = (answer: { body: unknown }): string[] => (answer.body as { items: Item[] }).items.map(({ name }) => name);

describe('employees', () => {
  it('ORG-02 are taken on with an account of their own and an initial password to be changed', async () => {
    const { admin, ...acme } = await world.enterprise();
    const phone = testPhone();
    const answer = await admin.post('/employees', {
      name: '张三丰',
      phone,
      initialPassword: PASSWORD,
      title: '掌门',
      employeeNumber: 'W1',
      entryDate: '2026-01-05',
    });
    expect(answer.status).toBe(201);
    expect(answer.body).toMatchObject({
      name: '张三丰',
      phone,
      title: '掌门',
      employeeNumber: 'W1',
      entryDate: '2026-01-05',
      status: 'active',
      seat: 'sales',
      version: 1,
    });
    const account = await acme.as((ctx) =>
      ctx.db.one(
        sql`SELECT password_must_change AS must, password_hash LIKE '$argon2id$%' AS hashed FROM accounts WHERE phone = ${phone}`,
      ),
    );
    expect(account).toEqual({ must: true, hashed: true });
    const log = await admin.get('/audit-log', { 'filter[action]': 'employee.created' });
    expect(JSON.stringify(log.body)).toContain('张三丰');
    expect(JSON.stringify(log.body)).not.toContain(PASSWORD);
  });

  it('ORG-02 who work elsewhere keep the account under their phone, password and all', async () => {
    const [acme, other] = [await world.enterprise(), await world.enterprise()];
    const phone = testPhone();
    await other.admin.post('/employees', { name: '李四', phone, initialPassword: PASSWORD });
    const before = await other.as((ctx) => ctx.db.one(sql`SELECT id, password_hash FROM accounts WHERE phone = ${phone}`));
    expect((await acme.admin.post('/employees', { name: '李四', phone, initialPassword: 'another-one-2' })).status).toBe(201);
    expect(await acme.as((ctx) => ctx.db.query(sql`SELECT id, password_hash FROM accounts WHERE phone = ${phone}`))).toEqual([
      before,
    ]);
    expect((await acme.admin.post('/employees', { name: '李四', phone })).body.code).toBe('EMPLOYEE_PHONE_TAKEN');
  });

  it("ORG-02 are refused with somebody else's e-mail, login or number, and without any name to sign in with", async () => {
    const { admin } = await world.enterprise();
    const login = `user${testPhone().slice(-8)}`;
    expect((await admin.post('/employees', { name: '甲', login, employeeNumber: '7' })).status).toBe(201);
    expect((await admin.post('/employees', { name: '乙', login: login.toUpperCase() })).body.code).toBe('SIGN_IN_NAME_TAKEN');
    expect((await admin.post('/employees', { name: '丙', phone: testPhone(), employeeNumber: '7' })).body.code).toBe(
      'EMPLOYEE_NUMBER_TAKEN',
    );
    expect((await admin.post('/employees', { name: '丁' })).body.errors).toEqual([
      expect.objectContaining({ pointer: '/phone', code: 'REQUIRED' }),
    ]);
    expect(
      (await admin.post('/employees', { name: '戊', phone: testPhone(), entryDate: '2026-13-01' })).body.errors[0],
    ).toMatchObject({ pointer: '/entryDate' });
  });

  it('ORG-02 belong to several departments, one of them the main one', async () => {
    const { admin } = await world.enterprise();
    const [a, b] = [
      (await admin.post('/departments', { name: 'A' })).body as Item,
      (await admin.post('/departments', { name: 'B' })).body as Item,
    ];
    const made = await admin.post('/employees', { name: '王五', phone: testPhone(), departmentIds: [a.id, b.id] });
    expect(made.body.departments).toEqual([
      { ...pick(a), isMain: true },
      { ...pick(b), isMain: false },
    ]);
    const changed = await admin.patch(`/employees/${made.body.id}`, { departmentIds: [a.id, b.id], mainDepartmentId: b.id });
    expect(changed.body.departments[0]).toEqual({ ...pick(b), isMain: true });
    expect((await admin.patch(`/employees/${made.body.id}`, { departmentIds: [a.id], mainDepartmentId: b.id })).status).toBe(400);
    expect(
      (await admin.patch(`/employees/${made.body.id}`, { departmentIds: ['018f0000-0000-7000-8000-000000000000'] })).body
        .errors[0].pointer,
    ).toBe('/departmentIds/0');
  });

  it('ORG-08 are found by name, pinyin, initials, phone tail and title, in pages without gap or repetition', async () => {
    const { admin } = await world.enterprise();
    const phone = testPhone();
    for (const [name, title] of [
      ['欧阳锋', '总监'],
      ['欧阳克', '专员'],
      ['黄药师', '岛主'],
      ['黄蓉', '帮主'],
    ] as const) {
      await admin.post('/employees', { name, title, phone: name === '黄蓉' ? phone : testPhone() });
    }
    const found = async (q: string) => names(await admin.get('/employees', { q }));
    expect(await found('欧阳')).toEqual(['欧阳锋', '欧阳克']);
    expect(await found('huangrong')).toEqual(['黄蓉']);
    expect(await found('hys')).toEqual(['黄药师']);
    expect(await found(phone.slice(-6))).toEqual(['黄蓉']);
    expect(await found('岛')).toEqual(['黄药师']);
    expect(await found('100%')).toEqual([]);
    const all: string[] = [];
    let cursor: string | null = null;
    do {
      const page = await admin.get('/employees', { limit: 2, sort: '-name', count: 'exact', ...(cursor ? { cursor } : {}) });
      all.push(...names(page));
      expect(page.body.page.total).toBe(5);
      cursor = page.body.page.nextCursor as string | null;
    } while (cursor);
    expect(all).toEqual(['欧阳克', '欧阳锋', '黄药师', '黄蓉', '陈海']);
  });

  it('ORG-06 without a department are listed and put into one in bulk, with an answer for each', async () => {
    const { admin } = await world.enterprise();
    const sales = (await admin.post('/departments', { name: '销售部' })).body as Item;
    const team = (await admin.post('/departments', { name: '一组', parentId: sales.id })).body as Item;
    const ids: string[] = [];
    for (const name of ['甲', '乙']) ids.push((await admin.post('/employees', { name, phone: testPhone() })).body.id as string);
    expect(names(await admin.get('/employees', { 'filter[departmentless]': 'true' })).toSorted(order)).toEqual(
      ['乙', '甲'].toSorted(order),
    );
    const nobody = '018f0000-0000-7000-8000-000000000000';
    const answer = await admin.post(`/departments/${team.id}/members`, { ids: [...ids, nobody] });
    expect(answer.body.items).toEqual([
      { id: ids[0], ok: true },
      { id: ids[1], ok: true },
      expect.objectContaining({ id: nobody, ok: false, code: 'EMPLOYEE_NOT_FOUND' }),
    ]);
    expect(names(await admin.get('/employees', { 'filter[departmentless]': 'true' }))).toEqual([]);
    expect(names(await admin.get('/employees', { 'filter[departmentId]': sales.id }))).toEqual([]);
    expect(names(await admin.get('/employees', { 'filter[departmentId]': sales.id, 'filter[below]': 'true' }))).toHaveLength(2);
  });

  it('PERM-09 who are suspended can do nothing with their next request, and everything again when resumed', async () => {
    const { admin, salespeople } = await world.enterprise({ salespeople: 1 });
    const one = salespeople[0]!;
    expect((await one.get('/departments')).status).toBe(200);
    expect((await admin.post(`/employees/${one.id}/suspension`)).body.status).toBe('suspended');
    expect((await one.get('/departments')).status).toBe(401);
    expect((await admin.post(`/employees/${one.id}/suspension`)).body.code).toBe('EMPLOYEE_STATUS_NOT_ALLOWED');
    await admin.delete(`/employees/${one.id}/suspension`);
    expect((await one.get('/departments')).status).toBe(200);
  });

  it('ORG-02 who leave lead nothing, their subordinates report to their superior, and they are listed only when asked for', async () => {
    const acme = await world.enterprise({ managers: 1, salespeople: 1 });
    const [manager, one] = [acme.managers[0]!, acme.salespeople[0]!];
    const department = (await acme.admin.post('/departments', { name: 'A', leaderId: manager.id })).body as Item;
    const left = await acme.admin.post(`/employees/${manager.id}/departure`);
    expect(left.body).toMatchObject({ status: 'left', roles: [] });
    expect((await acme.admin.get(`/departments/${department.id}`)).body.leaderId).toBeNull();
    expect((await acme.admin.get(`/employees/${one.id}`)).body.superiorId).toBe(acme.admin.id);
    expect(names(await acme.admin.get('/employees'))).not.toContain(manager.name);
    expect(names(await acme.admin.get('/employees', { 'filter[status]': 'left' }))).toEqual([manager.name]);
    expect((await acme.admin.delete(`/employees/${manager.id}/departure`)).body.status).toBe('active');
  });

  it('ORG-02 are changed under their version; a name that is null and an unknown member are refused by name', async () => {
    const { admin, salespeople } = await world.enterprise({ salespeople: 1 });
    const path = `/employees/${salespeople[0]!.id}`;
    expect((await admin.patch(path, { nickname: '小一', title: null })).body).toMatchObject({
      nickname: '小一',
      title: null,
      version: 2,
    });
    expect((await admin.with({ 'If-Match': '"1"' }).patch(path, { nickname: 'x' })).status).toBe(412);
    const wrong = await admin.patch(path, { name: null, salary: 3 });
    expect((wrong.body.errors as { pointer: string }[]).map(({ pointer }) => pointer).toSorted(order)).toEqual([
      '/name',
      '/salary',
    ]);
    expect((await salespeople[0]!.patch(path, { nickname: '我' })).status).toBe(403);
  });

  it('ORG-02 are listed with departments, superior and roles in one statement for the page', async () => {
    const acme = await world.enterprise({ salespeople: 3 });
    const { items, statements } = await acme.as(async (ctx) => {
      const spy = jest.spyOn(ctx.db, 'query');
      const page = await world.get(EmployeesService).list(ctx, { limit: 10 });
      return { items: page.items, statements: spy.mock.calls.length };
    });
    expect(items).toHaveLength(4);
    expect(items[0]).toMatchObject({ departments: [expect.objectContaining({ isMain: true })] });
    expect(statements).toBe(1);
    const anonymous = new Client(world.url);
    expect((await anonymous.get('/employees')).status).toBe(401);
  });
});

const pick = ({ id, name }: Item): Item => ({ id, name });
const order = (a: string, b: string): number => (a < b ? -1 : 1);
