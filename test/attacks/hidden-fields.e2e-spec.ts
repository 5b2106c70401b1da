import { newId } from '../../src/platform/database/ids.js';
import { csv } from '../imports/sheets.js';
import { testPhone, type Enterprise, type Person } from '../support/enterprise.js';
import { jobEnd } from '../support/jobs.js';
import { makePool } from '../support/pools.js';
import { sql, useWorld } from '../support/world.js';

const HIDDEN = ['phone', 'company', 'degree', 'nextContactAt', 'custom.budget', 'ownerId'];
const SECRETS = ['海底捞月', '13912345678', '778899', '2031-05-06'];

/** A lead whose every hidden field has a value that is found nowhere else. */
async function secretLead(acme: Enterprise, owner: Person): Promise<string> {
  await acme.as((ctx) =>
    ctx.db.run(
      sql`INSERT INTO custom_fields (tenant_id, id, object, key, label, type) VALUES (${ctx.tenantId}, ${newId()}, 'lead', 'budget', '预算', 'integer')`,
    ),
  );
  const { body: lead } = await owner.post('/leads', {
    name: '李静',
    company: '海底捞月有限公司',
    phone: '13912345678',
    custom: { budget: 778899 },
  });
  await owner.post(`/leads/${lead.id}/follow-ups`, {
    method: 'call',
    content: '已联系',
    degree: 'high',
    nextContactAt: '2031-05-06T00:00:00.000Z',
  });
  await owner.patch(`/leads/${lead.id}`, { title: '经理', company: '海底捞月集团', custom: { budget: 7788990 } });
  return lead.id as string;
}

const hide = (acme: Enterprise, access = 'hidden'): Promise<unknown> =>
  acme.as(async (ctx) => {
    const rules = HIDDEN.map((field) => ({ object: 'lead', field, access }));
    await ctx.db.run(
      sql`UPDATE roles SET field_rules = ${JSON.stringify(rules)}::jsonb WHERE key IN ('salesManager', 'salesperson', 'employee')`,
    );
    await ctx.db.run(sql`UPDATE tenant_versions SET permissions = permissions + 1`);
  });

describe('a field that every role of a person hides', () => {
  const world = useWorld();
  let acme: Enterprise;
  let boss: Person;
  let id: string;
  beforeAll(async () => {
    acme = await world.enterprise({ managers: 1, salespeople: 1 });
    boss = acme.managers[0]!;
    id = await secretLead(acme, acme.salespeople[0]!);
    await hide(acme);
  });

  it.each([
    ['the record', (): string => `/leads/${id}`],
    ['the list', (): string => '/leads'],
    ['a list by an open field', (): string => '/leads?fields=name,title&sort=-createdAt'],
    ['the timeline', (): string => `/leads/${id}/timeline`],
    ['the exports’ own list', (): string => '/leads/exports'],
    ['the template of imports', (): string => '/leads/import-template'],
  ])('PERM-07 is not sent with %s', async (_, path) => {
    const answer = await boss.get(path());
    expect(answer.status).toBe(200);
    const sent = JSON.stringify(answer.body);
    expect(SECRETS.filter((secret) => sent.includes(secret))).toEqual([]);
    expect(sent).not.toMatch(/"(phone|company|degree|nextContactAt|budget|ownerId|ownerName)"/);
  });

  it.each([
    ...HIDDEN.map((field) => `fields=name,${field}`),
    'fields=ownerName',
    'sort=nextContactAt',
    ...HIDDEN.map((field) => `filter[${field}][isNull]=true`),
    'filter[phone]=13912345678',
    'filter[degree][in]=high',
  ])('PERM-07 cannot be asked about by ?%s', async (asked) => {
    const answer = await boss.get(`/leads?${asked}`);
    expect([answer.status, answer.body.items]).toEqual([400, undefined]);
    expect((await acme.admin.get(`/leads?${asked}`)).status).toBe(200);
  });

  it.each(HIDDEN)('PERM-07 cannot be asked about by a condition or an export: %s', async (field) => {
    const condition = { any: [{ field: 'name', op: 'eq', value: 'x' }, { not: { field, op: 'isNull' } }] };
    for (const path of ['/leads/search', '/leads/exports']) {
      const answer = await boss.post(path, { ...(path.endsWith('exports') ? { format: 'csv' } : {}), condition });
      expect([path, answer.status]).toEqual([path, 400]);
    }
    expect((await acme.admin.post('/leads/search', { condition })).status).toBe(200);
    expect((await boss.post('/leads/exports', { format: 'csv', fields: ['name', field] })).status).toBe(400);
  });

  it('PERM-07 is not found by a search that would tell it letter by letter', async () => {
    for (const q of ['海底', '捞月集', '345678', '13912345678', 'hdly']) {
      expect([q, (await boss.get('/leads', { q })).body.items]).toEqual([q, []]);
      expect([q, (await acme.admin.get('/leads', { q })).body.items.length]).toEqual([q, 1]);
    }
    expect((await boss.get('/leads', { q: '李静' })).body.items).toHaveLength(1);
  });

  it('PERM-07 is not told by the check for duplicates', async () => {
    for (const guess of [{ phone: '13912345678' }, { company: '海底捞月集团' }]) {
      const answer = await boss.post('/leads/duplicate-checks', guess);
      expect(JSON.stringify(answer.body)).not.toContain(id);
      expect(answer.status).toBe(403);
    }
  });

  it.each(['hidden', 'readOnly'])('PERM-07 is not written either, by whatever route: %s', async (access) => {
    await hide(acme, access);
    const writes = [
      await boss.patch(`/leads/${id}`, { phone: testPhone() }),
      await boss.patch(`/leads/${id}`, { custom: { budget: 1 } }),
      await boss.post('/leads', { name: '新', company: '天海' }),
      await boss.post(`/leads/${id}/follow-ups`, { method: 'call', content: 'x', degree: 'low' }),
      await boss.post(`/leads/${id}/follow-ups`, { method: 'call', content: 'x', nextContactAt: '2030-01-01T00:00:00.000Z' }),
    ];
    expect(writes.map(({ status, body }) => [status, body.code])).toEqual(writes.map(() => [403, 'FIELD_FORBIDDEN']));
    const { body: lead } = await acme.admin.get(`/leads/${id}`);
    expect(lead).toMatchObject({
      phone: '+8613912345678',
      degree: 'high',
      nextContactAt: '2031-05-06T00:00:00.000Z',
      custom: { budget: 7788990 },
      followUpCount: 1,
    });
    await hide(acme);
  });

  it('PERM-07 is neither mapped nor written by an import', async () => {
    const draft = await boss.upload(
      '/leads/imports',
      'a.csv',
      await csv(['姓名', '电话', '公司'], [['王伟', '13800138000', '天海']]),
    );
    expect(draft.status).toBe(201);
    expect(draft.body.mapping.map((entry: { field: string | null }) => entry.field)).toEqual(['name', null, null]);
    const forced = await boss.patch(`/leads/imports/${draft.body.id}`, {
      mapping: [
        { column: 0, field: 'name' },
        { column: 1, field: 'phone' },
      ],
    });
    expect(forced.status).toBe(400);
  });

  it('PERM-07 is not in the file of an export', async () => {
    const started = await boss.post('/leads/exports', { format: 'csv' });
    const { result } = await jobEnd(boss, started.body.id);
    const file = await boss.download(`/leads/exports/${String(result!.exportId)}/file`);
    const text = (file.body as Buffer).toString('utf8');
    expect(text).toContain('李静');
    expect([...SECRETS, '电话', '公司', '负责人', '预算', '跟进程度'].filter((secret) => text.includes(secret))).toEqual([]);
  });
});

