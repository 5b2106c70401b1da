import type { Person } from '../support/enterprise.js';
import { ledgerOf, makePool } from '../support/pools.js';
import { useWorld } from '../support/world.js';

interface Item {
  id: string;
  ok: boolean;
  code?: string;
}
const items = (answer: { body: { items: Item[] } }): Item[] => answer.body.items;

describe('moving records between owners and pools', () => {
  const world = useWorld();

  it('POOL-04 deals leads out evenly among several people, in the order sent, and says who may not have them', async () => {
    const acme = await world.enterprise({ salespeople: 4 });
    const [administrator, ...sellers] = acme.salespeople;
    const pool = await makePool(acme, sellers, {}, [administrator!]);
    const leads = await pool.leads(7);
    const answer = await administrator!.post('/leads/assignments', {
      ids: leads,
      employeeIds: sellers.map((person) => person.id),
      reason: '新人分配',
    });
    expect(items(answer).every((item) => item.ok)).toBe(true);
    const counts = await Promise.all(
      sellers.map(async (person) => (await person.get('/leads?scope=own&count=exact')).body.page.total as number),
    );
    expect(counts).toEqual([3, 2, 2]);
    expect(await ledgerOf(acme, leads[0]!)).toEqual([
      expect.objectContaining({ kind: 'assigned', to_owner_id: sellers[0]!.id, from_pool_id: pool.id, reason: '新人分配' }),
    ]);
    const member = await sellers[0]!.post('/leads/assignments', { ids: leads, employeeIds: [sellers[0]!.id] });
    expect(new Set(items(member).map((item) => item.code))).toEqual(new Set(['NOT_PERMITTED', 'RECORD_NOT_FOUND']));
    const nobody = await administrator!.post('/leads/assignments', {
      ids: leads,
      employeeIds: ['01990000-0000-7000-8000-000000000000'],
    });
    expect([nobody.status, nobody.body.code]).toEqual([422, 'ASSIGNEE_NOT_FOUND']);
  });

  it('POOL-04 checks the permission on each of many ids, not on the first', async () => {
    const acme = await world.enterprise({ salespeople: 2 });
    const [administrator, seller] = acme.salespeople;
    const mine = await makePool(acme, [seller!], {}, [administrator!]);
    const foreign = await makePool(acme, [administrator!, seller!]);
    const [own] = await mine.leads(1);
    const [other] = await foreign.leads(1);
    const answer = await administrator!.post('/leads/assignments', { ids: [own, other], employeeIds: [seller!.id] });
    expect(items(answer)).toEqual([
      { id: own, ok: true },
      expect.objectContaining({ id: other, ok: false, code: 'NOT_PERMITTED' }),
    ]);
    expect(await ledgerOf(acme, other!)).toEqual([]);
  });

  it('POOL-07 lets the owner return with a reason and the pool’s administrator take back, nobody else', async () => {
    const acme = await world.enterprise({ salespeople: 3 });
    const [administrator, owner, peer] = acme.salespeople as [Person, Person, Person];
    const pool = await makePool(acme, [owner, peer], {}, [administrator]);
    const [first, second] = await pool.leads(2);
    await owner.post(`/pools/${pool.id}/claims`, { ids: [first, second] });
    expect(items(await peer.post('/leads/returns', { ids: [first], reason: 'x' }))).toEqual([
      expect.objectContaining({ ok: false, code: 'RECORD_NOT_FOUND' }),
    ]);
    expect((await owner.post('/leads/returns', { ids: [first] })).body.errors).toContainEqual(
      expect.objectContaining({ pointer: '/reason' }),
    );
    expect(items(await owner.post('/leads/returns', { ids: [first], reason: '三次未接通' }))).toEqual([{ id: first, ok: true }]);
    expect(items(await administrator.post('/leads/withdrawals', { ids: [second], reason: '长期不跟进' }))).toEqual([
      { id: second, ok: true },
    ]);
    expect((await ledgerOf(acme, second!)).at(-1)).toMatchObject({
      kind: 'takenBack',
      from_owner_id: owner.id,
      to_pool_id: pool.id,
      reason: '长期不跟进',
    });
    expect((await administrator.get(`/leads?filter[poolId]=${pool.id}&count=exact`)).body.page.total).toBe(2);
  });

  it('POOL-06 moves records to another pool of the same kind', async () => {
    const acme = await world.enterprise({ salespeople: 1 });
    const from = await makePool(acme, acme.salespeople);
    const to = await makePool(acme, acme.salespeople);
    const [lead] = await from.leads(1);
    expect(items(await acme.salespeople[0]!.post('/leads/moves', { ids: [lead], poolId: to.id, reason: 'x' }))).toEqual([
      expect.objectContaining({ ok: false, code: 'NOT_PERMITTED' }),
    ]);
    expect(items(await acme.admin.post('/leads/moves', { ids: [lead], poolId: to.id, reason: '区域调整' }))).toEqual([
      { id: lead, ok: true },
    ]);
    expect((await acme.admin.get(`/leads/${lead}`)).body).toMatchObject({ poolId: to.id, homePoolId: to.id });
  });

  it('POOL-07 moves a record once when return and take-back are asked at the same time', async () => {
    const acme = await world.enterprise({ salespeople: 1 });
    const [owner] = acme.salespeople;
    const pool = await makePool(acme, acme.salespeople);
    const [lead] = await pool.leads(1);
    await owner!.post(`/pools/${pool.id}/claims`, { ids: [lead] });
    await Promise.all([
      owner!.post('/leads/returns', { ids: [lead], reason: 'a' }),
      acme.admin.post('/leads/withdrawals', { ids: [lead], reason: 'b' }),
    ]);
    expect((await ledgerOf(acme, lead!)).map((line) => line.kind)).toHaveLength(2);
  });

  it('API-03 words the same refusal in Chinese and in English, with one stable code', async () => {
    const acme = await world.enterprise();
    const chinese = await acme.admin.get('/leads/01990000-0000-7000-8000-000000000000');
    const english = await acme.admin
      .with({ 'accept-language': 'en-GB,en;q=0.9' })
      .get('/leads/01990000-0000-7000-8000-000000000000');
    expect([chinese.body.code, english.body.code]).toEqual(['LEAD_NOT_FOUND', 'LEAD_NOT_FOUND']);
    expect([chinese.body.detail, english.body.detail]).toEqual(['线索不存在', 'There is no such lead.']);
  });
});
