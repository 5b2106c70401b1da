import sql from 'sql-template-tag';
import { Clock } from '../../src/platform/context/clock.js';
import { newId } from '../../src/platform/database/ids.js';
import { ReclaimRun, type RunDoor } from '../../src/modules/pools/index.js';
import type { ReclaimLine } from '../../src/modules/pools/rule/rules.js';
import type { Enterprise } from '../support/enterprise.js';
import { ledgerOf, makePool } from '../support/pools.js';
import { useWorld } from '../support/world.js';
import { door } from './assigning.js';

const DAY = 86_400_000;
const noFollowUp = (days: number, more: Partial<ReclaimLine> = {}): ReclaimLine => ({
  key: 'idle',
  name: '久未跟进',
  since: 'lastFollowUp',
  days,
  dayKind: 'calendar',
  ...more,
});

const KINDS = [
  ['leads', 'lead', '/leads'],
  ['customers', 'customer', '/customers'],
] as const;

describe('automatic reclaim', () => {
  const world = useWorld();
  const travel = (days: number): void => world.get(Clock).shift(days * DAY);
  afterEach(() => travel(0));

  const reclaim = (acme: Enterprise, runId?: string): Promise<{ reclaimed: number }> =>
    world.get(ReclaimRun).run(door(acme, runId));
  const reclaiming = (line: ReclaimLine, more = {}) => ({ reclaim: { enabled: true, lines: [line], ...more } });

  it.each(KINDS)('POOL-08 %s: takes back what nobody followed up, explained and recorded', async (_kind, object, path) => {
    const acme = await world.enterprise({ salespeople: 1 });
    const [seller] = acme.salespeople;
    const pool = await makePool(acme, acme.salespeople, reclaiming(noFollowUp(15)), [], '池', object);
    const [idle, worked] = await pool.records(2);
    await seller!.post(`/pools/${pool.id}/claims`, { ids: [idle, worked] });
    travel(10);
    await seller!.post(`${path}/${worked}/follow-ups`, { method: 'call', content: '已联系' });
    travel(15.9);
    expect((await acme.admin.get(`${path}/${idle}/reclaim`)).body).toMatchObject({
      verdict: expect.stringMatching(/scheduled|due/),
      ruleId: pool.ruleId,
      ruleKey: 'idle',
    });
    travel(16.1);
    expect(await reclaim(acme)).toEqual({ reclaimed: 1 });
    const back = await acme.admin.get(`${path}/${idle}`);
    expect(back.body).toMatchObject({ ownerId: null, poolId: pool.id, reclaimAt: null });
    expect((await ledgerOf(acme, idle!)).at(-1)).toMatchObject({
      kind: 'reclaimed',
      from_owner_id: seller!.id,
      to_pool_id: pool.id,
      rule_id: pool.ruleId,
      rule_key: 'idle',
    });
    expect((await acme.admin.get(`${path}/${worked}`)).body).toMatchObject({ ownerId: seller!.id });
  });

  it('POOL-08 does not treat a missing follow-up as long ago: the deadline counts from the claim', async () => {
    const acme = await world.enterprise({ salespeople: 1 });
    const pool = await makePool(acme, acme.salespeople, reclaiming(noFollowUp(15)));
    const [lead] = await pool.leads(1, { minutesAgo: 60 * 24 * 365 });
    await acme.salespeople[0]!.post(`/pools/${pool.id}/claims`, { ids: [lead] });
    expect(await reclaim(acme)).toEqual({ reclaimed: 0 });
  });

  it('POOL-08 ORG-10 counts working days by the calendar and days in the enterprise’s zone, not the server’s', async () => {
    const acme = await world.enterprise({ salespeople: 1 });
    const [seller] = acme.salespeople;
    await acme.as((ctx) => ctx.db.run(sql`UPDATE enterprises SET time_zone = 'America/New_York'`));
    const pool = await makePool(acme, acme.salespeople, reclaiming(noFollowUp(3, { dayKind: 'working' })));
    const [lead] = await pool.leads(1);
    // Friday 2026-09-25 is a holiday; the three working days after Thursday the 24th are Mon 28, Tue 29, Wed 30
    world.get(Clock).shift(Date.parse('2026-09-24T15:00:00Z') - Date.now());
    await seller!.post(`/pools/${pool.id}/claims`, { ids: [lead] });
    const [{ at }] = (await acme.as((ctx) =>
      ctx.db.query<{ at: string }>(sql`SELECT reclaim_at AS at FROM leads WHERE id = ${lead}::uuid`),
    )) as [{ at: string }];
    expect(at).toBe('2026-10-01T04:00:00.000Z');
  });

  it('POOL-08 exempts by filter and judges conditions over any field', async () => {
    const acme = await world.enterprise({ salespeople: 1 });
    const [seller] = acme.salespeople;
    const line = noFollowUp(1, { condition: { field: 'degree', op: 'ne', value: 'high' } });
    const pool = await makePool(
      acme,
      acme.salespeople,
      reclaiming(line, { exempt: { field: 'tags', op: 'hasAny', value: ['重点'] } }),
    );
    const [plain, hot, tagged] = await pool.leads(3);
    await seller!.post(`/pools/${pool.id}/claims`, { ids: [plain, hot, tagged] });
    await seller!.patch(`/leads/${hot}`, { degree: 'high' });
    await seller!.patch(`/leads/${tagged}`, { tags: ['重点'] });
    expect((await seller!.get(`/leads/${tagged}/reclaim`)).body.verdict).toBe('exempt');
    expect((await seller!.get(`/leads/${hot}/reclaim`)).body).toMatchObject({ verdict: 'noLine', lines: [{ applies: false }] });
    travel(3);
    expect(await reclaim(acme)).toEqual({ reclaimed: 1 });
    expect((await acme.admin.get(`/leads/${plain}`)).body.ownerId).toBeNull();
  });

  it.each(KINDS)(
    'POOL-10 %s: simulates an unsaved rule exactly as the run then does, and changes nothing',
    async (_kind, object, path) => {
      const acme = await world.enterprise({ salespeople: 3 });
      const pool = await makePool(acme, acme.salespeople, reclaiming(noFollowUp(5)), [], '池', object);
      const leads = await pool.records(9);
      for (const [index, person] of acme.salespeople.entries())
        await person.post(`/pools/${pool.id}/claims`, { ids: leads.slice(index * 3, index * 3 + 3) });
      travel(2);
      await acme.salespeople[0]!.post(`${path}/${leads[0]}/follow-ups`, { method: 'call', content: 'x' });
      const rules = {
        claim: { order: 'any', counts: { assigned: false, transferred: false, created: false } },
        reclaim: { enabled: true, lines: [noFollowUp(1)], target: { kind: 'same' }, remindDaysBefore: [] },
        protection: { defaultDays: 0, followUpDays: 0, maxDays: 90, manualCount: 0, manualDays: 0 },
      };
      const unsaved = await acme.admin.post(`/pools/${pool.id}/simulations`, { rules });
      expect(unsaved.status).toBe(200);
      expect(unsaved.body).toMatchObject({
        considered: 9,
        now: { count: 8 },
        days: [{ count: 1, owners: [{ ownerId: acme.salespeople[0]!.id, count: 1 }] }],
      });
      expect(await reclaim(acme)).toEqual({ reclaimed: 0 });
      const saved = await acme.admin.post(`/pools/${pool.id}/simulations`, {});
      expect(saved.body).toMatchObject({ now: { count: 0 }, days: [{ count: 8 }, { count: 1 }] });
      travel(6.01);
      const predicted = (await acme.admin.post(`/pools/${pool.id}/simulations`, {})).body.now.count as number;
      expect(await reclaim(acme)).toEqual({ reclaimed: predicted });
      expect(predicted).toBe(8);
    },
  );

  it('POOL-11 goes on after a crash between and inside batches, repeats nothing and tells each owner once', async () => {
    const acme = await world.enterprise({ salespeople: 2 });
    const pool = await makePool(acme, acme.salespeople, reclaiming(noFollowUp(1)));
    const count = 12_000;
    await acme.as((ctx) =>
      ctx.db
        .run(sql`INSERT INTO leads (tenant_id, id, name, owner_id, owned_since, home_pool_id, reclaim_at, reclaim_rule_id, reclaim_rule_key, created_at, updated_at)
        SELECT ${ctx.tenantId}::uuid, uuidv7(), '线索' || n, (${acme.salespeople.map((person) => person.id)}::uuid[])[1 + n % 2], now() - interval '9 days', ${pool.id}::uuid,
          now() - interval '1 day', ${pool.ruleId}::uuid, 'idle', now(), now() FROM generate_series(1, ${count}::integer) n`),
    );
    const runId = newId();
    let units = 0;
    const dying: RunDoor = {
      ...door(acme, runId),
      // the third batch dies before its commit: what it did is rolled back with its transaction
      unit: (work) =>
        acme.as(async (ctx) => {
          const result = await work(ctx);
          if (++units === 4) throw new Error('killed');
          return result;
        }),
    };
    await expect(world.get(ReclaimRun).run(dying)).rejects.toThrow('killed');
    expect(await reclaim(acme, runId)).toEqual({ reclaimed: count });
    expect(await reclaim(acme, runId)).toEqual({ reclaimed: count });
    const [facts] = await acme.as((ctx) =>
      ctx.db.query<{ lines: number; records: number; owned: number; notices: number }>(sql`SELECT
        (SELECT count(*) FROM ownership_ledger WHERE run_id = ${runId}::uuid) AS lines,
        (SELECT count(DISTINCT record_id) FROM ownership_ledger WHERE run_id = ${runId}::uuid) AS records,
        (SELECT count(*) FROM leads WHERE owner_id IS NOT NULL) AS owned,
        (SELECT count(*) FROM notices WHERE kind = 'reclaimDigest') AS notices`),
    );
    expect(facts).toEqual({ lines: count, records: count, owned: 0, notices: 2 });
  });

  it('POOL-11 two runs at once share the work and double nothing', async () => {
    const acme = await world.enterprise({ salespeople: 1 });
    const pool = await makePool(acme, acme.salespeople, reclaiming(noFollowUp(1)));
    const leads = await pool.leads(300);
    await acme.salespeople[0]!.post(`/pools/${pool.id}/claims`, { ids: leads });
    travel(3);
    const runs = await Promise.all([reclaim(acme), reclaim(acme), reclaim(acme)]);
    expect(runs.reduce((sum, run) => sum + run.reclaimed, 0)).toBe(300);
  });

  it('POOL-15 a version published later takes over at its time and every line names the version that decided', async () => {
    const acme = await world.enterprise({ salespeople: 1 });
    const pool = await makePool(acme, acme.salespeople, reclaiming(noFollowUp(30)));
    const [lead] = await pool.leads(1);
    await acme.salespeople[0]!.post(`/pools/${pool.id}/claims`, { ids: [lead] });
    const next = newId();
    const rules = {
      claim: { order: 'any', counts: {} },
      reclaim: { enabled: true, lines: [noFollowUp(2, { key: 'strict' })], target: { kind: 'same' }, remindDaysBefore: [] },
      protection: { defaultDays: 0, followUpDays: 0, maxDays: 90 },
    };
    await acme.as((ctx) =>
      ctx.db.run(sql`INSERT INTO pool_rules (tenant_id, id, pool_id, number, status, rules, effective_from)
      VALUES (${ctx.tenantId}, ${next}, ${pool.id}, 2, 'published', ${JSON.stringify(rules)}, now() + interval '5 days')`),
    );
    travel(4);
    expect(await reclaim(acme)).toEqual({ reclaimed: 0 });
    travel(5.1);
    expect(await reclaim(acme)).toEqual({ reclaimed: 1 });
    expect((await ledgerOf(acme, lead!)).at(-1)).toMatchObject({ rule_id: next, rule_key: 'strict' });
  });
});
