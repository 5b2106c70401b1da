import sql from 'sql-template-tag';
import { itemId } from '../support/dictionaries.js';
import { testPhone, type Enterprise, type Person } from '../support/enterprise.js';
import { jobEnd } from '../support/jobs.js';
import { makePool } from '../support/pools.js';
import { useWorld } from '../support/world.js';

describe('duplicate control of leads', () => {
  const world = useWorld();
  const setRules = (acme: Enterprise, rules: object) =>
    acme.admin.put('/duplicate-rules?object=lead', { phone: 'refuse', company: 'warn', name: 'allow', ...rules });

  it('LEAD-02 follows the rule of each field that an administrator sets: refuse, warn or allow', async () => {
    const acme = await world.enterprise({ salespeople: 1 });
    const [seller] = acme.salespeople;
    const initial = await seller!.get('/duplicate-rules?object=lead');
    expect(initial.status).toBe(403);
    const rules = await acme.admin.get('/duplicate-rules?object=lead');
    expect(rules.body).toEqual({
      object: 'lead',
      rules: [
        { field: 'phone', label: '电话', action: 'refuse', fixed: false },
        { field: 'company', label: '公司', action: 'warn', fixed: false },
        { field: 'name', label: '姓名', action: 'allow', fixed: false },
      ],
    });
    const phone = testPhone();
    await seller!.post('/leads', { name: '李静', company: '杭州华夏科技有限公司', phone });
    const warned = await seller!.post('/leads', { name: '李静', company: '杭州华夏科技' });
    expect([
      warned.status,
      warned.body.duplicates.map((each: { field: string; action: string }) => [each.field, each.action]),
    ]).toEqual([201, [['company', 'warn']]]);
    expect(
      (await setRules(acme, { phone: 'allow', company: 'refuse', name: 'warn' })).body.rules.map(
        (rule: { action: string }) => rule.action,
      ),
    ).toEqual(['allow', 'refuse', 'warn']);
    expect((await seller!.post('/leads', { name: '甲', company: '杭州(华夏)科技' })).status).toBe(409);
    const named = await seller!.post('/leads', { name: '李静', phone });
    expect([named.status, named.body.duplicates.map((each: { field: string }) => each.field)]).toEqual([201, ['name', 'name']]);
    expect((await seller!.put('/duplicate-rules?object=lead', { phone: 'allow', company: 'allow', name: 'allow' })).status).toBe(
      403,
    );
    const wrong = await acme.admin.put('/duplicate-rules?object=moon', { phone: 'never', company: 'warn' });
    expect(wrong.status).toBe(400);
  });

  it('LEAD-02 answers before something is entered what the asker may know, and writes nothing', async () => {
    const acme = await world.enterprise({ salespeople: 2 });
    const [one, two] = acme.salespeople;
    await acme.admin.post('/custom-fields', { object: 'lead', label: '证号', key: 'card', type: 'text', unique: true });
    const phone = testPhone();
    const { body: lead } = await one!.post('/leads', { name: '李静', company: '华夏', phone, custom: { card: 'K9' } });
    const asked = { name: '李静', company: '华夏公司', phone: phone.replace('+86', '0086 '), custom: { card: 'K9' } };
    const mine = await one!.post('/leads/duplicate-checks', asked);
    expect(mine.body.duplicates).toEqual(
      expect.arrayContaining(
        ['phone', 'company', 'custom.card'].map((field) =>
          expect.objectContaining({ field, id: lead.id, holder: one!.name, place: 'owned' }),
        ),
      ),
    );
    expect(mine.body.duplicates).toHaveLength(3);
    const theirs = await two!.post('/leads/duplicate-checks', asked);
    expect(theirs.body.duplicates).toHaveLength(3);
    for (const each of theirs.body.duplicates) expect(Object.keys(each).sort()).toEqual(['action', 'field', 'object', 'place']);
    expect((await two!.post('/leads/duplicate-checks', { custom: { none: 1 } })).body.errors[0]).toMatchObject({
      pointer: '/custom/none',
    });
    expect((await two!.post('/leads/duplicate-checks', {})).body).toEqual({ duplicates: [] });
    expect((await acme.admin.get('/leads?count=exact')).body.page.total).toBe(1);
  });

  it('LEAD-02 scans existing leads as a job and pages through the groups, the largest first, without what was merged', async () => {
    const acme = await world.enterprise({ salespeople: 1 });
    const [seller] = acme.salespeople;
    await setRules(acme, { phone: 'allow' });
    const [twice, thrice] = [testPhone(), testPhone()];
    const ids: string[] = [];
    for (const phone of [twice, thrice, thrice, twice, thrice])
      ids.push((await seller!.post('/leads', { name: `L${ids.length}`, company: 'C', phone })).body.id);
    expect((await seller!.post('/leads/duplicate-scans', {})).status).toBe(403);
    expect((await seller!.get('/leads/duplicate-groups')).status).toBe(403);
    expect((await acme.admin.post('/leads/duplicate-scans', { fields: ['custom.none'] })).status).toBe(400);
    const scan = await acme.admin.post('/leads/duplicate-scans', { fields: ['phone', 'company'] });
    expect(scan.status).toBe(202);
    expect(await jobEnd(acme.admin, scan.body.id)).toMatchObject({ status: 'succeeded', result: { phone: 2, company: 1 } });
    const page = await acme.admin.get('/leads/duplicate-groups?filter[field]=phone&limit=1');
    expect(page.body.items).toEqual([
      expect.objectContaining({
        field: 'phone',
        value: thrice,
        leads: [1, 2, 4].map((n) =>
          expect.objectContaining({ id: ids[n], name: `L${n}`, ownerName: seller!.name, poolName: null }),
        ),
      }),
    ]);
    const next = await acme.admin.get(`/leads/duplicate-groups?filter[field]=phone&limit=1&cursor=${page.body.page.nextCursor}`);
    expect(next.body).toMatchObject({ items: [{ value: twice }], page: { hasMore: false, nextCursor: null } });
    await acme.admin.post('/leads/merges', { survivorId: ids[0], ids: [ids[3]] });
    expect((await acme.admin.get('/leads/duplicate-groups?filter[field]=phone')).body.items).toHaveLength(1);
    const again = await acme.admin.post('/leads/duplicate-scans', { fields: ['phone'] });
    await jobEnd(acme.admin, again.body.id);
    expect(
      (await acme.admin.get('/leads/duplicate-groups')).body.items.map((group: { field: string }) => group.field).sort(),
    ).toEqual(['company', 'phone']);
  });
});

