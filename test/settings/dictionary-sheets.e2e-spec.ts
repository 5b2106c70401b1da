import { jobEnd } from '../support/jobs.js';
import { sql, useWorld } from '../support/world.js';
import { cellsOf, csv, imported } from '../imports/sheets.js';
import { itemsOf, plant } from './dictionary-support.js';

describe('dictionary items in spreadsheets and custom fields', () => {
  const world = useWorld();
  const HEADER = ['姓名', '电话', '所在地'];

  it('DICT-01: imports take labels and paths, name what is unknown or ambiguous, and exports write paths that imports take', async () => {
    const { admin } = await world.enterprise();
    await plant(admin, 'region', ['华东/上海', '华东/江苏/鼓楼区', '华北/鼓楼区']);
    await admin.post('/custom-fields', { object: 'lead', label: '所在地', key: 'place', type: 'region' });
    const template = await admin.download('/leads/import-template?format=csv');
    expect((template.body as Buffer).toString()).toContain('华东、华东/上海、华东/江苏');
    const rows = [
      ['甲', '13800138001', '上海'],
      ['乙', '13800138002', '华东 > 江苏 > 鼓楼区'],
      ['丙', '13800138003', '鼓楼区'],
      ['丁', '13800138004', '火星'],
    ];
    const result = await imported(admin, 'a.csv', await csv(HEADER, rows));
    expect(result.counts).toMatchObject({ created: 2, failed: 2 });
    const failed = await admin.get(`/leads/imports/${result.id}/errors`);
    expect(failed.body.items.map((row: { errors: { code: string; detail: string }[] }) => row.errors[0])).toMatchObject([
      { code: 'AMBIGUOUS_ITEM', detail: expect.stringContaining('鼓楼区') },
      { code: 'NOT_AN_ITEM', detail: '字典中没有“火星”' },
    ]);
    const started = await admin.post('/leads/exports', { format: 'csv', fields: ['name', 'custom.place'] });
    const { result: done } = await jobEnd(admin, started.body.id);
    const file = await admin.download(`/leads/exports/${String(done!.exportId)}/file`);
    const cells = await cellsOf(file.body as Buffer);
    expect(new Map(cells as [string, string][])).toEqual(
      new Map([
        ['姓名', '所在地'],
        ['甲', '华东/上海'],
        ['乙', '华东/江苏/鼓楼区'],
      ]),
    );
  });

  it('DICT-02: custom fields keep an item from being deleted, and a merger rewrites them too', async () => {
    const acme = await world.enterprise();
    const { admin } = acme;
    const items = await plant(admin, 'region', ['甲地', '乙地']);
    const [from, into] = [items.get('甲地')!, items.get('乙地')!];
    await admin.post('/custom-fields', { object: 'lead', label: '所在地', key: 'place', type: 'region', indexed: true });
    const lead = await admin.post('/leads', { name: '李静', phone: '13800138000', custom: { place: from.id } });
    expect(lead.status).toBe(201);
    expect((await admin.delete(`/dictionary-items/${from.id}`)).body.errors).toMatchObject([
      { code: 'RECORDS', detail: '1 条线索的“所在地”' },
    ]);
    const merger = await admin.post(`/dictionary-items/${from.id}/merger`, { intoId: into.id });
    expect(await jobEnd(admin, merger.body.id)).toMatchObject({ result: { records: 1 } });
    const found = await admin.get('/leads', { 'filter[custom.place][under]': into.id });
    expect(found.body.items).toHaveLength(1);
  });

  it('DICT-01: reading a dictionary of all divisions once costs few pages, and later lists none', async () => {
    const acme = await world.enterprise();
    await acme.admin.post('/dictionaries/region/divisions');
    await itemsOf(acme.admin, 'region', '?parentId=none');
    const buffers = await acme.as(async (ctx) => {
      await ctx.db.query(sql`SELECT 1`);
      const [plan] = await ctx.db.once<{ 'QUERY PLAN': [{ Plan: Record<string, number> }] }>(
        sql`EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) SELECT id, label FROM dictionary_items WHERE tenant_id = ${ctx.tenantId} AND dictionary = 'region'`,
      );
      const { 'Shared Hit Blocks': hit, 'Shared Read Blocks': read } = plan!['QUERY PLAN'][0].Plan;
      return hit! + read!;
    });
    expect(buffers).toBeLessThan(400);
  });
});
