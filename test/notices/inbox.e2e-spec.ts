import { Notices, type Notice } from '../../src/platform/notices/index.js';
import type { Enterprise, Person } from '../support/enterprise.js';
import { eventually } from '../support/jobs.js';
import { makePool } from '../support/pools.js';
import { useWorld } from '../support/world.js';

describe('the inbox', () => {
  const world = useWorld();

  const send = (acme: Enterprise, notices: Notice[]): Promise<number> => acme.as((ctx) => world.get(Notices).send(ctx, notices));
  const digest = (person: Person, key: string, content: object = {}): Notice => ({
    employeeId: person.id,
    kind: 'reclaimDigest',
    key,
    content: { object: 'lead', count: 2, poolNames: ['华东池', '华南池'], recordIds: [], ...content },
  });
  const reminder = (person: Person, key: string): Notice => ({
    employeeId: person.id,
    kind: 'reclaimReminder',
    key,
    content: { object: 'lead', count: 1, amount: 3, unit: 'days', deadline: '2026-12-01T00:00:00.000Z', recordIds: [] },
  });

  it('POOL-09 says the same thing once however often it is sent, to each person', async () => {
    const acme = await world.enterprise({ salespeople: 2 });
    const [one, two] = acme.salespeople;
    const both = [digest(one!, 'run-1'), digest(two!, 'run-1')];
    expect(await send(acme, both)).toBe(2);
    expect(await send(acme, [...both, digest(one!, 'run-2')])).toBe(1);
    expect(await send(acme, [])).toBe(0);
    expect((await one!.get('/me/notices')).body.items).toHaveLength(2);
    expect((await two!.get('/me/notices')).body.items).toHaveLength(1);
  });

  it('POOL-09 words each kind in the reader’s language and keeps the facts', async () => {
    const acme = await world.enterprise({ salespeople: 1 });
    const [seller] = acme.salespeople;
    await send(acme, [
      digest(seller!, 'a'),
      reminder(seller!, 'b'),
      { employeeId: seller!.id, kind: 'importFinished', key: 'c', content: { fileName: '线索.xlsx', created: 9, failed: 1 } },
      {
        employeeId: seller!.id,
        kind: 'recordsAssigned',
        key: 'd',
        content: { object: 'lead', count: 1, actorName: '陈海', recordIds: ['x'] },
      },
    ]);
    const texts = async (language: string) =>
      (await seller!.with({ 'accept-language': language }).get('/me/notices')).body.items
        .map((notice: { text: string }) => notice.text)
        .reverse();
    expect(await texts('zh-CN')).toEqual([
      '2 条线索已被自动回收到华东池、华南池',
      '1 条线索将在 3 天内被回收',
      '“线索.xlsx”导入完成:成功 9 条,失败 1 条',
      '陈海给您分配了 1 条线索',
    ]);
    expect(await texts('en')).toEqual([
      '2 leads were taken back into 华东池, 华南池',
      '1 lead will be taken back within 3 days',
      '线索.xlsx was imported: 9 taken, 1 refused',
      '陈海 assigned 1 lead to you',
    ]);
    const { body } = await seller!.get('/me/notices?filter[kind]=reclaimReminder');
    expect(body.items).toEqual([
      expect.objectContaining({
        kind: 'reclaimReminder',
        readAt: null,
        content: expect.objectContaining({ amount: 3, unit: 'days' }),
      }),
    ]);
  });

  it('API-02 pages by cursor, filters by read and kind, and counts what is unread by kind', async () => {
    const acme = await world.enterprise({ salespeople: 1 });
    const [seller] = acme.salespeople;
    await send(
      acme,
      Array.from({ length: 5 }, (_, n) => digest(seller!, `d${n}`)),
    );
    await send(acme, [reminder(seller!, 'r1'), reminder(seller!, 'r2')]);
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const page: { body: { items: { id: string }[]; page: { nextCursor: string | null } } } = await seller!.get('/me/notices', {
        limit: 3,
        ...(cursor ? { cursor } : {}),
      });
      seen.push(...page.body.items.map((notice) => notice.id));
      cursor = page.body.page.nextCursor;
    } while (cursor);
    expect(new Set(seen).size).toBe(7);
    expect((await seller!.get('/me/notices/summary')).body).toEqual({
      unread: 7,
      kinds: [
        { kind: 'reclaimDigest', unread: 5 },
        { kind: 'reclaimReminder', unread: 2 },
      ],
    });
    const read = await seller!.put(`/me/notices/${seen[0]}/read`);
    expect(read.body).toMatchObject({ id: seen[0], readAt: expect.any(String) });
    expect((await seller!.put(`/me/notices/${seen[0]}/read`)).body.readAt).toBe(read.body.readAt);
    expect((await seller!.post('/me/notices/read-marks', { ids: [seen[0], seen[1]] })).body).toEqual({ marked: 1 });
    expect((await seller!.get('/me/notices?filter[unread]=true')).body.items).toHaveLength(5);
    expect((await seller!.get('/me/notices?filter[unread]=false')).body.items).toHaveLength(2);
    expect((await seller!.post('/me/notices/read-marks', {})).body).toEqual({ marked: 5 });
    expect((await seller!.get('/me/notices/summary')).body).toEqual({ unread: 0, kinds: [] });
    for (const query of ['filter[unread]=maybe', 'filter[kind]=gossip', 'limit=0', 'cursor=x', 'unread=true']) {
      expect([query, (await seller!.get(`/me/notices?${query}`)).status]).toEqual([query, 400]);
    }
  });

  it('SEC-02 shows and marks nobody’s notices but one’s own', async () => {
    const acme = await world.enterprise({ salespeople: 2 });
    const [one, two] = acme.salespeople;
    await send(acme, [digest(one!, 'a')]);
    const { body } = await one!.get('/me/notices');
    const id = body.items[0].id;
    expect((await two!.get('/me/notices')).body.items).toEqual([]);
    for (const person of [two!, acme.admin, (await world.enterprise()).admin]) {
      expect((await person.put(`/me/notices/${id}/read`)).status).toBe(404);
      expect((await person.post('/me/notices/read-marks', { ids: [id] })).body).toEqual({ marked: 0 });
    }
    expect((await one!.get('/me/notices?filter[unread]=true')).body.items).toHaveLength(1);
  });

  it('POOL-04 LEAD-04 tells people in one notice each what somebody else assigned or handed to them', async () => {
    const acme = await world.enterprise({ salespeople: 2 });
    const [one, two] = acme.salespeople;
    const pool = await makePool(acme, acme.salespeople);
    const leads = await pool.leads(5);
    await acme.admin.post('/leads/assignments', { ids: leads, employeeIds: [one!.id, two!.id] });
    const inbox = (person: Person, kind: string) =>
      eventually(
        () => person.get(`/me/notices?filter[kind]=${kind}`),
        (answer) => answer.body.items.length > 0,
      );
    const first = (await inbox(one!, 'recordsAssigned')).body.items;
    expect(first).toEqual([
      expect.objectContaining({
        text: '陈海给您分配了 3 条线索',
        content: expect.objectContaining({ object: 'lead', count: 3 }),
      }),
    ]);
    expect(new Set(first[0].content.recordIds)).toEqual(new Set([leads[0], leads[2], leads[4]]));
    expect((await inbox(two!, 'recordsAssigned')).body.items[0].text).toBe('陈海给您分配了 2 条线索');
    await one!.post('/leads/transfers', { ids: [leads[0]], toEmployeeId: two!.id, reason: '换区' });
    expect((await inbox(two!, 'recordsTransferred')).body.items[0].text).toBe(`${one!.name}转给您 1 条线索`);
    expect((await acme.admin.get('/me/notices')).body.items).toEqual([]);
  });
});
