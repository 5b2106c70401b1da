import { Clock } from '../../src/platform/context/clock.js';
import type { Enterprise, Person } from '../support/enterprise.js';
import { makePool } from '../support/pools.js';
import { buffersOf, statementsOf } from '../support/statements.js';
import { sql, useWorld } from '../support/world.js';

const MINUTE = 60_000;

describe('statistics of a pool', () => {
  const world = useWorld();
  afterEach(() => world.get(Clock).shift(0));
  const after = (minutes: number): void => world.get(Clock).shift(minutes * MINUTE);

  const followUp = async (person: Person, id: string | undefined): Promise<void> => {
    const answer = await person.post(`/leads/${id}/follow-ups`, { method: 'call', content: '已联系' });
    expect(answer.status).toBe(201);
  };

  it('POOL-12 count what came in and went out, the stock by age, contacts and conversions, per pool and per person', async () => {
    const acme = await world.enterprise({ salespeople: 3 });
    const [one, two, boss] = acme.salespeople as [Person, Person, Person];
    const pool = await makePool(acme, [one, two], {}, [boss]);
    const other = await makePool(acme, [one]);
    const ids: string[] = [];
    for (let n = 0; n < 6; n++)
      ids.push((await acme.admin.post('/leads', { name: `线索${n}`, poolId: pool.id })).body.id as string);
    await pool.leads(1, { minutesAgo: 60 * 24 * 20 });
    await one.post(`/pools/${pool.id}/claims`, { ids: ids.slice(0, 3) });
    await two.post(`/pools/${pool.id}/claims`, { ids: ids.slice(3, 4) });
    await acme.admin.post('/leads/moves', { ids: [ids[4]], poolId: other.id, reason: '改派' });
    after(10);
    await followUp(one, ids[0]);
    after(30);
    await followUp(one, ids[1]);
    await followUp(one, ids[0]);
    await one.post('/leads/returns', { ids: [ids[2]], reason: '号码错误' });
    await acme.as((ctx) => ctx.db.run(sql`UPDATE leads SET status = 'converted' WHERE id = ${ids[0]}::uuid`));
    const { body } = await boss.get(`/pools/${pool.id}/statistics`);
    expect(body).toMatchObject({
      in: [
        { kind: 'created', count: 6 },
        { kind: 'returned', count: 1 },
      ],
      out: [
        { kind: 'claimed', count: 4 },
        { kind: 'moved', count: 1 },
      ],
      stock: {
        count: 3,
        ages: [
          { age: 'day1', count: 2 },
          { age: 'days2To7', count: 0 },
          { age: 'days8To30', count: 1 },
          { age: 'days31To90', count: 0 },
          { age: 'older', count: 0 },
        ],
      },
      taken: 4,
      contacted: 2,
      converted: 1,
    });
    // contacted after ten and after thirty minutes, give or take what the requests took
    expect(body.medianMinutes).toBeGreaterThanOrEqual(19);
    expect(body.medianMinutes).toBeLessThanOrEqual(21);
    expect(body.p90Minutes).toBeGreaterThanOrEqual(27);
    expect(body.p90Minutes).toBeLessThanOrEqual(29);
    const people = `/pools/${pool.id}/statistics/people`;
    expect((await boss.get(people)).body.items).toMatchObject([
      { employeeId: one.id, taken: 3, contacted: 2, converted: 1, lost: [{ kind: 'returned', count: 1 }] },
      { employeeId: two.id, taken: 1, contacted: 0, medianMinutes: null, lost: [] },
    ]);
    expect((await two.get(people)).body.items).toMatchObject([{ employeeId: two.id, taken: 1 }]);
    expect((await two.get(`/pools/${pool.id}/statistics`)).status).toBe(403);
    const before = (await boss.get(`/pools/${pool.id}/statistics`, { from: '2020-01-01', to: '2020-01-31' })).body;
    expect(before).toMatchObject({ from: '2020-01-01', to: '2020-01-31', in: [], out: [], taken: 0, medianMinutes: null });
    for (const query of [{ from: '2026-02-30' }, { from: '2020-01-01' }, { to: 'x' }, { from: '2020-01-02', to: '2020-01-01' }])
      expect((await boss.get(`/pools/${pool.id}/statistics`, query)).status).toBe(400);
  });

  it('POOL-12 read what the time asked for holds, not the whole ledger', async () => {
    const acme = await world.enterprise({ salespeople: 1 });
    const pool = await makePool(acme, acme.salespeople);
    await old(acme, pool.id, 40_000);
    const path = `/pools/${pool.id}/statistics`;
    await acme.admin.get(path);
    const sent = await statementsOf(async () => {
      expect((await acme.admin.get(path)).body).toMatchObject({ in: [], out: [], taken: 0 });
      expect((await acme.admin.get(`${path}/people`)).body.items).toEqual([]);
    });
    const figures = await Promise.all(
      sent.flatMap((statement) =>
        (['custom', 'generic'] as const).map((mode) => buffersOf(world.config.database.appUrl, acme.id, statement, mode)),
      ),
    );
    expect(figures.filter((buffers) => buffers > 100)).toEqual([]);
  });

  /** Claims and returns of long ago: twice as many lines. */
  const old = (acme: Enterprise, poolId: string, count: number): Promise<number> =>
    acme.as(async (ctx) => {
      await ctx.db
        .run(sql`INSERT INTO ownership_ledger (tenant_id, object, record_id, kind, at, from_owner_id, to_owner_id, from_pool_id, to_pool_id)
        SELECT ${ctx.tenantId}::uuid, 'lead', uuidv7(), k.kind, now() - interval '2 years' + make_interval(secs => n), k.f, k.t, k.fp, k.tp
        FROM generate_series(1, ${count}::integer) n CROSS JOIN (VALUES
          ('claimed', NULL::uuid, ${acme.salespeople[0]!.id}::uuid, ${poolId}::uuid, NULL::uuid),
          ('returned', ${acme.salespeople[0]!.id}::uuid, NULL, NULL, ${poolId}::uuid)) AS k(kind, f, t, fp, tp)`);
      return 0;
    });
});
