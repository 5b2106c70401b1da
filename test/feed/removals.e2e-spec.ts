import { integrityChecks } from '../../src/platform/integrity/integrity-checks.js';
import { newId } from '../../src/platform/database/ids.js';
import type { Enterprise, Person } from '../support/enterprise.js';
import { eventually } from '../support/jobs.js';
import { sql, useWorld } from '../support/world.js';

const REASON = '泄露他人隐私';

describe('removing what people have published', () => {
  const world = useWorld();

  const leadOf = async (person: Person): Promise<string> => (await person.post('/leads', { name: '李静' })).body.id;
  const followUpOn = async (person: Person, leadId: string, more: object = {}): Promise<string> =>
    (await person.post(`/leads/${leadId}/follow-ups`, { method: 'call', content: '不该写的话', ...more })).body.id;
  const remove = (person: Person, object: string, itemId: string) => person.post('/removals', { object, itemId, reason: REASON });
  const upload = async (person: Person): Promise<string> =>
    (await person.upload('/files', '笔记.txt', Buffer.from('不该传的文件'))).body.id;
  const team = async (): Promise<{ acme: Enterprise; one: Person; two: Person }> => {
    const acme = await world.enterprise({ salespeople: 2 });
    return { acme, one: acme.salespeople[0]!, two: acme.salespeople[1]! };
  };

  it('OPS-03 takes a follow-up away with its files and comments, and keeps who, when, why and what kind', async () => {
    const { acme, one } = await team();
    const leadId = await leadOf(one);
    const kept = await followUpOn(one, leadId, { content: '留下的话' });
    const keptAt = (await one.get(`/follow-ups/${kept}`)).body.at;
    const fileId = await upload(one);
    const id = await followUpOn(one, leadId, { fileIds: [fileId] });
    const { body: comment } = await acme.admin.post('/comments', { object: 'followUp', recordId: id, content: '不该写的评论' });
    const made = await remove(acme.admin, 'followUp', id);
    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({
      object: 'followUp',
      itemId: id,
      authorId: one.id,
      recordObject: 'lead',
      recordId: leadId,
      reason: REASON,
      createdBy: acme.admin.id,
    });
    for (const path of [`/follow-ups/${id}`, `/comments/${comment.id}`, `/files/${fileId}`])
      expect({ path, status: (await one.get(path)).status }).toEqual({ path, status: 404 });
    expect((await one.get(`/leads/${leadId}`)).body).toMatchObject({ followUpCount: 1, lastFollowUpAt: keptAt });
    expect(JSON.stringify((await one.get(`/leads/${leadId}/timeline`)).body)).not.toContain('不该写');
    for (const { name, run } of integrityChecks.all())
      expect({ name, rows: await acme.as(({ db }) => run(db)) }).toEqual({ name, rows: [] });
    expect((await remove(acme.admin, 'followUp', id)).status).toBe(404);
    const list = await acme.admin.get('/removals', { recordObject: 'lead', recordId: leadId });
    expect(list.body.items).toEqual([made.body]);
    expect((await acme.admin.get(`/removals/${made.body.id}`)).body).toEqual(made.body);
  });

  it('OPS-03 empties what notices quoted of a removed comment, and leaves its answers', async () => {
    const { acme, one } = await team();
    const recordId = await followUpOn(one, await leadOf(one));
    const { body: comment } = await acme.admin.post('/comments', { object: 'followUp', recordId, content: '不该写的评论' });
    const { body: answer } = await one.post('/comments', {
      object: 'followUp',
      recordId,
      content: '收到',
      replyToId: comment.id,
    });
    const quotes = async (): Promise<number> =>
      (
        await acme.as(({ db }) =>
          db.one<{ n: number }>(sql`SELECT count(*) AS n FROM notices WHERE content::text LIKE '%不该写%'`),
        )
      ).n;
    await eventually(quotes, (n) => n === 1);
    expect((await remove(acme.admin, 'comment', comment.id)).body).toMatchObject({ recordObject: 'followUp', recordId });
    expect(await quotes()).toBe(0);
    expect((await one.get(`/comments/${answer.id}`)).body).toMatchObject({ content: '收到', replyToId: null });
    expect((await one.get(`/follow-ups/${recordId}`)).body.commentCount).toBe(1);
  });

  it('OPS-03 removes one attachment for good, also from whoever uploaded it', async () => {
    const { acme, one } = await team();
    const [gone, kept] = [await upload(one), await upload(one)];
    const id = await followUpOn(one, await leadOf(one), { fileIds: [gone, kept] });
    expect((await remove(acme.admin, 'attachment', gone)).body).toMatchObject({
      recordObject: 'followUp',
      recordId: id,
      authorId: one.id,
    });
    expect((await one.get(`/files/${gone}`)).status).toBe(404);
    expect((await one.get(`/follow-ups/${id}`)).body.files).toEqual([expect.objectContaining({ id: kept })]);
  });

  it('OPS-03 is for who may, of what they may read, within their enterprise', async () => {
    const { acme, one, two } = await team();
    const id = await followUpOn(one, await leadOf(one));
    expect((await remove(two, 'followUp', id)).status).toBe(403);
    expect((await two.get('/removals')).status).toBe(403);
    const other = await world.enterprise();
    for (const object of ['followUp', 'comment', 'attachment'])
      for (const itemId of [id, newId()]) expect((await remove(other.admin, object, itemId)).status).toBe(404);
    expect((await remove(acme.admin, 'lead', id)).body.errors).toEqual([expect.objectContaining({ pointer: '/object' })]);
    expect((await one.get(`/follow-ups/${id}`)).status).toBe(200);
  });

  it('OPS-03 lets exactly one of two who remove an item at once do it, and counts right beside new ones', async () => {
    const { acme, one } = await team();
    const leadId = await leadOf(one);
    const id = await followUpOn(one, leadId);
    const answers = await Promise.all([
      ...[1, 2].map(() => remove(acme.admin, 'followUp', id)),
      ...[1, 2, 3].map(() => one.post(`/leads/${leadId}/follow-ups`, { method: 'call', content: '又一次' })),
    ]);
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([201, 201, 201, 201, 404]);
    expect((await one.get(`/leads/${leadId}`)).body.followUpCount).toBe(3);
  });
});
