import type { Enterprise, Person } from '../support/enterprise.js';
import { makeCustomer } from '../support/customers.js';
import { jobEnd } from '../support/jobs.js';
import { makeKey } from '../support/keys.js';
import { statementsOf } from '../support/statements.js';
import { sql, useWorld } from '../support/world.js';
import { fileField, namesIn, upload } from '../settings/files.js';
import { peopleOf, typeCases } from '../settings/types.js';

const CALL = { method: 'call', content: '已联系' };
const CHOICES = [
  { code: 'won', label: '有意向' },
  { code: 'lost', label: '无意向' },
];

describe('fields of follow-ups', () => {
  const world = useWorld();

  const field = async (acme: Enterprise, key: string, type: string, more: object = {}): Promise<string> => {
    const answer = await acme.admin.post('/custom-fields', { object: 'followUp', key, label: key, type, ...more });
    expect([answer.status, answer.body.errors]).toEqual([201, undefined]);
    return answer.body.id;
  };
  const leadOf = async (person: Person): Promise<string> => (await person.post('/leads', { name: '李静' })).body.id;
  const write = (person: Pick<Person, 'post'>, leadId: string, custom?: object) =>
    person.post(`/leads/${leadId}/follow-ups`, { ...CALL, ...(custom ? { custom } : {}) });
  const ids = ({ body }: { body: { items: { id: string }[] } }): string[] => body.items.map(({ id }) => id);

  it('DICT-03 CUST-07 LEAD-03 take values of every type on leads and customers, with defaults, formulas and names', async () => {
    const acme = await world.enterprise({ salespeople: 2 });
    const [seller] = acme.salespeople as [Person];
    const cases = typeCases(await peopleOf(acme));
    for (const { type, settings } of cases) await field(acme, type, type, settings);
    await field(acme, 'outcome', 'choice', { choices: CHOICES, defaultValue: 'won' });
    await field(acme, 'twice', 'formula', { formula: 'integer * 2', decimals: 0 });
    const custom = Object.fromEntries(cases.map(({ type, a }) => [type, a]));
    const answered = Object.fromEntries(cases.map(({ type, a, answered: other = a }) => [type, other]));
    const expected = { ...answered, outcome: 'won', twice: '20' };
    const lead = await leadOf(seller);
    const made = await write(seller, lead, custom);
    expect([made.status, made.body.errors, made.body.custom]).toEqual([201, undefined, expected]);
    expect((await seller.get(`/follow-ups/${made.body.id}`)).body).toEqual(made.body);
    const customer = await makeCustomer(acme, seller);
    const ofCustomer = await seller.post(`/customers/${customer}/follow-ups`, { ...CALL, custom: { integer: 5 } });
    expect(ofCustomer.body.custom).toEqual({ integer: 5, outcome: 'won', twice: '10' });
    const { body: list } = await seller.get('/follow-ups', { scope: 'own' });
    expect(list.items).toEqual([ofCustomer.body, made.body]);
    expect((await seller.post(`/leads/${lead}/conversion`, { customer: { name: '华夏' } })).status).toBe(200);
    expect((await seller.get(`/follow-ups/${made.body.id}`)).body).toMatchObject({ customerName: '华夏', custom: expected });
  });

  it('DICT-03 refuse what is unknown, wrong, missing or taken, also by ten at the same time', async () => {
    const acme = await world.enterprise();
    const { admin } = acme;
    const lead = await leadOf(admin);
    await field(acme, 'minutes', 'integer', { required: true });
    const number = await field(acme, 'number', 'text', { unique: true });
    await field(acme, 'helper', 'person');
    const issues = async (custom?: object): Promise<unknown[]> => {
      const { status, body } = await write(admin, lead, custom);
      return [status, ...(body.errors ?? []).map((each: { pointer: string; code: string }) => `${each.pointer} ${each.code}`)];
    };
    expect(await issues()).toEqual([400, '/custom/minutes REQUIRED']);
    expect(await issues({ minutes: 5, nothing: 1, helper: lead })).toEqual([
      400,
      '/custom/nothing UNKNOWN_PROPERTY',
      '/custom/helper NOT_FOUND',
    ]);
    expect(await issues({ minutes: 5, helper: '李静' })).toEqual([400, '/custom/helper NOT_AN_ID']);
    expect(await issues({ minutes: '五' })).toEqual([400, '/custom/minutes NOT_AN_INTEGER']);
    const answers = await Promise.all(Array.from({ length: 10 }, () => write(admin, lead, { minutes: 5, number: 'A-1' })));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(answers.filter(({ body }) => body.code === 'CUSTOM_VALUE_TAKEN')).toHaveLength(9);
    expect((await admin.get(`/leads/${lead}`)).body.followUpCount).toBe(1);
    const { body: definition } = await admin.get(`/custom-fields/${number}`);
    expect((await admin.patch(`/custom-fields/${number}`, { unique: false })).status).toBe(200);
    expect(definition.object).toBe('followUp');
    expect(await issues({ minutes: 5, number: 'A-1' })).toEqual([201]);
  });

  it('DICT-03 API-02 narrow lists of follow-ups, with an index or without, by fields that the asker sees', async () => {
    const acme = await world.enterprise({ salespeople: 1 });
    const [seller] = acme.salespeople as [Person];
    await field(acme, 'minutes', 'integer');
    await field(acme, 'outcome', 'choice', { choices: CHOICES, indexed: true });
    const lead = await leadOf(seller);
    const short = (await write(seller, lead, { minutes: 5, outcome: 'lost' })).body.id;
    const long = (await write(seller, lead, { minutes: 45, outcome: 'won' })).body.id;
    const bare = (await write(seller, lead)).body.id;
    const list = (query: string) => seller.get(`/follow-ups?${query}`);
    for (const [query, found] of [
      ['filter[custom.minutes][gte]=30', [long]],
      ['filter[custom.outcome]=lost', [short]],
      ['filter[custom.outcome][in]=won,lost', [long, short]],
      [`filter[leadId]=${lead}&filter[custom.minutes][isNull]=true`, [bare]],
      ['filter[custom.minutes][lt]=50&filter[custom.outcome]=won', [long]],
    ] as const)
      expect([query, ids(await list(query))]).toEqual([query, found]);
    const first = await list('filter[custom.minutes][gt]=0&limit=1');
    expect(ids(first)).toEqual([long]);
    const next = await list(`filter[custom.minutes][gt]=0&limit=1&cursor=${first.body.page.nextCursor}`);
    expect(ids(next)).toEqual([short]);
    for (const query of ['filter[custom.nothing]=1', 'filter[custom.minutes]=many', 'filter[custom]=1', 'filter[minutes]=1'])
      expect([query, (await list(query)).status]).toEqual([query, 400]);
  });

  it('DICT-03 PERM-07 hide fields and what is built in from whom roles hide it, and refuse what is read-only', async () => {
    const acme = await world.enterprise();
    await field(acme, 'floor', 'money');
    await field(acme, 'state', 'text');
    await field(acme, 'double', 'formula', { formula: 'floor * 2' });
    const lead = await leadOf(acme.admin);
    const made = await write(acme.admin, lead, { floor: '5', state: '新' });
    const bound = await acme.person('受限', []);
    const fieldRules = [
      { object: 'followUp', field: 'custom.floor', access: 'hidden' },
      { object: 'followUp', field: 'custom.state', access: 'readOnly' },
      { object: 'followUp', field: 'content', access: 'hidden' },
      { object: 'followUp', field: 'method', access: 'hidden' },
    ];
    const grants = [{ object: 'lead', actions: ['read', 'followUp'], scope: 'all' }];
    const { body: role } = await acme.admin.post('/roles', { name: '受限', grants, fieldRules: fieldRules.slice(0, 2) });
    await acme.admin.post(`/roles/${role.id}/assignments`, { ids: [bound.id] });
    expect((await bound.get(`/follow-ups/${made.body.id}`)).body.custom).toEqual({ state: '新' });
    for (const custom of [{ floor: '1' }, { state: '旧' }]) {
      const refused = await write(bound, lead, custom);
      expect([refused.status, refused.body.code]).toEqual([403, 'FIELD_FORBIDDEN']);
    }
    expect((await write(bound, lead, {})).status).toBe(201);
    expect((await bound.get('/follow-ups?scope=all&filter[custom.floor][gt]=1')).status).toBe(400);
    expect((await bound.get('/follow-ups?scope=all&filter[custom.double][gt]=1')).status).toBe(400);
    const known = (await bound.get('/objects/followUp')).body.fields.map(({ key }: { key: string }) => key);
    expect(known).toEqual(expect.arrayContaining(['method', 'custom.state']));
    expect(known).not.toContain('custom.floor');
    expect(known).not.toContain('custom.double');
    expect((await acme.admin.patch(`/roles/${role.id}`, { fieldRules })).status).toBe(200);
    const { body: seen } = await bound.get(`/follow-ups/${made.body.id}`);
    expect([seen.content, seen.method, seen.custom]).toEqual([undefined, undefined, { state: '新' }]);
    expect(JSON.stringify((await bound.get(`/leads/${lead}/timeline`)).body)).not.toContain('已联系');
    expect(JSON.stringify((await bound.get(`/directory/${acme.admin.id}/published-items`)).body)).not.toContain('已联系');
    expect((await bound.get('/follow-ups?scope=all&filter[method]=call')).status).toBe(400);
  });

  it('DICT-03 DICT-04 are laid out and required by layouts, and described to whoever may read leads or customers', async () => {
    const acme = await world.enterprise({ salespeople: 1 });
    const [seller] = acme.salespeople as [Person];
    await field(acme, 'minutes', 'integer');
    const sections = [
      {
        title: '沟通',
        fields: [
          { key: 'custom.minutes', required: true },
          { key: 'typeId', required: true },
        ],
      },
    ];
    expect((await acme.admin.put('/objects/followUp/layouts/everyone', { sections })).status).toBe(200);
    const lead = await leadOf(seller);
    const refused = await write(seller, lead);
    expect(refused.body.errors.map(({ pointer }: { pointer: string }) => pointer).sort()).toEqual(['/custom/minutes', '/typeId']);
    const { body: form } = await seller.get('/objects/followUp/layout');
    expect(form.sections[0]).toMatchObject({ title: '沟通', fields: [{ key: 'custom.minutes', required: true }, {}, {}, {}] });
    const nobody = await acme.person('无权', []);
    expect((await nobody.get('/objects/followUp')).status).toBe(404);
    expect((await seller.get('/objects')).body.items.map(({ object }: { object: string }) => object)).toContain('followUp');
  });

  it('DICT-03 FILE-01 hold files that are as readable as the record, and that go with the follow-up', async () => {
    const acme = await world.enterprise({ salespeople: 2 });
    const [seller, other] = acme.salespeople as [Person, Person];
    await fileField(acme, 'followUp');
    const lead = await leadOf(seller);
    const file = await upload(seller, '纪要.txt');
    const made = await write(seller, lead, { contract: [file] });
    expect(namesIn(made.body)).toEqual(['纪要.txt']);
    expect((await seller.get(`/files/${file}`)).body).toMatchObject({
      object: 'followUp.custom.contract',
      recordId: made.body.id,
    });
    expect((await other.get(`/files/${file}`)).status).toBe(404);
    expect((await acme.admin.get(`/files/${file}`)).status).toBe(200);
    expect((await write(other, await leadOf(other), { contract: [file] })).body.code).toBe('FILES_NOT_USABLE');
    const removal = { object: 'followUp', itemId: made.body.id, reason: '泄露他人隐私' };
    expect((await acme.admin.post('/removals', removal)).status).toBe(201);
    expect((await seller.get(`/files/${file}`)).status).toBe(404);
    const left = await acme.as(({ db }) => db.query(sql`SELECT FROM files WHERE id = ${file}`));
    expect(left).toEqual([]);
  });

  it('DICT-03 lose the values of a field that is removed, and follow the merger of items', async () => {
    const acme = await world.enterprise();
    const { admin } = acme;
    const id = await field(acme, 'minutes', 'integer', { indexed: true });
    await field(acme, 'area', 'region');
    const [from, into] = [
      (await admin.post('/dictionaries/region/items', { label: '沪' })).body.id as string,
      (await admin.post('/dictionaries/region/items', { label: '上海' })).body.id as string,
    ];
    const made = await write(admin, await leadOf(admin), { minutes: 5, area: from });
    const values = () => acme.as(({ db }) => db.query(sql`SELECT FROM record_field_values WHERE record_id = ${made.body.id}`));
    expect(await values()).toHaveLength(1);
    const removal = await admin.delete(`/custom-fields/${id}`);
    expect((await jobEnd(admin, removal.body.id)).status).toBe('succeeded');
    expect(await values()).toEqual([]);
    const merger = await admin.post(`/dictionary-items/${from}/merger`, { intoId: into });
    expect((await jobEnd(admin, merger.body.id)).status).toBe('succeeded');
    const { body } = await admin.get(`/follow-ups/${made.body.id}`);
    expect([body.custom, body.version]).toEqual([{ area: { id: into, name: '上海' } }, 3]);
  });

  it('DICT-03 ACC-11 are not there for a key whose scopes leave follow-ups out, and nobody asks it for them', async () => {
    const acme = await world.enterprise();
    await field(acme, 'minutes', 'integer', { required: true });
    const lead = await leadOf(acme.admin);
    const made = await write(acme.admin, lead, { minutes: 5 });
    const scopes = ['lead:read', 'lead:followUp'];
    const without = await makeKey(world, acme, { scopes, roles: ['crmAdministrator'] });
    const whole = await makeKey(world, acme, { scopes: [...scopes, 'followUp:read'], roles: ['crmAdministrator'] });
    const seen = async ({ client }: typeof whole) => (await client.get(`/follow-ups/${made.body.id}`)).body.custom;
    expect([await seen(without), await seen(whole)]).toEqual([undefined, { minutes: 5 }]);
    expect((await write(without.client, lead, { minutes: 1 })).status).toBe(403);
    expect((await write(without.client, lead)).status).toBe(201);
    expect((await without.client.get('/follow-ups?filter[custom.minutes]=5')).status).toBe(400);
  });

  it('DICT-03 cost one statement a page, and none where an enterprise has added no field', async () => {
    const acme = await world.enterprise();
    const lead = await leadOf(acme.admin);
    const page = async (): Promise<number> => {
      await write(acme.admin, lead);
      const count = () => statementsOf(() => acme.admin.get(`/follow-ups?filter[leadId]=${lead}`));
      await count();
      return (await count()).length;
    };
    const before = await page();
    await field(acme, 'minutes', 'integer');
    await write(acme.admin, lead, { minutes: 5 });
    const after = await page();
    expect([after - before, await page()]).toEqual([1, after]);
  });
});
