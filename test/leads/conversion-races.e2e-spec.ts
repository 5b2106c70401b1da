import { ConversionTargets } from '../../src/modules/customers/index.js';
import { validationFailed } from '../../src/platform/errors/index.js';
import { itemId } from '../support/dictionaries.js';
import type { Person } from '../support/enterprise.js';
import { makePool } from '../support/pools.js';
import { sql, useWorld } from '../support/world.js';

describe('leads that are converted while others work on them', () => {
  const world = useWorld();
  const made = async (person: Person, body: object): Promise<string> => {
    const { status, body: lead } = await person.post('/leads', body);
    expect(status).toBe(201);
    return lead.id as string;
  };

  it('LEAD-05 leaves a converted lead to be read alone, whichever way one tries to change it', async () => {
    const acme = await world.enterprise({ managers: 1, salespeople: 2 });
    const [seller, peer] = acme.salespeople as [Person, Person];
    const pool = await makePool(acme, [acme.admin], {}, [acme.admin]);
    const id = await made(seller, { name: '李静' });
    const other = await made(seller, { name: '王芳' });
    await seller.post(`/leads/${id}/conversion`, {});
    const reasonId = await itemId(acme.admin, 'invalidReason');
    const before = (await acme.admin.get(`/leads/${id}`)).body;
    const single = await Promise.all([
      acme.admin.patch(`/leads/${id}`, { remark: 'x' }),
      acme.admin.put(`/leads/${id}/invalidation`, { invalidReasonId: reasonId }),
      acme.admin.delete(`/leads/${id}/invalidation`),
      acme.admin.post(`/leads/${id}/follow-ups`, { method: 'call', content: 'x' }),
      acme.admin.post(`/leads/${id}/conversion`, {}),
      acme.admin.post(`/leads/${id}/conversion/preview`, {}),
      acme.admin.post('/leads/merges', { survivorId: other, ids: [id] }),
      acme.admin.post('/leads/merges', { survivorId: id, ids: [other] }),
    ]);
    expect(single.map(({ body }) => body.code)).toEqual(Array(8).fill('LEAD_NOT_ACTIVE'));
    const bulk = await Promise.all([
      acme.admin.post('/leads/returns', { ids: [id], reason: 'x' }),
      acme.admin.post('/leads/withdrawals', { ids: [id], reason: 'x' }),
      acme.admin.post('/leads/transfers', { ids: [id], toEmployeeId: peer.id, reason: 'x' }),
      acme.admin.post('/leads/moves', { ids: [id], poolId: pool.id, reason: 'x' }),
      acme.admin.post('/leads/assignments', { ids: [id], employeeIds: [peer.id] }),
      acme.admin.post('/leads/conversions', { ids: [id] }),
      acme.admin.post(`/pools/${pool.id}/claims`, { ids: [id] }),
    ]);
    expect(bulk.map(({ status, body }) => [status, body.items?.[0]?.ok])).toEqual(Array.from({ length: 7 }, () => [200, false]));
    await Promise.all([
      acme.admin.post('/leads/protections', { ids: [id], days: 1 }),
      acme.admin.post('/leads/quarantines', { ids: [id], days: 1, reason: 'x' }),
    ]);
    expect((await acme.admin.get(`/leads/${id}`)).body).toEqual(before);
  });

  it('LEAD-05 lets one of many conversions through, and others find the lead before or after it', async () => {
    const acme = await world.enterprise({ managers: 1, salespeople: 2 });
    const [seller, peer] = acme.salespeople as [Person, Person];
    for (let round = 0; round < 3; round++) {
      const id = await made(seller, { name: `李静${round}` });
      const other = await made(seller, { name: `王芳${round}` });
      const answers = await Promise.all([
        seller.post(`/leads/${id}/conversion`, {}),
        acme.admin.post(`/leads/${id}/conversion`, {}),
        acme.admin.post('/leads/merges', { survivorId: other, ids: [id] }),
        acme.admin.post('/leads/transfers', { ids: [id], toEmployeeId: peer.id, reason: '调整' }),
        acme.admin.post('/leads/withdrawals', { ids: [id], reason: 'x' }),
      ]);
      expect(answers.every(({ status }) => status < 500)).toBe(true);
      const won = answers.slice(0, 3).filter(({ status }) => status === 200);
      expect(won).toHaveLength(1);
      const { status } = (await acme.admin.get(`/leads/${id}`)).body as { status: string };
      expect(status).toBe(answers[2].status === 200 ? 'merged' : 'converted');
      const customers = await acme.as((ctx) => ctx.db.query(sql`SELECT id FROM customers WHERE lead_id = ${id}::uuid`));
      expect(customers).toHaveLength(status === 'converted' ? 1 : 0);
    }
  });

  it('LEAD-05 converts what stands in a pool either before or after a claim, never twice', async () => {
    const acme = await world.enterprise({ salespeople: 1 });
    const [seller] = acme.salespeople as [Person];
    const pool = await makePool(acme, [seller], {}, [acme.admin]);
    const ids = await pool.leads(6);
    const answers = await Promise.all(
      ids.flatMap((id) => [
        acme.admin.post(`/leads/${id}/conversion`, {}),
        seller.post(`/pools/${pool.id}/claims`, { ids: [id] }),
      ]),
    );
    expect(answers.filter((_, n) => n % 2 === 0).map(({ status }) => status)).toEqual(Array(6).fill(200));
    const rows = await acme.as((ctx) =>
      ctx.db.query<{ place: number; status: string }>(
        sql`SELECT num_nonnulls(owner_id, pool_id) AS place, status FROM leads WHERE id = ANY (${ids}::uuid[])`,
      ),
    );
    expect(rows).toEqual(Array.from({ length: 6 }, () => ({ place: 1, status: 'converted' })));
  });

  it('LEAD-05 answers a repeated request with the same key as before', async () => {
    const acme = await world.enterprise({ salespeople: 1 });
    const [seller] = acme.salespeople as [Person];
    const id = await made(seller, { name: '李静' });
    const first = await seller.with({ 'Idempotency-Key': 'once' }).post(`/leads/${id}/conversion`, {});
    const again = await seller.with({ 'Idempotency-Key': 'once' }).post(`/leads/${id}/conversion`, {});
    expect([again.status, again.body]).toEqual([200, first.body]);
    expect((await seller.get('/customers?count=exact')).body.page.total).toBe(1);
  });

  it('LEAD-05 makes what another module registers for along with the customer, or nothing at all', async () => {
    const acme = await world.enterprise({ salespeople: 1 });
    const [seller] = acme.salespeople as [Person];
    world.get(ConversionTargets).register({
      object: 'note',
      label: { 'zh-CN': '便签', en: 'Note' },
      create: async (ctx, { customerId }, { remark }) => {
        const issues = [{ pointer: '/remark', code: 'REQUIRED', message: { 'zh-CN': '必填', en: 'This is required.' } }];
        if (typeof remark !== 'string') throw validationFailed({}, issues);
        await ctx.db.run(sql`UPDATE customers SET remark = ${remark} WHERE id = ${customerId}::uuid`);
        return customerId;
      },
    });
    const id = await made(seller, { name: '李静' });
    const refused = await seller.post(`/leads/${id}/conversion`, { make: [{ object: 'note', values: {} }] });
    expect([refused.status, refused.body.errors[0].pointer]).toEqual([400, '/make/0/values/remark']);
    expect((await seller.get(`/leads/${id}`)).body.status).toBe('active');
    expect((await seller.get('/customers?count=exact')).body.page.total).toBe(0);
    const { body } = await seller.post(`/leads/${id}/conversion`, { make: [{ object: 'note', values: { remark: '要紧' } }] });
    expect(body.made).toEqual([{ object: 'note', id: body.customerId }]);
    expect((await seller.get(`/customers/${body.customerId}`)).body.remark).toBe('要紧');
  });
});
