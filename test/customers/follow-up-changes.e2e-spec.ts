import { feedOf } from '../changes/feeds.js';
import { fileField, upload } from '../settings/files.js';
import { makeCustomer } from '../support/customers.js';
import type { Enterprise, Person } from '../support/enterprise.js';
import { eventually } from '../support/jobs.js';
import { makeKey } from '../support/keys.js';
import { makePool } from '../support/pools.js';
import { Clock } from '../../src/platform/context/clock.js';
import { sql, useWorld } from '../support/world.js';

const DAY = 86_400_000;
const CALL = { method: 'call', content: '已联系' };

describe('changing follow-ups', () => {
  const world = useWorld((config) => ({ ...config, role: 'api' }));
  afterEach(() => world.get(Clock).shift(0));

  const leadOf = async (person: Person): Promise<string> => (await person.post('/leads', { name: '李静' })).body.id;
  const itemsOf = async ({ admin }: Enterprise, dictionary: string): Promise<{ id: string; label: string }[]> =>
    (await admin.get(`/dictionaries/${dictionary}/items`)).body.items;
  const written = async (person: Person, path: string, more: object = {}): Promise<string> => {
    const { status, body } = await person.post(`${path}/follow-ups`, { ...CALL, ...more });
    expect([status, body.errors]).toEqual([201, undefined]);
    return body.id;
  };

  it('CUST-07 lets its author put right what it tells, empty what is null and leave what is absent', async () => {
    const acme = await world.enterprise({ salespeople: 1 });
    const [seller] = acme.salespeople as [Person];
    await acme.admin.post('/custom-fields', { object: 'followUp', key: 'minutes', label: '分钟', type: 'integer' });
    await fileField(acme, 'followUp');
    const customer = await makeCustomer(acme, seller);
    const contacts: string[] = [];
    for (const name of ['王芳', '赵敏'])
      contacts.push((await seller.post('/contacts', { customerId: customer, name })).body.id as string);
    const [[type], [one, two]] = [await itemsOf(acme, 'followUpType'), await itemsOf(acme, 'actionTag')];
    const [first, second, paper] = [await upload(seller), await upload(seller), await upload(seller)];
    const id = await written(seller, `/customers/${customer}`, {
      typeId: type!.id,
      actionTagIds: [one!.id],
      contactIds: [contacts[0]],
      fileIds: [first],
      voiceSeconds: 5,
      place: { address: '文三路', longitude: 120.1, latitude: 30.2 },
      custom: { minutes: 5, contract: [paper] },
    });
    const { body: before } = await seller.get(`/follow-ups/${id}`);
    const changed = await seller.patch(`/follow-ups/${id}`, {
      method: 'visit',
      content: '已拜访',
      actionTagIds: [two!.id],
      contactIds: [contacts[1]],
      fileIds: [second],
      place: { address: '武林路' },
      custom: { minutes: 30 },
    });
    expect([changed.status, changed.body.errors]).toEqual([200, undefined]);
    expect(changed.body).toEqual({
      ...before,
      method: 'visit',
      content: '已拜访',
      actionTags: [{ id: two!.id, label: two!.label }],
      contacts: [{ id: contacts[1], name: '赵敏' }],
      files: [expect.objectContaining({ id: second })],
      place: { address: '武林路', longitude: null, latitude: null },
      custom: { ...before.custom, minutes: 30 },
      updatedAt: expect.any(String),
      updatedBy: seller.id,
      version: before.version + 1,
    });
    const emptied = await seller.patch(`/follow-ups/${id}`, {
      content: null,
      typeId: null,
      actionTagIds: null,
      contactIds: null,
      voiceSeconds: null,
      place: null,
      custom: { minutes: null, contract: null },
    });
    expect(emptied.body).toMatchObject({
      content: '',
      typeId: null,
      actionTags: [],
      contacts: [],
      voiceSeconds: null,
      place: null,
      custom: {},
      files: [{ id: second }],
    });
    expect((await seller.get(`/follow-ups/${id}`)).body).toEqual(emptied.body);
    expect((await seller.get(`/contacts/${contacts[0]}/timeline?kinds=followUp`)).body.items).toEqual([]);
  });

  it('CUST-07 refuses what creation refuses, and an overtaken version, and of ten at the same time lets one change it', async () => {
    const acme = await world.enterprise({ salespeople: 2 });
    const [seller, other] = acme.salespeople as [Person, Person];
    await acme.admin.post('/custom-fields', {
      object: 'followUp',
      key: 'minutes',
      label: '分钟',
      type: 'integer',
      required: true,
    });
    const customer = await makeCustomer(acme, seller);
    const id = await written(seller, `/customers/${customer}`, { custom: { minutes: 5 } });
    const refusal = async (body: object): Promise<unknown[]> => {
      const answer = await seller.patch(`/follow-ups/${id}`, body);
      return [answer.status, ...new Set((answer.body.errors ?? []).map(({ pointer }: { pointer: string }) => pointer))];
    };
    const [tag] = await itemsOf(acme, 'actionTag');
    const foreign = (await other.post('/contacts', { customerId: await makeCustomer(acme, other), name: '外人' })).body.id;
    for (const [body, expected] of [
      [{ method: null }, [400, '/method']],
      [{ method: 'pigeon' }, [400, '/method']],
      [{ content: null }, [400, '/content']],
      [{ content: 'x'.repeat(5001) }, [400, '/content']],
      [{ typeId: tag!.id }, [422, '/typeId']],
      [{ contactIds: [foreign] }, [400, '/contactIds/0']],
      [{ fileIds: [await upload(other)] }, [422, '/fileIds/0']],
      [{ place: { longitude: 1 } }, [400, '/place/latitude']],
      [{ custom: { minutes: null } }, [400, '/custom/minutes']],
      [{ custom: { minutes: '五', nothing: 1 } }, [400, '/custom/minutes', '/custom/nothing']],
      [{ degree: 'high' }, [400, '/degree']],
      [{ nextContactAt: null }, [400, '/nextContactAt']],
      [{ at: '2026-01-01T00:00:00Z' }, [400, '/at']],
    ] as const)
      expect([body, await refusal(body)]).toEqual([body, expected]);
    const { body: same } = await seller.get(`/follow-ups/${id}`);
    expect(same).toMatchObject({ content: '已联系', version: 1, updatedAt: null, updatedBy: null });
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, n) => seller.with({ 'If-Match': '"1"' }).patch(`/follow-ups/${id}`, { content: `第${n}` })),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter(({ body }) => body.code === 'VERSION_MISMATCH')).toHaveLength(9);
  });

  it('CUST-07 PERM-06 is for its author while they follow the record up and for who may change it, 403 for readers, 404 for others', async () => {
    const acme = await world.enterprise({ managers: 1, salespeople: 3 });
    const [seller, reader, stranger] = acme.salespeople as [Person, Person, Person];
    const customer = await makeCustomer(acme, seller);
    const id = await written(seller, `/customers/${customer}`);
    const share = (access: string) => seller.put(`/customers/${customer}/collaborators/${reader.id}`, { access });
    await share('read');
    const change = async (person: Pick<Person, 'patch'>, content: string): Promise<unknown[]> => {
      const { status, body } = await person.patch(`/follow-ups/${id}`, { content });
      return [status, body.code];
    };
    expect(await change(reader, '一')).toEqual([403, 'FORBIDDEN']);
    expect(await change(stranger, '二')).toEqual([404, 'FOLLOW_UP_NOT_FOUND']);
    for (const person of [acme.managers[0]!, acme.admin]) expect((await change(person, '三'))[0]).toBe(200);
    await share('write');
    expect((await change(reader, '四'))[0]).toBe(200);
    const scopes = ['customer:read', 'followUp:read'];
    const reading = await makeKey(world, acme, { scopes, roles: ['crmAdministrator'] });
    expect((await change(reading.client, '五'))[0]).toBe(403);
    const writing = await makeKey(world, acme, {
      scopes: [...scopes, 'customer:update', 'followUp:update'],
      roles: ['crmAdministrator'],
    });
    expect((await change(writing.client, '六'))[0]).toBe(200);
    expect(
      (await acme.admin.post('/customers/transfers', { ids: [customer], toEmployeeId: stranger.id, reason: '调整' })).status,
    ).toBe(200);
    await stranger.put(`/customers/${customer}/collaborators/${seller.id}`, { access: 'read' });
    expect(await change(seller, '七')).toEqual([403, 'FORBIDDEN']);
    expect((await change(stranger, '八'))[0]).toBe(200);
    expect((await acme.admin.put(`/customers/${customer}/archival`, { reason: '停业' })).status).toBe(200);
    expect(await change(stranger, '九')).toEqual([409, 'FOLLOW_UP_CLOSED']);
  });

  it('CUST-07 POOL-08 begins no waiting time, protection, plan or count anew, and leaves the degree of the lead as it is', async () => {
    const acme = await world.enterprise({ salespeople: 1 });
    const [seller] = acme.salespeople as [Person];
    const line = { key: 'idle', name: '久未跟进', since: 'lastFollowUp', days: 5, dayKind: 'calendar' };
    const pool = await makePool(acme, [seller], { reclaim: { enabled: true, lines: [line] as never } });
    const [lead] = (await pool.leads(1)) as [string];
    expect((await seller.post(`/pools/${pool.id}/claims`, { ids: [lead] })).body.items[0].ok).toBe(true);
    const nextContactAt = '2030-01-01T00:00:00.000Z';
    const id = await written(seller, `/leads/${lead}`, { nextContactAt, degree: 'high' });
    const { body: before } = await seller.get(`/leads/${lead}`);
    const { body: told } = await seller.get(`/follow-ups/${id}`);
    expect(before).toMatchObject({ followUpCount: 1, degree: 'high', nextContactAt });
    const times = () =>
      acme.as((ctx) =>
        ctx.db.one(sql`SELECT reclaim_at, protected_until, last_follow_up_at FROM leads WHERE id = ${lead}::uuid`),
      );
    const kept = await times();
    expect(kept).toMatchObject({ reclaim_at: expect.any(String), last_follow_up_at: told.at });
    world.get(Clock).shift(3 * DAY);
    const changed = await seller.patch(`/follow-ups/${id}`, { method: 'visit', content: '改过', degree: 'medium' });
    expect(changed.body).toMatchObject({ at: told.at, nextContactAt, degree: 'medium', content: '改过' });
    expect((await seller.get(`/leads/${lead}`)).body).toEqual(before);
    expect(await times()).toEqual(kept);
  });

  it('CUST-07 API-04 is told by its history and its change feed, and a removed one tells nothing any more', async () => {
    const acme = await world.enterprise({ salespeople: 2 });
    const [seller, stranger] = acme.salespeople as [Person, Person];
    const feed = feedOf('follow-ups');
    const start = await feed.now(acme);
    const lead = await leadOf(seller);
    const id = await written(seller, `/leads/${lead}`);
    const made = await feed.since(acme, start);
    expect(made).toEqual([expect.objectContaining({ recordId: id, operation: 'created', changedFields: [] })]);
    const middle = await feed.now(acme);
    expect((await seller.patch(`/follow-ups/${id}`, { content: '改过', method: 'visit' })).status).toBe(200);
    const { body: now } = await seller.get(`/follow-ups/${id}`);
    const [change] = await feed.since(acme, middle);
    expect(change).toMatchObject({ operation: 'changed', version: 2, record: now });
    expect(change!.changedFields.sort()).toEqual(['content', 'method']);
    expect(await feed.since(acme, middle, stranger)).toEqual([]);
    expect(await feed.since(acme, middle, seller)).toHaveLength(1);
    const { body: history } = await seller.get(`/follow-ups/${id}/timeline`);
    expect(history.items).toEqual([
      expect.objectContaining({
        kind: 'change',
        actorId: seller.id,
        content: expect.objectContaining({ changes: { content: ['已联系', '改过'], method: ['call', 'visit'] } }),
      }),
    ]);
    expect((await stranger.get(`/follow-ups/${id}/timeline`)).status).toBe(404);
    expect((await seller.get(`/leads/${lead}/timeline?kinds=followUp`)).body.items[0].content).toMatchObject({
      content: '改过',
      updatedAt: now.updatedAt,
    });
    const end = await feed.now(acme);
    expect((await acme.admin.post('/removals', { object: 'followUp', itemId: id, reason: '泄露' })).status).toBe(201);
    const gone = await eventually(
      () => feed.since(acme, end),
      (changes) => changes.length > 0,
    );
    expect(gone).toEqual([expect.objectContaining({ recordId: id, operation: 'deleted', record: null })]);
    const left = await acme.as((ctx) => ctx.db.query(sql`SELECT changes FROM record_changes WHERE record_id = ${id}::uuid`));
    expect(JSON.stringify(left)).not.toMatch(/已联系|改过/);
  });
});
