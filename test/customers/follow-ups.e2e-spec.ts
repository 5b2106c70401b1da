import { newId } from '../../src/platform/database/ids.js';
import { Clock } from '../../src/platform/context/clock.js';
import { useWorld, sql } from '../support/world.js';
import type { Enterprise, Person } from '../support/enterprise.js';
import { drain } from '../support/drain.js';
import { makePool } from '../support/pools.js';

describe('follow-ups', () => {
  const world = useWorld((config) => ({ ...config, role: 'api' }));
  afterEach(() => world.get(Clock).shift(0));

  const leadOf = async (person: Person, name = '李静'): Promise<string> => (await person.post('/leads', { name })).body.id;
  const remind = async (acme: Enterprise): Promise<void> => {
    await acme.admin.post('/schedules/customers.nextContacts/runs');
    await drain(world.app);
  };
  const itemOf = async (acme: Enterprise, dictionary: string): Promise<{ id: string; label: string }> =>
    (await acme.admin.get(`/dictionaries/${dictionary}/items`)).body.items[0];

  it('CUST-07 carry text, type, action tags, place, voice and files', async () => {
    const acme = await world.enterprise({ salespeople: 1 });
    const [seller] = acme.salespeople;
    const [type, tag] = [await itemOf(acme, 'followUpType'), await itemOf(acme, 'actionTag')];
    const { body: file } = await seller!.upload('/files', '笔记.txt', Buffer.from('需求清单'));
    const made = await seller!.post(`/leads/${await leadOf(seller!)}/follow-ups`, {
      method: 'visit',
      content: '拜访总经理',
      typeId: type.id,
      actionTagIds: [tag.id],
      place: { address: '杭州市西湖区', longitude: 120.13, latitude: 30.27 },
      voiceSeconds: 42,
      fileIds: [file.id],
      nextContactAt: '2026-12-01T10:00:00+08:00',
    });
    expect(made.status).toBe(201);
    expect(made.headers.location).toBe(`/api/v1/follow-ups/${made.body.id}`);
    expect(made.body).toMatchObject({
      leadName: '李静',
      typeLabel: type.label,
      actionTags: [{ id: tag.id, label: tag.label }],
      place: { address: '杭州市西湖区', longitude: 120.13, latitude: 30.27 },
      voiceSeconds: 42,
      files: [{ id: file.id }],
      nextContactAt: '2026-12-01T02:00:00.000Z',
      commentCount: 0,
    });
    expect((await seller!.get(`/follow-ups/${made.body.id}`)).body).toEqual(made.body);
  });

  it('CUST-07 say something: by words, or by files', async () => {
    const acme = await world.enterprise();
    const id = await leadOf(acme.admin);
    expect((await acme.admin.post(`/leads/${id}/follow-ups`, { method: 'call' })).status).toBe(400);
    const { body: file } = await acme.admin.upload('/files', '录音.txt', Buffer.from('…'));
    const spoken = await acme.admin.post(`/leads/${id}/follow-ups`, { method: 'call', fileIds: [file.id] });
    expect(spoken.body).toMatchObject({ content: '', files: [{ id: file.id }] });
    const wrong = await acme.admin.post(`/leads/${id}/follow-ups`, {
      method: 'call',
      content: '好',
      typeId: (await itemOf(acme, 'actionTag')).id,
      actionTagIds: [newId()],
    });
    expect(wrong.status).toBe(422);
    expect(wrong.body.errors.map((issue: { pointer: string }) => issue.pointer)).toEqual(['/typeId', '/actionTagIds/0']);
    const half = await acme.admin.post(`/leads/${id}/follow-ups`, { method: 'call', content: '好', place: { longitude: 1 } });
    expect(half.body.errors[0].pointer).toBe('/place/latitude');
  });

  it('CUST-07 are listed over all records by author, time and record, with the permission of the record', async () => {
    const acme = await world.enterprise({ managers: 2, salespeople: 2 });
    const [one, two] = acme.salespeople;
    const lead = await leadOf(one!);
    const write = async (person: Person, id: string, content: string): Promise<string> =>
      (await person.post(`/leads/${id}/follow-ups`, { method: 'call', content })).body.id;
    const mine = [await write(one!, lead, '一'), await write(one!, lead, '二'), await write(one!, await leadOf(one!), '三')];
    const theirs = await write(two!, await leadOf(two!), '四');
    const list = async (person: Person, query = {}): Promise<string[]> => {
      const answer = await person.get('/follow-ups', query);
      expect(answer.status).toBe(200);
      return answer.body.items.map((each: { id: string }) => each.id);
    };
    expect(await list(one!)).toEqual(mine.toReversed());
    expect(await list(one!, { filter: { leadId: lead } })).toEqual([mine[1], mine[0]]);
    expect(await list(two!, { filter: { leadId: lead } })).toEqual([]);
    expect(await list(two!, { filter: { createdBy: one!.id } })).toEqual([]);
    expect(await list(acme.managers[0]!)).toEqual(mine.toReversed());
    expect(await list(acme.managers[0]!, { scope: 'own' })).toEqual([]);
    expect(await list(acme.admin)).toEqual([theirs, ...mine.toReversed()]);
    expect(await list(acme.admin, { filter: { createdBy: two!.id } })).toEqual([theirs]);
    expect(await list(acme.admin, { filter: { to: '2020-01-01T00:00:00Z' } })).toEqual([]);
    expect((await two!.get(`/follow-ups/${mine[0]}`)).status).toBe(404);
    const page = await acme.admin.get('/follow-ups', { limit: 3 });
    const rest = await acme.admin.get('/follow-ups', { limit: 3, cursor: page.body.page.nextCursor });
    expect([...page.body.items, ...rest.body.items].map((each: { id: string }) => each.id)).toEqual([
      theirs,
      ...mine.toReversed(),
    ]);
  });

  it('CUST-07 remind the owner once when the next contact comes, unless a later follow-up has moved it', async () => {
    const acme = await world.enterprise({ salespeople: 1 });
    const [seller] = acme.salespeople;
    const [one, two] = [await leadOf(seller!, '甲'), await leadOf(seller!, '乙')];
    const plan = async (id: string, hours: number): Promise<void> => {
      const nextContactAt = new Date(Date.now() + hours * 3_600_000).toISOString();
      expect((await seller!.post(`/leads/${id}/follow-ups`, { method: 'call', content: '好', nextContactAt })).status).toBe(201);
    };
    await plan(one, 2);
    await plan(two, 2);
    await plan(two, 5);
    await remind(acme);
    const notices = async (): Promise<{ kind: string; content: { recordIds: string[] }; text: string }[]> =>
      (await seller!.get('/me/notices')).body.items;
    expect(await notices()).toEqual([]);
    world.get(Clock).shift(2 * 3_600_000);
    await remind(acme);
    await remind(acme);
    expect(await notices()).toEqual([expect.objectContaining({ kind: 'nextContactDue' })]);
    expect((await notices())[0]!.content.recordIds).toEqual([one]);
    expect((await notices())[0]!.text).toContain('甲');
    world.get(Clock).shift(5 * 3_600_000);
    await remind(acme);
    expect((await notices()).map(({ content }) => content.recordIds)).toEqual([[two], [one]]);
  });

  it('CUST-07 POOL-18 PERM-07 repeat of their record only what the reader may see of it', async () => {
    const acme = await world.enterprise({ salespeople: 1 });
    const [member] = acme.salespeople;
    const pool = await makePool(acme, acme.salespeople);
    await acme.as((ctx) =>
      ctx.db.run(sql`UPDATE pools SET masked_fields = '{name}', hidden_fields = '{nextContactAt}' WHERE id = ${pool.id}::uuid`),
    );
    const [lead] = await pool.leads(1);
    const made = await acme.admin.post(`/leads/${lead}/follow-ups`, {
      method: 'call',
      content: '已联系',
      nextContactAt: '2030-01-01T00:00:00Z',
    });
    expect(made.body).toMatchObject({ leadName: '线索1', nextContactAt: '2030-01-01T00:00:00.000Z' });
    const seen = await member!.get(`/follow-ups/${made.body.id}`);
    expect(seen.body).toMatchObject({ leadName: '线***', content: '已联系' });
    expect(seen.body).not.toHaveProperty('nextContactAt');
  });
});