describe('a field that a pool hides from its members', () => {
  const world = useWorld();

  it('POOL-18 is told by no route before the record is claimed', async () => {
    const acme = await world.enterprise({ salespeople: 1 });
    const [member] = acme.salespeople as [Person];
    const pool = await makePool(acme, [member]);
    await acme.admin.patch(`/pools/${pool.id}`, { maskedFields: ['phone'], hiddenFields: ['company', 'remark'] });
    const { body: lead } = await acme.admin.post('/leads', {
      name: '李静',
      company: '海底捞月有限公司',
      phone: '13912345678',
      remark: '急需',
      poolId: pool.id,
    });
    await acme.admin.patch(`/leads/${lead.id}`, { company: '海底捞月集团' });
    const answers = [
      await member.get(`/leads/${lead.id}`),
      await member.get('/leads', { 'filter[poolId]': pool.id }),
      await member.get('/leads', { scope: 'all', fields: 'phone,company,name' }),
      await member.get(`/leads/${lead.id}/timeline`),
      await member.get(`/leads/${lead.id}/ownership`),
      await member.get(`/leads/${lead.id}/reclaim`),
    ];
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
    const sent = answers.map(({ body }) => JSON.stringify(body)).join();
    expect(answers[0]!.body.phone).toBe('139****5678');
    expect(['海底捞月', '13912345678', '急需'].filter((secret) => sent.includes(secret))).toEqual([]);
    for (const query of [
      'q=海底',
      'q=345678',
      'q=5678',
      'filter[phone]=13912345678',
      'filter[company][contains]=海底',
      'filter[remark][isNotNull]=true',
    ]) {
      const answer = await member.get(`/leads?scope=all&filter[poolId]=${pool.id}&${query}`);
      expect([query, answer.status, answer.body.items]).toEqual([query, 200, []]);
    }
    const searched = await member.post('/leads/search', {
      scope: 'all',
      condition: { not: { field: 'company', op: 'eq', value: '天' } },
    });
    expect(searched.body.items).toEqual([]);
    await member.post(`/pools/${pool.id}/claims`, { ids: [lead.id] });
    expect((await member.get(`/leads/${lead.id}`)).body).toMatchObject({
      phone: '+8613912345678',
      company: '海底捞月集团',
      remark: '急需',
    });
  });
});
