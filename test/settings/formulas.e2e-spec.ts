import sql from 'sql-template-tag';
import { exported } from '../imports/sheets.js';
import type { Enterprise, Person } from '../support/enterprise.js';
import { makePool } from '../support/pools.js';
import { statementsOf } from '../support/statements.js';
import { useWorld } from '../support/world.js';

const codes = (answer: { body: { errors?: { pointer: string; code: string }[] } }): string[][] =>
  (answer.body.errors ?? []).map(({ pointer, code }) => [pointer, code]);

describe('formula fields', () => {
  const world = useWorld();

  const field = (person: Person, body: object) => person.post('/custom-fields', { object: 'lead', ...body });
  const formula = (person: Person, key: string, text: string, settings: object = {}) =>
    field(person, { label: key, key, type: 'formula', formula: text, ...settings });

  /** Amount and tax, a signing day and the days since. */
  async function withFields(): Promise<Enterprise> {
    const acme = await world.enterprise({ salespeople: 1 });
    await field(acme.admin, { label: '金额', key: 'amount', type: 'money' });
    await field(acme.admin, { label: '签约', key: 'signedOn', type: 'date' });
    for (const [key, text] of [
      ['tax', 'amount * 0.13'],
      ['total', 'amount + tax'],
      ['age', 'today - signedOn'],
      ['due', 'custom.signedOn + 30'],
    ] as const)
      expect([key, (await formula(acme.admin, key, text, { decimals: key === 'age' ? 0 : 2 })).status]).toEqual([key, 201]);
    return acme;
  }

  it('DICT-03: a formula is computed on reading, in lists, single reads and exports, exactly, and nobody writes it', async () => {
    const acme = await withFields();
    const signedOn = new Date(Date.now() - 10 * 86_400_000).toISOString().slice(0, 10);
    const { body: lead } = await acme.admin.post('/leads', { name: 'A', custom: { amount: '1000.10', signedOn } });
    const expected = {
      amount: '1000.10',
      signedOn,
      tax: '130.01',
      total: '1130.11',
      age: expect.stringMatching(/^(10|11)$/),
      due: expect.any(String),
    };
    expect(lead.custom).toEqual(expected);
    expect((await acme.admin.get('/leads')).body.items[0].custom).toEqual(expected);
    expect((await acme.admin.get('/leads?fields=custom.total')).body.items[0].custom).toEqual({ total: '1130.11' });
    const { body: changed } = await acme.admin.patch(`/leads/${lead.id}`, { custom: { amount: null } });
    expect(Object.keys(changed.custom).sort()).toEqual(['age', 'due', 'signedOn']);
    for (const answer of [
      await acme.admin.patch(`/leads/${lead.id}`, { custom: { tax: '1.00' } }),
      await acme.admin.post('/leads', { name: 'B', custom: { tax: '1.00' } }),
    ])
      expect(codes(answer)).toEqual([['/custom/tax', 'READ_ONLY']]);
    await acme.admin.patch(`/leads/${lead.id}`, { custom: { amount: '200' } });
    const { rows } = await exported(acme.admin, { format: 'csv', fields: ['name', 'custom.total', 'custom.due'] });
    const due = new Date(Date.parse(signedOn) + 30 * 86_400_000).toISOString().slice(0, 10);
    expect(rows).toEqual([
      ['姓名', 'total', 'due'],
      ['A', '226', due],
    ]);
    const { body: object } = await acme.admin.get('/objects/lead');
    const described = object.fields.find(({ key }: { key: string }) => key === 'custom.due');
    expect(described).toMatchObject({ type: 'formula', readOnly: true, importable: false, sortable: false });
    expect(described.operators).toContain('olderThan');
    const { body: form } = await acme.admin.get('/objects/lead/layout');
    expect(form.sections[0].fields).toContainEqual({ key: 'custom.tax', width: 'half', required: false, readOnly: true });
  });

  it('DICT-03 API-02: lists are filtered by it without a further statement, and rules decide by it before a record is there', async () => {
    const acme = await withFields();
    for (const [name, amount] of [
      ['A', '100'],
      ['B', '1000'],
    ] as const)
      await acme.admin.post('/leads', { name, custom: { amount, signedOn: '2026-01-10' } });
    await acme.admin.post('/leads', { name: 'C' });
    const asked = async (query: string): Promise<string> => {
      const { body } = await acme.admin.get(`/leads?sort=createdAt&${query}`);
      return body.items.map(({ name }: { name: string }) => name).join('');
    };
    expect(await asked('filter[custom.tax]=13')).toBe('A');
    expect(await asked('filter[custom.total][gt]=113')).toBe('B');
    expect(await asked('filter[custom.due][on]=2026-02-09')).toBe('AB');
    expect(await asked('filter[custom.age][isNull]=true')).toBe('C');
    expect(await asked('filter[custom.age][gte]=1')).toBe('AB');
    expect((await acme.admin.get('/leads?sort=custom.tax')).status).toBe(400);
    const sentFor = async (key: string) => {
      const sent = await statementsOf(() => acme.admin.get(`/leads?filter[custom.${key}][gt]=1`));
      return sent.filter(({ text }) => text.includes('leads r')).length;
    };
    expect(await sentFor('tax')).toBe(await sentFor('amount'));
    const pool = await makePool(acme, acme.salespeople);
    const condition = JSON.stringify({ field: 'custom.tax', op: 'gte', value: '130' });
    await acme.as((ctx) => ctx.db.run(sql`DELETE FROM routing_rules`));
    await acme.as((ctx) =>
      ctx.db.run(sql`INSERT INTO routing_rules (tenant_id, id, object, position, name, condition, pool_id)
        VALUES (${ctx.tenantId}, uuidv7(), 'lead', 0, '大单', ${condition}, ${pool.id})`),
    );
    const { body: big } = await acme.admin.post('/leads', { name: 'D', route: true, custom: { amount: '1000' } });
    expect(big.poolId).toBe(pool.id);
    const { body: small } = await acme.admin.post('/leads', { name: 'E', route: true, custom: { amount: '999' } });
    expect(small.poolId).not.toBe(pool.id);
  });

  it('DICT-03: refuses what is no formula, circles and what would break others, with the place', async () => {
    const acme = await withFields();
    const wrong: [formula: string, code: string][] = [
      ['amount *', 'FORMULA_SYNTAX'],
      ['amount; DROP TABLE leads', 'FORMULA_SYNTAX'],
      ["amount || 'x'", 'FORMULA_SYNTAX'],
      ['process(1)', 'FORMULA_SYNTAX'],
      ['constructor(amount)', 'FORMULA_SYNTAX'],
      ['1e5', 'FORMULA_SYNTAX'],
      ['moon + 1', 'FORMULA_UNKNOWN_FIELD'],
      ['name + 1', 'FORMULA_UNKNOWN_FIELD'],
      ['signedOn + today', 'FORMULA_TYPES'],
      ['amount * signedOn', 'FORMULA_TYPES'],
      ['min(amount, today)', 'FORMULA_TYPES'],
      ['self + 1', 'FORMULA_CYCLE'],
      [`${'('.repeat(60)}1${')'.repeat(60)}`, 'FORMULA_TOO_LARGE'],
    ];
    for (const [text, code] of wrong)
      expect([text, codes(await formula(acme.admin, 'self', text))]).toEqual([text, [['/formula', code]]]);
    expect(codes(await formula(acme.admin, 'x', '1', { required: true, indexed: true, defaultValue: '1' }))).toEqual([
      ['/required', 'NOT_ALLOWED'],
      ['/indexed', 'NOT_ALLOWED'],
      ['/defaultValue', 'NOT_ALLOWED'],
    ]);
    expect(codes(await field(acme.admin, { label: 'x', type: 'formula' }))).toEqual([['/formula', 'REQUIRED']]);
    expect(codes(await field(acme.admin, { label: 'x', type: 'text', formula: '1' }))).toEqual([['/formula', 'NOT_ALLOWED']]);
    const { body: all } = await acme.admin.get('/custom-fields?object=lead');
    const id = (key: string): string => all.items.find((each: { key: string }) => each.key === key).id;
    expect(codes(await acme.admin.patch(`/custom-fields/${id('tax')}`, { formula: 'total / 2' }))).toEqual([
      ['/formula', 'FORMULA_CYCLE'],
    ]);
    const retyped = codes(await acme.admin.patch(`/custom-fields/${id('tax')}`, { formula: 'signedOn + 1' }));
    expect(retyped).toEqual([
      ['/formula', 'FORMULA_TYPE_CHANGED'],
      ['/formula', 'FORMULA_BREAKS_OTHER'],
    ]);
    const used = await acme.admin.delete(`/custom-fields/${id('amount')}`);
    expect([used.status, used.body.errors.map(({ code }: { code: string }) => code)]).toEqual([409, ['FORMULA', 'FORMULA']]);
    expect((await acme.admin.patch(`/custom-fields/${id('tax')}`, { formula: 'amount * 0.06' })).body).toMatchObject({
      formula: 'amount * 0.06',
      decimals: 2,
    });
    const { body: lead } = await acme.admin.post('/leads', { name: 'A', custom: { amount: '100' } });
    expect(lead.custom).toMatchObject({ tax: '6.00', total: '106.00' });
  });

  it('DICT-03 PERM-07 POOL-18: what a formula reads and is hidden, the formula does not tell', async () => {
    const acme = await withFields();
    const role = await acme.admin.post('/roles', {
      name: '外包',
      grants: [{ object: 'lead', actions: ['read'], scope: 'all' }],
      fieldRules: [{ object: 'lead', field: 'custom.amount', access: 'hidden' }],
    });
    const blind = await acme.person('外包', []);
    await acme.admin.post(`/roles/${role.body.id}/assignments`, { ids: [blind.id] });
    await acme.admin.post('/leads', { name: 'A', custom: { amount: '100', signedOn: '2026-01-10' } });
    const { body } = await blind.get('/leads');
    expect(Object.keys(body.items[0].custom).sort()).toEqual(['age', 'due', 'signedOn']);
    for (const query of ['filter[custom.total]=113', 'fields=custom.tax'])
      expect([query, (await blind.get(`/leads?${query}`)).status]).toEqual([query, 400]);
    const [seller] = acme.salespeople;
    const pool = await makePool(acme, acme.salespeople);
    await acme.admin.patch(`/pools/${pool.id}`, { hiddenFields: ['custom.amount'] });
    await acme.admin.post('/leads', { name: 'B', poolId: pool.id, custom: { amount: '100', signedOn: '2026-01-10' } });
    const { body: pooled } = await seller!.get(`/leads?filter[poolId]=${pool.id}`);
    expect(Object.keys(pooled.items[0].custom).sort()).toEqual(['age', 'due', 'signedOn']);
    const told = await seller!.get(`/leads?filter[poolId]=${pool.id}&filter[custom.total]=113`);
    expect(told.body.items).toEqual([]);
  });
});
