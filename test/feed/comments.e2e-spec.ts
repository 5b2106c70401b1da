import { Clock } from '../../src/platform/context/clock.js';
import { newId } from '../../src/platform/database/ids.js';
import type { Enterprise, Person } from '../support/enterprise.js';
import { eventually } from '../support/jobs.js';
import { useWorld } from '../support/world.js';

describe('comments', () => {
  const world = useWorld();
  afterEach(() => world.get(Clock).shift(0));

  const leadOf = async (person: Person): Promise<string> => (await person.post('/leads', { name: '李静' })).body.id;
  const followUpOf = async (person: Person): Promise<string> =>
    (await person.post(`/leads/${await leadOf(person)}/follow-ups`, { method: 'call', content: '已联系' })).body.id;
  const noticesOf = async (person: Person): Promise<{ kind: string; text: string }[]> =>
    (await person.get('/me/notices')).body.items;
  const team = async (): Promise<{ acme: Enterprise; manager: Person; one: Person; two: Person }> => {
    const acme = await world.enterprise({ managers: 1, salespeople: 2 });
    return { acme, manager: acme.managers[0]!, one: acme.salespeople[0]!, two: acme.salespeople[1]! };
  };

  it('FEED-02 are written and read by whoever may read the thing, and by nobody else', async () => {
    const { manager, one, two } = await team();
    const recordId = await followUpOf(one);
    const made = await manager.post('/comments', { object: 'followUp', recordId, content: '跟得很好' });
    expect(made.status).toBe(201);
    expect(made.headers.location).toBe(`/api/v1/comments/${made.body.id}`);
    expect(made.body).toMatchObject({ content: '跟得很好', createdByName: manager.name, mentions: [], replyToId: null });
    const list = await one.get('/comments', { object: 'followUp', recordId });
    expect(list.body.items).toEqual([expect.objectContaining({ id: made.body.id, deletableUntil: null })]);
    for (const answer of [
      await two.get('/comments', { object: 'followUp', recordId }),
      await two.post('/comments', { object: 'followUp', recordId, content: '我也看看' }),
      await two.get(`/comments/${made.body.id}`),
      await two.delete(`/comments/${made.body.id}`),
    ])
      expect(answer.status).toBe(404);
  });

  it('FEED-02 answer each other, stand in the order of writing, and are paged', async () => {
    const { manager, one } = await team();
    const recordId = await leadOf(one);
    const say = async (person: Person, content: string, replyToId?: string): Promise<string> =>
      (await person.post('/comments', { object: 'lead', recordId, content, ...(replyToId ? { replyToId } : {}) })).body.id;
    const first = await say(manager, '一');
    const ids = [first, await say(one, '二', first), await say(manager, '三'), await say(one, '四')];
    const page = await one.get('/comments', { object: 'lead', recordId, limit: 3 });
    const rest = await one.get('/comments', { object: 'lead', recordId, limit: 3, cursor: page.body.page.nextCursor });
    expect([...page.body.items, ...rest.body.items].map((each: { id: string }) => each.id)).toEqual(ids);
    expect(page.body.items[1]).toMatchObject({ replyToId: first, replyToName: manager.name });
    const elsewhere = await one.post('/comments', {
      object: 'lead',
      recordId: await leadOf(one),
      content: '五',
      replyToId: first,
    });
    expect([elsewhere.status, elsewhere.body.errors[0].pointer]).toEqual([400, '/replyToId']);
  });

  it('FEED-02 tell the owner, who is answered and who is named, once each and only those who may read it', async () => {
    const { manager, one, two, acme } = await team();
    const recordId = await followUpOf(one);
    const { body: first } = await manager.post('/comments', { object: 'followUp', recordId, content: '报价了吗' });
    await eventually(
      () => noticesOf(one),
      (items) => items.length === 1,
    );
    expect((await noticesOf(one))[0]).toMatchObject({ kind: 'commentWritten', text: '经理1评论了您的跟进记录:报价了吗' });
    await one.post('/comments', {
      object: 'followUp',
      recordId,
      content: '报了,请看',
      replyToId: first.id,
      mentionIds: [manager.id, two.id, acme.admin.id],
    });
    await eventually(
      () => noticesOf(acme.admin),
      (items) => items.length === 1,
    );
    expect((await noticesOf(manager)).map(({ kind }) => kind)).toEqual(['commentMentioned']);
    expect(await noticesOf(two)).toEqual([]);
    expect(await noticesOf(one)).toHaveLength(1);
  });

  it('FEED-02 POOL-18 tell of numbers and addresses in the comment alone, which a pool may keep from some', async () => {
    const { manager, one } = await team();
    const recordId = await leadOf(one);
    const content = '打 138 0013 8642,或写 li.jing@example.com';
    await one.post('/comments', { object: 'lead', recordId, content, mentionIds: [manager.id] });
    const [notice] = await eventually(
      () => noticesOf(manager),
      (items) => items.length === 1,
    );
    expect(notice!.text).toMatch(/138\*{4}8642,或写 l\*{3}@example\.com$/);
    expect((await manager.get(`/comments?object=lead&recordId=${recordId}`)).body.items).toMatchObject([{ content }]);
  });

  it('FEED-02 refuse colleagues who are none, kinds that take no comments, and words that are missing', async () => {
    const { one } = await team();
    const recordId = await leadOf(one);
    const codes = async (body: object): Promise<string[]> => {
      const answer = await one.post('/comments', { object: 'lead', recordId, ...body });
      expect(answer.status).toBe(400);
      return [...new Set<string>(answer.body.errors.map((issue: { pointer: string }) => issue.pointer))];
    };
    expect(await codes({ content: '好', mentionIds: [one.id, newId()] })).toEqual(['/mentionIds/1']);
    expect(await codes({ content: '好', object: 'weather' })).toEqual(['/object']);
    expect(await codes({})).toEqual(['/content']);
  });

  it('FEED-02 are taken back by their author alone, within the enterprise’s time; answers stay', async () => {
    const { acme, manager, one } = await team();
    const recordId = await leadOf(one);
    const { body: first } = await one.post('/comments', { object: 'lead', recordId, content: '一' });
    const { body: answer } = await manager.post('/comments', { object: 'lead', recordId, content: '二', replyToId: first.id });
    expect((await manager.delete(`/comments/${first.id}`)).status).toBe(403);
    expect((await one.delete(`/comments/${first.id}`)).status).toBe(204);
    expect((await manager.get(`/comments/${answer.id}`)).body).toMatchObject({ content: '二', replyToId: null });
    world.get(Clock).shift(6 * 60_000);
    expect((await manager.delete(`/comments/${answer.id}`)).body.code).toBe('COMMENT_NOT_DELETABLE');
    expect((await one.put('/comment-settings', { deletableMinutes: 60 })).status).toBe(403);
    expect((await acme.admin.put('/comment-settings', { deletableMinutes: 60 })).body).toEqual({ deletableMinutes: 60 });
    expect((await acme.admin.get('/comment-settings')).body).toEqual({ deletableMinutes: 60 });
    expect((await manager.delete(`/comments/${answer.id}`)).status).toBe(204);
  });

  it('FEED-02 FILE-01 carry files, which go with them', async () => {
    const { manager, one, two } = await team();
    const recordId = await leadOf(one);
    const { body: file } = await one.upload('/files', '报价.txt', Buffer.from('一万元'));
    const { body: comment } = await one.post('/comments', { object: 'lead', recordId, fileIds: [file.id] });
    expect(comment).toMatchObject({ content: '', files: [{ id: file.id, name: '报价.txt' }] });
    expect((await manager.get('/comments', { object: 'lead', recordId })).body.items[0].files).toHaveLength(1);
    expect((await manager.get(`/files/${file.id}`)).status).toBe(200);
    expect((await two.get(`/files/${file.id}`)).status).toBe(404);
    await one.delete(`/comments/${comment.id}`);
    expect((await manager.get(`/files/${file.id}`)).status).toBe(404);
  });
});
