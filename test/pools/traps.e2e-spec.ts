import { Clock } from '../../src/platform/context/clock.js';
import { newId } from '../../src/platform/database/ids.js';
import { ReclaimRun } from '../../src/modules/pools/index.js';
import type { ReclaimLine } from '../../src/modules/pools/rule/rules.js';
import type { Enterprise, Person } from '../support/enterprise.js';
import { makePool, type TestPool } from '../support/pools.js';
import { sql, useWorld } from '../support/world.js';
import { door } from './assigning.js';

const DAY = 86_400_000;
const line = (more: Partial<ReclaimLine> = {}): ReclaimLine => ({
  key: 'idle',
  name: '久未跟进',
  since: 'lastFollowUp',
  days: 5,
  dayKind: 'calendar',
  ...more,
});
const reclaiming = (more: Partial<ReclaimLine> = {}) => ({ reclaim: { enabled: true, lines: [line(more)] } });

describe('pools', () => {
  const world = useWorld();
  afterEach(() => world.get(Clock).shift(0));
  const at = (instant: string): void => world.get(Clock).shift(Date.parse(instant) - Date.now());

  const reclaim = (acme: Enterprise): Promise<{ reclaimed: number }> => world.get(ReclaimRun).run(door(acme));
  const claimed = async (person: Person, pool: TestPool, count: number): Promise<string[]> => {
    const ids = await pool.leads(count);
    const answer = await person.post(`/pools/${pool.id}/claims`, { ids });
    expect(answer.body.items.filter((item: { ok: boolean }) => item.ok)).toHaveLength(count);
    return ids;
  };

  it('POOL-05 never let a newer pool take over what belongs to another one: returned, taken back, reclaimed or created', async () => {
    const acme = await world.enterprise({ salespeople: 1 });
    const [seller] = acme.salespeople as [Person];
    const first = await makePool(acme, [seller], reclaiming());
    const [returned, withdrawn, idle] = await claimed(seller, first, 3);
    const { body: own } = await seller.post('/leads', { name: '自建' });
    const newest = await makePool(acme, [seller], reclaiming({ days: 1 }));
    await seller.post('/leads/returns', { ids: [returned], reason: 'x' });
    await acme.admin.post('/leads/withdrawals', { ids: [withdrawn], reason: 'x' });
    const { body: later } = await seller.post('/leads', { name: '后来' });
    world.get(Clock).shift(3 * DAY);
    expect(await reclaim(acme)).toEqual({ reclaimed: 0 });
    world.get(Clock).shift(6.1 * DAY);
    expect(await reclaim(acme)).toEqual({ reclaimed: 1 });
    const places = await acme.as((ctx) =>
      ctx.db.query<{ id: string; pool: string; home: string }>(
        sql`SELECT id, pool_id AS pool, home_pool_id AS home FROM leads WHERE id = ANY (${[returned, withdrawn, idle, own.id, later.id]}::uuid[])`,
      ),
    );
    const pools = new Map(places.map(({ id, pool }) => [id, pool]));
    expect([returned, withdrawn, idle].map((id) => pools.get(id!))).toEqual([first.id, first.id, first.id]);
    expect(places.filter(({ pool, home }) => pool === newest.id || home === newest.id)).toEqual([]);
  });

  it('POOL-11 go on with the others where the rules of one cannot be applied, and say so in the end', async () => {
    const acme = await world.enterprise({ salespeople: 1 });
    const [seller] = acme.salespeople as [Person];
    const pools = [
      await makePool(acme, [seller], reclaiming()),
      await makePool(acme, [seller], reclaiming()),
      await makePool(acme, [seller], reclaiming()),
    ];
    for (const pool of pools) await claimed(seller, pool, 2);
    const broken = {
      enabled: true,
      lines: [line({ condition: { field: 'custom.gone', op: 'eq', value: 'x' } })],
      target: { kind: 'same' },
      remindDaysBefore: [],
    };
    await acme.as((ctx) =>
      ctx.db.run(
        sql`UPDATE pool_rules SET rules = jsonb_set(rules, '{reclaim}', ${JSON.stringify(broken)}::jsonb), applied_at = NULL WHERE id = ${pools[1]!.ruleId}::uuid`,
      ),
    );
    world.get(Clock).shift(6.1 * DAY);
    await expect(reclaim(acme)).rejects.toThrow();
    const left = await acme.as((ctx) =>
      ctx.db.query<{ home: string }>(sql`SELECT home_pool_id AS home FROM leads WHERE owner_id IS NOT NULL`),
    );
    expect(left.map(({ home }) => home)).toEqual([pools[1]!.id, pools[1]!.id]);
    const digests = await acme.as((ctx) =>
      ctx.db.query(sql`SELECT content->'count' AS count FROM notices WHERE kind = 'reclaimDigest'`),
    );
    expect(digests).toEqual([{ count: 4 }]);
  });

  it('POOL-11 DICT-03 reclaim whatever extreme values people enter: what the API takes, no statement stumbles over', async () => {
    const acme = await world.enterprise({ salespeople: 1 });
    const [seller] = acme.salespeople as [Person];
    const types = ['text', 'integer', 'decimal', 'date', 'boolean'];
    for (const type of types)
      await acme.as((ctx) =>
        ctx.db.run(
          sql`INSERT INTO custom_fields (tenant_id, id, object, key, label, type) VALUES (${ctx.tenantId}, ${newId()}, 'lead', ${type}, ${type}, ${type})`,
        ),
      );
    const extremes = [
      -1,
      0,
      2 ** 53 + 2,
      1e20,
      Number.MAX_VALUE,
      -1e308,
      5e-324,
      '',
      '9'.repeat(400),
      `0.${'1'.repeat(400)}`,
      '1e400',
      'NaN',
      'Infinity',
      '-0',
      '0001-01-01',
      '9999-12-31',
      '+275760-09-13',
      '2026-02-30',
      '0000-00-00',
      '9999-12-31T23:59:60.000Z',
      '0001-01-01T00:00:00Z',
      '294277-01-01T00:00:00Z',
      true,
      null,
    ];
    const condition = { any: types.map((type) => ({ field: `custom.${type}`, op: 'isNull' as const })) };
    const pool = await makePool(acme, [seller], reclaiming({ condition }));
    const [id] = await claimed(seller, pool, 1);
    const taken: string[] = [];
    for (const type of types) {
      for (const value of extremes) {
        const answer = await seller.patch(`/leads/${id}`, { custom: { [type]: value } });
        expect([type, value, [200, 400].includes(answer.status)]).toEqual([type, value, true]);
        if (answer.status === 200 && value !== null) taken.push(type);
        const comparison =
          type === 'boolean' || type === 'text' ? 'isNotNull]=true' : `gte]=${type === 'date' ? '2000-01-01' : '5'}`;
        expect([type, value, (await seller.get(`/leads?filter[custom.${type}][${comparison}`)).status]).toEqual([
          type,
          value,
          200,
        ]);
      }
    }
    expect(new Set(taken)).toEqual(new Set(types));
    world.get(Clock).shift(6.1 * DAY);
    expect(await reclaim(acme)).toEqual({ reclaimed: 1 });
  });

  it('POOL-02 ORG-10 count the claims of a day by the enterprise’s midnight, not the server’s', async () => {
    const acme = await world.enterprise({ salespeople: 1 });
    const [seller] = acme.salespeople as [Person];
    await acme.as((ctx) => ctx.db.run(sql`UPDATE enterprises SET time_zone = 'America/New_York'`));
    const pool = await makePool(acme, [seller], { claim: { dailyLimit: 1 } });
    const [one, two, three] = await pool.leads(3);
    const claim = async (id: string | undefined, instant: string): Promise<string> => {
      at(instant);
      const [item] = (await seller.post(`/pools/${pool.id}/claims`, { ids: [id] })).body.items as {
        ok: boolean;
        code?: string;
      }[];
      return item!.ok ? 'ok' : item!.code!;
    };
    // 21:00 on the 10th in New York, then 23:30, then 00:10 on the 11th; UTC and Shanghai turned the day elsewhere
    expect(await claim(one, '2027-03-11T02:00:00Z')).toBe('ok');
    expect(await claim(two, '2027-03-11T04:30:00Z')).toBe('CLAIM_DAILY_LIMIT_REACHED');
    expect(await claim(three, '2027-03-11T05:10:00Z')).toBe('ok');
  });
});
