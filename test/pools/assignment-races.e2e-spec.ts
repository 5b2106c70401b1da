import { Assignment } from '../../src/modules/pools/assignment/assignment.service.js';
import { poolableOf, RulesInForce, type RunDoor } from '../../src/modules/pools/index.js';
import { AssignmentRun } from '../../src/modules/pools/assignment/assignment-run.js';
import { newId } from '../../src/platform/database/ids.js';
import type { Enterprise } from '../support/enterprise.js';
import { makePool, type TestPool } from '../support/pools.js';
import { statementsOf } from '../support/statements.js';
import { sql, useWorld } from '../support/world.js';
import { assign, assigning, door, line, shares } from './assigning.js';

const COUNT = 12_000;

/** So many leads at once, without a statement each. */
const fill = (acme: Enterprise, pool: TestPool, count: number): Promise<number> =>
  acme.as((ctx) =>
    ctx.db.run(sql`INSERT INTO leads (tenant_id, id, name, pool_id, home_pool_id, entered_pool_at, created_at, updated_at)
      SELECT ${ctx.tenantId}::uuid, uuidv7(), '线索' || n, ${pool.id}::uuid, ${pool.id}::uuid, now() - make_interval(secs => n), now(), now()
      FROM generate_series(1, ${count}::integer) n`),
  );

const lines = (acme: Enterprise): Promise<{ lines: number; records: number }> =>
  acme.as((ctx) =>
    ctx.db.one(sql`SELECT count(*) AS lines, count(DISTINCT record_id) AS records FROM ownership_ledger WHERE kind = 'assigned'`),
  );

describe('automatic assignment under contention', () => {
  const world = useWorld();

  it('POOL-05 by two workers at once deals each record out once, and the rotation of one goes on where the other’s ended', async () => {
    const acme = await world.enterprise({ salespeople: 7 });
    const pool = await makePool(acme, [], assigning([line(acme.salespeople)]));
    await fill(acme, pool, COUNT);
    const results = await Promise.all([assign(world, acme), assign(world, acme), assign(world, acme)]);
    expect(results.reduce((sum, { placed }) => sum + placed, 0)).toBe(COUNT);
    expect(await lines(acme)).toEqual({ lines: COUNT, records: COUNT });
    const counts = await shares(acme, acme.salespeople);
    expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
  });

  it('POOL-05 never overruns a holding limit, whatever its people claim meanwhile', async () => {
    const acme = await world.enterprise({ salespeople: 4 });
    const rules = {
      claim: { holdingLimit: 30, order: 'any' as const, counts: { assigned: false, transferred: false, created: false } },
    };
    const open = await makePool(acme, acme.salespeople, rules);
    const pool = await makePool(acme, acme.salespeople, { ...rules, ...assigning([line(acme.salespeople)]) });
    const ids = await open.leads(120);
    await fill(acme, pool, 200);
    await Promise.all([
      assign(world, acme),
      ...acme.salespeople.flatMap((person, n) =>
        [0, 1, 2].map((part) =>
          person.post(`/pools/${open.id}/claims`, { ids: ids.slice(n * 30 + part * 10, n * 30 + part * 10 + 10) }),
        ),
      ),
      assign(world, acme),
    ]);
    expect(await shares(acme, acme.salespeople)).toEqual([30, 30, 30, 30]);
  });

  it('POOL-03 lets nobody wait in a circle, whoever claims the same leads, changes them or has them dealt out', async () => {
    const acme = await world.enterprise({ salespeople: 6 });
    const claim = { holdingLimit: 8, order: 'any' as const, counts: { assigned: false, transferred: false, created: false } };
    const pool = await makePool(acme, acme.salespeople, { claim, ...assigning([line(acme.salespeople)]) });
    const leads = await pool.leads(60);
    const some = (n: number): string[] => leads.slice(n * 8, n * 8 + 16);
    const requests = Promise.all([
      ...acme.salespeople.flatMap((person, n) => [
        person.post(`/pools/${pool.id}/claims`, { ids: some(n) }),
        person.post(`/pools/${pool.id}/claims`, { ids: some(5 - n).reverse() }),
        person.post(`/pools/${pool.id}/claims`, { number: 3 }),
      ]),
      ...leads.map((id) => acme.admin.patch(`/leads/${id}`, { remark: '改一改' })),
    ]);
    const [answers] = await Promise.all([requests, assign(world, acme), assign(world, acme)]);
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    await assign(world, acme);
    expect(await shares(acme, acme.salespeople)).toEqual([8, 8, 8, 8, 8, 8]);
  });

  it('POOL-05 goes on after a crash in the middle: nothing twice, nothing lost, the rotation fair', async () => {
    const acme = await world.enterprise({ salespeople: 7 });
    const pool = await makePool(acme, [], assigning([line(acme.salespeople)]));
    await fill(acme, pool, COUNT);
    const runId = newId();
    let batches = 0;
    const dying: RunDoor = {
      ...door(acme, runId),
      // the second batch dies before its commit: what it did is rolled back with its transaction
      unit: (work) =>
        acme.as(async (ctx) => {
          const result = await work(ctx);
          if ((result as { placed?: number } | undefined)?.placed && ++batches === 2) throw new Error('killed');
          return result;
        }),
    };
    await expect(world.get(AssignmentRun).run(dying)).rejects.toThrow('killed');
    expect(await lines(acme)).toEqual({ lines: 5000, records: 5000 });
    expect(await assign(world, acme, runId)).toEqual({ placed: COUNT, stayed: {} });
    expect(await lines(acme)).toEqual({ lines: COUNT, records: COUNT });
    const counts = await shares(acme, acme.salespeople);
    expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
  });

  it('POOL-05 places a batch by as many statements as a single record', async () => {
    const acme = await world.enterprise({ salespeople: 5 });
    const pool = await makePool(acme, [], {
      claim: {
        holdingLimit: 9000,
        cooldownDays: 3,
        order: 'any',
        counts: { assigned: true, transferred: false, created: false },
      },
      reclaim: { enabled: true, lines: [{ key: 'idle', name: '久未跟进', since: 'lastFollowUp', days: 5, dayKind: 'working' }] },
      ...assigning([line(acme.salespeople, { dailyQuota: 800 })]),
    });
    const place = async (count: number): Promise<number> => {
      await fill(acme, pool, count);
      const sent = await statementsOf(() =>
        acme.as(async (ctx) => {
          const rule = (await world.get(RulesInForce).of(ctx, [pool.id])).get(pool.id)!;
          return world.get(Assignment).placeBatch(ctx, poolableOf('lead'), rule, { after: undefined }, newId());
        }),
      );
      // a worker may handle the events of the placement before at the same time
      return sent.filter(({ text }) => !text.includes('handled_events')).length;
    };
    await place(1);
    const single = await place(1);
    expect(await place(3000)).toBeLessThanOrEqual(single);
    expect(single).toBeLessThanOrEqual(20);
  });
});
