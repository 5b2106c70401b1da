import { makeCustomers } from '../support/customers.js';
import { itemId } from '../support/dictionaries.js';
import type { Person } from '../support/enterprise.js';
import { makePool } from '../support/pools.js';
import { statementsOf } from '../support/statements.js';
import { useWorld } from '../support/world.js';

describe('converting many leads', () => {
  const world = useWorld();
  const made = async (person: Person, body: object): Promise<string> => {
    const { status, body: lead } = await person.post('/leads', body);
    expect(status).toBe(201);
    return lead.id as string;
  };

  it('LEAD-05 converts many at once and says of each what became of it', async () => {
    const acme = await world.enterprise({ salespeople: 2 });
    const [seller, peer] = acme.salespeople as [Person, Person];
    const mine = await made(seller, { name: '李静', company: '甲公司' });
    const same = await made(seller, { name: '王芳', company: '甲公司' });
    const foreign = await made(peer, { name: '张三' });
    const all = await seller.post('/leads/conversions', { ids: [mine, same, foreign], atomic: true });
    expect([all.status, all.body.code]).toEqual([409, 'BULK_REFUSED']);
    const { body } = await seller.post('/leads/conversions', { ids: [mine, same, foreign] });
    expect(body.items.map(({ ok, code }: { ok: boolean; code?: string }) => code ?? ok)).toEqual([
      true,
      'CUSTOMER_DUPLICATE',
      'LEAD_NOT_FOUND',
    ]);
    expect((await seller.get('/customers?count=exact')).body.page.total).toBe(1);
    expect((await seller.get(`/leads/${same}`)).body.status).toBe('active');
    expect((await seller.post('/leads/conversions', { ids: [] })).status).toBe(400);
  });

  it('LEAD-05 sends as many statements for fifty leads as for two, whoever owns them and whatever is carried', async () => {
    const acme = await world.enterprise({ managers: 1, salespeople: 2 });
    const [manager] = acme.managers as [Person];
    for (const object of ['lead', 'customer', 'contact'])
      expect((await acme.admin.post('/custom-fields', { object, key: 'adviser', label: '顾问', type: 'person' })).status).toBe(
        201,
      );
    const claim = { holdingLimit: 500, counts: { assigned: false, transferred: false, created: true } };
    const sea = await makePool(acme, acme.salespeople, { claim }, [], '公海', 'customer');
    const items = [{ name: '全部', condition: null, poolId: sea.id }];
    expect((await acme.admin.put('/routing-rules?object=customer', { items })).status).toBe(200);
    const industryId = await itemId(acme.admin, 'industry');
    const leads = (count: number, name: string): Promise<string[]> =>
      Promise.all(
        Array.from({ length: count }, async (_, n) => {
          const owner = acme.salespeople[n % 2]!;
          const id = await made(owner, {
            name: `${name}${n}`,
            company: `${name}${n}公司`,
            industryId,
            custom: { adviser: owner.id },
          });
          expect((await owner.post(`/leads/${id}/follow-ups`, { method: 'call', content: '已联系' })).status).toBe(201);
          return id;
        }),
      );
    const sent = async (ids: string[]): Promise<string[]> => {
      const statements = await statementsOf(async () => {
        const { body } = await manager.post('/leads/conversions', { ids });
        expect((body.items as { ok: boolean }[]).filter(({ ok }) => !ok)).toEqual([]);
      });
      return statements.map(({ text }) => text);
    };
    // the first conversion of an enterprise reads definitions, which are kept in memory from then on
    await sent(await leads(2, '甲'));
    const [few, many] = [await leads(2, '乙'), await leads(50, '丙')];
    const [ofFew, ofMany] = [await sent(few), await sent(many)];
    expect(ofMany).toEqual(ofFew);
    const { body } = await manager.get(`/leads/${many[49]}`);
    const customer = (await manager.get(`/customers/${body.customerId}`)).body;
    expect(customer).toMatchObject({ name: '丙49公司', leadId: many[49], ownerId: acme.salespeople[1]!.id, followUpCount: 1 });
    expect(customer.custom.adviser).toMatchObject({ id: acme.salespeople[1]!.id });
    expect((await manager.get(`/contacts/${body.contactId}`)).body).toMatchObject({ name: '丙49', customerId: body.customerId });
  });

  it('LEAD-05 converts all of many leads but those that are refused, the first of equal ones before the others', async () => {
    const acme = await world.enterprise({ salespeople: 1 });
    const [seller] = acme.salespeople as [Person];
    await makeCustomers(acme, ['三号公司'], { owner: seller });
    const companies = ['一号', '二号', '三号', '四号', '一号', '五号', '六号'];
    const ids: string[] = [];
    for (const [n, company] of companies.entries()) ids.push(await made(seller, { name: `李静${n}`, company: `${company}公司` }));
    const { body } = await seller.post('/leads/conversions', { ids: [...ids, ids[0]!.toUpperCase()] });
    const outcomes = (body.items as { ok: boolean; code?: string; customerId?: string }[]).map(({ ok, code }) => code ?? ok);
    const taken = 'CUSTOMER_DUPLICATE';
    expect(outcomes).toEqual([true, true, taken, true, taken, true, true, true]);
    expect(body.items.at(-1).customerId).toBe(body.items[0].customerId);
    const statuses = await Promise.all(ids.map(async (id) => (await seller.get(`/leads/${id}`)).body.status as string));
    expect(statuses.filter((status) => status === 'converted')).toHaveLength(5);
    expect((await seller.get('/customers?count=exact')).body.page.total).toBe(6);
  });

  it('LEAD-05 POOL-03 converts each lead once though the same ones are sent twice, and claimed, at the same moment', async () => {
    const acme = await world.enterprise({ salespeople: 1 });
    const [seller] = acme.salespeople as [Person];
    const pool = await makePool(acme, [seller], {}, [acme.admin]);
    const ids = await pool.leads(6);
    const [one, two, claimed] = await Promise.all([
      acme.admin.post('/leads/conversions', { ids }),
      acme.admin.post('/leads/conversions', { ids: ids.toReversed() }),
      seller.post(`/pools/${pool.id}/claims`, { ids }),
    ]);
    expect([one.status, two.status, claimed.status]).toEqual([200, 200, 200]);
    const won = [...one.body.items, ...two.body.items] as { id: string; ok: boolean; code?: string }[];
    expect(
      won
        .filter(({ ok }) => ok)
        .map(({ id }) => id)
        .sort(),
    ).toEqual(ids.toSorted());
    expect(new Set(won.flatMap(({ code }) => code ?? []))).toEqual(new Set(['LEAD_NOT_ACTIVE']));
    expect((await acme.admin.get('/customers?scope=all&count=exact')).body.page.total).toBe(6);
  });
});
