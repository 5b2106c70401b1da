import type { Enterprise, Person } from '../support/enterprise.js';
import { makeDepartment } from '../support/departments.js';
import { testPhone } from '../support/enterprise.js';
import { buffersOf, statementsOf } from '../support/statements.js';
import { sql, useWorld } from '../support/world.js';

const world = useWorld();
const names = (answer: { body: unknown }): string[] =>
  (answer.body as { items: { name: string }[] }).items.map(({ name }) => name);

const hire = async ({ admin }: Enterprise, name: string, facts: object = {}): Promise<string> => {
  const answer = await admin.post('/employees', { name, phone: testPhone(), ...facts });
  expect(answer.status).toBe(201);
  return (answer.body as { id: string }).id;
};

describe('the directory', () => {
  it('ORG-08 finds colleagues by name, surname, pinyin, initials, nickname, title and the end of their phone', async () => {
    const acme = await world.enterprise();
    await hire(acme, '张三丰', { title: '掌门人', nickname: '老张', phone: '+8613900135791' });
    await hire(acme, '李静');
    const gone = await hire(acme, '张无忌');
    await acme.admin.post(`/employees/${gone}/departure`);
    for (const q of ['张', '三丰', 'zhangsan', 'zsf', '老张', '掌门', '5791', '13900135791'])
      expect([q, names(await acme.admin.get('/directory', { q }))]).toEqual([q, ['张三丰']]);
    expect(names(await acme.admin.get('/directory', { q: '%' }))).toEqual([]);
    expect(names(await acme.admin.get('/directory'))).toEqual(['陈海', '李静', '张三丰']);
    const other = await world.enterprise();
    expect(names(await other.admin.get('/directory', { q: '三丰' }))).toEqual([]);
  });

  it('ORG-08 lists the people of a department, and of those below it, page by page', async () => {
    const acme = await world.enterprise({ salespeople: 4 });
    const [a, b, c, d] = acme.salespeople as [Person, Person, Person, Person];
    const south = await makeDepartment(acme, '华南', [a, b]);
    await makeDepartment(acme, '深圳', [c], south);
    expect(names(await d.get('/directory', { departmentId: south }))).toEqual([a.name, b.name]);
    const first = await d.get('/directory', { departmentId: south, below: true, limit: 2 });
    expect(names(first)).toEqual([a.name, b.name]);
    const cursor = (first.body as { page: { nextCursor: string } }).page.nextCursor;
    const second = await d.get('/directory', { departmentId: south, below: true, limit: 2, cursor });
    expect(names(second)).toEqual([c.name]);
    expect((second.body as { page: object }).page).toEqual({ nextCursor: null, hasMore: false });
    expect((await d.get('/directory', { departmentId: a.id })).body.code).toBe('DEPARTMENT_NOT_FOUND');
  });

  it('ORG-08 shows a page with the way to each department, the superior, and phones as far as the enterprise lets them be seen', async () => {
    const acme = await world.enterprise({ managers: 1, salespeople: 2 });
    const [one, peer] = acme.salespeople as [Person, Person];
    const south = await makeDepartment(acme, '华南', []);
    await makeDepartment(acme, '深圳', [one], south);
    const page = await peer.get(`/directory/${one.id}`);
    expect(page.body).toMatchObject({
      name: one.name,
      superior: { id: acme.managers[0]!.id },
      departments: [{ isMain: true, path: ['远航科技有限公司', '华南', '深圳'] }],
      phone: expect.stringMatching(/^\+86\d{11}$/),
    });
    const phone = (page.body as { phone: string }).phone;
    const see = async (phones: string): Promise<unknown[]> => {
      expect((await acme.admin.patch('/enterprise', { settings: { directory: { phones } } })).status).toBe(200);
      const asked = [peer, one, acme.admin].map(async (who) => (await who.get(`/directory/${one.id}`)).body.phone as unknown);
      expect((await peer.get(`/employees/${one.id}`)).body.phone).toEqual(await asked[0]);
      for (const path of ['/directory', '/employees'])
        expect(names(await peer.get(path, { q: phone.slice(-8) }))).toEqual(phones === 'shown' ? [one.name] : []);
      return [...(await Promise.all(asked)), names(await peer.get('/directory', { q: phone.slice(-4) }))];
    };
    expect(await see('shown')).toEqual([phone, phone, phone, [one.name]]);
    expect(await see('masked')).toEqual([expect.stringMatching(/^\d{3}\*{4}\d{4}$/), phone, phone, [one.name]]);
    expect(await see('hidden')).toEqual([undefined, phone, phone, []]);
    expect((await peer.get(`/directory/${south}`)).body.code).toBe('EMPLOYEE_NOT_FOUND');
  });

  it('ORG-08 shows what a colleague has published to those who may see it, newest first, page by page', async () => {
    const acme = await world.enterprise({ managers: 1, salespeople: 2 });
    const [one, peer] = acme.salespeople as [Person, Person];
    const lead = await one.post('/leads', { name: '李静' });
    for (const content of ['第一次', '第二次', '第三次'])
      expect((await one.post(`/leads/${lead.body.id}/follow-ups`, { method: 'call', content })).status).toBe(201);
    const path = `/directory/${one.id}/published-items`;
    const first = await acme.managers[0]!.get(path, { limit: 2 });
    const excerpts = (answer: { body: unknown }): string[] =>
      (answer.body as { items: { excerpt: string }[] }).items.map(({ excerpt }) => excerpt);
    expect(excerpts(first)).toEqual(['第三次', '第二次']);
    expect(first.body.items[0]).toMatchObject({ kind: 'followUp', label: '跟进记录' });
    const second = await acme.managers[0]!.get(path, { limit: 2, cursor: first.body.page.nextCursor });
    expect([excerpts(second), second.body.page.hasMore]).toEqual([['第一次'], false]);
    expect(excerpts(await peer.get(path))).toEqual([]);
  });

  it('ORG-08 reads few pages among 10 000 colleagues, whatever is looked for', async () => {
    const acme = await world.enterprise();
    await acme.as(async (ctx) => {
      await ctx.db.run(sql`INSERT INTO employees (tenant_id, id, name, name_pinyin, name_initials, phone, title, status)
        SELECT ${ctx.tenantId}::uuid, uuidv7(), chr(19968 + n % 97) || chr(20968 + n % 997), 'p' || n % 97 || 'q' || n, 'p' || n % 97, '+86139' || lpad(n::text, 8, '0'), CASE n % 2 WHEN 0 THEN '销售经理' END, 'active'
        FROM generate_series(1, 10000) n`);
    });
    const analysed = await acme.as((ctx) => ctx.db.one<{ n: number }>(sql`SELECT count(*) AS n FROM employees`));
    expect(analysed.n).toBe(10_001);
    const figures: string[] = [];
    for (const q of [
      undefined,
      '5791',
      String.fromCodePoint(19968 + 37),
      String.fromCodePoint(19968 + 37, 20968 + 420),
      '经理',
      'q5791',
    ]) {
      const sent = await statementsOf(() => acme.admin.get('/directory', q === undefined ? {} : { q }));
      const reading = sent.filter(({ text }) => /FROM employees r|search_employees/.test(text));
      expect(reading.length).toBeGreaterThan(0);
      for (const statement of reading) {
        const buffers = await buffersOf(world.config.database.appUrl, acme.id, statement, 'custom');
        if (buffers > 600) figures.push(`${q}: ${buffers} ${statement.text.slice(0, 80)}`);
      }
    }
    expect(figures).toEqual([]);
  });
});
