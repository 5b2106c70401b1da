import { DEFAULT_RULES, type PoolRules } from '../../src/modules/pools/rule/rules.js';
import { itemId } from '../support/dictionaries.js';
import type { Enterprise, Person } from '../support/enterprise.js';
import { jobEnd } from '../support/jobs.js';
import { makePool, type TestPool } from '../support/pools.js';
import { sql, useWorld } from '../support/world.js';
import { assign, assigning, line } from './assigning.js';

interface Item {
  id: string;
  ok: boolean;
  code?: string;
  level?: string;
  detail?: string;
}

type Kind = 'lead' | 'customer';

const items = ({ body }: { body: unknown }): Item[] => (body as { items: Item[] }).items;
const claimRules = (more: Partial<PoolRules['claim']>): PoolRules['claim'] => ({ ...DEFAULT_RULES.claim, ...more });

/** Two levels of a kind: the ids of items, or codes. */
const levelsOf = async (acme: Enterprise, kind: Kind): Promise<[string, string]> =>
  kind === 'lead'
    ? ['high', 'low']
    : [await itemId(acme.admin, 'customerLevel', 'A(重点客户)'), await itemId(acme.admin, 'customerLevel', 'B(优质客户)')];

const UPDATES = {
  lead: (level: string, ids: string[]) => sql`UPDATE leads SET degree = ${level} WHERE id = ANY (${ids}::uuid[])`,
  customer: (level: string, ids: string[]) => sql`UPDATE customers SET level_id = ${level}::uuid WHERE id = ANY (${ids}::uuid[])`,
};

/** So many records of a level in the pool. */
async function records(
  acme: Enterprise,
  pool: TestPool,
  kind: Kind,
  level: string,
  count: number,
  minutesAgo = 0,
): Promise<string[]> {
  const ids = await pool.records(count, { minutesAgo });
  await acme.as((ctx) => ctx.db.run(UPDATES[kind](level, ids)));
  return ids;
}

const OWNED = {
  lead: sql`SELECT owner_id AS owner, degree AS level, count(*) AS n FROM leads WHERE owner_id IS NOT NULL GROUP BY 1, 2`,
  customer: sql`SELECT owner_id AS owner, level_id AS level, count(*) AS n FROM customers WHERE owner_id IS NOT NULL GROUP BY 1, 2`,
};

/** How many records of a level a person owns. */
async function owned(acme: Enterprise, kind: Kind, person: Person, level: string): Promise<number> {
  const rows = await acme.as((ctx) => ctx.db.query<{ owner: string; level: string; n: number }>(OWNED[kind]));
  return rows.find((row) => row.owner === person.id && row.level === level)?.n ?? 0;
}

