import { newId } from '../../src/platform/database/ids.js';
import { itemId } from '../support/dictionaries.js';
import { jobEnd } from '../support/jobs.js';
import { makePool } from '../support/pools.js';
import { useWorld } from '../support/world.js';
import { csv, imported } from '../imports/sheets.js';

describe('leads and dictionaries', () => {
  const world = useWorld();

  it('DICT-01 LEAD-01: a lead is sorted by items, answered with their labels, and found below an item of a tree', async () => {
    const { admin } = await world.enterprise();
    await admin.post('/dictionaries/region/imports', { lines: ['华东/上海/浦东', '华北'] });
    const [regionId, east, north] = [
      await itemId(admin, 'region', '浦东'),
      await itemId(admin, 'region', '华东'),
      await itemId(admin, 'region', '华北'),
    ];
    const sourceId = await itemId(admin, 'leadSource', '展会');
    const made = await admin.post('/leads', { name: '李静', phone: '13800138000', regionId, sourceId });
    expect(made.body).toMatchObject({
      regionId,
      regionLabel: '浦东',
      sourceId,
      sourceLabel: '展会',
      industryId: null,
      industryLabel: null,
    });
    const names = async (filter: Record<string, unknown>) =>
      (await admin.get('/leads', filter)).body.items.map((lead: { name: string }) => lead.name);
    expect(await names({ 'filter[regionId][under]': east, 'filter[sourceId]': sourceId })).toEqual(['李静']);
    expect(await names({ 'filter[regionId][under]': north })).toEqual([]);
    const searched = await admin.post('/leads/search', {
      condition: { not: { field: 'regionId', op: 'under', value: [east] } },
    });
    expect(searched.body.items).toEqual([]);
    await admin.patch(`/dictionary-items/${regionId}`, { label: '浦东新区', status: 'disabled' });
    const kept = await admin.patch(`/leads/${made.body.id}`, { regionId, title: '经理' });
    expect(kept.body).toMatchObject({ regionLabel: '浦东新区', title: '经理' });
    const refused = await admin.post('/leads', { name: '王伟', phone: '13800138001', regionId, sourceId: newId() });
    expect(refused.body).toMatchObject({
      code: 'REFERENCE_INVALID',
      errors: [
        { pointer: '/sourceId', code: 'DICTIONARY_ITEM_UNKNOWN' },
        { pointer: '/regionId', code: 'DICTIONARY_ITEM_DISABLED' },
      ],
    });
  });

  it('DICT-02 LEAD-06: an imported label becomes its item, and merging that item moves the leads', async () => {
    const { admin } = await world.enterprise();
    const rows = [
      ['甲', '13800138001', '展会'],
      ['乙', '13800138002', '不存在'],
    ];
    const result = await imported(admin, 'a.csv', await csv(['姓名', '电话', '来源'], rows));
    expect(result.counts).toMatchObject({ created: 1, failed: 1 });
    const [from, into] = [await itemId(admin, 'leadSource', '展会'), await itemId(admin, 'leadSource', '其他')];
    const merger = await admin.post(`/dictionary-items/${from}/merger`, { intoId: into });
    expect(await jobEnd(admin, merger.body.id)).toMatchObject({ result: { records: 1 } });
    expect((await admin.get('/leads')).body.items).toMatchObject([{ name: '甲', sourceLabel: '其他', version: 2 }]);
  });

  it('DICT-02 POOL-06: an item that a routing rule asks for stays, and the rule is named', async () => {
    const acme = await world.enterprise();
    const { admin } = acme;
    const pool = await makePool(acme, []);
    const sourceId = await itemId(admin, 'leadSource', '展会');
    const condition = { all: [{ field: 'sourceId', op: 'in', value: [sourceId] }] };
    const put = await admin.put('/routing-rules?object=lead', {
      items: [
        { name: '展会线索', condition, poolId: pool.id },
        { name: '其他', condition: null, poolId: pool.id },
      ],
    });
    expect(put.status).toBe(200);
    const routed = await admin.post('/leads', { name: '李静', phone: '13800138000', sourceId, route: true });
    expect(routed.body.poolId).toBe(pool.id);
    const refused = await admin.delete(`/dictionary-items/${sourceId}`);
    expect(refused.body.errors.map(({ code }: { code: string }) => code).sort()).toEqual(['RECORDS', 'ROUTING_RULE']);
  });
});