describe('merging leads', () => {
  const world = useWorld();
  const lead = async (person: Person, body: object): Promise<string> => {
    const answer = await person.post('/leads', body);
    if (answer.status !== 201) throw new Error(JSON.stringify(answer.body));
    return answer.body.id;
  };

  it('LEAD-02 LEAD-08 makes one lead of several: chosen values, united tags, all follow-ups, one readable history', async () => {
    const acme = await world.enterprise({ salespeople: 2 });
    const [one, two] = acme.salespeople;
    await acme.admin.post('/custom-fields', { object: 'lead', label: '预算', key: 'budget', type: 'decimal' });
    await acme.admin.post('/custom-fields', { object: 'lead', label: '证号', key: 'card', type: 'text', unique: true });
    const phone = testPhone();
    const survivor = await lead(one!, { name: '李静', tags: ['展会'], custom: { budget: '1.00' } });
    const loser = await lead(two!, {
      name: '李静静',
      title: '经理',
      phone,
      tags: ['展会', '老'],
      custom: { budget: '2.00', card: 'K1' },
    });
    const invalid = await lead(two!, { name: '李', company: '华夏' });
    await two!.put(`/leads/${invalid}/invalidation`, { invalidReasonId: await itemId(two!, 'invalidReason') });
    await one!.post(`/leads/${survivor}/follow-ups`, { method: 'call', content: '一' });
    await two!.post(`/leads/${loser}/follow-ups`, { method: 'visit', content: '二', degree: 'high' });
    await two!.patch(`/leads/${loser}`, { remark: '改' });
    const merged = await acme.admin.post('/leads/merges', {
      survivorId: survivor,
      ids: [loser, invalid],
      fields: { name: loser, 'custom.budget': loser },
    });
    expect(merged.status).toBe(200);
    expect(merged.body).toMatchObject({
      id: survivor,
      name: '李静静',
      title: '经理',
      company: '华夏',
      phone,
      remark: '改',
      degree: 'high',
      followUpCount: 2,
      status: 'active',
      ownerId: one!.id,
      custom: { budget: '2.00', card: 'K1' },
    });
    expect(merged.body.tags.sort()).toEqual(['展会', '老'].sort());
    const gone = await two!.get(`/leads/${loser}`);
    expect(gone.body).toMatchObject({ status: 'merged', mergedIntoId: survivor, ownerId: two!.id });
    expect((await two!.patch(`/leads/${loser}`, { title: 'x' })).body.code).toBe('LEAD_NOT_ACTIVE');
    const timeline = await one!.get(`/leads/${survivor}/timeline?limit=100`);
    const entries: { kind: string; content: { content?: string; kind?: string; leadId?: string; changes?: object } }[] =
      timeline.body.items;
    expect(new Set(entries.filter((entry) => entry.kind === 'followUp').map((entry) => entry.content.content))).toEqual(
      new Set(['一', '二']),
    );
    expect(
      entries
        .filter((entry) => entry.kind === 'ownership')
        .map((entry) => entry.content.leadId ?? survivor)
        .sort(),
    ).toEqual([survivor, loser, invalid].sort());
    expect(
      entries.find((entry) => entry.content.leadId === loser && entry.content.changes && 'remark' in entry.content.changes),
    ).toBeDefined();
    const history = await one!.get(`/leads/${survivor}/ownership`);
    expect(history.body.items.map((line: { recordId: string }) => line.recordId).sort()).toEqual(
      [survivor, loser, invalid].sort(),
    );
    expect((await one!.post('/leads', { name: '新', phone })).body.duplicates).toEqual([
      expect.objectContaining({ id: survivor }),
    ]);
  });

  it('LEAD-02 keeps chains of merges at one step and refuses what cannot be merged', async () => {
    const acme = await world.enterprise({ salespeople: 1 });
    const [seller] = acme.salespeople;
    const [a, b, c, d] = [
      await lead(seller!, { name: 'A' }),
      await lead(seller!, { name: 'B' }),
      await lead(seller!, { name: 'C' }),
      await lead(seller!, { name: 'D' }),
    ];
    await seller!.post(`/leads/${c}/follow-ups`, { method: 'call', content: '三' });
    const merge = (survivorId: string, ids: string[], fields?: object) =>
      acme.admin.post('/leads/merges', { survivorId, ids, ...(fields ? { fields } : {}) });
    expect((await merge(b, [c])).status).toBe(200);
    expect((await merge(a, [b])).body).toMatchObject({ followUpCount: 1 });
    expect((await acme.admin.get(`/leads/${c}`)).body.mergedIntoId).toBe(a);
    expect((await acme.admin.get(`/leads/${a}/ownership`)).body.items).toHaveLength(3);
    expect((await merge(d, [b])).body.code).toBe('LEAD_NOT_ACTIVE');
    expect((await merge(b, [d])).body.code).toBe('LEAD_NOT_ACTIVE');
    expect((await merge(a, [a])).body.errors[0]).toMatchObject({ pointer: '/ids/0', code: 'NOT_ALLOWED' });
    expect((await merge(a, [d], { name: b, ownerId: d, 'custom.none': d })).body.errors).toEqual([
      expect.objectContaining({ pointer: '/fields/name', code: 'NOT_ALLOWED' }),
      expect.objectContaining({ pointer: '/fields/ownerId', code: 'UNKNOWN_FIELD' }),
      expect.objectContaining({ pointer: '/fields/custom.none', code: 'UNKNOWN_FIELD' }),
    ]);
    expect((await merge(a, ['01990a2c-5d3e-7b4f-8a6c-1d2e3f4a5b6c'])).status).toBe(404);
    expect((await acme.admin.get(`/leads/${d}`)).body.status).toBe('active');
  });

  it('LEAD-02 PERM-02 needs the permission to merge each of the leads, and no field that is bound', async () => {
    const acme = await world.enterprise({ salespeople: 2 });
    const [one, two] = acme.salespeople;
    const role = await acme.admin.post('/roles', {
      name: '合并',
      grants: [
        { object: 'lead', actions: ['read', 'merge'], scope: 'own' },
        { object: 'lead', actions: ['read'], scope: 'all' },
      ],
      fieldRules: [{ object: 'lead', field: 'phone', access: 'readOnly' }],
    });
    const merger = await acme.person('合并员', []);
    await acme.admin.post(`/roles/${role.body.id}/assignments`, { ids: [merger.id] });
    const [a, b] = [await lead(one!, { name: 'A' }), await lead(two!, { name: 'B', phone: testPhone() })];
    expect((await one!.post('/leads/merges', { survivorId: a, ids: [b] })).status).toBe(403);
    await one!.post('/leads/transfers', { ids: [a], toEmployeeId: merger.id, reason: 'x' });
    expect((await merger.post('/leads/merges', { survivorId: a, ids: [b] })).status).toBe(403);
    await two!.post('/leads/transfers', { ids: [b], toEmployeeId: merger.id, reason: 'x' });
    expect((await merger.post('/leads/merges', { survivorId: a, ids: [b], fields: { phone: b } })).body).toMatchObject({
      code: 'FIELD_FORBIDDEN',
      errors: [{ pointer: '/phone' }],
    });
    expect((await merger.post('/leads/merges', { survivorId: a, ids: [b] })).status).toBe(200);
    const other = await world.enterprise();
    expect((await other.admin.post('/leads/merges', { survivorId: a, ids: [b] })).status).toBe(404);
  });

  it('LEAD-02 POOL-03 never lets a lead be claimed after it was merged, however both race', async () => {
    const acme = await world.enterprise({ salespeople: 6 });
    const pool = await makePool(acme, acme.salespeople);
    const leads = await pool.leads(30);
    const groups = Array.from({ length: 10 }, (_, n) => leads.slice(n * 3, n * 3 + 3));
    const [merges, claims] = await Promise.all([
      Promise.all(groups.map(([survivorId, ...ids]) => acme.admin.post('/leads/merges', { survivorId, ids }))),
      Promise.all(
        acme.salespeople.map((person, n) =>
          person.post(`/pools/${pool.id}/claims`, { ids: leads.filter((_, m) => m % 6 === n) }),
        ),
      ),
    ]);
    expect(merges.map((answer) => answer.status)).toEqual(groups.map(() => 200));
    expect(claims.map((answer) => answer.status)).toEqual(claims.map(() => 200));
    const wrong = await acme.as((ctx) =>
      ctx.db.query(sql`
      SELECT r.id FROM leads r JOIN record_changes later ON later.record_id = r.id AND later.changes ? 'owner_id'
      JOIN record_changes merged ON merged.record_id = r.id AND merged.changes ? 'merged_into_id' AND merged.version < later.version`),
    );
    expect(wrong).toEqual([]);
    const [counts] = await acme.as((ctx) =>
      ctx.db.query<{ merged: number; claimed: number; owned: number }>(sql`
      SELECT count(*) FILTER (WHERE status = 'merged') AS merged, count(*) FILTER (WHERE owner_id IS NOT NULL) AS owned,
        (SELECT count(*) FROM ownership_ledger WHERE kind = 'claimed') AS claimed FROM leads`),
    );
    const won = claims.flatMap((answer) => answer.body.items).filter((item: { ok: boolean }) => item.ok).length;
    expect(counts).toEqual({ merged: 20, claimed: won, owned: won });
  });

  it('LEAD-02 lets one of two merges of the same leads in opposite directions through', async () => {
    const acme = await world.enterprise();
    for (let n = 0; n < 5; n++) {
      const [left, right] = [await lead(acme.admin, { name: 'A' }), await lead(acme.admin, { name: 'B' })];
      const answers = await Promise.all([
        acme.admin.post('/leads/merges', { survivorId: left, ids: [right] }),
        acme.admin.post('/leads/merges', { survivorId: right, ids: [left] }),
      ]);
      expect(answers.map((answer) => answer.status).toSorted((a, b) => a - b)).toEqual([200, 409]);
    }
  });
});
