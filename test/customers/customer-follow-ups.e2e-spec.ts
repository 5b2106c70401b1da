import { makeCustomer, makeCustomers } from '../support/customers.js';
import { drain } from '../support/drain.js';
import type { Enterprise, Person } from '../support/enterprise.js';
import { statementsOf } from '../support/statements.js';
import { sql, useWorld } from '../support/world.js';

interface Entry {
  id: string;
  kind: string;
  content: Record<string, unknown>;
}

describe('what happens to a customer', () => {
  const world = useWorld((config) => ({ ...config, role: 'api' }));

  const write = async (person: Person, customerId: string, more: object = {}): Promise<string> => {
    const answer = await person.post(`/customers/${customerId}/follow-ups`, { method: 'call', content: '已联系', ...more });
    expect(answer.status).toBe(201);
    return answer.body.id;
  };
  const timeline = async (person: Person, path: string): Promise<Entry[]> => {
    const answer = await person.get(path.includes('?') ? path : `${path}?limit=100`);
    expect([path, answer.status]).toEqual([path, 200]);
    return answer.body.items;
  };
  const sold = async (): Promise<{ acme: Enterprise; seller: Person; peer: Person; customerId: string }> => {
    const acme = await world.enterprise({ salespeople: 2 });
    const [seller, peer] = acme.salespeople;
    const { body } = await seller!.post('/customers', { name: '杭州华夏科技有限公司' });
    return { acme, seller: seller!, peer: peer!, customerId: body.id };
  };

  it('CUST-07 a follow-up updates the customer, and stands on its timeline and on every linked contact’s', async () => {
    const { seller, peer, customerId } = await sold();
    const { body: contact } = await seller.post('/contacts', { customerId, name: '李静' });
    const { body: other } = await seller.post('/contacts', { customerId, name: '王芳' });
    const id = await write(seller, customerId, { contactIds: [contact.id], nextContactAt: '2030-01-01T00:00:00Z' });
    expect((await seller.get(`/customers/${customerId}`)).body).toMatchObject({
      followUpCount: 1,
      nextContactAt: '2030-01-01T00:00:00.000Z',
      lastFollowUpAt: expect.any(String),
    });
    expect((await seller.get(`/follow-ups/${id}`)).body).toMatchObject({
      customerId,
      customerName: '杭州华夏科技有限公司',
      leadId: null,
      contacts: [{ id: contact.id, name: '李静' }],
    });
    const ofContact = async (contactId: string): Promise<string[]> =>
      (await timeline(seller, `/contacts/${contactId}/timeline`)).map((entry) => entry.id);
    expect([await ofContact(contact.id), await ofContact(other.id)]).toEqual([[id], []]);
    const listed = async (query: Record<string, unknown>): Promise<string[]> =>
      (await seller.get('/follow-ups', query)).body.items.map((each: { id: string }) => each.id);
    expect(await listed({ filter: { contactId: contact.id } })).toEqual([id]);
    expect(await listed({ filter: { customerId } })).toEqual([id]);
    expect((await peer.get('/follow-ups', { filter: { contactId: contact.id } })).body.items).toEqual([]);
    expect((await peer.post(`/customers/${customerId}/follow-ups`, { method: 'call', content: '好' })).status).toBe(404);
  });

  it('CUST-07 PERM-04 a private customer’s follow-ups and contacts are kept even from who reads all customers', async () => {
    const { acme, seller, customerId } = await sold();
    await seller.post('/contacts', { customerId, name: '李静' });
    const id = await write(seller, customerId);
    expect((await acme.admin.get(`/follow-ups/${id}`)).status).toBe(200);
    await acme.as((ctx) => ctx.db.run(sql`UPDATE customers SET is_private = true WHERE id = ${customerId}::uuid`));
    expect((await acme.admin.get(`/follow-ups/${id}`)).status).toBe(404);
    for (const path of ['/follow-ups', `/follow-ups?filter[customerId]=${customerId}`, '/contacts'])
      expect([path, (await acme.admin.get(path)).body.items]).toEqual([path, []]);
    expect((await seller.get('/follow-ups')).body.items).toHaveLength(1);
  });

  it('CUST-07 links contacts of the customer alone, and writes nothing where one is not', async () => {
    const { acme, seller, customerId } = await sold();
    const elsewhere = await makeCustomer(acme, seller);
    const { body: stranger } = await seller.post('/contacts', { customerId: elsewhere, name: '李静' });
    const refused = await seller.post(`/customers/${customerId}/follow-ups`, {
      method: 'call',
      content: '好',
      contactIds: [stranger.id],
    });
    expect([refused.status, refused.body.errors[0].pointer]).toEqual([400, '/contactIds/0']);
    expect((await seller.get(`/customers/${customerId}`)).body.followUpCount).toBe(0);
  });

  it('CUST-07 counts every one of twenty follow-ups that are written at once', async () => {
    const { seller, customerId } = await sold();
    await Promise.all(Array.from({ length: 20 }, () => write(seller, customerId)));
    expect((await seller.get(`/customers/${customerId}`)).body.followUpCount).toBe(20);
  });

  it('CUST-07 DICT-02 items of dictionaries that follow-ups have are not deleted, and mergers reach them', async () => {
    const { acme, seller, customerId } = await sold();
    const [type, otherType] = (await acme.admin.get('/dictionaries/followUpType/items')).body.items;
    const [tag, otherTag] = (await acme.admin.get('/dictionaries/actionTag/items')).body.items;
    const id = await write(seller, customerId, { typeId: type.id, actionTagIds: [tag.id, otherTag.id] });
    for (const item of [type, tag])
      expect((await acme.admin.delete(`/dictionary-items/${item.id}`)).body.code).toBe('DICTIONARY_ITEM_IN_USE');
    for (const [from, into] of [
      [type, otherType],
      [tag, otherTag],
    ])
      expect((await acme.admin.post(`/dictionary-items/${from.id}/merger`, { intoId: into.id })).status).toBe(202);
    await drain(world.app);
    expect((await seller.get(`/follow-ups/${id}`)).body).toMatchObject({
      typeId: otherType.id,
      actionTags: [{ id: otherTag.id, label: otherTag.label }],
    });
  });

  it('CUST-08 tells follow-ups, ownership, changes, contacts and files in one timeline, by kinds and in pages', async () => {
    const { acme, seller, peer, customerId } = await sold();
    const followUp = await write(seller, customerId);
    await acme.admin.post('/comments', { object: 'followUp', recordId: followUp, content: '很好' });
    await seller.patch(`/customers/${customerId}`, { website: 'https://example.com' });
    const { body: contact } = await seller.post('/contacts', { customerId, name: '李静', title: '经理' });
    const whole = await timeline(seller, `/customers/${customerId}/timeline`);
    expect(whole.map(({ kind }) => kind).sort()).toEqual(['change', 'change', 'contact', 'followUp', 'ownership']);
    expect(whole.find(({ kind }) => kind === 'followUp')!.content).toMatchObject({ content: '已联系', commentCount: 1 });
    expect(whole.find(({ kind }) => kind === 'contact')!.content).toMatchObject({ contactId: contact.id, name: '李静' });
    const paged: Entry[] = [];
    let cursor: string | null = null;
    do {
      const query = { limit: 2, ...(cursor ? { cursor } : {}) };
      const { body }: { body: { items: Entry[]; page: { nextCursor: string | null } } } = await seller.get(
        `/customers/${customerId}/timeline`,
        query,
      );
      paged.push(...body.items);
      cursor = body.page.nextCursor;
    } while (cursor);
    expect(paged).toEqual(whole);
    const some = await timeline(seller, `/customers/${customerId}/timeline?kinds=contact,followUp`);
    expect(some.map(({ kind }) => kind)).toEqual(['contact', 'followUp']);
    expect((await seller.get(`/customers/${customerId}/timeline?kinds=weather`)).body.errors[0].pointer).toBe('?kinds');
    expect((await peer.get(`/customers/${customerId}/timeline`)).status).toBe(404);
  });

  it('CUST-08 tells what happened to the customers that were merged into it, and whose it was', async () => {
    const { acme, seller, customerId } = await sold();
    const [merged] = await makeCustomers(acme, ['华夏'], { owner: seller });
    await seller.patch(`/customers/${merged}`, { website: 'https://example.com' });
    await acme.as((ctx) =>
      ctx.db.run(sql`UPDATE customers SET state = 'merged', merged_into_id = ${customerId}::uuid WHERE id = ${merged}::uuid`),
    );
    const changes = await timeline(seller, `/customers/${customerId}/timeline?kinds=change`);
    const contents = changes.map(({ content }) => content as { customerId?: string; changes: object });
    expect(contents.find((content) => 'website' in content.changes)).toMatchObject({ customerId: merged });
  });

  it('CUST-08 PERM-07 hides in the timeline what roles hide of the fields', async () => {
    const { acme, seller, customerId } = await sold();
    await write(seller, customerId, { nextContactAt: '2030-01-01T00:00:00Z' });
    await seller.post('/contacts', { customerId, name: '李静', title: '经理' });
    const rules = [
      { object: 'customer', field: 'nextContactAt', access: 'hidden' },
      { object: 'contact', field: 'title', access: 'hidden' },
    ];
    await acme.as((ctx) =>
      ctx.db.run(sql`UPDATE roles SET field_rules = ${JSON.stringify(rules)}::jsonb WHERE key = 'salesperson'`),
    );
    const told = JSON.stringify(await timeline(seller, `/customers/${customerId}/timeline`));
    expect(told).toContain('李静');
    expect(told).not.toContain('nextContactAt');
    expect(told).not.toContain('经理');
  });

  it('CUST-08 asks a fixed number of statements, however much there is to tell', async () => {
    const { seller, customerId } = await sold();
    const count = async (): Promise<number> =>
      (await statementsOf(() => timeline(seller, `/customers/${customerId}/timeline`))).length;
    await write(seller, customerId);
    await count();
    const few = await count();
    for (let n = 0; n < 5; n++) await write(seller, customerId);
    await seller.post('/contacts', { customerId, name: '李静' });
    expect(await count()).toBe(few);
    expect(few).toBeLessThanOrEqual(5);
  });
});
