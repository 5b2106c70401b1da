import sql from 'sql-template-tag';
import type { Person } from '../support/enterprise.js';
import { eventually, jobEnd } from '../support/jobs.js';
import { makePool } from '../support/pools.js';
import { useWorld } from '../support/world.js';

const field = (client: Person, body: object) => client.post('/custom-fields', { object: 'lead', type: 'text', ...body });
const codes = (answer: { body: { errors?: { pointer: string; code: string }[] } }): string[][] =>
  (answer.body.errors ?? []).map(({ pointer, code }) => [pointer, code]);

describe('custom fields', () => {
  const world = useWorld();

  it('DICT-03 take their key from the label’s pinyin, keep key and type for ever and carry what forms need', async () => {
    const acme = await world.enterprise();
    const created = await field(acme.admin, {
      label: '预算金额',
      type: 'decimal',
      defaultValue: '10.00',
      help: '单位:元',
      section: '商务',
      required: true,
    });
    expect(created.status).toBe(201);
    expect(created.headers.location).toBe(`/api/v1/custom-fields/${created.body.id}`);
    expect(created.body).toMatchObject({
      key: 'yusuanjine',
      defaultValue: '10.00',
      position: 1,
      status: 'active',
      version: 1,
      indexBuilding: false,
      choices: [],
    });
    expect((await field(acme.admin, { label: '预算金額' })).body.key).not.toBe('yusuanjine');
    expect((await field(acme.admin, { label: '预算金额' })).body.code).toBe('CUSTOM_FIELD_LABEL_TAKEN');
    expect((await field(acme.admin, { label: '别的', key: 'yusuanjine' })).body.code).toBe('CUSTOM_FIELD_KEY_TAKEN');
    for (const body of [{ type: 'text' }, { key: 'other' }, { object: 'lead' }]) {
      expect((await acme.admin.patch(`/custom-fields/${created.body.id}`, body)).body.errors[0].code).toBe('UNKNOWN_PROPERTY');
    }
    const changed = await acme.admin
      .with({ 'if-match': '"1"' })
      .patch(`/custom-fields/${created.body.id}`, { label: '预算', defaultValue: null, help: null, required: false });
    expect(changed.body).toMatchObject({
      key: 'yusuanjine',
      label: '预算',
      defaultValue: null,
      help: null,
      section: '商务',
      required: false,
      version: 2,
    });
    expect(
      (await acme.admin.with({ 'if-match': '"1"' }).patch(`/custom-fields/${created.body.id}`, { label: 'x' })).body,
    ).toMatchObject({ code: 'VERSION_MISMATCH', currentVersion: 2 });
  });

  it('DICT-03 refuse an unknown object, a default of another type, choices without a type for them and equal choices', async () => {
    const acme = await world.enterprise();
    expect(codes(await field(acme.admin, { object: 'moon', label: 'a' }))).toEqual([['/object', 'NOT_ALLOWED']]);
    expect(codes(await field(acme.admin, { label: 'a', type: 'integer', defaultValue: '5' }))).toEqual([
      ['/defaultValue', 'NOT_AN_INTEGER'],
    ]);
    expect(codes(await field(acme.admin, { label: 'a', choices: [{ label: 'x' }] }))).toEqual([['/choices', 'NOT_ALLOWED']]);
    expect(codes(await field(acme.admin, { label: 'a', type: 'choice' }))).toEqual([['/choices', 'TOO_FEW']]);
    const twice = await field(acme.admin, {
      label: 'a',
      type: 'choice',
      choices: [
        { code: 'x', label: '甲' },
        { code: 'X', label: '甲' },
      ],
    });
    expect(codes(twice)).toEqual([
      ['/choices/1/code', 'NOT_UNIQUE'],
      ['/choices/1/label', 'NOT_UNIQUE'],
    ]);
    expect(codes(await field(acme.admin, { label: 'a', type: 'boolean', unique: true }))).toEqual([['/unique', 'NOT_ALLOWED']]);
    expect((await field(acme.admin, { label: 'a', unique: true, indexed: false })).body.code).toBe('UNIQUE_NEEDS_INDEX');
    expect((await acme.admin.get('/custom-fields')).body.items).toEqual([]);
  });

  it('DICT-03 give new records the default, and nobody who does not administer them changes them', async () => {
    const acme = await world.enterprise({ salespeople: 1 });
    const [seller] = acme.salespeople;
    const { body } = await field(acme.admin, {
      label: '语言',
      key: 'language',
      type: 'choice',
      choices: [{ label: '中文' }, { label: 'English' }],
      defaultValue: 'zhongwen',
    });
    expect(body.choices).toEqual([
      { code: 'zhongwen', label: '中文', disabled: false },
      { code: 'english', label: 'English', disabled: false },
    ]);
    expect((await seller!.post('/leads', { name: 'A' })).body.custom).toEqual({ language: 'zhongwen' });
    expect((await seller!.post('/leads', { name: 'B', custom: { language: 'english' } })).body.custom).toEqual({
      language: 'english',
    });
    expect((await seller!.get('/custom-fields')).status).toBe(200);
    expect((await field(seller!, { label: 'x' })).status).toBe(403);
    expect((await seller!.patch(`/custom-fields/${body.id}`, { label: 'x' })).status).toBe(403);
    expect((await seller!.delete(`/custom-fields/${body.id}`)).status).toBe(403);
  });

  it('DICT-03 let choices be added, renamed, ordered and disabled, and left out only while nothing uses them', async () => {
    const acme = await world.enterprise();
    const gold = { code: 'gold', label: '金' };
    const silver = { code: 'silver', label: '银' };
    const { body } = await field(acme.admin, {
      label: '等级',
      key: 'grade',
      type: 'choices',
      choices: [gold, silver, { code: 'iron', label: '铁' }],
    });
    const { body: lead } = await acme.admin.post('/leads', { name: 'A', custom: { grade: ['gold', 'silver'] } });
    const path = `/custom-fields/${body.id}`;
    const left = await acme.admin.patch(path, { choices: [{ code: 'copper', label: '铜' }, silver] });
    expect(left.status).toBe(409);
    expect(left.body).toMatchObject({
      code: 'CUSTOM_CHOICE_IN_USE',
      errors: [{ pointer: '/choices', code: 'RECORDS', detail: '选项“gold”已用于数据' }],
    });
    const changed = await acme.admin.patch(path, {
      choices: [
        { code: 'copper', label: '铜' },
        { ...silver, label: '白银' },
        { ...gold, disabled: true },
      ],
    });
    expect(changed.body.choices.map((choice: { code: string }) => choice.code)).toEqual(['copper', 'silver', 'gold']);
    expect((await acme.admin.get(`/leads/${lead.id}`)).body.custom.grade).toEqual(['gold', 'silver']);
    expect((await acme.admin.post('/leads', { name: 'B', custom: { grade: ['gold'] } })).body.errors[0]).toMatchObject({
      pointer: '/custom/grade',
      code: 'NOT_ALLOWED',
    });
    expect((await acme.admin.get('/leads?filter[custom.grade][hasAny]=gold')).body.items).toHaveLength(1);
    await makePool(acme, [], { claim: { condition: { field: 'custom.grade', op: 'hasAny', value: ['copper'] } } }, [], '铜池');
    const ruled = await acme.admin.patch(path, { choices: [silver, gold] });
    expect(ruled.body.errors).toEqual([
      expect.objectContaining({ pointer: '/choices', code: 'POOL_RULE', detail: '池“铜池”的规则' }),
    ]);
  });

  it('DICT-03 LEAD-02 are unique where they say so, and become it only while no two records are equal', async () => {
    const acme = await world.enterprise({ salespeople: 2 });
    const [one, two] = acme.salespeople;
    await field(acme.admin, { label: '编号', key: 'number', unique: true });
    await field(acme.admin, { label: '工号', key: 'serial', type: 'integer', unique: true });
    expect((await one!.post('/leads', { name: 'A', custom: { number: 'X-1', serial: 7 } })).status).toBe(201);
    for (const custom of [{ number: 'X-1' }, { serial: 7 }]) {
      const again = await two!.post('/leads', { name: 'B', custom });
      expect([again.status, again.body.duplicates]).toEqual([
        409,
        [{ field: `custom.${Object.keys(custom)[0]}`, action: 'refuse', object: 'lead', place: 'owned' }],
      ]);
    }
    const raced = await Promise.all([one!, two!].map((person) => person.post('/leads', { name: 'C', custom: { serial: 8 } })));
    expect(raced.map((answer) => answer.status).toSorted((a, b) => a - b)).toEqual([201, 409]);
    const { body: plain } = await field(acme.admin, { label: '旧号', key: 'old', indexed: true });
    const leads = await Promise.all(['v', 'v', 'w'].map((old) => one!.post('/leads', { name: 'D', custom: { old } })));
    const refused = await acme.admin.patch(`/custom-fields/${plain.id}`, { unique: true });
    expect(refused.body).toMatchObject({
      code: 'CUSTOM_FIELD_NOT_UNIQUE',
      errors: [{ pointer: '/unique', detail: '“v”出现 2 次' }],
    });
    await one!.patch(`/leads/${leads[0]!.body.id}`, { custom: { old: 'u' } });
    expect((await acme.admin.patch(`/custom-fields/${plain.id}`, { unique: true })).body).toMatchObject({ unique: true });
    expect((await one!.patch(`/leads/${leads[0]!.body.id}`, { custom: { old: 'w' } })).status).toBe(409);
    expect((await acme.admin.patch(`/custom-fields/${plain.id}`, { indexed: false })).body.code).toBe('UNIQUE_NEEDS_INDEX');
  });

  it('DICT-03 are indexed up to thirty of an object, however many ask at once', async () => {
    const acme = await world.enterprise();
    const answers = await Promise.all(
      Array.from({ length: 33 }, (_, n) => field(acme.admin, { label: `字段${n}`, indexed: true })),
    );
    expect(answers.filter((answer) => answer.status === 201)).toHaveLength(30);
    expect(new Set(answers.filter((answer) => answer.status !== 201).map((answer) => answer.body.code))).toEqual(
      new Set(['TOO_MANY_INDEXED_FIELDS']),
    );
    const { body } = await acme.admin.get('/custom-fields?object=lead');
    expect(body.items.map((each: { position: number }) => each.position)).toEqual(
      body.items.map((_: unknown, n: number) => n + 1),
    );
  });

  it('DICT-03 stay in the order that an administrator gives them', async () => {
    const acme = await world.enterprise();
    const ids: string[] = [];
    for (const label of ['甲', '乙', '丙']) ids.push((await field(acme.admin, { label })).body.id);
    const ordered = await acme.admin.put('/custom-fields/order', { object: 'lead', ids: [ids[2], ids[0], ids[1]] });
    expect(ordered.body.items.map((each: { label: string }) => each.label)).toEqual(['丙', '甲', '乙']);
    expect((await acme.admin.put('/custom-fields/order', { object: 'lead', ids: ids.slice(1) })).status).toBe(400);
    const { body } = await acme.admin.get('/objects/lead');
    expect(body.fields.slice(-3).map((each: { label: string }) => each.label)).toEqual(['丙', '甲', '乙']);
  });

  it('DICT-03 POOL-15 are not deleted or disabled while rules, routing, pools or roles name them, and say which do', async () => {
    const acme = await world.enterprise();
    const { body } = await field(acme.admin, { label: '规模', key: 'size', type: 'integer' });
    const leaf = { field: 'custom.size', op: 'gt' as const, value: 1 };
    const pool = await makePool(acme, [], { reclaim: { exempt: { any: [{ not: leaf }] } } }, [], '大池');
    await acme.as((ctx) =>
      ctx.db.run(sql`INSERT INTO routing_rules (tenant_id, id, object, position, name, condition, pool_id)
      VALUES (${ctx.tenantId}, uuidv7(), 'lead', 1, '大客户', ${JSON.stringify({ all: [leaf] })}, ${pool.id})`),
    );
    await acme.as((ctx) => ctx.db.run(sql`UPDATE pools SET masked_fields = '{custom.size}' WHERE id = ${pool.id}::uuid`));
    await acme.admin.post('/roles', { name: '外包', fieldRules: [{ object: 'lead', field: 'custom.size', access: 'hidden' }] });
    for (const answer of [
      await acme.admin.delete(`/custom-fields/${body.id}`),
      await acme.admin.patch(`/custom-fields/${body.id}`, { status: 'disabled' }),
    ]) {
      expect(answer.status).toBe(409);
      expect(answer.body.errors.map((error: { code: string; detail: string }) => [error.code, error.detail])).toEqual([
        ['ROLE', '角色“外包”的字段权限'],
        ['POOL_FIELD', '池“大池”对成员隐藏的字段'],
        ['POOL_RULE', '池“大池”的规则'],
        ['ROUTING_RULE', '分配规则“大客户”'],
      ]);
    }
    await acme.as((ctx) => ctx.db.run(sql`UPDATE pool_rules SET status = 'withdrawn' WHERE pool_id = ${pool.id}::uuid`));
    expect((await acme.admin.delete(`/custom-fields/${body.id}`)).body.errors).toHaveLength(3);
  });

  it('DICT-03 OPS-02 vanish at once when they are deleted; a job takes their values out and then frees the key', async () => {
    const acme = await world.enterprise({ salespeople: 1 });
    const { body } = await field(acme.admin, { label: '预算', key: 'budget', indexed: true });
    const kept = await field(acme.admin, { label: '其他', key: 'other', indexed: true });
    const { body: lead } = await acme.admin.post('/leads', { name: 'A', custom: { budget: 'x', other: 'y' } });
    const deleted = await acme.admin.delete(`/custom-fields/${body.id}`);
    expect(deleted.status).toBe(202);
    expect((await acme.admin.get(`/leads/${lead.id}`)).body.custom).toEqual({ other: 'y' });
    expect((await acme.admin.delete(`/custom-fields/${body.id}`)).status).toBe(404);
    expect(await jobEnd(acme.admin, deleted.body.id)).toMatchObject({ status: 'succeeded', result: { records: 1 } });
    expect((await acme.admin.get(`/custom-fields/${body.id}`)).status).toBe(404);
    const rows = await acme.as((ctx) =>
      ctx.db.query<{ custom: object; version: number }>(sql`SELECT custom, version FROM leads WHERE id = ${lead.id}::uuid`),
    );
    expect(rows).toEqual([{ custom: { other: 'y' }, version: 2 }]);
    const again = await field(acme.admin, { label: '预算', key: 'budget', type: 'integer' });
    expect(again.status).toBe(201);
    expect((await acme.admin.get('/leads?filter[custom.other]=y')).body.items).toHaveLength(1);
    expect(kept.status).toBe(201);
  });

  it('DICT-03 are hidden and come back with their values when they are disabled and enabled', async () => {
    const acme = await world.enterprise();
    const { body } = await field(acme.admin, { label: '预算', key: 'budget' });
    const { body: lead } = await acme.admin.post('/leads', { name: 'A', custom: { budget: 'x' } });
    expect((await acme.admin.patch(`/custom-fields/${body.id}`, { status: 'disabled' })).body.status).toBe('disabled');
    expect((await acme.admin.get(`/leads/${lead.id}`)).body.custom).toEqual({});
    expect((await acme.admin.get('/leads?filter[custom.budget]=x')).status).toBe(400);
    await acme.admin.patch(`/custom-fields/${body.id}`, { status: 'active' });
    expect((await acme.admin.get(`/leads/${lead.id}`)).body.custom).toEqual({ budget: 'x' });
  });

  it('DICT-03 lose no value to an index that is built while records are written', async () => {
    const acme = await world.enterprise();
    const { body } = await field(acme.admin, { label: '序号', key: 'number', type: 'integer' });
    const create = (n: number) => acme.admin.post('/leads', { name: `L${n}`, custom: { number: n } });
    const before = await Promise.all(Array.from({ length: 10 }, (_, n) => create(n)));
    const [, ...during] = await Promise.all([
      acme.admin.patch(`/custom-fields/${body.id}`, { indexed: true }),
      ...Array.from({ length: 10 }, (_, n) => create(n + 10)),
      ...before.map((answer, n) => acme.admin.patch(`/leads/${answer.body.id}`, { custom: { number: n + 100 } })),
    ]);
    expect(during.map((answer) => answer.status)).toEqual([...Array(10).fill(201), ...Array(10).fill(200)]);
    await eventually(
      () => acme.admin.get(`/custom-fields/${body.id}`),
      (answer) => !answer.body.indexBuilding,
    );
    const { body: list } = await acme.admin.get('/leads?sort=custom.number&limit=100');
    const expected = [...Array.from({ length: 10 }, (_, n) => n + 10), ...Array.from({ length: 10 }, (_, n) => n + 100)];
    expect(list.items.map((lead: { custom: { number: number } }) => lead.custom.number)).toEqual(expected);
    const stray = await acme.as((ctx) =>
      ctx.db.query(sql`SELECT 1 FROM record_field_values v JOIN leads r ON r.id = v.record_id
      WHERE v.field_id = ${body.id}::uuid AND v.number_value <> (r.custom ->> 'number')::float8`),
    );
    expect(stray).toEqual([]);
  });
});
