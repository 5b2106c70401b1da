import type { Ctx } from '../../src/platform/context/ctx.js';
import { metBy } from '../support/held.js';
import { ledgerOf, makePool } from '../support/pools.js';
import { sql, useWorld } from '../support/world.js';

interface Item {
  id: string;
  ok: boolean;
  code?: string;
}
const items = (answer: { body: { items: Item[] } }): Item[] => answer.body.items;

describe('claiming', () => {
  const world = useWorld();

  it('POOL-03 lets exactly one of twenty colleagues have a lead', async () => {
    const acme = await world.enterprise({ salespeople: 20 });
    const pool = await makePool(acme, acme.salespeople);
    const [lead] = await pool.leads(1);
    const answers = await Promise.all(acme.salespeople.map((person) => person.post(`/pools/${pool.id}/claims`, { ids: [lead] })));
    expect(answers.map((answer) => answer.status)).toEqual(answers.map(() => 200));
    const all = answers.flatMap(items);
    expect(all.filter((item) => item.ok)).toHaveLength(1);
    expect(new Set(all.filter((item) => !item.ok).map((item) => item.code))).toEqual(new Set(['CLAIM_CONFLICT']));
    expect(await ledgerOf(acme, lead!)).toEqual([
      expect.objectContaining({ kind: 'claimed', from_pool_id: pool.id, rule_id: pool.ruleId }),
    ]);
  });

  it('POOL-03 does not call a record gone that somebody only changes in the same moment', async () => {
    const acme = await world.enterprise({ salespeople: 1 });
    const [seller] = acme.salespeople;
    const pool = await makePool(acme, acme.salespeople);
    const [lead] = await pool.leads(1);
    const change = (ctx: Ctx): Promise<unknown> => ctx.db.run(sql`UPDATE leads SET remark = '改一改' WHERE id = ${lead}::uuid`);
    const answer = await metBy(acme, change, async () => seller!.post(`/pools/${pool.id}/claims`, { ids: [lead] }));
    expect(items(answer)).toEqual([{ id: lead, ok: true }]);
  });

  it('POOL-03 never overruns the daily limit, however many requests one person sends at once', async () => {
    const acme = await world.enterprise({ salespeople: 1 });
    const [seller] = acme.salespeople;
    const pool = await makePool(acme, acme.salespeople, { claim: { dailyLimit: 5 } });
    const leads = await pool.leads(20);
    const answers = await Promise.all(leads.map((id) => seller!.post(`/pools/${pool.id}/claims`, { ids: [id] })));
    const all = answers.flatMap(items);
    expect(all.filter((item) => item.ok)).toHaveLength(5);
    expect(all.filter((item) => item.code === 'CLAIM_DAILY_LIMIT_REACHED')).toHaveLength(15);
  });

  it('POOL-03 answers a repeated request with the same idempotency key alike and claims once', async () => {
    const acme = await world.enterprise({ salespeople: 1 });
    const [seller] = acme.salespeople;
    const pool = await makePool(acme, acme.salespeople, { claim: { dailyLimit: 5 } });
    const [lead] = await pool.leads(1);
    const keyed = seller!.with({ 'idempotency-key': 'claim-1' });
    const first = await keyed.post(`/pools/${pool.id}/claims`, { ids: [lead] });
    const again = await keyed.post(`/pools/${pool.id}/claims`, { ids: [lead] });
    expect(again.body).toEqual(first.body);
    expect(again.headers['idempotent-replayed']).toBe('true');
    expect(await ledgerOf(acme, lead!)).toHaveLength(1);
    const other = await keyed.post(`/pools/${pool.id}/claims`, { ids: [lead], atomic: true });
    expect(other.body.code).toBe('IDEMPOTENCY_KEY_REUSED');
  });

  it('POOL-03 says per record of a batch what happened, and with atomic changes all or nothing', async () => {
    const acme = await world.enterprise({ salespeople: 2 });
    const [one, two] = acme.salespeople;
    const pool = await makePool(acme, acme.salespeople);
    const leads = await pool.leads(3);
    await two!.post(`/pools/${pool.id}/claims`, { ids: [leads[1]] });
    const refused = await one!.post(`/pools/${pool.id}/claims`, { ids: leads, atomic: true });
    expect(refused.status).toBe(409);
    expect(refused.body).toMatchObject({ code: 'BULK_REFUSED', errors: [{ pointer: '/ids/1', code: 'CLAIM_CONFLICT' }] });
    const answer = await one!.post(`/pools/${pool.id}/claims`, { ids: leads });
    expect(items(answer).map((item) => item.ok)).toEqual([true, false, true]);
  });

  it('POOL-02 refuses a claim that names a pool other than the record’s, and one without membership', async () => {
    const acme = await world.enterprise({ salespeople: 2 });
    const [one, two] = acme.salespeople;
    const pool = await makePool(acme, [one!]);
    const other = await makePool(acme, [one!]);
    const [lead] = await pool.leads(1);
    const wrong = await one!.post(`/pools/${other.id}/claims`, { ids: [lead] });
    expect(items(wrong)).toEqual([expect.objectContaining({ ok: false, code: 'NOT_IN_POOL' })]);
    const stranger = await two!.post(`/pools/${pool.id}/claims`, { ids: [lead] });
    expect(stranger.status).toBe(404);
    expect(await ledgerOf(acme, lead!)).toEqual([]);
  });

  it('POOL-16 does not give a claim back when a record is returned', async () => {
    const acme = await world.enterprise({ salespeople: 1 });
    const [seller] = acme.salespeople;
    const pool = await makePool(acme, acme.salespeople, { claim: { dailyLimit: 2 } });
    const leads = await pool.leads(3);
    await seller!.post(`/pools/${pool.id}/claims`, { ids: leads.slice(0, 2) });
    const returned = await seller!.post('/leads/returns', { ids: [leads[0]], reason: '空号' });
    expect(items(returned)).toEqual([{ id: leads[0], ok: true }]);
    const third = await seller!.post(`/pools/${pool.id}/claims`, { ids: [leads[2]] });
    expect(items(third)[0]).toMatchObject({ ok: false, code: 'CLAIM_DAILY_LIMIT_REACHED' });
  });

  it('POOL-02 keeps a record waiting after it entered, and no edit restarts the waiting time', async () => {
    const acme = await world.enterprise({ salespeople: 1 });
    const [seller] = acme.salespeople;
    const pool = await makePool(acme, acme.salespeople, { claim: { waitMinutes: 60 } });
    const [fresh] = await pool.leads(1, { minutesAgo: 59 });
    const [ready] = await pool.leads(1, { minutesAgo: 61 });
    expect((await acme.admin.patch(`/leads/${ready}`, { remark: '改一改' })).status).toBe(200);
    const answer = await seller!.post(`/pools/${pool.id}/claims`, { ids: [fresh, ready] });
    expect(items(answer)).toEqual([
      expect.objectContaining({ id: fresh, ok: false, code: 'CLAIM_WAITING_TIME' }),
      { id: ready, ok: true },
    ]);
  });

  it('POOL-02 lets a former owner claim again only after the cooling time', async () => {
    const acme = await world.enterprise({ salespeople: 2 });
    const [one, two] = acme.salespeople;
    const pool = await makePool(acme, acme.salespeople, { claim: { cooldownDays: 7 } });
    const [lead] = await pool.leads(1);
    await one!.post(`/pools/${pool.id}/claims`, { ids: [lead] });
    await one!.post('/leads/returns', { ids: [lead], reason: '没时间' });
    expect(items(await one!.post(`/pools/${pool.id}/claims`, { ids: [lead] }))[0]).toMatchObject({
      ok: false,
      code: 'CLAIM_COOLING_DOWN',
    });
    expect(items(await two!.post(`/pools/${pool.id}/claims`, { ids: [lead] }))[0]).toMatchObject({ ok: true });
  });

  it.each(['lead', 'customer'] as const)(
    'POOL-02 of a pool of %ss holds the holding limit and gives the longest waiting first where the pool says so',
    async (object) => {
      const acme = await world.enterprise({ salespeople: 1 });
      const [seller] = acme.salespeople;
      const pool = await makePool(acme, acme.salespeople, { claim: { order: 'oldestFirst', holdingLimit: 2 } }, [], '池', object);
      const [young] = await pool.records(1, { minutesAgo: 10 });
      const [old] = await pool.records(1, { minutesAgo: 1000 });
      const [middle] = await pool.records(1, { minutesAgo: 100 });
      expect((await seller!.post(`/pools/${pool.id}/claims`, { ids: [young] })).body.code).toBe('CLAIM_BY_NUMBER_ONLY');
      const answer = await seller!.post(`/pools/${pool.id}/claims`, { number: 3 });
      expect(items(answer)).toEqual([
        { id: old, ok: true },
        { id: middle, ok: true },
      ]);
    },
  );

  it('POOL-02 gives only records that meet the pool’s condition', async () => {
    const acme = await world.enterprise({ salespeople: 1 });
    const pool = await makePool(acme, acme.salespeople, { claim: { condition: { field: 'degree', op: 'in', value: ['high'] } } });
    const [lead] = await pool.leads(1);
    expect(items(await acme.salespeople[0]!.post(`/pools/${pool.id}/claims`, { ids: [lead] }))[0]).toMatchObject({
      code: 'CLAIM_CONDITION_NOT_MET',
    });
  });

  it('POOL-03 shares three hundred leads among sixty-four claimants without loss, doubling or overrun', async () => {
    const acme = await world.enterprise({ salespeople: 32 });
    const pool = await makePool(acme, acme.salespeople, { claim: { dailyLimit: 6, order: 'oldestFirst' } });
    const leads = await pool.leads(300);
    const twice = [...acme.salespeople, ...acme.salespeople];
    const answers = await Promise.all(twice.map((person) => person.post(`/pools/${pool.id}/claims`, { number: 5 })));
    const won = answers.flatMap(items).filter((item) => item.ok);
    expect(won).toHaveLength(32 * 6);
    expect(new Set(won.map((item) => item.id)).size).toBe(won.length);
    expect(won.every((item) => leads.includes(item.id))).toBe(true);
  });
});