describe('holding limits by level', () => {
  const world = useWorld();

  it.each(['customer', 'lead'] as const)(
    'POOL-02 of a pool of %ss bind beside the total, and a refused claim names the limit and the level',
    async (kind) => {
      const acme = await world.enterprise({ salespeople: 1 });
      const [seller] = acme.salespeople as [Person];
      const [high, low] = await levelsOf(acme, kind);
      const claim = claimRules({ holdingLimit: 4, holdingLimits: [{ level: high, limit: 2 }] });
      const pool = await makePool(acme, [seller], { claim }, [], '池', kind);
      const highs = await records(acme, pool, kind, high, 3);
      const lows = await records(acme, pool, kind, low, 3);
      const answer = items(await seller.post(`/pools/${pool.id}/claims`, { ids: [...highs, ...lows] }));
      expect(answer.map(({ code = 'ok' }) => code)).toEqual([
        'ok',
        'ok',
        'LEVEL_HOLDING_LIMIT_REACHED',
        'ok',
        'ok',
        'HOLDING_LIMIT_REACHED',
      ]);
      const label = kind === 'lead' ? '高' : 'A(重点客户)';
      expect(answer[2]).toMatchObject({ level: high, detail: `级别“${label}”的持有数量已达上限` });
      expect((await seller.get(`/pools/${pool.id}/quota`)).body).toEqual({
        daily: null,
        total: null,
        holding: { limit: 4, used: 4, left: 0 },
        levels: [{ level: high, label, limit: 2, used: 2, left: 0 }],
      });
      await seller.post(`/${kind}s/returns`, { ids: [highs[0]], reason: '没时间' });
      const again = await seller.post(`/pools/${pool.id}/claims`, { ids: [highs[2]], atomic: true });
      expect([again.status, items(again)]).toEqual([200, [{ id: highs[2], ok: true }]]);
      const atomic = await seller.post(`/pools/${pool.id}/claims`, { ids: [highs[0]], atomic: true });
      expect([atomic.status, atomic.body.errors[0].code]).toEqual([409, 'HOLDING_LIMIT_REACHED']);
    },
  );

  it.each(['customer', 'lead'] as const)(
    'POOL-02 of a pool of %ss are never overrun by sixty-four claims of one person at once',
    async (kind) => {
      const acme = await world.enterprise({ salespeople: 1 });
      const [seller] = acme.salespeople as [Person];
      const [high, low] = await levelsOf(acme, kind);
      const claim = claimRules({
        holdingLimit: 13,
        holdingLimits: [
          { level: high, limit: 5 },
          { level: low, limit: 9 },
        ],
      });
      const pool = await makePool(acme, [seller], { claim }, [], '池', kind);
      const highs = await records(acme, pool, kind, high, 32, 10);
      const lows = await records(acme, pool, kind, low, 16, 5);
      const named = [...highs, ...lows].map((id) => ({ ids: [id] }));
      const bodies = [...named, ...Array.from({ length: 16 }, (_, n) => ({ number: 1 + (n % 3) }))];
      const answers = await Promise.all(bodies.map((body) => seller.post(`/pools/${pool.id}/claims`, body)));
      expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
      const won = answers.flatMap(items).filter(({ ok }) => ok);
      expect(new Set(won.map(({ id }) => id)).size).toBe(won.length);
      expect(won).toHaveLength(13);
      const [ofHigh, ofLow] = [await owned(acme, kind, seller, high), await owned(acme, kind, seller, low)];
      expect(ofHigh).toBeLessThanOrEqual(5);
      expect(ofLow).toBeLessThanOrEqual(9);
      expect(ofHigh + ofLow).toBe(13);
    },
  );

  it('POOL-02 lets a claim by number pass over the records of full levels, in the order of waiting', async () => {
    const acme = await world.enterprise({ salespeople: 1 });
    const [seller] = acme.salespeople as [Person];
    const holdingLimits = [
      { level: 'high', limit: 1 },
      { level: 'low', limit: 2 },
    ];
    const pool = await makePool(acme, [seller], { claim: claimRules({ order: 'oldestFirst', holdingLimits }) });
    const [first] = await records(acme, pool, 'lead', 'high', 1, 60);
    await records(acme, pool, 'lead', 'high', 3, 50);
    const [second] = await records(acme, pool, 'lead', 'low', 1, 40);
    const [third] = await records(acme, pool, 'lead', 'low', 1, 39);
    await records(acme, pool, 'lead', 'low', 4, 30);
    const [fourth] = await records(acme, pool, 'lead', 'none', 1, 20);
    const answer = await seller.post(`/pools/${pool.id}/claims`, { number: 5 });
    expect(items(answer)).toEqual([first, second, third, fourth].map((id) => ({ id, ok: true })));
    expect(items(await seller.post(`/pools/${pool.id}/claims`, { number: 5 }))).toEqual([]);
  });

  it('POOL-02 do not stand in the way of an edit, but count what it has made of a record', async () => {
    const acme = await world.enterprise({ salespeople: 1 });
    const [seller] = acme.salespeople as [Person];
    const pool = await makePool(acme, [seller], { claim: claimRules({ holdingLimits: [{ level: 'high', limit: 1 }] }) });
    const plain = await pool.leads(2);
    const [good] = await records(acme, pool, 'lead', 'high', 1);
    await seller.post(`/pools/${pool.id}/claims`, { ids: plain });
    for (const id of plain) expect((await seller.patch(`/leads/${id}`, { degree: 'high' })).status).toBe(200);
    expect(items(await seller.post(`/pools/${pool.id}/claims`, { ids: [good] }))[0]).toMatchObject({
      code: 'LEVEL_HOLDING_LIMIT_REACHED',
      level: 'high',
    });
    expect((await seller.get(`/pools/${pool.id}/quota`)).body.levels).toEqual([
      { level: 'high', label: '高', limit: 1, used: 2, left: 0 },
    ]);
  });

  it('POOL-02 name levels that exist, each once, and keep what they name in its dictionary', async () => {
    const acme = await world.enterprise();
    const [a, b] = await levelsOf(acme, 'customer');
    const pool = await acme.admin.post('/pools', { object: 'customer', name: '大客户公海' });
    const draft = (holdingLimits: object[], path = `/pools/${pool.body.id}`) =>
      acme.admin.put(`${path}/rules/draft`, { ...DEFAULT_RULES, claim: { ...DEFAULT_RULES.claim, holdingLimits } });
    const status = await itemId(acme.admin, 'customerStatus');
    const wrong = await draft([
      { level: a, limit: 1 },
      { level: 'high', limit: 1 },
      { level: a, limit: 2 },
      { level: status, limit: 2 },
    ]);
    expect([wrong.status, wrong.body.errors]).toMatchObject([
      400,
      [
        { pointer: '/claim/holdingLimits/1/level', code: 'NOT_ALLOWED' },
        { pointer: '/claim/holdingLimits/2/level', code: 'NOT_UNIQUE' },
        { pointer: '/claim/holdingLimits/3/level', code: 'NOT_ALLOWED' },
      ],
    ]);
    expect((await draft([{ level: a, limit: -1 }])).status).toBe(400);
    expect((await draft([{ level: a, limit: 20 }])).body.claim.holdingLimits).toEqual([{ level: a, limit: 20 }]);
    expect((await acme.admin.post(`/pools/${pool.body.id}/rules/publications`, {})).status).toBe(201);
    const uses = [{ code: 'POOL_RULE', detail: expect.stringContaining('大客户公海') }];
    expect((await acme.admin.delete(`/dictionary-items/${a}`)).body).toMatchObject({
      code: 'DICTIONARY_ITEM_IN_USE',
      errors: uses,
    });
    expect((await acme.admin.post(`/dictionary-items/${a}/merger`, { intoId: b })).body).toMatchObject({ errors: uses });
    expect((await acme.admin.delete(`/dictionary-items/${b}`)).status).toBe(204);
  });

  it('POOL-05 passes over who owns enough of a level, for records of that level alone, whatever is claimed meanwhile', async () => {
    const acme = await world.enterprise({ salespeople: 2 });
    const [one, two] = acme.salespeople as [Person, Person];
    const claim = claimRules({ holdingLimits: [{ level: 'high', limit: 4 }] });
    const open = await makePool(acme, [one, two], { claim });
    const pool = await makePool(acme, [one, two], { claim, ...assigning([line([one, two])]) });
    const claimable = await records(acme, open, 'lead', 'high', 12);
    const waiting = await records(acme, pool, 'lead', 'high', 12, 10);
    await pool.leads(6);
    await Promise.all([
      assign(world, acme),
      ...claimable.map((id, n) => [one, two][n % 2]!.post(`/pools/${open.id}/claims`, { ids: [id] })),
      assign(world, acme),
    ]);
    for (const person of [one, two]) expect(await owned(acme, 'lead', person, 'high')).toBe(4);
    expect((await owned(acme, 'lead', one, 'none')) + (await owned(acme, 'lead', two, 'none'))).toBe(6);
    const explained = await acme.admin.get(`/leads/${waiting.at(-1)}/assignment-explanation`);
    expect(explained.body).toMatchObject({ verdict: 'stays', explanation: '没有人可以分配(2 人该级别持有已满)' });
  });

  it('ORG-07 hands records over level by level, and only to who has room for what they get of each', async () => {
    const acme = await world.enterprise({ salespeople: 3 });
    const [leaver, one, two] = acme.salespeople as [Person, Person, Person];
    const pool = await makePool(acme, [leaver, one]);
    const highs = await records(acme, pool, 'lead', 'high', 4);
    const lows = await pool.leads(4);
    await leaver.post(`/pools/${pool.id}/claims`, {
      ids: [highs[0], lows[0], highs[1], lows[1], highs[2], lows[2], highs[3], lows[3]],
    });
    const claim = { ...DEFAULT_RULES.claim, holdingLimits: [{ level: 'high', limit: 2 }] };
    await acme.admin.put(`/pools/${pool.id}/rules/draft`, { ...DEFAULT_RULES, claim });
    await acme.admin.post(`/pools/${pool.id}/rules/publications`, {});
    const plan = (...people: Person[]) => ({
      handOver: [{ kind: 'lead', to: 'people', employeeIds: people.map(({ id }) => id) }],
      reason: '离职',
    });
    const path = `/employees/${leaver.id}/departures`;
    expect((await acme.admin.post(path, plan(one))).body.errors).toMatchObject([
      { pointer: '/handOver/0/employeeIds/0', code: 'LEVEL_HOLDING_LIMIT_REACHED' },
    ]);
    const { body } = await acme.admin.get(`/employees/${leaver.id}/belongings`, { receivers: one.id });
    expect(body.items[0].receivers).toEqual([
      { employeeId: one.id, holds: 0, limit: null, levels: [{ level: 'high', holds: 0, limit: 2 }] },
    ]);
    const started = await acme.admin.post(path, plan(one, two));
    expect((await jobEnd(acme.admin, started.body.id as string)).status).toBe('succeeded');
    for (const person of [one, two])
      expect([await owned(acme, 'lead', person, 'high'), await owned(acme, 'lead', person, 'none')]).toEqual([2, 2]);
  });
});
