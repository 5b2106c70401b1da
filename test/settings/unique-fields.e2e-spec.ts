import { LeadCreation } from '../../src/modules/leads/lead/lead-creation.service.js';
import { acting } from '../support/acting.js';
import { makeCustomer } from '../support/customers.js';
import type { Enterprise } from '../support/enterprise.js';
import { eventually } from '../support/jobs.js';
import { sql, useWorld } from '../support/world.js';

describe('unique custom fields', () => {
  const world = useWorld();

  /** Adds a text field 证号 with an index; its path. */
  async function cardField(acme: Enterprise, object = 'lead', settings: object = { indexed: true }): Promise<string> {
    const { body } = await acme.admin.post('/custom-fields', { object, key: 'card', label: '证号', type: 'text', ...settings });
    return `/custom-fields/${body.id}`;
  }

  const equal = async (acme: Enterprise): Promise<number> =>
    (await acme.admin.get('/leads?filter[custom.card]=K1&count=exact')).body.page.total as number;

  it('DICT-03 wait for who is writing their values when they become unique, and count what was written', async () => {
    const acme = await world.enterprise();
    const path = await cardField(acme);
    await acme.admin.post('/leads', { name: 'A', custom: { card: 'K1' } });
    const asked = await acting(world, acme, acme.admin, async (ctx) => {
      await world.get(LeadCreation).create(ctx, { name: 'B', custom: { card: 'K1' } });
      const answer = acme.admin.patch(path, { unique: true });
      await eventually(
        () => acme.as((other) => other.db.one<{ n: number }>(sql`SELECT count(*)::integer AS n FROM pg_locks WHERE NOT granted`)),
        ({ n }) => n > 0,
      );
      return { answer };
    });
    const { status, body } = await asked.answer;
    expect([status, body.code]).toEqual([409, 'CUSTOM_FIELD_NOT_UNIQUE']);
    expect((await acme.admin.get(path)).body.unique).toBe(false);
  });

  it('DICT-03 refuse whoever began to write before they became unique, and has not heard of it', async () => {
    const acme = await world.enterprise();
    const path = await cardField(acme);
    await acme.admin.post('/leads', { name: 'A', custom: { card: 'K1' } });
    const late = acting(world, acme, acme.admin, async (ctx) => {
      expect((await acme.admin.patch(path, { unique: true })).status).toBe(200);
      await world.get(LeadCreation).create(ctx, { name: 'B', custom: { card: 'K1' } });
    });
    await expect(late).rejects.toMatchObject({ constraint: 'record_field_values_unique' });
    expect(await equal(acme)).toBe(1);
    expect((await acme.admin.patch(path, { unique: false })).status).toBe(200);
    expect((await acme.admin.post('/leads', { name: 'B', custom: { card: 'K1' } })).status).toBe(201);
  });

  it('DICT-03 are either unique with one such record or not unique, however many write while they become so', async () => {
    const acme = await world.enterprise();
    const path = await cardField(acme);
    const write = (n: number) => acme.admin.post('/leads', { name: `线索${n}`, custom: { card: 'K1' } });
    const [answers, switched] = await Promise.all([
      Promise.all(Array.from({ length: 8 }, (_, n) => write(n))),
      acme.admin.patch(path, { unique: true }),
    ]);
    const written = answers.filter(({ status }) => status === 201).length;
    expect(await equal(acme)).toBe(written);
    const { body: field } = await acme.admin.get(path);
    expect(field.unique).toBe(switched.status === 200);
    if (field.unique) expect(written).toBe(1);
    for (const { status, body } of answers)
      if (status !== 201)
        expect([409, expect.stringMatching(/^(LEAD_DUPLICATE|CUSTOM_VALUE_TAKEN)$/)]).toEqual([status, body.code]);
  });

  it('DICT-03 hold for contacts too, where nobody compares', async () => {
    const acme = await world.enterprise();
    await cardField(acme, 'contact', { unique: true });
    const customerId = await makeCustomer(acme, acme.admin);
    const write = (name: string) => acme.admin.post('/contacts', { customerId, name, custom: { card: 'K1' } });
    const answers = await Promise.all([write('甲'), write('乙'), write('丙')]);
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(answers.filter(({ body }) => body.code === 'CUSTOM_VALUE_TAKEN')).toHaveLength(2);
  });

  it('DICT-03 CUST-03 pass to the survivor of a merge, and return when it is undone, unless somebody has the value by then', async () => {
    const acme = await world.enterprise();
    const { admin } = acme;
    const path = await cardField(acme, 'customer');
    const other = await cardField(acme, 'customer', { key: 'mark', label: '标记' });
    const { body: survivor } = await admin.post('/customers', { name: '华夏' });
    const { body: merged } = await admin.post('/customers', { name: '东海', custom: { card: 'K1', mark: 'x' } });
    const merging = { survivorId: survivor.id, ids: [merged.id] };
    const undo = async () => {
      const { body } = await admin.get(`/customers/${survivor.id}/merges`);
      return admin.post(`/customers/merges/${body.items[0].id}/reversal`);
    };
    expect((await admin.post('/customers/merges', merging)).body.custom).toEqual({ card: 'K1', mark: 'x' });
    // what was merged does not count
    expect((await admin.patch(path, { unique: true })).status).toBe(200);
    expect((await admin.delete(other)).status).toBe(202);
    expect((await admin.post('/customers', { name: '西山', custom: { card: 'K1' } })).status).toBe(409);
    expect((await undo()).status).toBe(200);
    expect((await admin.post('/customers', { name: '西山', custom: { card: 'K1' } })).status).toBe(409);
    expect((await admin.post('/customers/merges', merging)).body.custom).toMatchObject({ card: 'K1' });
    await admin.patch(`/customers/${survivor.id}`, { custom: { card: 'K2' } });
    expect((await admin.post('/customers', { name: '西山', custom: { card: 'K1' } })).status).toBe(201);
    expect((await undo()).body.code).toBe('CUSTOM_VALUE_TAKEN');
  });
});
