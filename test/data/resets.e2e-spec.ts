import { randomUUID } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Enterprise, Person } from '../support/enterprise.js';
import { jobEnd } from '../support/jobs.js';
import { makePool } from '../support/pools.js';
import { sql, useWorld } from '../support/world.js';
import { fill } from './reset-fixture.js';
import { consented, reset, run, secondAdmin } from './resets.js';
import { resetTables, tracesOf, undecidedTables } from './reset-traces.js';

const directory = join(tmpdir(), `highseas-resets-${randomUUID()}`);
const world = useWorld((config) => ({ ...config, files: { ...config.files, directory } }));
jest.setTimeout(90_000);

const ALL = ['leads', 'customers', 'followUps'];
const filesOf = async ({ id }: Enterprise): Promise<string[]> =>
  (await readdir(join(directory, id), { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map(({ name }) => name);
/** Does something beside a transaction that has begun to write before it and ends after it. */
const whileWriting = (acme: Enterprise, work: () => Promise<void>): Promise<void> =>
  acme.as(async (ctx) => {
    await ctx.db.one(sql`SELECT pg_current_xact_id()`);
    await work();
  });
const numbers = (acme: Enterprise) => resetTables(world.config.database.ownerUrl, acme.id);

describe('the reset of CRM data', () => {
  it('OPS-03 knows of every table of enterprises whether it is emptied, or what it is kept for', async () => {
    expect(await undecidedTables(world.config.database.ownerUrl)).toEqual([]);
  });

  it('OPS-03 leaves no record, nothing that hung on one and no file, and of other enterprises everything', async () => {
    const [acme, other] = [await world.enterprise({ salespeople: 1 }), await world.enterprise({ salespeople: 1 })];
    const [{ ids, leads }] = [await fill(acme), await fill(other)];
    const second = await secondAdmin(acme);
    await acme.admin.post('/views', { object: 'lead', name: '我的视图', condition: null, columns: ['name'] });
    const rule = { pattern: 'C-{seq:4}', reset: 'never', gapFree: false, start: 1 };
    await acme.admin.put('/number-rules/customer', rule);
    const before = await numbers(acme);
    expect(Object.entries(before).filter(([, n]) => n === 0)).toEqual([]);
    const theirs = await numbers(other);
    const theirFiles = await filesOf(other);
    const { nextCursor } = (await acme.admin.get('/leads/changes', { from: 'now' })).body.page;
    const id = await reset(acme, second, ALL);
    expect((await acme.admin.get(`/crm-resets/${id}`)).body).toMatchObject({
      status: 'done',
      kinds: ALL,
      removed: expect.arrayContaining([expect.objectContaining({ table: 'contacts' })]),
    });
    expect(await tracesOf(world.config.database.ownerUrl, acme.id, [...ids, '海风'])).toEqual([]);
    expect(await filesOf(acme)).toEqual([]);
    const left = Object.entries(await numbers(acme)).filter(([, n]) => n > 0);
    expect(left.map(([name]) => name).sort()).toEqual(['notices', 'record_changes']);
    expect([await numbers(other), await filesOf(other)]).toEqual([theirs, theirFiles]);
    expect((await acme.admin.get(`/leads/${leads[0]}`)).status).toBe(404);
    expect((await acme.admin.get('/leads', { count: 'exact' })).body.page.total).toBe(0);
    expect((await acme.admin.get('/views', { object: 'lead' })).body.items).toEqual(
      expect.arrayContaining([expect.objectContaining({ name: '我的视图' })]),
    );
    expect(await acme.as((ctx) => ctx.db.one(sql`SELECT bytes::int FROM file_usage`))).toEqual({ bytes: 0 });
    const old = await acme.admin.get('/leads/changes', { cursor: nextCursor });
    expect([old.status, old.body.code]).toEqual([410, 'CHANGE_FEED_RESTARTED']);
    const fresh = await acme.admin.get('/leads/changes', { from: 'now' });
    expect((await acme.admin.get('/leads/changes', { cursor: fresh.body.page.nextCursor })).status).toBe(200);
    expect((await acme.admin.get('/employees', {})).body.items.length).toBeGreaterThanOrEqual(3);
  });

  it('OPS-03 API-04 lets readers of changes begin anew also while somebody writes since before the reset', async () => {
    const acme = await world.enterprise();
    await acme.admin.post('/leads', { name: '海风', phone: '13800138000' });
    const { body: before } = await acme.admin.get('/leads/changes', { from: 'now' });
    const second = await secondAdmin(acme);
    const read = async (query: Record<string, string>): Promise<{ status: number; cursor: string }> => {
      const { status, body } = await acme.admin.get('/leads/changes', query);
      return { status, cursor: body.page?.nextCursor };
    };
    await reset(acme, second, ['leads']);
    await whileWriting(acme, async () => {
      // as if it had waited for those who wrote before it, and been finished only now
      await acme.as((ctx) => ctx.db.run(sql`UPDATE crm_resets SET transaction_id = pg_current_xact_id()::text::bigint`));
      expect(await read({ cursor: before.page.nextCursor })).toMatchObject({ status: 410 });
      for (const beginning of [{ from: 'now' }, { limit: '1' }] as Record<string, string>[]) {
        const { cursor } = await read(beginning);
        expect(await read({ cursor })).toMatchObject({ status: 200 });
      }
    });
  });

  it('OPS-03 takes leads alone, and lets customers and what was said of them both stand', async () => {
    const acme = await world.enterprise({ salespeople: 1 });
    const { leads } = await fill(acme);
    const before = await numbers(acme);
    const converted = await acme.as((ctx) =>
      ctx.db.one<{ id: string }>(sql`SELECT id FROM customers WHERE lead_id = ${leads[0]!}::uuid`),
    );
    await reset(acme, await secondAdmin(acme), ['leads']);
    const after = await numbers(acme);
    for (const table of ['customers', 'contacts', 'customer_merges', 'follow_ups', 'collaborators', 'name_cards'])
      expect([table, after[table]]).toEqual([table, before[table]]);
    for (const table of ['leads', 'lead_captures', 'lead_duplicate_groups', 'pool_reveals'])
      expect([table, after[table]]).toEqual([table, 0]);
    const { body } = await acme.admin.get(`/customers/${converted.id}/timeline`);
    expect(body.items.filter(({ kind }: { kind: string }) => kind === 'followUp')).toHaveLength(1);
    expect(await acme.as((ctx) => ctx.db.query(sql`SELECT object FROM ownership_ledger GROUP BY 1`))).toEqual([
      { object: 'customer' },
    ]);
  });

  it('OPS-03 takes customers alone, and lets leads stand as they were before', async () => {
    const acme = await world.enterprise({ salespeople: 1 });
    const { leads } = await fill(acme);
    await reset(acme, await secondAdmin(acme), ['customers']);
    const after = await numbers(acme);
    for (const table of ['customers', 'contacts', 'customer_merges', 'customer_merge_moves', 'name_cards', 'follow_up_contacts'])
      expect([table, after[table]]).toEqual([table, 0]);
    const lead = await acme.admin.get(`/leads/${leads[0]}`);
    expect([lead.status, lead.body]).toEqual([200, expect.objectContaining({ status: 'active' })]);
    const { body } = await acme.admin.get(`/leads/${leads[0]}/timeline`);
    expect(body.items.filter(({ kind }: { kind: string }) => kind === 'followUp')).toHaveLength(1);
    expect((await acme.admin.post('/customers', { name: '海风集团' })).status).toBe(201);
  });

  it('OPS-03 LEAD-05 lets leads be worked on and converted again whose customers are gone, with a history and a deadline', async () => {
    const acme = await world.enterprise({ salespeople: 1 });
    const [one] = acme.salespeople as [Person];
    const line = { key: 'idle', name: '久未跟进', since: 'owned', days: 30, dayKind: 'calendar' };
    const pool = await makePool(acme, [one], { reclaim: { enabled: true, lines: [line] as never } });
    const [converted] = (await pool.leads(1)) as [string];
    expect((await one.post(`/pools/${pool.id}/claims`, { ids: [converted] })).body.items[0].ok).toBe(true);
    const customer = { name: '海风集团' };
    const first = await one.post(`/leads/${converted}/conversion`, { customer });
    expect(first.status).toBe(200);
    const id = await consented(acme, await secondAdmin(acme), ['customers']);
    await acme.as(async (ctx) => {
      // long overdue, if it had not been converted
      await ctx.db.run(sql`UPDATE leads SET owned_since = owned_since - interval '90 days' WHERE id = ${converted}::uuid`);
      await ctx.db.run(sql`UPDATE crm_resets SET status = 'running', started_at = now() WHERE id = ${id}`);
      // killed behind the step that opens leads again
      await ctx.db.query(sql`SELECT reset_step(${id}::uuid, 'customers', 30, '00000000-0000-0000-0000-000000000000', 1)`);
    });
    expect(await run(acme.admin)).toEqual({ resetId: id });
    const { body: lead } = await one.get(`/leads/${converted}`);
    expect(lead).toMatchObject({ status: 'active', customerId: null, convertedAt: null, ownerId: one.id });
    const { body: history } = await one.get(`/leads/${converted}/timeline?kinds=change`);
    expect(history.items[0].content.changes).toMatchObject({
      status: ['converted', 'active'],
      customerId: [first.body.customerId, null],
    });
    const reclaim = await acme.admin.post('/schedules/pools.reclaim/runs');
    expect(await jobEnd(acme.admin, reclaim.body.id)).toMatchObject({ status: 'succeeded' });
    const left = await acme.as((ctx) =>
      ctx.db.one(sql`SELECT owner_id, reclaim_at > now() + interval '29 days' AS later FROM leads WHERE id = ${converted}::uuid`),
    );
    expect(left).toEqual({ owner_id: one.id, later: true });
    expect((await one.post(`/leads/${converted}/follow-ups`, { method: 'call', content: '再联系' })).status).toBe(201);
    const again = await one.post(`/leads/${converted}/conversion`, { customer });
    expect([again.status, again.body.customerId === first.body.customerId]).toEqual([200, false]);
  });

  it('OPS-03 takes follow-ups alone, with what hung on them, and counts of their records begin anew', async () => {
    const acme = await world.enterprise({ salespeople: 1 });
    const { leads } = await fill(acme);
    await reset(acme, await secondAdmin(acme), ['followUps']);
    const after = await numbers(acme);
    expect([after.follow_ups, after.attachments, after.comments, after.leads]).toEqual([0, 1, 1, 5]);
    expect((await acme.admin.get(`/leads/${leads[0]}`)).body).toMatchObject({ followUpCount: 0, lastFollowUpAt: null });
  });

  it('OPS-03 goes on where a killed run has stopped, and once it is done nothing is done again', async () => {
    const acme = await world.enterprise({ salespeople: 1 });
    const { ids } = await fill(acme);
    const id = await consented(acme, await secondAdmin(acme), ALL);
    await acme.as(async (ctx) => {
      await ctx.db.run(sql`UPDATE crm_resets SET status = 'running', started_at = now() WHERE id = ${id}`);
      for (const [kind, position] of [
        ['followUps', 10],
        ['leads', 10],
        ['leads', 30],
      ] as const)
        await ctx.db.query(sql`SELECT reset_step(${id}::uuid, ${kind}, ${position}, '00000000-0000-0000-0000-000000000000', 1)`);
    });
    expect(await run(acme.admin)).toEqual({ resetId: id });
    expect(await tracesOf(world.config.database.ownerUrl, acme.id, [...ids, '海风'])).toEqual([]);
    await acme.admin.post('/leads', { name: '新线索' });
    expect(await run(acme.admin)).toEqual({ resetId: null });
    expect((await numbers(acme)).leads).toBe(1);
  });
});
