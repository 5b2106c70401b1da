import { FileStore } from '../../src/platform/files/index.js';
import { picture } from '../files/pictures.js';
import { csv, imported } from '../imports/sheets.js';
import { fileField, upload } from '../settings/files.js';
import { placesOf } from './every-text.js';
import type { Enterprise, Person } from '../support/enterprise.js';
import { testPhone } from '../support/enterprise.js';
import { eventually, jobEnd } from '../support/jobs.js';
import { makePool } from '../support/pools.js';
import { sql, useWorld } from '../support/world.js';

const world = useWorld();
const everywhere = (acme: Enterprise, needle: string): Promise<string[]> =>
  placesOf(world.config.database.ownerUrl, acme.id, needle);

async function erase({ admin }: Enterprise, who: object): Promise<Record<string, unknown>> {
  const started = await admin.post('/data-erasures', { reason: '本人申请', ...who });
  expect([started.status, started.body.code]).toEqual([202, undefined]);
  const job = await jobEnd(admin, started.body.id as string);
  expect(job).toMatchObject({ status: 'succeeded' });
  return (await admin.get(`/data-erasures/${job.result!.erasureId as string}`)).body as Record<string, unknown>;
}

describe('the erasure of a person', () => {
  it('OPS-03 leaves a lead’s phone in no text of the whole database, and its facts where they are', async () => {
    const acme = await world.enterprise({ salespeople: 1 });
    const [one] = acme.salespeople;
    const pool = await makePool(acme, [one!], {}, [one!]);
    const phone = testPhone();
    const digits = phone.slice(3);
    const email = `jing${digits}@example.com`;
    const lead = await one!.post('/leads', {
      name: '李静',
      phone,
      email,
      wechat: `wx${digits}`,
      remark: '喜欢喝茶',
      company: '海风贸易',
    });
    expect(lead.status).toBe(201);
    const id = lead.body.id as string;
    expect((await one!.patch(`/leads/${id}`, { name: '李小静', remark: `电话 ${digits}` })).status).toBe(200);
    expect(
      (
        await one!.post(`/leads/${id}/follow-ups`, {
          method: 'call',
          content: `打了 ${digits.slice(0, 3)}-${digits.slice(3, 7)}-${digits.slice(7)}`,
        })
      ).status,
    ).toBe(201);
    expect((await one!.post('/leads/returns', { ids: [id], reason: `请加微信 wx${digits}` })).status).toBe(200);
    const neighbour = await one!.post('/leads', { name: '王潮', phone: testPhone(), remark: `李静的同事,${phone}` });
    await acme.as(async (ctx) => {
      const importId = (
        await ctx.db.one<{ id: string }>(
          sql`INSERT INTO imports (tenant_id, id, object, file_name) VALUES (${ctx.tenantId}, uuidv7(), 'lead', 'a.csv') RETURNING id`,
        )
      ).id;
      await ctx.db.run(sql`INSERT INTO import_errors (tenant_id, import_id, row_number, cells, errors)
        VALUES (${ctx.tenantId}, ${importId}, 2, ${`["李静", "${phone}", ${digits}]`}::jsonb, '[]')`);
      await ctx.db.run(sql`INSERT INTO audit_log (tenant_id, action, object, object_id, before, after)
        VALUES (${ctx.tenantId}, 'lead.updated', 'lead', ${id}, ${JSON.stringify({ name: '李静', status: 'active' })}, ${JSON.stringify({ note: email.toUpperCase() })})`);
    });
    expect((await everywhere(acme, digits)).length).toBeGreaterThan(5);
    const erasure = await erase(acme, { phone });
    expect(erasure).toMatchObject({ status: 'succeeded', reason: '本人申请', records: [{ object: 'lead', count: 1 }] });
    for (const needle of [digits, email]) expect([needle, await everywhere(acme, needle)]).toEqual([needle, []]);
    const [row] = await acme.as((ctx) => ctx.db.query(sql`SELECT * FROM leads WHERE id = ${id}`));
    expect(row).toMatchObject({
      name: '已清除',
      phone: null,
      email: null,
      wechat: null,
      remark: null,
      company: '海风贸易',
      pool_id: expect.any(String),
    });
    const history = await acme.as((ctx) => ctx.db.query(sql`SELECT changes FROM record_changes WHERE record_id = ${id}`));
    expect(JSON.stringify(history)).not.toMatch(/李静|李小静|喝茶/);
    expect(JSON.stringify(history)).toContain('owner_id');
    const log = await acme.as((ctx) =>
      ctx.db.one(sql`SELECT before, after FROM audit_log WHERE action = 'lead.updated' AND object_id = ${id}`),
    );
    expect(log).toEqual({ before: { status: 'active' }, after: { note: '0' } });
    const { body } = await one!.get(`/leads/${neighbour.body.id}`);
    expect(body).toMatchObject({ name: '王潮', remark: '李静的同事,+86***' });
    const ledger = await acme.as((ctx) =>
      ctx.db.query(sql`SELECT kind, reason FROM ownership_ledger WHERE record_id = ${id} ORDER BY at, id`),
    );
    expect(ledger).toEqual([expect.objectContaining({ kind: 'created' }), { kind: 'returned', reason: '请加微信 ***' }]);
    expect(pool.id).toBeDefined();
  });

  it('OPS-03 finds a person among leads and contacts alike, and in a list of further phones', async () => {
    const acme = await world.enterprise();
    const phone = testPhone();
    await acme.admin.post('/leads', { name: '李静', phone });
    const customer = await acme.admin.post('/customers', { name: `海风${phone.slice(-6)}` });
    const contact = await acme.admin.post('/contacts', {
      customerId: customer.body.id,
      name: '李静',
      otherPhones: [phone],
      birthday: '1990-05-01',
    });
    expect([customer.status, contact.status]).toEqual([201, 201]);
    const { records } = (await erase(acme, { phone })) as { records: { object: string; count: number }[] };
    expect(new Set(records.map(({ object }) => object))).toEqual(new Set(['lead', 'contact']));
    expect((await acme.admin.get(`/contacts/${contact.body.id}`)).body).toMatchObject({
      name: '已清除',
      otherPhones: [],
      birthday: null,
    });
    expect(await everywhere(acme, phone.slice(3))).toEqual([]);
  });

  it('OPS-03 LEAD-07 reaches what a person sent by themselves, photographed cards and rows that an import refused', async () => {
    const acme = await world.enterprise({ salespeople: 1 });
    const [one] = acme.salespeople;
    const phone = testPhone();
    const digits = phone.slice(3);
    const name = `欧阳${digits.slice(-6)}`;
    const captured = await acme.admin.post('/leads/captures', {
      name,
      phone,
      company: '海风贸易',
      remark: `我是${name}`,
      utm: { source: 'baidu' },
      consent: { text: '同意联系', version: '1', at: '2026-01-01T00:00:00.000Z', ip: '203.0.113.77' },
    });
    expect(captured.status).toBe(201);
    const rows = [name, '王潮'].map((each, n) => [each, n === 0 ? phone : testPhone(), '谁也不是']);
    const refused = await imported(acme.admin, 'a.csv', await csv(['姓名', '手机', '负责人'], rows));
    expect(refused.counts).toMatchObject({ created: 0, failed: 2 });
    const { body: photograph } = await one!.upload('/files', '名片.png', await picture());
    await acme.as(async (ctx) => {
      const draft = JSON.stringify({
        name: { value: name, confidence: 90 },
        phones: [{ kind: 'mobile', value: phone, confidence: 90 }],
      });
      await ctx.db.run(sql`INSERT INTO name_cards (tenant_id, id, file_id, status, draft, created_at, created_by)
        VALUES (${ctx.tenantId}, uuidv7(), ${photograph.id}, 'ready', ${draft}::jsonb, now(), ${one!.id})`);
    });
    const stands = ['import_errors.cells', 'lead_captures.content', 'leads.name', 'name_cards.draft'];
    expect(await everywhere(acme, name)).toEqual(expect.arrayContaining(stands.map((place) => `public.${place}`)));
    await erase(acme, { phone });
    for (const needle of [digits, name, '203.0.113.77']) expect([needle, await everywhere(acme, needle)]).toEqual([needle, []]);
    const { items } = (await acme.admin.get(`/leads/${captured.body.leadId}/captures`)).body;
    expect(items).toEqual([
      expect.objectContaining({ content: { company: '海风贸易' }, utm: { source: 'baidu' }, page: null, outcome: 'created' }),
    ]);
    expect((await one!.get(`/files/${photograph.id}`)).status).toBe(404);
    expect((await acme.admin.get(`/leads/imports/${refused.id}`)).body.counts.failed).toBe(2);
    const left = await acme.as((ctx) => ctx.db.query<{ cells: unknown }>(sql`SELECT cells FROM import_errors`));
    expect(JSON.stringify(left)).toContain('王潮');
  });

  it('OPS-03 takes files of comments that speak of a person for good, on records, on follow-ups and by their words, and no others', async () => {
    const acme = await world.enterprise({ salespeople: 1 });
    const [one] = acme.salespeople as [Person];
    const phone = testPhone();
    const lead = (await one.post('/leads', { name: '李静', phone })).body.id as string;
    const other = (await one.post('/leads', { name: '陈海', phone: testPhone() })).body.id as string;
    const said = (await one.post(`/leads/${lead}/follow-ups`, { method: 'call', content: '谈妥' })).body.id as string;
    const comment = async (object: string, recordId: string, content?: string): Promise<{ id: string; file: string }> => {
      const file = await upload(one, '名片.png');
      const answer = await one.post('/comments', { object, recordId, content, fileIds: [file] });
      expect([answer.status, answer.body.errors]).toEqual([201, undefined]);
      return { id: answer.body.id as string, file };
    };
    const gone = [
      await comment('lead', lead),
      await comment('followUp', said, '收到'),
      await comment('lead', other, `与 ${phone} 同一人`),
    ];
    const kept = await comment('lead', other, '已联系');
    await erase(acme, { phone });
    for (const { id, file } of gone) {
      expect((await one.get(`/comments/${id}`)).body.files).toEqual([]);
      expect((await one.get(`/files/${file}`)).status).toBe(404);
    }
    expect((await one.get(`/comments/${kept.id}`)).body.files).toEqual([expect.objectContaining({ id: kept.file })]);
  });

  it('OPS-03 CUST-07 takes voice, pictures and papers of follow-ups that speak of a person for good, and no others', async () => {
    const acme = await world.enterprise({ salespeople: 1 });
    const [one] = acme.salespeople as [Person];
    await fileField(acme, 'followUp');
    const phone = testPhone();
    const lead = (await one.post('/leads', { name: '李静', phone })).body.id as string;
    const customerId = (await one.post('/customers', { name: `海风${phone.slice(-6)}` })).body.id as string;
    const contactId = (await one.post('/contacts', { customerId, name: '李静', phone })).body.id as string;
    const write = async (path: string, body: object): Promise<{ id: string; files: string[] }> => {
      const files = [await upload(one, '李静.png'), await upload(one, '李静合同.txt')];
      const custom = { contract: [files[1]] };
      const answer = await one.post(`${path}/follow-ups`, { method: 'call', fileIds: [files[0]], custom, ...body });
      expect([answer.status, answer.body.errors]).toEqual([201, undefined]);
      return { id: answer.body.id as string, files };
    };
    const gone = [
      await write(`/leads/${lead}`, {}),
      await write(`/customers/${customerId}`, { content: '谈妥', contactIds: [contactId] }),
      await write(`/customers/${customerId}`, { content: `打了 ${phone.slice(3)}` }),
    ];
    const kept = await write(`/customers/${customerId}`, { content: '与前台沟通' });
    expect(
      (await one.patch(`/follow-ups/${gone[1]!.id}`, { content: '已谈妥', custom: { contract: gone[1]!.files.slice(1) } }))
        .status,
    ).toBe(200);
    const { body: link } = await one.post(`/files/${gone[0]!.files[0]}/links`, {});
    const token = (link.url as string).split('/').at(-1)!;
    const follow = () => world.anonymous().download(`/file-links/${token}`);
    expect((await follow()).status).toBe(200);
    const stored = await acme.as((ctx) =>
      ctx.db.query<{ key: string }>(
        sql`SELECT store_key AS key FROM files WHERE id = ANY (${gone.flatMap(({ files }) => files)}::uuid[])`,
      ),
    );
    expect(stored).toHaveLength(6);
    await erase(acme, { phone });
    for (const { id, files } of gone) {
      const { body } = await one.get(`/follow-ups/${id}`);
      expect([body.files, body.custom]).toEqual([[], {}]);
      for (const file of files) expect((await one.get(`/files/${file}`)).status).toBe(404);
    }
    expect((await one.get(`/follow-ups/${gone[0]!.id}`)).body.content).toBe('已清除');
    expect((await one.get(`/follow-ups/${gone[1]!.id}`)).body.content).toBe('已谈妥');
    expect((await follow()).status).toBeGreaterThanOrEqual(400);
    const { body: left } = await one.get(`/follow-ups/${kept.id}`);
    expect([left.files[0].id, left.custom.contract[0].id]).toEqual(kept.files);
    const rows = await acme.as((ctx) =>
      ctx.db.query(sql`SELECT FROM files WHERE id = ANY (${gone.flatMap(({ files }) => files)}::uuid[])`),
    );
    const history = await acme.as((ctx) =>
      ctx.db.query(sql`SELECT changes FROM record_changes WHERE record_id = ANY (${gone.map(({ id }) => id)}::uuid[])`),
    );
    expect([rows, JSON.stringify(history).includes('李静')]).toEqual([[], false]);
    const store = world.get(FileStore);
    const stillThere = (key: string): Promise<boolean> => store.withLocal(key, () => Promise.resolve(true)).catch(() => false);
    const bytes = await eventually(
      () => Promise.all(stored.map(({ key }) => stillThere(key))),
      (each) => !each.includes(true),
    );
    expect(bytes).not.toContain(true);
  });

  it('OPS-03 can be asked for again and then finds nobody', async () => {
    const acme = await world.enterprise();
    const phone = testPhone();
    await acme.admin.post('/leads', { name: '李静', phone });
    await erase(acme, { phone });
    expect(await erase(acme, { phone })).toMatchObject({ records: [], textsChanged: 0 });
    const log = await acme.admin.get('/audit-log', { 'filter[action]': 'enterpriseData.erased' });
    expect(log.body.items).toHaveLength(2);
    expect(JSON.stringify(log.body)).not.toContain(phone.slice(3));
  });

  it('OPS-03 forgets an employee who has left, with the account, the history and the name in the log, and nobody who works here', async () => {
    const [acme, other] = [await world.enterprise({ salespeople: 1 }), await world.enterprise()];
    const [one] = acme.salespeople;
    const phone = testPhone();
    const name = `欧阳${phone.slice(-6)}`;
    const { body: employee } = await acme.admin.post('/employees', {
      name,
      phone,
      initialPassword: 'first-day-1',
      title: '顾问',
    });
    await acme.admin.patch(`/employees/${employee.id}`, { nickname: '老欧' });
    expect((await acme.admin.post('/data-erasures', { employeeId: one!.id, reason: 'x' })).body.code).toBe('ERASURE_OF_NOBODY');
    expect((await acme.admin.post('/data-erasures', { employeeId: other.admin.id, reason: 'x' })).body.code).toBe(
      'ERASURE_OF_NOBODY',
    );
    expect((await acme.admin.post('/data-erasures', { reason: 'x' })).status).toBe(400);
    await acme.admin.post(`/employees/${employee.id}/departure`);
    await erase(acme, { employeeId: employee.id });
    for (const needle of [phone.slice(3), name, '老欧']) expect([needle, await everywhere(acme, needle)]).toEqual([needle, []]);
    expect((await acme.admin.get(`/employees/${employee.id}`)).body).toMatchObject({
      name: '已清除',
      status: 'left',
      phone: null,
    });
  });

  it('OPS-03 touches no other enterprise, nor a colleague who has the same phone', async () => {
    const [acme, other] = [await world.enterprise(), await world.enterprise()];
    const phone = testPhone();
    await acme.admin.post('/employees', { name: '张三', phone, initialPassword: 'first-day-1' });
    await acme.admin.post('/leads', { name: '张三', phone });
    const theirs = await other.admin.post('/leads', { name: '张三', phone });
    await erase(acme, { phone });
    expect((await other.admin.get(`/leads/${theirs.body.id}`)).body.phone).toBe(phone);
    expect((await acme.admin.get('/directory', { q: phone.slice(3) })).body.items).toHaveLength(1);
    expect((await acme.admin.get('/leads', { q: phone.slice(3) })).body.items).toEqual([]);
  });
});
