import { registerOwnedBelow, type TransferredRecord } from '../../src/modules/pools/index.js';
import { makeCustomer, makeCustomers } from '../support/customers.js';
import { ledgerOf, makePool } from '../support/pools.js';
import { useWorld } from '../support/world.js';

describe('seas of customers', () => {
  const world = useWorld();

  it('POOL-03 lets exactly one of ten colleagues have a customer, and never more than the limit', async () => {
    const acme = await world.enterprise({ salespeople: 5 });
    const sea = await makePool(acme, acme.salespeople, { claim: { dailyLimit: 2 } }, [], '公海', 'customer');
    const [wanted, ...others] = await makeCustomers(acme, ['甲', '乙', '丙', '丁'], { poolId: sea.id });
    const claims = await Promise.all(
      Array.from({ length: 10 }, (_, n) => acme.salespeople[n % 5]!.post(`/pools/${sea.id}/claims`, { ids: [wanted] })),
    );
    expect(claims.flatMap(({ body }) => body.items).filter(({ ok }) => ok)).toHaveLength(1);
    expect(await ledgerOf(acme, wanted!)).toEqual([expect.objectContaining({ kind: 'claimed', from_pool_id: sea.id })]);
    const many = await Promise.all(others.map((id) => acme.salespeople[0]!.post(`/pools/${sea.id}/claims`, { ids: [id] })));
    expect(many.flatMap(({ body }) => body.items).filter(({ ok }) => ok).length).toBeLessThanOrEqual(2);
  });

  it('CUST-05 POOL-04 changes owners in bulk with reason and history, with what hangs below them where asked', async () => {
    const acme = await world.enterprise({ managers: 1, salespeople: 2 });
    const [one, two] = acme.salespeople;
    const ids = [await makeCustomer(acme, one!), await makeCustomer(acme, one!)];
    const along: (readonly TransferredRecord[])[] = [];
    const withdraw = registerOwnedBelow('customer', {
      object: 'thing',
      changeOwner: (_ctx, records) => {
        along.push(records);
        return Promise.resolve();
      },
    });
    const body = { ids, toEmployeeId: two!.id, reason: '区域调整' };
    const wrong = await one!.post('/customers/transfers', { ...body, with: ['nothing'] });
    expect([wrong.status, wrong.body.errors]).toEqual([400, [expect.objectContaining({ pointer: '/with/0' })]]);
    const answer = await acme.managers[0]!.post('/customers/transfers', { ...body, with: ['thing'] });
    expect(answer.body.items).toEqual(ids.map((id) => ({ id, ok: true })));
    expect(along).toEqual([ids.map((id) => ({ id, fromOwnerId: one!.id }))]);
    withdraw();
    expect(await ledgerOf(acme, ids[0]!)).toEqual([
      expect.objectContaining({ kind: 'transferred', reason: '区域调整', from_owner_id: one!.id, to_owner_id: two!.id }),
    ]);
    const history = await two!.get(`/customers/${ids[0]}/ownership`);
    expect(history.body.items).toEqual([expect.objectContaining({ kind: 'transferred', actorName: acme.managers[0]!.name })]);
  });
});
