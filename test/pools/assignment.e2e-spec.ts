import { Clock } from '../../src/platform/context/clock.js';
import { ReclaimRun } from '../../src/modules/pools/index.js';
import type { Person } from '../support/enterprise.js';
import { eventually, jobEnd } from '../support/jobs.js';
import { ledgerOf, makePool } from '../support/pools.js';
import { sql, useWorld } from '../support/world.js';
import { assign, assigning, door, line, shares } from './assigning.js';

const DAY = 86_400_000;

describe('automatic assignment', () => {
  const world = useWorld();
  afterEach(() => world.get(Clock).shift(0));

  it('POOL-05 gives what enters a pool to people in turn, says why, and tells each of them once', async () => {
    const acme = await world.enterprise({ salespeople: 3 });
    const pool = await makePool(acme, acme.salespeople, assigning([line(acme.salespeople)]));
    const { body: lead } = await acme.admin.post('/leads', { name: '李静', poolId: pool.id });
    const owned = await eventually(
      () => acme.admin.get(`/leads/${lead.id}`),
      ({ body }) => body.ownerId !== null,
    );
    expect(owned.body).toMatchObject({ poolId: null, homePoolId: pool.id, acquisition: 'assigned' });
    expect((await ledgerOf(acme, lead.id)).at(-1)).toMatchObject({
      kind: 'assigned',
      from_pool_id: pool.id,
      reason: '“轮流”轮流分配',
      rule_id: pool.ruleId,
      rule_key: 'all',
    });
    const [first] = acme.salespeople.filter(({ id }) => id === owned.body.ownerId) as [Person];
    expect((await acme.admin.get(`/leads/${lead.id}/assignment-explanation`)).body).toMatchObject({
      verdict: 'placed',
      employeeId: first.id,
      lineKey: 'all',
      strategy: 'roundRobin',
      ruleNumber: 1,
      candidates: [{ employeeId: first.id, placed: 1, lacks: null }, { placed: 0 }, { placed: 0 }],
    });
    const notices = await eventually(
      () => first.get('/me/notices'),
      ({ body }) => body.items.length > 0,
    );
    expect(notices.body.items).toMatchObject([{ kind: 'recordsPlaced', text: '按分配规则,您获得了 1 条线索' }]);
  });

  it('POOL-05 assigns what was returned or moved into the pool as well', async () => {
    const acme = await world.enterprise({ salespeople: 2 });
    const [one, two] = acme.salespeople as [Person, Person];
    const from = await makePool(acme, [one]);
    const to = await makePool(
      acme,
      [one, two],
      assigning([line([two], { whenNobody: 'nextLine' }), line([one], { key: 'rest' })]),
    );
    const [moved] = await from.leads(1);
    expect((await acme.admin.post('/leads/moves', { ids: [moved], poolId: to.id, reason: '改派' })).status).toBe(200);
    const ownerOf = (id: string) => async () => (await acme.admin.get(`/leads/${id}`)).body.ownerId as string | null;
    await eventually(ownerOf(moved!), (owner) => owner === two.id);
    expect((await two.post('/leads/returns', { ids: [moved], reason: '请休假' })).body.items[0].ok).toBe(true);
    await eventually(
      () => ledgerOf(acme, moved!),
      (lines) => lines.map(({ kind }) => kind).join() === 'moved,assigned,returned,assigned',
    );
    expect(await ownerOf(moved!)()).toBe(one.id);
  });

  it('POOL-05 does not give a record straight back to who lost it, unless somebody else has had it or the rules say so', async () => {
    const acme = await world.enterprise({ salespeople: 2 });
    const [one, two] = acme.salespeople as [Person, Person];
    const claim = { order: 'any' as const, counts: { assigned: false, transferred: false, created: false } };
    const idle = { key: 'idle', name: '久未跟进', since: 'owned', days: 1, dayKind: 'calendar' as const };
    const reclaim = { enabled: true, lines: [idle] };
    const strict = await makePool(acme, [one, two], { claim, reclaim, ...assigning([line([one])]) });
    const lax = await makePool(acme, [one, two], { claim: { ...claim, cooldownDays: 0 }, reclaim, ...assigning([line([one])]) });
    const [kept] = await strict.leads(1);
    const [back] = await lax.leads(1);
    await assign(world, acme);
    expect(await shares(acme, [one])).toEqual([2]);
    world.get(Clock).shift(3 * DAY);
    await world.get(ReclaimRun).run(door(acme));
    expect(await assign(world, acme)).toMatchObject({ stayed: { nobody: 1 } });
    const placeOf = async (id: string) => (await acme.admin.get(`/leads/${id}`)).body as Record<string, unknown>;
    expect(await placeOf(back!)).toMatchObject({ ownerId: one.id });
    expect(await placeOf(kept!)).toMatchObject({ ownerId: null, poolId: strict.id });
    expect((await acme.admin.get(`/leads/${kept}/assignment-explanation`)).body).toMatchObject({
      verdict: 'stays',
      explanation: '没有人可以分配(1 人刚失去它)',
    });
    const claimed = await two.post(`/pools/${strict.id}/claims`, { ids: [kept] });
    expect(claimed.body.items).toEqual([{ id: kept, ok: true }]);
    await two.post('/leads/returns', { ids: [kept], reason: '没时间' });
    await assign(world, acme);
    expect(await placeOf(kept!)).toMatchObject({ ownerId: one.id });
  });

  it('POOL-05 keeps the rotation from run to run, and weights over whole batches', async () => {
    const acme = await world.enterprise({ salespeople: 3 });
    const [one, two, three] = acme.salespeople as [Person, Person, Person];
    const even = await makePool(acme, [], assigning([line(acme.salespeople)]));
    for (const count of [1, 1, 2, 1, 5]) {
      await even.leads(count);
      await assign(world, acme);
      const counts = await shares(acme, acme.salespeople);
      expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
    }
    await acme.as((ctx) => ctx.db.run(sql`UPDATE leads SET owner_id = ${acme.admin.id}::uuid`));
    const candidates = [
      { kind: 'employee' as const, id: one.id, weight: 5 },
      { kind: 'employee' as const, id: two.id, weight: 3 },
      { kind: 'employee' as const, id: three.id },
    ];
    const weighted = await makePool(acme, [], assigning([line([], { strategy: 'weighted', candidates })]));
    let total = 0;
    for (const count of [4, 7, 1, 6]) {
      await weighted.leads(count);
      await assign(world, acme);
      total += count;
      const counts = await shares(acme, acme.salespeople);
      for (const [n, weight] of [5, 3, 1].entries()) expect(Math.abs(counts[n]! - (total * weight) / 9)).toBeLessThanOrEqual(1);
    }
  });

  it('POOL-05 gives to who owns fewest, or got fewest today, and by the first line whose condition fits', async () => {
    const acme = await world.enterprise({ salespeople: 3 });
    const [one, two, three] = acme.salespeople as [Person, Person, Person];
    const former = await makePool(acme, acme.salespeople);
    await one.post(`/pools/${former.id}/claims`, { ids: await former.leads(4) });
    const pool = await makePool(
      acme,
      [],
      assigning([
        line([three], { key: 'east', name: '华东', condition: { field: 'name', op: 'startsWith', value: '东' } }),
        line([one, two], { key: 'rest', strategy: 'leastLoaded' }),
      ]),
    );
    await pool.leads(2, { name: '东' });
    await pool.leads(5, { name: '西' });
    await assign(world, acme);
    expect(await shares(acme, acme.salespeople)).toEqual([5, 4, 2]);
    const today = await makePool(acme, [], assigning([line([one, two], { strategy: 'leastAssignedToday' })]));
    await today.leads(3);
    await assign(world, acme);
    expect(await shares(acme, acme.salespeople)).toEqual([8, 4, 2]);
  });

  it('POOL-05 passes over who is off duty, suspended or full; what nobody can take stays, with the reason', async () => {
    const acme = await world.enterprise({ salespeople: 4 });
    const [off, suspended, full, quota] = acme.salespeople as [Person, Person, Person, Person];
    const pool = await makePool(acme, acme.salespeople, {
      claim: { holdingLimit: 2, order: 'any', counts: { assigned: false, transferred: false, created: false } },
      ...assigning([line(acme.salespeople, { dailyQuota: 1 })]),
    });
    await full.post(`/pools/${pool.id}/claims`, { ids: await pool.leads(2) });
    expect((await off.put('/me/duty', { onDuty: false })).body).toEqual({ employeeId: off.id, onDuty: false, until: null });
    await acme.admin.post(`/employees/${suspended.id}/suspension`);
    const leads = await pool.leads(2, { minutesAgo: 1 });
    expect(await assign(world, acme)).toEqual({ placed: 1, stayed: { nobody: 1 } });
    expect(await shares(acme, acme.salespeople)).toEqual([0, 0, 2, 1]);
    const explain = async (id: string) =>
      (await acme.admin.get(`/leads/${id}/assignment-explanation`)).body as Record<string, unknown>;
    const verdicts = await Promise.all(leads.map(explain));
    expect(verdicts.map(({ verdict }) => String(verdict)).sort()).toEqual(['placed', 'stays']);
    expect(verdicts.find(({ verdict }) => verdict === 'stays')).toMatchObject({
      explanation: '没有人可以分配(1 人不在岗,1 人不在职,1 人持有已满,1 人今日配额已满)',
      at: expect.any(String),
    });
    expect(verdicts.find(({ verdict }) => verdict === 'placed')).toMatchObject({ employeeId: quota.id });
    const until = new Date(world.get(Clock).now().getTime() + DAY).toISOString();
    await acme.admin.put(`/employees/${off.id}/duty`, { onDuty: true, until });
    expect(await assign(world, acme)).toEqual({ placed: 1, stayed: {} });
    expect((await shares(acme, [off]))[0]).toBe(1);
  });

  it('POOL-05 tries the next line where a line says so, respects cooling and quarantine', async () => {
    const acme = await world.enterprise({ salespeople: 2 });
    const [one, two] = acme.salespeople as [Person, Person];
    const pool = await makePool(acme, acme.salespeople, {
      claim: { cooldownDays: 7, order: 'any', counts: { assigned: false, transferred: false, created: false } },
      ...assigning([line([one], { key: 'first', whenNobody: 'nextLine' }), line([two], { key: 'second' })]),
    });
    const [lost, frozen] = await pool.leads(2);
    await acme.admin.post('/leads/quarantines', { ids: [frozen], until: '2099-01-01T00:00:00Z', reason: '投诉' });
    await one.post(`/pools/${pool.id}/claims`, { ids: [lost] });
    await acme.as((ctx) =>
      ctx.db.run(
        sql`UPDATE leads SET owner_id = NULL, owned_since = NULL, pool_id = ${pool.id}::uuid, entered_pool_at = now() WHERE id = ${lost}::uuid`,
      ),
    );
    await acme.as((ctx) =>
      ctx.db.run(sql`INSERT INTO ownership_ledger (tenant_id, object, record_id, kind, at, from_owner_id, to_pool_id)
        VALUES (${ctx.tenantId}, 'lead', ${lost}, 'returned', now(), ${one.id}, ${pool.id})`),
    );
    expect(await assign(world, acme)).toEqual({ placed: 1, stayed: { quarantined: 1 } });
    expect(await shares(acme, [one, two])).toEqual([0, 1]);
  });

  it('POOL-05 assigns in working time only where the rules say so', async () => {
    const acme = await world.enterprise({ salespeople: 1 });
    const pool = await makePool(acme, [], assigning([line(acme.salespeople)], { workingTimeOnly: true }));
    const [lead] = await pool.leads(1, { minutesAgo: 60 * 24 * 9999 });
    await acme.admin.patch('/enterprise', { settings: { workingHours: { from: '08:30', to: '17:30' } } });
    const at = (instant: string): void => world.get(Clock).shift(Date.parse(instant) - Date.now());
    // Saturday, and Monday too early and in time, by the clock of Shanghai
    for (const [instant, placed] of [
      ['2026-11-21T02:00:00Z', 0],
      ['2026-11-23T00:29:00Z', 0],
      ['2026-11-23T00:31:00Z', 1],
    ] as const) {
      at(instant);
      expect(await assign(world, acme)).toEqual({ placed, stayed: placed ? {} : { outsideWorkingTime: 1 } });
    }
    expect((await ledgerOf(acme, lead!)).map(({ kind }) => kind)).toEqual(['assigned']);
  });

  it('POOL-05 on demand: a dry run says what the job then does, by those who run the pool', async () => {
    const acme = await world.enterprise({ salespeople: 2 });
    const [boss, seller] = acme.salespeople as [Person, Person];
    const pool = await makePool(acme, [seller], assigning([line([boss, seller])]), [boss]);
    await pool.leads(5);
    expect((await seller.post(`/pools/${pool.id}/assignments/trials`)).status).toBe(403);
    const { body: trial } = await boss.post(`/pools/${pool.id}/assignments/trials`);
    expect(trial).toMatchObject({ considered: 5, placed: 5, stayed: [], people: [{ count: 3 }, { count: 2 }] });
    expect(await shares(acme, acme.salespeople)).toEqual([0, 0]);
    const { status, body: job } = await boss.post(`/pools/${pool.id}/assignments`);
    expect(status).toBe(202);
    expect((await jobEnd(boss, job.id)).result).toEqual({ placed: 5, stayed: {} });
    const counts = new Map(
      (trial.people as { employeeId: string; count: number }[]).map((each) => [each.employeeId, each.count]),
    );
    expect(await shares(acme, acme.salespeople)).toEqual(acme.salespeople.map(({ id }) => counts.get(id)));
    const none = await makePool(acme, []);
    expect((await acme.admin.post(`/pools/${none.id}/assignments`)).body.code).toBe('ASSIGNMENT_OFF');
  });

  it('POOL-05 POOL-15 lines are drafted and published like all rules, and checked with pointers', async () => {
    const acme = await world.enterprise({ salespeople: 1 });
    const pool = await makePool(acme, []);
    const [{ claim, reclaim, protection }] = (await acme.admin.get(`/pools/${pool.id}/rules`)).body.items;
    const rules = (lines: unknown[]) => ({
      claim,
      reclaim,
      protection,
      assignment: { enabled: true, workingTimeOnly: false, lines },
    });
    const nobody = { kind: 'employee', id: '01980000-0000-7000-8000-000000000002' };
    const wrong = await acme.admin.put(
      `/pools/${pool.id}/rules/draft`,
      rules([
        line([], { candidates: [nobody as never] }),
        line(acme.salespeople, { key: 'aLL', condition: { field: 'nonsense', op: 'eq', value: 1 } }),
      ]),
    );
    expect(wrong.status).toBe(400);
    expect((wrong.body.errors as { pointer: string }[]).map(({ pointer }) => pointer).sort()).toEqual([
      '/assignment/lines/0/candidates/0/id',
      '/assignment/lines/1/condition/field',
      '/assignment/lines/1/key',
    ]);
    expect((await acme.admin.put(`/pools/${pool.id}/rules/draft`, rules([]))).body.errors[0].pointer).toBe('/assignment/lines');
    expect((await acme.admin.put(`/pools/${pool.id}/rules/draft`, rules([line(acme.salespeople)]))).status).toBe(200);
    expect((await acme.admin.post(`/pools/${pool.id}/rules/publications`, {})).body).toMatchObject({
      number: 2,
      assignment: { lines: [{ key: 'all' }] },
    });
  });
});
