import { itemId } from '../support/dictionaries.js';
import { sql, useWorld } from '../support/world.js';
import { cellsOf, csv, imported, leadsOf, pool, xlsx } from './sheets.js';

const HEADER = ['姓名', '手机号', '公司', '负责人', '线索池', '标签', '星座'];

describe('importing leads', () => {
  const world = useWorld();

  it('LEAD-06 makes a mapped and previewed draft of an upload, and nothing else', async () => {
    const acme = await world.enterprise();
    const poolId = await pool(acme, '华东');
    const content = await xlsx(HEADER, [
      ['李静', 13800138000, '华夏科技', null, '华东', '展会、老客户', '天秤'],
      ['', '123', '远航', '无名', '华东', null, null],
    ]);
    const draft = await acme.admin.upload('/leads/imports', '../../etc/线索\u202exslx.csv', content);
    expect(draft.status).toBe(201);
    expect(draft.headers.location).toBe(`/api/v1/leads/imports/${draft.body.id}`);
    expect(draft.body).toMatchObject({
      fileName: '线索xslx.csv',
      status: 'draft',
      headerRow: 1,
      unmapped: ['星座'],
      missing: [],
      rowEstimate: 2,
    });
    expect(draft.body.mapping.map((entry: { field: string }) => entry.field)).toEqual([
      'name',
      'phone',
      'company',
      'owner',
      'pool',
      'tags',
      null,
    ]);
    expect(draft.body.preview[0]).toEqual({
      row: 2,
      outcome: 'created',
      values: { name: '李静', phone: '+8613800138000', company: '华夏科技', pool: '华东', tags: ['展会', '老客户'] },
      errors: [],
      warnings: [],
    });
    expect(draft.body.firstErrors).toEqual([
      expect.objectContaining({
        row: 3,
        outcome: 'failed',
        errors: [
          { field: 'name', code: 'REQUIRED', detail: '必填' },
          { field: 'phone', code: 'NOT_A_PHONE', detail: '不是有效的电话号码' },
        ],
      }),
    ]);
    expect(await leadsOf(acme, 'id')).toEqual([]);
    expect(poolId).toBeDefined();
  });

  it('LEAD-06 puts rows without an owner into the chosen pool and those with one into their own, with their ledger lines', async () => {
    const acme = await world.enterprise({ salespeople: 1 });
    const [anna] = acme.salespeople;
    const poolId = await pool(acme, '华东');
    const sourceId = await itemId(acme.admin, 'leadSource', '展会');
    const result = await imported(
      acme.admin,
      'a.xlsx',
      await xlsx(HEADER, [
        ['李静', '13800138001'],
        ['王伟', '13800138002', null, anna!.name],
      ]),
      { poolId, sourceId, tags: ['春季'] },
    );
    expect(result).toMatchObject({ status: 'succeeded', counts: { created: 2, updated: 0, skipped: 0, failed: 0 } });
    expect(await leadsOf(acme, 'name, pool_id, owner_id, acquisition, source_id, tags, import_id')).toEqual([
      {
        name: '李静',
        pool_id: poolId,
        owner_id: null,
        acquisition: 'imported',
        source_id: sourceId,
        tags: ['春季'],
        import_id: result.id,
      },
      {
        name: '王伟',
        pool_id: null,
        owner_id: anna!.id,
        acquisition: 'imported',
        source_id: sourceId,
        tags: ['春季'],
        import_id: result.id,
      },
    ]);
    const { body } = await acme.admin.get('/audit-log', { filter: { action: 'lead.imported' } });
    expect(body.items).toHaveLength(1);
  });

  it('LEAD-06 reports rows that it cannot place, by what is wrong with each', async () => {
    const acme = await world.enterprise({ salespeople: 1 });
    await acme.person('陈海', ['salesperson']);
    await acme.as((ctx) => ctx.db.run(sql`DELETE FROM routing_rules`));
    const rows = [['甲', null, null, '陈海'], ['乙', null, null, '无名氏'], ['丙', null, null, null, '天上'], ['丁']];
    const result = await imported(acme.admin, 'a.csv', await csv(HEADER, rows));
    expect(result.counts).toEqual({ created: 0, updated: 0, skipped: 0, failed: 4 });
    const { body } = await acme.admin.with({ 'Accept-Language': 'en' }).get(`/leads/imports/${result.id}/errors`);
    expect(body.items.map(({ row, errors }: { row: number; errors: { code: string }[] }) => [row, errors[0]!.code])).toEqual([
      [2, 'OWNER_AMBIGUOUS'],
      [3, 'OWNER_UNKNOWN'],
      [4, 'POOL_UNKNOWN'],
      [5, 'NO_POOL'],
    ]);
    expect(body.items[1].errors[0].detail).toBe('There is no active employee 无名氏');
  });

  it.each([
    ['skip', { created: 1, updated: 0, skipped: 2, failed: 0 }, '李静'],
    ['update', { created: 1, updated: 2, skipped: 0, failed: 0 }, '李静二'],
    ['create', { created: 1, updated: 0, skipped: 0, failed: 2 }, '李静'],
    ['error', { created: 1, updated: 0, skipped: 0, failed: 2 }, '李静'],
  ])('LEAD-06 meets duplicates of existing leads and of the file itself by the rule %s', async (duplicates, counts, name) => {
    const acme = await world.enterprise();
    const poolId = await pool(acme, '华东');
    await imported(acme.admin, 'first.csv', await csv(HEADER, [['李静', '13800138000', '华夏']]), { poolId });
    const second = await csv(HEADER, [
      ['李静一', '138-0013-8000', null, null, null, '展会'],
      ['王伟', '13800138001'],
      ['李静二', '+8613800138000', null, null, null, '老客户'],
    ]);
    const result = await imported(acme.admin, 'second.csv', second, { poolId, duplicates });
    expect(result.counts).toEqual(counts);
    const leads = await leadsOf(acme, 'name, company, tags, version');
    expect(leads).toHaveLength(2);
    expect(leads[0]).toMatchObject({
      name,
      company: '华夏',
      ...(duplicates === 'update' ? { tags: ['展会', '老客户'], version: 2 } : { tags: [], version: 1 }),
    });
  });

  it('LEAD-06 counts leads that duplicate control only warns of when told to', async () => {
    const acme = await world.enterprise();
    const poolId = await pool(acme, '华东');
    const rows = [
      ['甲', null, '华夏科技有限公司'],
      ['乙', null, '华夏科技(有限公司)'],
    ];
    expect((await imported(acme.admin, 'a.csv', await csv(HEADER, rows), { poolId })).counts).toMatchObject({ created: 2 });
    expect((await imported(acme.admin, 'a.csv', await csv(HEADER, rows), { poolId, countWarnings: true })).counts).toMatchObject({
      created: 0,
      skipped: 2,
    });
  });

  it('LEAD-06 hands back failed rows as they stood, to be corrected and sent again', async () => {
    const acme = await world.enterprise();
    const poolId = await pool(acme, '华东');
    const result = await imported(
      acme.admin,
      '一月.xlsx',
      await xlsx(HEADER, [
        ['李静', '13800138000'],
        ['=HYPERLINK("http://x")', '12', null, null, null, null, '天秤'],
      ]),
      { poolId },
    );
    const file = await acme.admin.download(`/leads/imports/${result.id}/errors-file?format=xlsx`);
    expect(file.headers['content-disposition']).toContain(`filename*=UTF-8''${encodeURIComponent('一月-错误原因.xlsx')}`);
    const rows = await cellsOf(file.body as Buffer);
    expect(rows).toEqual([
      [...HEADER, '错误原因'],
      ['=HYPERLINK("http://x")', '12', null, null, null, null, '天秤', '手机号: 不是有效的电话号码'],
    ]);
    rows[1]![1] = '13800138009';
    const again = await acme.admin.upload('/leads/imports', 'again.xlsx', await xlsx(rows[0] as string[], rows.slice(1)));
    expect(again.body.unmapped).toEqual(['星座']);
    expect(again.body.preview[0].values).toEqual({ name: '=HYPERLINK("http://x")', phone: '+8613800138009' });
    const second = await imported(acme.admin, 'again.csv', await csv(rows[0] as string[], rows.slice(1)), { poolId });
    expect(second.counts).toMatchObject({ created: 1, failed: 0 });
    expect(await leadsOf(acme, 'name')).toEqual([{ name: '李静' }, { name: '=HYPERLINK("http://x")' }]);
  });

  it('LEAD-06 lets salespeople with the permission give leads to themselves, and to others only below them', async () => {
    const acme = await world.enterprise({ managers: 1, salespeople: 1 });
    const [manager] = acme.managers;
    const rows = [
      ['甲', null, null, acme.salespeople[0]!.name],
      ['乙', null, null, manager!.name],
      ['丙', null, null, acme.admin.name],
    ];
    const result = await imported(manager!, 'a.csv', await csv(HEADER, rows));
    expect(result.counts).toEqual({ created: 2, updated: 0, skipped: 0, failed: 1 });
    expect((await acme.salespeople[0]!.get('/leads/imports')).status).toBe(403);
    expect((await acme.admin.get('/leads/imports')).body.items).toHaveLength(1);
  });
});
