import { itemId } from '../support/dictionaries.js';
import { makeCustomer, makeCustomers } from '../support/customers.js';
import { testPhone, type Enterprise, type Person } from '../support/enterprise.js';
import { makePool } from '../support/pools.js';
import { useWorld } from '../support/world.js';

interface Entry {
  kind: string;
  content: Record<string, unknown>;
}

describe('converting leads', () => {
  const world = useWorld();
  const addField = async (acme: Enterprise, object: string, body: object): Promise<void> => {
    expect((await acme.admin.post('/custom-fields', { object, ...body })).status).toBe(201);
  };
  const made = async (person: Person, body: object): Promise<string> => {
    const { status, body: lead } = await person.post('/leads', body);
    expect(status).toBe(201);
    return lead.id as string;
  };

  it('LEAD-05 makes a customer and a contact of a lead, and everything goes along', async () => {
    const acme = await world.enterprise({ salespeople: 1 });
    const [seller] = acme.salespeople as [Person];
    const phone = testPhone();
    await addField(acme, 'lead', { key: 'budget', label: '预算', type: 'money' });
    await addField(acme, 'customer', { key: 'expected', label: '预算', type: 'money' });
    await addField(acme, 'lead', { key: 'need', label: '需求', type: 'choice', choices: [{ code: 'a', label: '采购' }] });
    await addField(acme, 'customer', { key: 'need', label: '需求', type: 'choice', choices: [{ code: 'x', label: '采购' }] });
    await addField(acme, 'lead', { key: 'only', label: '仅线索', type: 'text' });
    const industryId = await itemId(acme.admin, 'industry');
    const id = await made(seller, {
      name: '李静',
      company: '杭州华夏科技有限公司',
      title: '采购经理',
      phone,
      industryId,
      tags: ['展会'],
      nextContactAt: '2030-01-01T08:00:00.000Z',
      custom: { budget: '5000.00', need: 'a', only: '秘' },
    });
    await seller.post(`/leads/${id}/follow-ups`, { method: 'call', content: '已联系' });
    const preview = await seller.post(`/leads/${id}/conversion/preview`, {});
    expect([preview.status, preview.body]).toEqual([200, expect.anything()]);
    expect(preview.body).toMatchObject({
      customer: { name: '杭州华夏科技有限公司', phone, industryId, tags: ['展会'], custom: { expected: '5000.00', need: 'x' } },
      contact: { name: '李静', title: '采购经理', phone },
      lost: [{ field: 'custom.only', label: '仅线索', reason: 'notMapped' }],
      duplicates: [],
    });
    const converted = await seller.post(`/leads/${id}/conversion`, { customer: { shortName: '华夏' }, contact: { isKey: true } });
    expect([converted.status, converted.body]).toEqual([200, expect.objectContaining({ leadId: id, made: [], duplicates: [] })]);
    const { customerId, contactId } = converted.body as { customerId: string; contactId: string };
    expect((await seller.get(`/customers/${customerId}`)).body).toMatchObject({
      name: '杭州华夏科技有限公司',
      shortName: '华夏',
      ownerId: seller.id,
      leadId: id,
      followUpCount: 1,
      nextContactAt: '2030-01-01T08:00:00.000Z',
      custom: { expected: '5000.00', need: 'x' },
    });
    expect((await seller.get(`/contacts/${contactId}`)).body).toMatchObject({ name: '李静', isKey: true, customerId, phone });
    expect((await seller.get(`/leads/${id}`)).body).toMatchObject({ status: 'converted', customerId, contactId });
    const timeline = (await seller.get(`/customers/${customerId}/timeline`)).body.items as Entry[];
    expect(timeline.find(({ kind }) => kind === 'followUp')?.content).toMatchObject({ content: '已联系' });
    const events = timeline.filter(({ kind }) => kind === 'lead').map(({ content }) => [content.leadId, content.event]);
    expect(events).toEqual(
      expect.arrayContaining([
        [id, 'converted'],
        [id, 'created'],
      ]),
    );
    const ofContact = (await seller.get(`/contacts/${contactId}/timeline?kinds=followUp`)).body.items as Entry[];
    expect(ofContact).toHaveLength(1);
    expect((await seller.get(`/leads/${id}/timeline?kinds=followUp`)).body.items).toHaveLength(1);
  });

  it('LEAD-05 converts to an existing customer and contact, which keep what they have', async () => {
    const acme = await world.enterprise({ salespeople: 2 });
    const [seller, peer] = acme.salespeople as [Person, Person];
    const { body: customer } = await seller.post('/customers', { name: '东海贸易', phone: '13800138000', tags: ['老'] });
    const { body: contact } = await seller.post('/contacts', { customerId: customer.id, name: '王芳' });
    const lead = { name: '李静', company: '东海贸易公司', phone: testPhone(), tags: ['新'], website: 'https://example.com' };
    const id = await made(seller, lead);
    const clash = await seller.post(`/leads/${id}/conversion`, {});
    expect([clash.status, clash.body.code]).toEqual([409, 'CUSTOMER_DUPLICATE']);
    expect(clash.body.duplicates).toEqual([expect.objectContaining({ id: customer.id, field: 'name' })]);
    expect(clash.body.errors[0].pointer).toBe('/customer/name');
    const { body: preview } = await seller.post(`/leads/${id}/conversion/preview`, {});
    expect(preview.duplicates).toEqual([expect.objectContaining({ id: customer.id })]);
    const foreign = await makeCustomer(acme, peer);
    expect((await seller.post(`/leads/${id}/conversion`, { customerId: foreign })).status).toBe(404);
    const { body: elsewhere } = await peer.post('/contacts', { customerId: foreign, name: '外人' });
    const wrong = await seller.post(`/leads/${id}/conversion`, { customerId: customer.id, contactId: elsewhere.id });
    expect(wrong.status).toBe(404);
    const placed = await seller.post(`/leads/${id}/conversion`, { customerId: customer.id, customer: { ownerId: peer.id } });
    expect([placed.status, placed.body.errors[0].pointer]).toEqual([400, '/customer/ownerId']);
    const done = await seller.post(`/leads/${id}/conversion`, { customerId: customer.id, contactId: contact.id });
    expect([done.status, done.body]).toEqual([
      200,
      { leadId: id, customerId: customer.id, contactId: contact.id, made: [], duplicates: [] },
    ]);
    expect((await seller.get(`/customers/${customer.id}`)).body).toMatchObject({
      name: '东海贸易',
      phone: '+8613800138000',
      tags: ['老', '新'],
      website: 'https://example.com',
      leadId: id,
    });
    expect((await seller.get(`/contacts/${contact.id}`)).body).toMatchObject({ name: '王芳', phone: lead.phone });
  });

  it('LEAD-05 names what is missing, unknown or forbidden by pointers, and makes nothing then', async () => {
    const acme = await world.enterprise({ salespeople: 1 });
    const [seller] = acme.salespeople as [Person];
    await acme.admin.put('/objects/customer/layouts/everyone', {
      sections: [{ title: '基本', fields: [{ key: 'name' }, { key: 'website', required: true }] }],
    });
    const id = await made(seller, { name: '李静' });
    const missing = await seller.post(`/leads/${id}/conversion`, {});
    expect([missing.status, missing.body.errors]).toEqual([
      400,
      [expect.objectContaining({ pointer: '/customer/website', code: 'REQUIRED' })],
    ]);
    const target = await seller.post(`/leads/${id}/conversion`, { make: [{ object: 'rocket', values: {} }] });
    expect([target.status, target.body.code, target.body.errors[0].pointer]).toEqual([
      422,
      'CONVERSION_TARGET_UNKNOWN',
      '/make/0/object',
    ]);
    const bad = await seller.post(`/leads/${id}/conversion`, {
      customer: { website: 'https://a.cn' },
      contact: { custom: { x: 1 } },
    });
    expect([bad.status, bad.body.errors[0].pointer]).toEqual([400, '/contact/custom/x']);
    expect((await seller.get('/customers?count=exact')).body.page.total).toBe(0);
    const done = await seller.post(`/leads/${id}/conversion`, { customer: { website: 'https://a.cn' }, contact: null });
    expect([done.status, done.body.contactId]).toEqual([200, null]);
    expect((await seller.get(`/customers/${done.body.customerId}`)).body.name).toBe('李静');
  });

  it('LEAD-05 carries fields as an administrator maps them, checked and versioned', async () => {
    const acme = await world.enterprise({ salespeople: 1 });
    const [seller] = acme.salespeople as [Person];
    const { body: derived } = await acme.admin.get('/leads/conversion-mapping');
    expect(derived).toMatchObject({ derived: true, version: 0 });
    expect(derived.lines).toEqual(
      expect.arrayContaining([
        { from: 'company', fromLabel: '公司', object: 'customer', to: 'name', toLabel: '客户全称' },
        { from: 'name', fromLabel: '姓名', object: 'contact', to: 'name', toLabel: '姓名' },
        { from: 'sourceId', fromLabel: '来源', object: 'customer', to: 'sourceId', toLabel: '客户来源' },
      ]),
    );
    expect((await seller.put('/leads/conversion-mapping', { lines: [] })).status).toBe(403);
    const wrong = await acme.admin.put('/leads/conversion-mapping', {
      lines: [
        { from: 'nothing', object: 'customer', to: 'name' },
        { from: 'tags', object: 'customer', to: 'phone' },
        { from: 'company', object: 'customer', to: 'remark' },
        { from: 'remark', object: 'customer', to: 'remark' },
      ],
    });
    expect(wrong.body.errors.map(({ pointer, code }: { pointer: string; code: string }) => [pointer, code])).toEqual([
      ['/lines/0/from', 'UNKNOWN_FIELD'],
      ['/lines/1/to', 'TYPES_DIFFER'],
      ['/lines/3/to', 'DUPLICATE'],
    ]);
    const lines = [
      { from: 'company', object: 'customer', to: 'name' },
      { from: 'degree', object: 'customer', to: 'remark' },
      { from: 'name', object: 'contact', to: 'name' },
    ];
    const set = await acme.admin.with({ 'If-Match': '"0"' }).put('/leads/conversion-mapping', { lines });
    expect([set.status, set.body]).toEqual([200, expect.objectContaining({ derived: false, version: 1 })]);
    expect((await acme.admin.with({ 'If-Match': '"0"' }).put('/leads/conversion-mapping', { lines: [] })).status).toBe(412);
    const id = await made(seller, { name: '李静', company: '南山', degree: 'high', phone: testPhone() });
    const { body } = await seller.post(`/leads/${id}/conversion/preview`, {});
    expect(body).toMatchObject({
      customer: { name: '南山', remark: '高' },
      contact: { name: '李静' },
      lost: [{ field: 'phone', reason: 'notMapped' }],
    });
    expect((await acme.admin.delete('/leads/conversion-mapping')).status).toBe(204);
    expect((await acme.admin.get('/leads/conversion-mapping')).body).toMatchObject({ derived: true, version: 0 });
  });

  it('LEAD-05 SET-01 keeps custom fields that the mapping reads or writes, until the mapping is another', async () => {
    const { admin } = await world.enterprise();
    const field = async (object: string, key: string): Promise<string> =>
      (await admin.post('/custom-fields', { object, key, label: key, type: 'text' })).body.id as string;
    const [from, to, other] = [await field('lead', 'wish'), await field('customer', 'want'), await field('contact', 'wish')];
    const set = await admin.put('/leads/conversion-mapping', {
      lines: [{ from: 'custom.wish', object: 'customer', to: 'custom.want' }],
    });
    expect(set.status).toBe(200);
    for (const id of [from, to]) {
      const refused = await admin.delete(`/custom-fields/${id}`);
      expect([refused.status, refused.body.errors[0]]).toEqual([
        409,
        expect.objectContaining({
          code: 'CONVERSION_MAPPING',
          detail: '线索转换映射(custom.wish → customer.custom.want)',
        }),
      ]);
    }
    expect((await admin.delete(`/custom-fields/${other}`)).status).toBe(202);
    expect((await admin.delete('/leads/conversion-mapping')).status).toBe(204);
    for (const id of [from, to]) expect((await admin.delete(`/custom-fields/${id}`)).status).toBe(202);
  });

  it('LEAD-05 PERM-07 carries nothing that a role hides on the lead, nor into what it may not write', async () => {
    const acme = await world.enterprise({});
    const rules = [
      { object: 'lead', field: 'phone', access: 'hidden' },
      { object: 'customer', field: 'website', access: 'readOnly' },
    ];
    const grants = [
      { object: 'lead', actions: ['read', 'create', 'convert'], scope: 'own' },
      { object: 'customer', actions: ['read', 'create', 'update'], scope: 'own' },
    ];
    const { body: role } = await acme.admin.post('/roles', { name: '外呼', grants, fieldRules: rules });
    const caller = await acme.person('外呼员', []);
    await acme.admin.post(`/roles/${role.id}/assignments`, { ids: [caller.id] });
    const { body: lead } = await acme.admin.post('/leads', {
      name: '李静',
      phone: testPhone(),
      website: 'https://a.cn',
      ownerId: caller.id,
    });
    const { status, body } = await caller.post(`/leads/${lead.id}/conversion`, {});
    expect([status, body]).toEqual([200, expect.anything()]);
    const customer = (await acme.admin.get(`/customers/${body.customerId}`)).body;
    expect([customer.phone, customer.website]).toEqual([null, null]);
    expect((await acme.admin.get(`/contacts/${body.contactId}`)).body.phone).toBeNull();
  });

  it('LEAD-05 CUST-03 follows the customer when that is merged, and back when it is unmerged', async () => {
    const acme = await world.enterprise({ managers: 1, salespeople: 1 });
    const [seller] = acme.salespeople as [Person];
    const id = await made(seller, { name: '李静' });
    const { body } = await seller.post(`/leads/${id}/conversion`, {});
    const [survivor] = await makeCustomers(acme, ['留存'], { owner: seller });
    expect((await acme.admin.post('/customers/merges', { survivorId: survivor, ids: [body.customerId] })).status).toBe(200);
    expect((await seller.get(`/leads/${id}`)).body.customerId).toBe(survivor);
    const [{ id: mergeId }] = (await acme.admin.get(`/customers/${survivor}/merges`)).body.items as [{ id: string }];
    expect((await acme.admin.post(`/customers/merges/${mergeId}/reversal`)).status).toBe(200);
    expect((await seller.get(`/leads/${id}`)).body.customerId).toBe(body.customerId);
  });

  it('LEAD-05 POOL-17 counts conversions of what was claimed', async () => {
    const acme = await world.enterprise({ salespeople: 1 });
    const [seller] = acme.salespeople as [Person];
    const pool = await makePool(acme, [seller], {}, [acme.admin]);
    const ids = await pool.leads(2);
    await seller.post(`/pools/${pool.id}/claims`, { ids });
    await seller.post(`/leads/${ids[0]}/conversion`, {});
    const { status, body } = await acme.admin.get(`/pools/${pool.id}/statistics`);
    expect([status, body.taken?.converted ?? body.converted]).toEqual([200, 1]);
  });
});
