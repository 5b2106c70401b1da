import type { Enterprise, Person } from '../support/enterprise.js';
import { makePool, type TestPool } from '../support/pools.js';
import { sql, useWorld } from '../support/world.js';

interface Item {
  id: string;
  ok: boolean;
  code?: string;
}

const MANY = 999;

describe('a request with a thousand ids of which only the first is permitted', () => {
  const world = useWorld();
  let acme: Enterprise;
  let thief: Person;
  let victim: Person;
  let pool: TestPool;
  /** The victim's leads; nothing may happen to them. */
  let others: string[];
  /** Leads of a pool that the thief does not know. */
  let hidden: string[];
  beforeAll(async () => {
    acme = await world.enterprise({ salespeople: 2 });
    [thief, victim] = acme.salespeople as [Person, Person];
    pool = await makePool(acme, [thief]);
    const secret = await makePool(acme, []);
    hidden = await secret.leads(MANY);
    others = await pool.leads(MANY);
    await acme.as((ctx) =>
      ctx.db.run(
        sql`UPDATE leads SET pool_id = NULL, entered_pool_at = NULL, owner_id = ${victim.id}, owned_since = now() WHERE id = ANY (${others}::uuid[])`,
      ),
    );
    await acme.as(async (ctx) => {
      const actions = [
        'read',
        'claim',
        'update',
        'assign',
        'return',
        'takeBack',
        'transfer',
        'move',
        'protect',
        'quarantine',
        'invalidate',
      ];
      await ctx.db.run(
        sql`UPDATE roles SET grants = ${JSON.stringify([{ object: 'lead', actions, scope: 'own' }])}::jsonb WHERE key = 'salesperson'`,
      );
      await ctx.db.run(sql`UPDATE tenant_versions SET permissions = permissions + 1`);
    });
  });

  const own = async (): Promise<string> => {
    const [id] = await pool.leads(1);
    expect((await thief.post(`/pools/${pool.id}/claims`, { ids: [id] })).body.items).toEqual([{ id, ok: true }]);
    return id!;
  };
  const places = (): Promise<unknown[]> =>
    acme.as((ctx) =>
      ctx.db.query(
        sql`SELECT id, owner_id, pool_id, version, status FROM leads WHERE id = ANY (${[...others, ...hidden]}::uuid[]) ORDER BY id`,
      ),
    );

  it.each([
    ['/leads/returns', (): object => ({ reason: 'x' })],
    ['/leads/withdrawals', (): object => ({ reason: 'x' })],
    ['/leads/transfers', (): object => ({ reason: 'x', toEmployeeId: victim.id })],
    ['/leads/moves', (): object => ({ reason: 'x', poolId: pool.id })],
    ['/leads/assignments', (): object => ({ employeeIds: [victim.id] })],
  ])('PERM-02 does it to the first alone: %s', async (path, body) => {
    const before = await places();
    for (const rest of [others, hidden]) {
      const first = await own();
      const answer = await thief.post(path, { ids: [first, ...rest], ...body() });
      const items = answer.body.items as Item[];
      expect(items[0]).toMatchObject({ id: first, ok: true });
      expect(items.slice(1).filter(({ ok }) => ok)).toEqual([]);
      expect(new Set(items.slice(1).map(({ code }) => code))).toEqual(new Set(['RECORD_NOT_FOUND']));
      expect(items).toHaveLength(MANY + 1);
    }
    expect(await places()).toEqual(before);
  });

  it('PERM-02 claims the first alone', async () => {
    const [first] = await pool.leads(1);
    const before = await places();
    const answer = await thief.post(`/pools/${pool.id}/claims`, { ids: [first, ...hidden] });
    const items = answer.body.items as Item[];
    expect(items.filter(({ ok }) => ok)).toEqual([{ id: first, ok: true }]);
    expect(await places()).toEqual(before);
  });

  it('PERM-02 does nothing at all where all or nothing was asked for', async () => {
    const first = await own();
    const before = await places();
    const answer = await thief.post('/leads/returns', { ids: [first, others[0]], reason: 'x', atomic: true });
    expect([answer.status, answer.body.code]).toEqual([409, 'BULK_REFUSED']);
    expect((await thief.get(`/leads/${first}`)).body.ownerId).toBe(thief.id);
    expect(await places()).toEqual(before);
  });

  it('API-03 is refused with one more, with one twice, and with none', async () => {
    const ids = [...others, ...hidden];
    for (const wrong of [ids.slice(0, 1001), [ids[0], ids[0]], [], ids[0], [null], [[ids[0]]], [{ id: ids[0] }]])
      for (const [path, body] of [
        ['/leads/returns', { reason: 'x' }],
        [`/pools/${pool.id}/claims`, {}],
      ] as const)
        expect([path, (await thief.post(path, { ids: wrong, ...body })).status]).toEqual([path, 400]);
  });
});

describe('a role with an empty list of permissions', () => {
  const world = useWorld();

  it.each([
    ['no grant', []],
    [
      'grants without an action',
      [
        { object: 'lead', actions: [], scope: 'all' },
        { object: 'pool', actions: [], scope: 'all' },
      ],
    ],
  ])('PERM-01 grants nothing: %s', async (_title, grants) => {
    const acme = await world.enterprise({ salespeople: 1 });
    const [person] = acme.salespeople as [Person];
    const pool = await makePool(acme, [person]);
    const [lead] = await pool.leads(1);
    await acme.as(async (ctx) => {
      await ctx.db.run(sql`UPDATE roles SET grants = ${JSON.stringify(grants)}::jsonb WHERE key IN ('salesperson', 'employee')`);
      await ctx.db.run(sql`UPDATE tenant_versions SET permissions = permissions + 1`);
    });
    const requests = [
      person.get('/leads'),
      person.get(`/leads/${lead}`),
      person.post('/leads', { name: 'x' }),
      person.get('/employees'),
      person.get('/roles'),
      person.get('/audit-log'),
      person.get('/schedules'),
      person.post('/leads/exports', { format: 'csv' }),
      person.patch('/enterprise', { name: 'x' }),
    ];
    const answers = await Promise.all(requests);
    const mine = (await person.get('/me/permissions')).body as { rules?: unknown[] };
    expect(JSON.stringify(mine)).not.toContain('"manage"');
    const seen = answers.map(({ status, body }) => [status, body.items?.length ?? 0]);
    expect(seen.filter(([status, count]) => status === 201 || status === 202 || (status === 200 && count > 0))).toEqual([]);
  });
});
