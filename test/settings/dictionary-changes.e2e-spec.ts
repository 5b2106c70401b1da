import { Dictionaries, FieldUses } from '../../src/modules/settings/index.js';

import { text } from '../../src/platform/i18n/locale.js';
import { jobEnd } from '../support/jobs.js';
import { sql, useWorld } from '../support/world.js';
import { itemsOf, labels, plant, useThings } from './dictionary-support.js';

describe('changing dictionaries', () => {
  const world = useWorld();
  const things = useThings(world);

  it('DICT-02: items are added, renamed, given a code, disabled and enabled; readers see it from the next request on', async () => {
    const acme = await world.enterprise({ salespeople: 1 });
    const { admin } = acme;
    const made = await admin.post('/dictionaries/unit/items', { label: ' 吨 ', code: 'ton' });
    expect(made.status).toBe(201);
    expect(made.headers.location).toBe(`/api/v1/dictionary-items/${made.body.id}`);
    expect(made.body).toMatchObject({ label: '吨', code: 'ton', position: 10, status: 'active', version: 1 });
    const address = `/dictionary-items/${made.body.id}`;
    const renamed = await admin.patch(address, { label: '公吨' });
    expect(renamed.body).toMatchObject({ label: '公吨', code: 'ton', version: 2 });
    expect((await admin.with({ 'if-match': '"1"' }).patch(address, { label: '吨' })).status).toBe(412);
    expect((await admin.patch(address, { status: 'disabled' })).body.status).toBe('disabled');
    expect(labels(await itemsOf(acme.salespeople[0]!, 'unit', '?status=disabled'))).toEqual(['公吨']);
    expect((await admin.patch(address, { status: 'active' })).body.status).toBe('active');
    expect((await admin.post('/dictionaries/unit/items', { label: '公吨' })).body.code).toBe('DICTIONARY_LABEL_TAKEN');
    expect((await admin.post('/dictionaries/unit/items', { label: '担', code: 'ton' })).body.code).toBe('DICTIONARY_CODE_TAKEN');
    const log = await admin.get('/audit-log', { 'filter[object]': 'dictionary' });
    expect(log.body.items.map((each: { action: string }) => each.action)).toEqual(
      expect.arrayContaining(['dictionary.created', 'dictionary.updated']),
    );
    expect((await acme.salespeople[0]!.patch(address, { label: '斤' })).status).toBe(403);
  });

  it('DICT-02: drag moves put items before, after and into others, never below themselves or deeper than five levels', async () => {
    const { admin } = await world.enterprise();
    const items = await plant(admin, 'region', ['华东/上海/浦东/张江', '华北', '海外/亚洲']);
    const id = (path: string): string => items.get(path)!.id;
    const put = (path: string, body: object) => admin.put(`/dictionary-items/${id(path)}/position`, body);
    expect((await put('华北', { beforeId: id('华东') })).body).toMatchObject({ position: 0, path: ['华北'] });
    expect((await put('海外', { afterId: id('华北') })).body).toMatchObject({ position: 1 });
    expect((await put('华东/上海', { intoId: id('海外') })).body).toMatchObject({ path: ['海外', '上海'], position: 1 });
    expect(labels(await itemsOf(admin, 'region'))).toEqual(['华北', '海外', '亚洲', '上海', '浦东', '张江', '华东']);
    expect((await put('海外', { intoId: id('华东/上海/浦东') })).body.code).toBe('DICTIONARY_CYCLE');
    expect((await put('海外', { beforeId: id('海外') })).body.code).toBe('DICTIONARY_CYCLE');
    await put('海外', { intoId: id('华北') });
    expect((await put('华北', { intoId: id('华东') })).body.code).toBe('DICTIONARY_TOO_DEEP');
    expect((await put('华北', { intoId: id('华东'), afterId: id('华东') })).body.errors).toMatchObject([{ code: 'ONE_TARGET' }]);
    const unit = (await itemsOf(admin, 'unit'))[0]!;
    expect((await put('华北', { intoId: unit.id })).body.errors).toMatchObject([{ pointer: '/intoId' }]);
    expect(
      (await admin.put(`/dictionary-items/${unit.id}/position`, { intoId: (await itemsOf(admin, 'unit'))[1]!.id })).body.code,
    ).toBe('DICTIONARY_TOO_DEEP');
  });

  it('DICT-02: moves at the same moment leave one order without gaps and no cycle', async () => {
    const { admin } = await world.enterprise();
    const items = await plant(admin, 'region', ['甲', '乙', '丙', '丁', '戊']);
    const [a, b, c, d, e] = ['甲', '乙', '丙', '丁', '戊'].map((path) => items.get(path)!.id) as [
      string,
      string,
      string,
      string,
      string,
    ];
    const put = (id: string, body: object) => admin.put(`/dictionary-items/${id}/position`, body);
    const answers = await Promise.all([
      put(a, { intoId: b }),
      put(b, { intoId: c }),
      put(c, { intoId: a }),
      put(d, { beforeId: e }),
      put(e, { beforeId: d }),
      put(d, { afterId: e }),
    ]);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(5);
    expect(answers.filter(({ body }) => body.code === 'DICTIONARY_CYCLE')).toHaveLength(1);
    const all = await itemsOf(admin, 'region');
    expect(all).toHaveLength(5);
    for (const siblings of Map.groupBy(all, ({ parentId }) => parentId).values())
      expect(new Set(siblings.map(({ position }) => position)).size).toBe(siblings.length);
  });

  it('DICT-02: a value in use is not deleted, and the answer says what uses it', async () => {
    const acme = await world.enterprise();
    const { admin } = acme;
    const items = await plant(admin, 'region', ['华东/上海', '华北']);
    const shanghai = items.get('华东/上海')!;
    await things.add(acme, { regionId: shanghai.id }, 3);
    const refused = await admin.delete(`/dictionary-items/${shanghai.id}`);
    expect(refused.body).toMatchObject({
      status: 409,
      code: 'DICTIONARY_ITEM_IN_USE',
      errors: [{ code: 'RECORDS', detail: '3 条物品的“产地”' }],
    });
    expect((await admin.delete(`/dictionary-items/${items.get('华东')!.id}`)).body.code).toBe('DICTIONARY_ITEM_NOT_EMPTY');
    expect((await admin.delete(`/dictionary-items/${items.get('华北')!.id}`)).status).toBe(204);
    expect(labels(await itemsOf(admin, 'region'))).toEqual(['华东', '上海']);
  });

  it('DICT-02: merging rewrites all records by a job, with their history, and takes what is below along', async () => {
    const acme = await world.enterprise();
    const { admin } = acme;
    const items = await plant(admin, 'region', ['华东/上海', '沪/浦东', '华东/江苏']);
    const [hu, shanghai] = [items.get('沪')!, items.get('华东/上海')!];
    await things.add(acme, { regionId: hu.id }, 2300);
    const answer = await admin.post(`/dictionary-items/${hu.id}/merger`, { intoId: shanghai.id });
    expect(answer.status).toBe(202);
    expect((await itemsOf(admin, 'region')).map(({ path }) => path.join('/'))).toEqual([
      '华东',
      '华东/上海',
      '华东/上海/浦东',
      '华东/江苏',
    ]);
    expect(await jobEnd(admin, answer.body.id)).toMatchObject({ status: 'succeeded', result: { records: 2300 } });
    expect(await things.regions(acme)).toEqual([shanghai.id]);
    const history = await acme.as((ctx) =>
      ctx.db.query(
        sql`SELECT count(*) AS count, changes FROM record_changes WHERE object = 'thing' AND operation = 'changed' GROUP BY changes`,
      ),
    );
    expect(history).toEqual([{ count: 2300, changes: { region_id: [hu.id, shanghai.id] } }]);
    expect((await admin.get(`/dictionary-items/${hu.id}`)).status).toBe(404);
    expect((await admin.post(`/dictionary-items/${shanghai.id}/merger`, { intoId: shanghai.id })).body.code).toBe(
      'DICTIONARY_CYCLE',
    );
    const east = items.get('华东')!;
    expect((await admin.post(`/dictionary-items/${east.id}/merger`, { intoId: shanghai.id })).body.code).toBe('DICTIONARY_CYCLE');
  });

  it('DICT-02: what is chosen at the moment of a merger is rewritten too, or refused', async () => {
    const acme = await world.enterprise();
    const items = await plant(acme.admin, 'region', ['甲', '乙']);
    const [from, into] = [items.get('甲')!, items.get('乙')!];
    const choose = () =>
      acme.as(async (ctx) => {
        await world.get(Dictionaries).check(ctx, 'thing', { regionId: from.id });
        await ctx.db.query(sql`SELECT pg_sleep(0.05)`);
        await ctx.db.run(sql`INSERT INTO things (tenant_id, region_id) VALUES (${ctx.tenantId}, ${from.id})`);
      });
    const writers = Array.from({ length: 6 }, choose);
    const merger = acme.admin.post(`/dictionary-items/${from.id}/merger`, { intoId: into.id });
    const late = merger.then(choose);
    const outcomes = await Promise.allSettled([...writers, late]);
    expect(outcomes.at(-1)).toMatchObject({ status: 'rejected', reason: { code: 'REFERENCE_INVALID' } });
    expect(outcomes.filter(({ status }) => status === 'fulfilled').length).toBeGreaterThan(0);
    await jobEnd(acme.admin, (await merger).body.id);
    expect(await things.regions(acme)).toEqual([into.id]);
  });

  it('DICT-02: an item that rules speak of is neither deleted nor merged; the rules are named', async () => {
    const acme = await world.enterprise();
    const { admin } = acme;
    const [named, other] = await itemsOf(admin, 'unit');
    world
      .get(FieldUses)
      .register(async (_ctx, object, field, choices) =>
        object === 'thing' && field === 'unitId' && choices?.includes(named!.id)
          ? [{ code: 'TEST_RULE', message: text('规则“{name}”', 'the rule {name}'), params: { name: '按件' } }]
          : [],
      );
    for (const answer of [
      await admin.delete(`/dictionary-items/${named!.id}`),
      await admin.post(`/dictionary-items/${named!.id}/merger`, { intoId: other!.id }),
    ])
      expect(answer.body).toMatchObject({
        code: 'DICTIONARY_ITEM_IN_USE',
        errors: [{ code: 'TEST_RULE', detail: '规则“按件”' }],
      });
    expect((await admin.delete(`/dictionary-items/${other!.id}`)).status).toBe(204);
  });

  it('DICT-02: pasted lines add what is missing, paths in trees, and say which lines cannot be taken', async () => {
    const { admin } = await world.enterprise();
    const paste = (dictionary: string, lines: string[], parentId?: string) =>
      admin.post(`/dictionaries/${dictionary}/imports`, { lines, ...(parentId ? { parentId } : {}) });
    expect((await paste('region', ['华东/上海', '华东 > 江苏/苏州', '', '华东'])).body).toEqual({ created: 4, existing: 0 });
    expect((await paste('region', ['华东/江苏/无锡', '华东/上海'])).body).toEqual({ created: 1, existing: 3 });
    const east = (await itemsOf(admin, 'region'))[0]!;
    expect((await paste('region', ['浙江/杭州'], east.id)).body).toEqual({ created: 2, existing: 0 });
    expect((await itemsOf(admin, 'region')).map(({ path }) => path.join('/'))).toContain('华东/浙江/杭州');
    expect((await paste('unit', ['千克', '千米/时'])).body).toEqual({ created: 1, existing: 1 });
    const refused = await paste('region', ['好', `${'长'.repeat(101)}/短`, '甲//乙']);
    expect(refused.body.errors).toMatchObject([
      { pointer: '/lines/1', code: 'LABEL_LENGTH' },
      { pointer: '/lines/2', code: 'LABEL_LENGTH' },
    ]);
    expect((await paste('region', ['1/2/3/4/5/6'])).body.code).toBe('DICTIONARY_TOO_DEEP');
    const many = Array.from({ length: 995 }, (_, n) => `单位${n}`);
    expect((await paste('unit', many)).body.code).toBe('DICTIONARY_FULL');
  });

  it('DICT-01: China’s divisions are loaded by one call, which adds only what is missing', async () => {
    const acme = await world.enterprise();
    const { admin } = acme;
    const load = () => admin.post('/dictionaries/region/divisions');
    const first = await load();
    expect(first.body.existing).toBe(0);
    expect(first.body.created).toBeGreaterThan(3200);
    const found = async (label: string) => itemsOf(admin, 'region', `?q=${encodeURIComponent(label)}`);
    expect((await found('南山区')).map(({ path }) => path.join('/'))).toContain('广东省/深圳市/南山区');
    expect((await found('浦东新区')).map(({ path, code }) => [...path, code])).toEqual([['上海市', '浦东新区', '310115']]);
    expect((await found('济源市')).map(({ path }) => path)).toEqual([['河南省', '济源市']]);
    expect(await found('市辖区')).toEqual([]);
    expect((await load()).body).toEqual({ created: 0, existing: first.body.created });
    const [pudong] = await found('浦东新区');
    await admin.delete(`/dictionary-items/${pudong!.id}`);
    await plant(admin, 'region', ['华东']);
    const [east] = await found('华东');
    const [shanghai] = await found('上海市');
    await admin.put(`/dictionary-items/${shanghai!.id}/position`, { intoId: east!.id });
    expect((await load()).body.created).toBe(1);
    expect((await found('浦东新区')).map(({ path }) => path)).toEqual([['华东', '上海市', '浦东新区']]);
  });
});
