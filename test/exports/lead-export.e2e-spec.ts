import sql from 'sql-template-tag';
import type { Person } from '../support/enterprise.js';
import { useWorld } from '../support/world.js';
import { csv, exported, imported, pool } from '../imports/sheets.js';

describe('exporting leads', () => {
  const world = useWorld();

  const HEADER = ['姓名', '电话', '公司', '负责人', '跟进程度'];

  it('LEAD-06 writes labels, names and local times in the language of the asker', async () => {
    const acme = await world.enterprise({ salespeople: 1 });
    await imported(acme.admin, 'a.csv', await csv(HEADER, [['李静', '13800138000', '华夏', acme.salespeople[0]!.name, '高']]));
    await acme.as((ctx) => ctx.db.run(sql`UPDATE leads SET next_contact_at = '2026-03-01T16:30:00Z', version = version + 1`));
    const fields = ['name', 'phone', 'degree', 'ownerName', 'nextContactAt'];
    for (const format of ['xlsx', 'csv']) {
      const chinese = await exported(acme.admin, { format, fields });
      expect(chinese.rows).toEqual([
        ['姓名', '电话', '跟进程度', '负责人', '下次联系时间'],
        ['李静', '+8613800138000', '高', acme.salespeople[0]!.name, '2026-03-02 00:30:00'],
      ]);
    }
    const english = await exported(acme.admin.with({ 'Accept-Language': 'en' }) as Person, {
      format: 'csv',
      fields: ['name', 'degree'],
    });
    expect(english.rows).toEqual([
      ['Name', 'Degree'],
      ['李静', 'High'],
    ]);
  });

  it('PERM-06 exports exactly what the asker may see and export, and hides fields like every list', async () => {
    const acme = await world.enterprise({ managers: 2, salespeople: 2 });
    const [one, two] = acme.salespeople;
    await imported(
      acme.admin,
      'a.csv',
      await csv(HEADER, [
        ['甲', '13800138001', null, one!.name],
        ['乙', '13800138002', null, two!.name],
      ]),
    );
    await acme.as(async (ctx) => {
      const rules = [{ object: 'lead', field: 'phone', access: 'hidden' }];
      await ctx.db.run(
        sql`UPDATE roles SET field_rules = ${JSON.stringify(rules)}::jsonb WHERE key IN ('salesManager', 'employee')`,
      );
    });
    const { rows } = await exported(acme.managers[0]!, { format: 'csv' });
    expect(rows.slice(1).map(([name]) => name)).toEqual(['甲']);
    expect(rows[0]).not.toContain('电话');
    expect(
      (await acme.managers[0]!.post('/leads/exports', { format: 'csv', fields: ['name', 'phone'] })).body.errors[0].code,
    ).toBe('UNKNOWN_FIELD');
    expect((await one!.post('/leads/exports', { format: 'csv' })).status).toBe(403);
  });

  it('LEAD-06 narrows by filter, condition and search, and refuses what a list would refuse', async () => {
    const acme = await world.enterprise();
    const poolId = await pool(acme, '华东');
    await imported(
      acme.admin,
      'a.csv',
      await csv(HEADER, [
        ['李静', null, '华夏科技', null, '高'],
        ['王伟', null, '远航物流', null, '低'],
      ]),
      { poolId },
    );
    const names = async (body: object): Promise<unknown> =>
      (await exported(acme.admin, { format: 'csv', fields: ['name'], sort: 'createdAt', ...body })).rows.slice(1).flat();
    expect(await names({})).toHaveLength(2);
    expect(await names({ filter: { degree: 'high' } })).toEqual(['李静']);
    expect(await names({ condition: { any: [{ field: 'degree', op: 'eq', value: 'low' }] } })).toEqual(['王伟']);
    expect(await names({ q: '远航' })).toEqual(['王伟']);
    const wrong = await acme.admin.post('/leads/exports', { format: 'csv', condition: { field: 'wealth', op: 'eq', value: 1 } });
    expect(wrong.body.errors[0].pointer).toBe('/condition/field');
  });

  it('LEAD-06 makes formulas harmless in a file that a spreadsheet program will open', async () => {
    const acme = await world.enterprise();
    const poolId = await pool(acme, '华东');
    await imported(acme.admin, 'a.csv', await csv(['姓名', '公司'], [['=cmd|calc', '@SUM(A1)']]), { poolId });
    const { content } = await exported(acme.admin, { format: 'csv', fields: ['name', 'company'] });
    expect(content.toString().split('\r\n')[1]).toBe(`'=cmd|calc,'@SUM(A1)`);
  });

  it('OPS-02 gives a file to nobody but who asked for it, and writes the export into the audit log', async () => {
    const acme = await world.enterprise({ managers: 1 });
    const { id } = await exported(acme.admin, { format: 'csv' });
    const [manager] = acme.managers;
    expect((await manager!.get(`/leads/exports/${id}/file`)).body.code).toBe('EXPORT_NOT_FOUND');
    expect((await manager!.get(`/leads/exports/${id}`)).status).toBe(404);
    const log = await acme.admin.get('/audit-log', { filter: { action: 'lead.exported' } });
    expect(log.body.items).toEqual([
      expect.objectContaining({ object: 'lead', summary: expect.objectContaining({ rows: 0, format: 'csv' }) }),
    ]);
  });
});
