import { useWorld } from '../support/world.js';

describe('a customer sent twice at once', () => {
  const world = useWorld();

  it('CUST-02 is entered once without an idempotency key where names are unique; the other is told whose it is', async () => {
    const { salespeople } = await world.enterprise({ salespeople: 1 });
    const [seller] = salespeople;
    const send = () => seller!.post('/customers', { name: '华夏科技' });
    const answers = await Promise.all([send(), send(), send()]);
    expect(answers.map(({ status }) => status).sort((a, b) => a - b)).toEqual([201, 409, 409]);
    for (const { status, body } of answers)
      if (status === 409) expect(body).toMatchObject({ code: 'CUSTOMER_DUPLICATE', duplicates: [{ holder: seller!.name }] });
    expect((await seller!.get('/customers')).body.items).toHaveLength(1);
  });

  it('CUST-01 API-03 is entered once with one key, also where names may repeat, and each repetition answers the same', async () => {
    const acme = await world.enterprise({ salespeople: 1 });
    const [seller] = acme.salespeople;
    const rules = { name: 'allow', shortName: 'allow' };
    expect((await acme.admin.put('/duplicate-rules?object=customer', rules)).status).toBe(200);
    const once = seller!.with({ 'Idempotency-Key': 'customer-1' });
    const send = () => once.post('/customers', { name: '华夏科技' });
    const answers = await Promise.all([send(), send(), send()]);
    for (const { status, body } of answers)
      expect(status === 201 || [status, body.code].join() === '409,IDEMPOTENCY_KEY_IN_USE').toBe(true);
    const [first] = answers.filter(({ status }) => status === 201);
    const again = await send();
    expect([again.status, again.body, again.headers['idempotent-replayed']]).toEqual([201, first!.body, 'true']);
    expect((await once.post('/customers', { name: '东海贸易' })).body.code).toBe('IDEMPOTENCY_KEY_REUSED');
    expect((await seller!.get('/customers')).body.items).toHaveLength(1);
    // another person's key of the same name is another key; without one, two are two
    await Promise.all([seller!.post('/customers', { name: '华夏科技' }), seller!.post('/customers', { name: '华夏科技' })]);
    expect((await seller!.get('/customers')).body.items).toHaveLength(3);
  });
});
