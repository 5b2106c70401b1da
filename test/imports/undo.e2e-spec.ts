import { tiesOf } from '../../src/platform/records/index.js';
import type { Enterprise, Person } from '../support/enterprise.js';
import { eventually, jobEnd } from '../support/jobs.js';
import { ledgerOf, makePool } from '../support/pools.js';
import { sql, useWorld } from '../support/world.js';
import { csv, imported, madeBy } from './sheets.js';
import { keptOnes, undone } from './undos.js';

const customers = async (client: Person, header: string[], rows: (string | null)[][], options: object = {}) =>
  imported(client, 'a.csv', await csv(header, rows), options, 'customers');

const importOf = (acme: Enterprise, id: string, change: string) =>
  acme.as((ctx) =>
    ctx.db.run({ text: `UPDATE imports SET ${change} WHERE id = '${id}'`, values: [] } as unknown as ReturnType<typeof sql>),
  );

describe('taking an import back', () => {
  const world = useWorld();

  it('CUST-09 removes the customers that an import made, and frees their names, phones and numbers', async () => {
    const acme = await world.enterprise({ managers: 1, salespeople: 1 });
    const [anna] = acme.salespeople;
    const header = ['客户名称', '简称', '编号', '电话', '负责人'];
    const rows = [
      ['甲公司', '甲', 'A-1', '0571-88886666', anna!.name],
      ['乙公司', null, null, null, anna!.name],
    ];
    const first = await customers(acme.admin, header, rows);
    const made = await madeBy(acme.admin, first.id);
    const before = await acme.admin.get(`/customers/imports/${first.id}/undo`);
    expect(before.body).toMatchObject({
      status: null,
      removable: 2,
      removed: 0,
      kept: 0,
      reasons: [],
      notReverted: 0,
      undoneAt: null,
    });
    expect(await undone(acme.admin, first.id)).toMatchObject({
      status: 'succeeded',
      removable: 0,
      removed: 2,
      kept: 0,
      undoneBy: acme.admin.id,
    });
    for (const id of Object.values(made)) expect((await acme.admin.get(`/customers/${id}`)).status).toBe(404);
    expect((await acme.admin.post('/customers/duplicate-checks', { name: '甲公司', shortName: '甲' })).body).toEqual({
      duplicates: [],
      near: [],
    });
    const again = await customers(acme.admin, header, rows);
    expect(again.counts).toEqual({ created: 2, updated: 0, skipped: 0, failed: 0 });
    const numbers = await acme.as((ctx) => ctx.db.query<{ number: string }>(sql`SELECT number FROM customers ORDER BY number`));
    // a number that was given out is not given out anew
    expect(numbers.map(({ number }) => number)).toEqual(['A-1', expect.stringMatching(/2$/)]);
  });

  it('CUST-09 keeps what somebody has worked with since, and says why, before and after', async () => {
    const acme = await world.enterprise({ salespeople: 2 });
    const [anna, ben] = acme.salespeople;
    const sea = await makePool(acme, [anna!], {}, [], '华东公海', 'customer');
    const names = ['改', '领', '跟', '联', '协', '评', '伞', '子', '孙', '空'];
    const result = await customers(
      acme.admin,
      ['客户名称', '负责人', '上级客户'],
      names.map((name) => [`${name}公司`, name === '领' ? null : ben!.name, { 子: '伞公司', 孙: '子公司' }[name] ?? null]),
      { poolId: sea.id },
    );
    const made = await madeBy(acme.admin, result.id);
    const id = (name: string): string => made[`${name}公司`]!;
    const acts = await Promise.all([
      ben!.patch(`/customers/${id('改')}`, { remark: '大客户' }),
      anna!.post(`/pools/${sea.id}/claims`, { ids: [id('领')] }),
      ben!.post(`/customers/${id('跟')}/follow-ups`, { method: 'call', content: '打了电话' }),
      ben!.post('/contacts', { customerId: id('联'), name: '陈海' }),
      ben!.put(`/customers/${id('协')}/collaborators/${anna!.id}`, { access: 'read' }),
      ben!.post('/comments', { object: 'customer', recordId: id('评'), content: '谁来跟进' }),
      ben!.patch(`/customers/${id('孙')}`, { remark: '改过' }),
    ]);
    expect(acts.map(({ status }) => status < 300)).toEqual(acts.map(() => true));
    const expected: Record<string, string[]> = {
      改公司: ['CHANGED'],
      领公司: ['CHANGED', 'MOVED'],
      跟公司: ['CHANGED', 'FOLLOWED_UP'],
      联公司: ['HAS_CONTACTS'],
      协公司: ['HAS_COLLABORATORS'],
      评公司: ['HAS_COMMENTS'],
      伞公司: ['HAS_SUBSIDIARIES'],
      子公司: ['HAS_SUBSIDIARIES'],
      孙公司: ['CHANGED'],
    };
    const preview = await acme.admin.get(`/customers/imports/${result.id}/undo`);
    expect(preview.body).toMatchObject({ removable: 1, kept: 9 });
    expect(preview.body.reasons).toContainEqual({ code: 'HAS_CONTACTS', detail: '已有联系人', count: 1 });
    expect(await keptOnes(acme.admin, result.id, made)).toEqual(expected);
    const page = await acme.admin.get(`/customers/imports/${result.id}/undo/kept?limit=5`);
    const rest = await acme.admin.get(`/customers/imports/${result.id}/undo/kept?limit=5&cursor=${page.body.page.nextCursor}`);
    expect([page.body.items.length, rest.body.items.length, rest.body.page.hasMore]).toEqual([5, 4, false]);
    expect(await undone(acme.admin, result.id)).toMatchObject({ removed: 1, kept: 9, removable: 0 });
    expect(await keptOnes(acme.admin, result.id, made)).toEqual(expected);
    expect(Object.keys(await madeBy(acme.admin, result.id))).not.toContain('空公司');
  });

  it('CUST-09 removes whole families that nobody has touched, from below upwards', async () => {
    const acme = await world.enterprise({ salespeople: 1 });
    const rows = Array.from({ length: 8 }, (_, n) => [`第${n}公司`, acme.salespeople[0]!.name, n > 0 ? `第${n - 1}公司` : null]);
    const result = await customers(acme.admin, ['客户名称', '负责人', '上级客户'], rows);
    expect((await acme.admin.get(`/customers/imports/${result.id}/undo`)).body).toMatchObject({ removable: 8, kept: 0 });
    expect(await undone(acme.admin, result.id)).toMatchObject({ removed: 8, kept: 0 });
  });

  it('CUST-09 leaves what an import only changed as it is, and says so before', async () => {
    const acme = await world.enterprise({ salespeople: 1 });
    const header = ['客户名称', '负责人', '电话'];
    const [anna] = acme.salespeople;
    await customers(acme.admin, header, [['甲公司', anna!.name, null]]);
    const second = await customers(
      acme.admin,
      header,
      [
        ['甲公司', anna!.name, '0571-88886666'],
        ['乙公司', anna!.name, null],
      ],
      { duplicates: 'update' },
    );
    expect((await acme.admin.get(`/customers/imports/${second.id}/undo`)).body).toMatchObject({ removable: 1, notReverted: 1 });
    expect(await undone(acme.admin, second.id)).toMatchObject({ removed: 1, kept: 0, notReverted: 1 });
    const { body } = await acme.admin.get('/customers?scope=all&fields=name,phone');
    expect(body.items).toEqual([expect.objectContaining({ name: '甲公司', phone: '+8657188886666' })]);
  });

  it('LEAD-06 POOL-16 takes leads out of pools and from owners, gives the count of the day back, and tells ledger, feed and audit log', async () => {
    const acme = await world.enterprise({ salespeople: 1 });
    const [anna] = acme.salespeople;
    const rules = { claim: { dailyLimit: 2, counts: { assigned: true, transferred: true, created: true } } };
    const pool = await makePool(acme, [anna!], rules);
    const waiting = await pool.leads(2);
    const result = await imported(
      acme.admin,
      'a.csv',
      await csv(
        ['姓名', '电话', '负责人'],
        [
          ['李静', '13800138000', anna!.name],
          ['王强', '13800138001', anna!.name],
          ['陈海', '13800138002', null],
        ],
      ),
      { poolId: pool.id },
    );
    const made = await madeBy(acme.admin, result.id, 'leads');
    const claim = async (id: string) => (await anna!.post(`/pools/${pool.id}/claims`, { ids: [id] })).body.items[0];
    expect(await claim(waiting[0]!)).toMatchObject({ ok: false, code: 'CLAIM_DAILY_LIMIT_REACHED' });
    const { body: start } = await acme.admin.get('/leads/changes?from=now');
    expect(await undone(acme.admin, result.id, 'leads')).toMatchObject({ removed: 3, kept: 0 });
    expect(await claim(waiting[0]!)).toMatchObject({ ok: true });
    expect(await ledgerOf(acme, made['李静']!)).toEqual([
      expect.objectContaining({ kind: 'imported', to_owner_id: anna!.id }),
      expect.objectContaining({ kind: 'withdrawn', from_owner_id: anna!.id, to_owner_id: null, to_pool_id: null }),
    ]);
    expect((await ledgerOf(acme, made['陈海']!)).at(-1)).toMatchObject({ kind: 'withdrawn', from_pool_id: pool.id });
    const deleted = await eventually(
      async () =>
        (await acme.admin.get(`/leads/changes?cursor=${start.page.nextCursor}`)).body.items.filter(
          ({ operation }: { operation: string }) => operation === 'deleted',
        ) as { recordId: string; actorId: string }[],
      (items) => items.length >= 3,
    );
    expect(deleted.map(({ recordId }) => recordId).sort()).toEqual(Object.values(made).sort());
    expect(new Set(deleted.map(({ actorId }) => actorId))).toEqual(new Set([acme.admin.id]));
    const { body: log } = await acme.admin.get('/audit-log', { filter: { action: 'lead.importUndone' } });
    expect(log.items).toEqual([
      expect.objectContaining({
        actorId: acme.admin.id,
        summary: expect.objectContaining({ importId: result.id, removed: 3, kept: 0 }),
      }),
    ]);
    const notices = (await acme.admin.get('/me/notices')).body.items as { kind: string; text: string }[];
    expect(notices.find(({ kind }) => kind === 'importUndone')).toBeDefined();
    expect((await acme.admin.get(`/leads/imports/${result.id}`)).body.undoneAt).not.toBeNull();
  });

  it('CUST-09 is for whoever imported, or who may import for everybody', async () => {
    const acme = await world.enterprise({ managers: 2, salespeople: 1 });
    const [mine, others] = acme.managers;
    const result = await customers(mine!, ['客户名称', '负责人'], [['甲公司', mine!.name]]);
    for (const path of ['undo', 'undo/kept']) {
      expect((await others!.get(`/customers/imports/${result.id}/${path}`)).status).toBe(404);
      expect((await acme.salespeople[0]!.get(`/customers/imports/${result.id}/${path}`)).status).toBe(403);
      expect((await acme.admin.get(`/leads/imports/${result.id}/${path}`)).status).toBe(404);
    }
    expect((await others!.post(`/customers/imports/${result.id}/undo`)).body.code).toBe('IMPORT_NOT_FOUND');
    const elsewhere = await world.enterprise();
    expect((await elsewhere.admin.post(`/customers/imports/${result.id}/undo`)).status).toBe(404);
    expect(await undone(mine!, result.id)).toMatchObject({ removed: 1 });
  });

  it('CUST-09 happens once, within 30 days, and an import that was taken back is not run on', async () => {
    const acme = await world.enterprise({ salespeople: 1 });
    const rows = [['甲公司', acme.salespeople[0]!.name]];
    const draft = await acme.admin.upload('/customers/imports', 'a.csv', await csv(['客户名称', '负责人'], rows));
    const undo = (id: string) => acme.admin.post(`/customers/imports/${id}/undo`);
    expect((await undo(draft.body.id)).body.code).toBe('IMPORT_NOT_FINISHED');
    expect((await acme.admin.get(`/customers/imports/${draft.body.id}/undo`)).body).toMatchObject({ until: null, removable: 0 });
    const result = await customers(acme.admin, ['客户名称', '负责人'], rows);
    const until = new Date((await acme.admin.get(`/customers/imports/${result.id}/undo`)).body.until as string);
    expect((until.getTime() - new Date(result.finishedAt as string).getTime()) / 86_400_000).toBe(30);
    const twice = await Promise.all([undo(result.id), undo(result.id)]);
    expect(twice.map(({ status }) => status).sort((a, b) => a - b)).toEqual([202, 409]);
    await jobEnd(acme.admin, twice.find(({ status }) => status === 202)!.body.id as string);
    expect((await undo(result.id)).body.code).toBe('IMPORT_UNDONE');
    const late = await customers(acme.admin, ['客户名称', '负责人'], rows);
    await importOf(acme, late.id, `job_id = NULL, finished_at = now() - interval '31 days'`);
    expect((await undo(late.id)).body.code).toBe('IMPORT_UNDO_TOO_LATE');
  });

  it('CUST-09 LEAD-06 knows of everything that refers to customers, contacts and leads', async () => {
    const acme = await world.enterprise();
    for (const object of ['customer', 'contact', 'lead']) {
      const referring = await acme.as((ctx) =>
        ctx.db.query<{ name: string }>(sql`
          SELECT c.conrelid::regclass || '.' || a.attname AS name FROM pg_constraint c JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[2]
          WHERE c.contype = 'f' AND c.confrelid = ${`${object}s`}::regclass AND c.confdeltype <> 'c'`),
      );
      const known = new Set(tiesOf(object).map(({ table, column }) => `${table}.${column}`));
      expect(referring.map(({ name }) => name).filter((name) => !known.has(name))).toEqual([]);
    }
  });
});
