import { itemId } from '../support/dictionaries.js';
import { makePool } from '../support/pools.js';
import { testPhone } from '../support/enterprise.js';
import { useWorld } from '../support/world.js';

describe('leads', () => {
  const world = useWorld();

  it('LEAD-01 creates a lead as the creator’s own and finds it by list, filter and search', async () => {
    const acme = await world.enterprise({ salespeople: 1 });
    const [seller] = acme.salespeople;
    const phone = testPhone();
    const created = await seller!.post('/leads', {
      name: '李静',
      company: '杭州华夏科技有限公司',
      phone,
      tags: ['展会'],
      degree: 'high',
    });
    expect(created.status).toBe(201);
    expect(created.headers.location).toBe(`/api/v1/leads/${created.body.id}`);
    expect(created.headers.etag).toBe('"1"');
    expect(created.body).toMatchObject({ ownerId: seller!.id, ownerName: seller!.name, poolId: null, phone, duplicates: [] });
    for (const query of [
      '',
      '?q=华夏',
      '?q=hxkj',
      `?q=${phone.slice(-4)}`,
      '?filter[degree]=high',
      '?filter[tags][hasAny]=展会',
      '?sort=-lastFollowUpAt',
      '?sort=reclaimAt',
    ]) {
      const list = await seller!.get(`/leads${query}`);
      expect([query, list.status, list.body.items?.map((lead: { id: string }) => lead.id)]).toEqual([
        query,
        200,
        [created.body.id],
      ]);
    }
    expect((await seller!.get('/leads?filter[degree]=low')).body.items).toEqual([]);
  });

  it('LEAD-01 PERM-02 shows a lead to its owner and superiors, not to peers', async () => {
    const acme = await world.enterprise({ managers: 2, salespeople: 2 });
    const [one, two] = acme.salespeople;
    const { body: lead } = await one!.post('/leads', { name: '王芳' });
    expect((await acme.managers[0]!.get(`/leads/${lead.id}`)).status).toBe(200);
    expect((await acme.managers[0]!.get('/leads')).body.items).toHaveLength(1);
    for (const peer of [two!, acme.managers[1]!]) {
      expect((await peer.get(`/leads/${lead.id}`)).status).toBe(404);
      expect((await peer.get('/leads?scope=all&count=exact')).body).toMatchObject({ items: [], page: { total: 0 } });
      expect((await peer.patch(`/leads/${lead.id}`, { remark: 'x' })).status).toBe(404);
    }
  });

  it('API-02 pages by cursor through every row once, rows without a value last', async () => {
    const acme = await world.enterprise({ salespeople: 1 });
    const [seller] = acme.salespeople;
    const pool = await makePool(acme, acme.salespeople);
    const ids = await pool.leads(25);
    await seller!.post(`/pools/${pool.id}/claims`, { ids });
    for (const id of ids.slice(0, 12)) await seller!.post(`/leads/${id}/follow-ups`, { method: 'call', content: '已联系' });
    for (const sort of ['-lastFollowUpAt', 'lastFollowUpAt', 'createdAt', '-createdAt']) {
      const seen: string[] = [];
      let cursor: string | null = null;
      do {
        const page: { body: { items: { id: string }[]; page: { nextCursor: string | null } } } = await seller!.get('/leads', {
          sort,
          limit: 7,
          ...(cursor ? { cursor } : {}),
        });
        seen.push(...page.body.items.map((lead) => lead.id));
        cursor = page.body.page.nextCursor;
      } while (cursor);
      expect(new Set(seen)).toEqual(new Set(ids));
      expect(seen).toHaveLength(25);
      if (sort.includes('lastFollowUp')) expect(new Set(seen.slice(0, 12))).toEqual(new Set(ids.slice(0, 12)));
    }
  });

  it('LEAD-01 API-02 refuses a stale version and a wrong field with a pointer', async () => {
    const acme = await world.enterprise();
    const { body: lead } = await acme.admin.post('/leads', { name: '赵敏' });
    const changed = await acme.admin.with({ 'if-match': '"1"' }).patch(`/leads/${lead.id}`, { title: '经理' });
    expect(changed.body).toMatchObject({ title: '经理', version: 2 });
    const stale = await acme.admin.with({ 'if-match': '"1"' }).patch(`/leads/${lead.id}`, { title: '总监' });
    expect(stale.status).toBe(412);
    expect(stale.body).toMatchObject({ code: 'VERSION_MISMATCH', currentVersion: 2 });
    const wrong = await acme.admin.patch(`/leads/${lead.id}`, { ownerId: acme.admin.id });
    expect(wrong.body.errors).toEqual([expect.objectContaining({ pointer: '/ownerId', code: 'UNKNOWN_PROPERTY' })]);
    const filter = await acme.admin.get('/leads?filter[nothing]=1&sort=phone');
    expect(filter.status).toBe(400);
  });

  it('LEAD-02 refuses the same phone, says whose it is only to who may know, and lets one of two at once through', async () => {
    const acme = await world.enterprise({ salespeople: 2 });
    const [one, two] = acme.salespeople;
    const phone = testPhone();
    await one!.post('/leads', { name: '甲', phone });
    const own = await one!.post('/leads', { name: '乙', phone: phone.replace('+86', '') });
    expect(own.status).toBe(409);
    expect(own.body).toMatchObject({
      code: 'LEAD_DUPLICATE',
      duplicates: [{ field: 'phone', holder: one!.name, place: 'owned' }],
    });
    const peer = await two!.post('/leads', { name: '丙', phone });
    expect(peer.body.duplicates).toEqual([{ field: 'phone', action: 'refuse', object: 'lead', place: 'owned' }]);
    const raced = testPhone();
    const both = await Promise.all([one!, two!].map((person) => person.post('/leads', { name: '丁', phone: raced })));
    expect(both.map((answer) => answer.status).sort((a, b) => a - b)).toEqual([201, 409]);
  });

  it('LEAD-03 keeps follow-ups, degree and next contact, and tells them in a timeline', async () => {
    const acme = await world.enterprise({ salespeople: 1 });
    const [seller] = acme.salespeople;
    const { body: lead } = await seller!.post('/leads', { name: '孙丽' });
    const followUp = await seller!.post(`/leads/${lead.id}/follow-ups`, {
      method: 'visit',
      content: '拜访',
      degree: 'medium',
      nextContactAt: '2026-12-01T02:00:00.000Z',
    });
    expect(followUp.status).toBe(201);
    await seller!.patch(`/leads/${lead.id}`, { title: '店长' });
    const detail = await seller!.get(`/leads/${lead.id}`);
    expect(detail.body).toMatchObject({ degree: 'medium', followUpCount: 1, nextContactAt: '2026-12-01T02:00:00.000Z' });
    const timeline = await seller!.get(`/leads/${lead.id}/timeline`);
    expect(timeline.body.items.map((entry: { kind: string }) => entry.kind).sort()).toEqual([
      'change',
      'change',
      'followUp',
      'ownership',
    ]);
    expect(timeline.body.items[0].content.changes).toMatchObject({ title: [null, '店长'] });
  });

  it('LEAD-04 LEAD-08 marks invalid, returns, transfers, each with its reason in the history', async () => {
    const acme = await world.enterprise({ salespeople: 2 });
    const [one, two] = acme.salespeople;
    const pool = await makePool(acme, acme.salespeople);
    const [id] = await pool.leads(1);
    await one!.post(`/pools/${pool.id}/claims`, { ids: [id] });
    await one!.post('/leads/transfers', { ids: [id], toEmployeeId: two!.id, reason: '换区' });
    expect((await one!.get(`/leads/${id}`)).status).toBe(404);
    const invalidReasonId = await itemId(two!, 'invalidReason', '号码错误');
    const invalid = await two!.put(`/leads/${id}/invalidation`, { invalidReasonId });
    expect(invalid.body).toMatchObject({ status: 'invalid', invalidReasonId, invalidReasonLabel: '号码错误' });
    await two!.delete(`/leads/${id}/invalidation`);
    await two!.post('/leads/returns', { ids: [id], reason: '不需要' });
    const history = await acme.admin.get(`/leads/${id}/ownership`);
    expect(history.body.items.map((line: { kind: string; reason: string }) => [line.kind, line.reason])).toEqual([
      ['returned', '不需要'],
      ['transferred', '换区'],
      ['claimed', null],
    ]);
  });
});
