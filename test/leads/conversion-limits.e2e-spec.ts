import { DEFAULT_RULES, type PoolRules } from '../../src/modules/pools/rule/rules.js';
import { itemId } from '../support/dictionaries.js';
import type { Enterprise, Person } from '../support/enterprise.js';
import { makePool } from '../support/pools.js';
import { sql, useWorld } from '../support/world.js';

interface Item {
  ok: boolean;
  code?: string;
}

const CREATED = { assigned: false, transferred: false, created: true };

describe('holding limits and conversion', () => {
  const world = useWorld();

  /** A sea that everything new goes to when its owner loses it, with these rules for claims. */
  async function sea(acme: Enterprise, claim: Partial<PoolRules['claim']>): Promise<string> {
    const rules = { claim: { ...DEFAULT_RULES.claim, ...claim } };
    const { id } = await makePool(acme, acme.salespeople, rules, [], '公海', 'customer');
    const items = [{ name: '全部', condition: null, poolId: id }];
    const routed = await acme.admin.put('/routing-rules?object=customer', { items });
    expect(routed.status).toBe(200);
    return id;
  }

  const leads = (person: Person, count: number, more: object = {}): Promise<string[]> =>
    Promise.all(
      Array.from({ length: count }, async (_, n) => {
        const { status, body } = await person.post('/leads', { name: `李静${n}`, company: `华夏${n}科技有限公司`, ...more });
        expect(status).toBe(201);
        return body.id as string;
      }),
    );

  const holds = (acme: Enterprise, person: Person): Promise<{ n: number }> =>
    acme.as((ctx) => ctx.db.one<{ n: number }>(sql`SELECT count(*) AS n FROM customers WHERE owner_id = ${person.id}::uuid`));

  it('LEAD-05 is refused as creating a customer is where the sea counts what people create, and never beyond the limit', async () => {
    const acme = await world.enterprise({ salespeople: 1 });
    const [seller] = acme.salespeople as [Person];
    await sea(acme, { holdingLimit: 3, counts: CREATED });
    const [one, ...many] = await leads(seller, 9);
    expect((await seller.post('/customers', { name: '杭州海洋科技' })).status).toBe(201);
    expect((await seller.post(`/leads/${one}/conversion`, {})).status).toBe(200);
    const bulk = (ids: string[], more: object = {}) => seller.post('/leads/conversions', { ids, ...more });
    expect((await bulk(many.slice(0, 2), { atomic: true })).body).toMatchObject({
      code: 'BULK_REFUSED',
      errors: [{ pointer: '/ids/1', code: 'HOLDING_LIMIT_REACHED' }],
    });
    const answers = await Promise.all([
      bulk(many.slice(0, 4)),
      ...many.slice(4).map((id) => seller.post(`/leads/${id}/conversion`, {})),
      seller.post('/customers', { name: '杭州湖泊科技' }),
    ]);
    const codes = answers.flatMap(({ status, body }) =>
      body.items
        ? (body.items as Item[]).map(({ ok, code }) => (ok ? 'ok' : code))
        : [status < 300 ? 'ok' : (body.code as string)],
    );
    expect(codes).toHaveLength(9);
    expect(codes.filter((code) => code !== 'ok')).toEqual(Array(8).fill('HOLDING_LIMIT_REACHED'));
    expect(await holds(acme, seller)).toEqual({ n: 3 });
    const left = await acme.as((ctx) =>
      ctx.db.one<{ n: number }>(sql`SELECT count(*) AS n FROM leads WHERE owner_id = ${seller.id}::uuid AND status = 'active'`),
    );
    expect(left.n).toBeGreaterThanOrEqual(7);
  });

  it('LEAD-05 minds the limit of the level that the customer gets, and of the owner who gets it', async () => {
    const acme = await world.enterprise({ managers: 1, salespeople: 1 });
    const [seller] = acme.salespeople as [Person];
    const levelId = await itemId(acme.admin, 'customerLevel');
    await sea(acme, { holdingLimits: [{ level: levelId, limit: 1 }], counts: CREATED });
    const [first, second, third] = await leads(seller, 3);
    const convert = (id: string | undefined, customer: object) => acme.admin.post(`/leads/${id}/conversion`, { customer });
    expect((await convert(first, { levelId })).status).toBe(200);
    expect(await convert(second, { levelId: levelId.toUpperCase() })).toMatchObject({
      status: 409,
      body: { code: 'LEVEL_HOLDING_LIMIT_REACHED' },
    });
    expect((await convert(second, { levelId, ownerId: acme.admin.id })).status).toBe(200);
    expect((await convert(third, {})).status).toBe(200);
    expect((await seller.post('/customers', { name: '杭州海洋科技', levelId })).body.code).toBe('LEVEL_HOLDING_LIMIT_REACHED');
    expect(await holds(acme, seller)).toEqual({ n: 2 });
  });

  it('LEAD-05 is free like creating where the sea does not count what people create, and then leaves less to claim', async () => {
    const acme = await world.enterprise({ salespeople: 1 });
    const [seller] = acme.salespeople as [Person];
    const id = await sea(acme, { holdingLimit: 1 });
    const [one, two] = await leads(seller, 2);
    expect((await seller.post('/customers', { name: '杭州海洋科技' })).status).toBe(201);
    expect((await seller.post('/leads/conversions', { ids: [one, two] })).body.items).toMatchObject([{ ok: true }, { ok: true }]);
    expect((await seller.get(`/pools/${id}/quota`)).body.holding).toEqual({ limit: 1, used: 3, left: 0 });
  });
});
