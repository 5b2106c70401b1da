import { newId } from '../../src/platform/database/ids.js';
import { makeDepartment, rootDepartment } from '../support/departments.js';
import type { Enterprise, Person } from '../support/enterprise.js';
import { makePool } from '../support/pools.js';
import { sql, useWorld } from '../support/world.js';

interface Pool {
  id: string;
  name: string;
  maskedFields: string[];
  isMember: boolean;
  isAdmin: boolean;
  freeCount: number;
  ruleNumber: number | null;
}

const poolsOf = async (person: Person, query = {}): Promise<Pool[]> =>
  ((await person.get('/pools', query)).body as { items: Pool[] }).items;
const create = async (acme: Enterprise, body: object = {}): Promise<{ id: string; version: number }> =>
  (await acme.admin.post('/pools', { object: 'lead', name: `池${newId().slice(-6)}`, ...body })).body as {
    id: string;
    version: number;
  };
const member = (id: string, kind = 'employee', part = 'member'): object => ({ kind, id, part });

describe('pools', () => {
  const world = useWorld();

  it('ACC-01 POOL-01 come with every new enterprise: one for all, with rules in force and a routing rule to it', async () => {
    const acme = await world.enterprise({ salespeople: 1 });
    const [sea] = await poolsOf(acme.salespeople[0]!, { object: 'customer' });
    expect(sea).toMatchObject({ name: '公共公海', isMember: true, isAdmin: false, freeCount: 0, ruleNumber: 1 });
    expect(sea!.maskedFields).toEqual(['phone', 'otherPhones']);
    const [pool] = await poolsOf(acme.salespeople[0]!, { object: 'lead' });
    expect(pool).toMatchObject({ name: '公共线索池', isMember: true, isAdmin: false, freeCount: 0, ruleNumber: 1 });
    const rules = await acme.admin.get(`/pools/${pool!.id}/rules`);
    expect(rules.body.items).toEqual([
      expect.objectContaining({
        number: 1,
        state: 'inForce',
        claim: expect.objectContaining({ dailyLimit: 20, holdingLimit: 200 }),
        reclaim: expect.objectContaining({
          enabled: true,
          lines: [expect.objectContaining({ days: 15, dayKind: 'calendar', since: 'lastFollowUp' })],
          remindDaysBefore: [3, 1],
        }),
        protection: expect.objectContaining({ defaultDays: 3, followUpDays: 7, maxDays: 60 }),
      }),
    ]);
    const routing = await acme.admin.get('/routing-rules', { object: 'lead' });
    expect(routing.body.items).toEqual([expect.objectContaining({ condition: null, poolId: pool!.id })]);
  });

  it('POOL-01 are seen by their members and by who may see all, with what is free in them', async () => {
    const acme = await world.enterprise({ salespeople: 2 });
    const [one, two] = acme.salespeople;
    const pool = await makePool(acme, [one!]);
    const [lead] = await pool.leads(3);
    await acme.as((ctx) => ctx.db.run(sql`UPDATE leads SET quarantined_until = now() + interval '1 day' WHERE id = ${lead}`));
    expect((await poolsOf(one!)).find(({ id }) => id === pool.id)).toMatchObject({
      isMember: true,
      isAdmin: false,
      freeCount: 2,
      ruleNumber: 1,
    });
    expect((await poolsOf(two!)).map(({ id }) => id)).not.toContain(pool.id);
    expect((await two!.get(`/pools/${pool.id}`)).body.code).toBe('POOL_NOT_FOUND');
    expect((await poolsOf(acme.admin)).find(({ id }) => id === pool.id)).toMatchObject({ isMember: false, freeCount: 2 });
    expect((await poolsOf(acme.admin, { object: 'customer' })).map(({ id }) => id)).not.toContain(pool.id);
    expect(await poolsOf(acme.admin, { status: 'disabled' })).toEqual([]);
  });

  it('POOL-01 are created and changed by administrators, under their version and with a line in the log', async () => {
    const acme = await world.enterprise({ salespeople: 1 });
    const created = await acme.admin.post('/pools', { object: 'lead', name: '华东', hiddenFields: ['remark'] });
    expect(created.status).toBe(201);
    expect(created.body).toMatchObject({
      name: '华东',
      hiddenFields: ['remark'],
      maskedFields: ['phone'],
      status: 'active',
      version: 1,
      ruleNumber: null,
    });
    expect(created.headers.location).toBe(`/api/v1/pools/${created.body.id}`);
    expect((await acme.admin.post('/pools', { object: 'lead', name: '华东' })).body.code).toBe('POOL_NAME_TAKEN');
    expect((await acme.salespeople[0]!.post('/pools', { object: 'lead', name: '私池' })).status).toBe(403);
    const path = `/pools/${created.body.id}`;
    const changed = await acme.admin.with({ 'If-Match': '"1"' }).patch(path, { name: '华东二', maskedFields: [] });
    expect(changed.body).toMatchObject({ name: '华东二', maskedFields: [], hiddenFields: ['remark'], version: 2 });
    const stale = await acme.admin.with({ 'If-Match': '"1"' }).patch(path, { name: '华东三' });
    expect(stale.body).toMatchObject({ code: 'VERSION_MISMATCH', currentVersion: 2 });
    const log = await acme.admin.get('/audit-log', { 'filter[objectId]': created.body.id });
    expect(log.body.items.map((line: { action: string }) => line.action)).toEqual(['pool.updated', 'pool.created']);
    expect(log.body.items[0]).toMatchObject({
      before: { name: '华东', maskedFields: ['phone'] },
      after: { name: '华东二', maskedFields: [] },
    });
  });

  it('POOL-01 refuse what they cannot keep from members, with a pointer to each fault', async () => {
    const acme = await world.enterprise();
    const answer = await acme.admin.post('/pools', {
      object: 'lead',
      name: '池',
      hiddenFields: ['sourceId', 'ownerId', 'nothing'],
      maskedFields: ['phone', 'tags', 'custom.gone'],
    });
    expect(answer.status).toBe(400);
    expect(answer.body.errors.map(({ pointer, code }: { pointer: string; code: string }) => `${pointer} ${code}`)).toEqual([
      '/hiddenFields/1 UNKNOWN_FIELD',
      '/hiddenFields/2 UNKNOWN_FIELD',
      '/maskedFields/1 NOT_MASKABLE',
      '/maskedFields/2 UNKNOWN_FIELD',
    ]);
    const wrong = await acme.admin.post('/pools', { object: 'invoice', name: '' });
    expect(wrong.body.errors).toEqual([expect.objectContaining({ pointer: '/name' })]);
    expect((await acme.admin.post('/pools', { object: 'invoice', name: '池' })).body.errors).toEqual([
      expect.objectContaining({ pointer: '/object' }),
    ]);
    const { id } = await create(acme);
    const emptied = await acme.admin.patch(`/pools/${id}`, { name: null, hiddenFields: null, position: null });
    expect(new Set(emptied.body.errors.map(({ pointer }: { pointer: string }) => pointer))).toEqual(
      new Set(['/name', '/hiddenFields', '/position']),
    );
  });

  it('POOL-01 have members and administrators by person, department and role', async () => {
    const acme = await world.enterprise({ salespeople: 3 });
    const [one, two, three] = acme.salespeople;
    const department = await makeDepartment(acme, '电销部', [two!]);
    const role = await acme.as(
      async (ctx) => (await ctx.db.one<{ id: string }>(sql`SELECT id FROM roles WHERE key = 'salesManager'`)).id,
    );
    const { id } = await create(acme);
    const put = await acme.admin.put(`/pools/${id}/members`, {
      items: [member(one!.id, 'employee', 'admin'), member(department, 'department'), member(role, 'role')],
    });
    expect(put.body.items).toEqual([
      { kind: 'employee', id: one!.id, name: one!.name, part: 'admin' },
      { kind: 'department', id: department, name: '电销部', part: 'member' },
      { kind: 'role', id: role, name: '销售经理', part: 'member' },
    ]);
    const seen = async (person: Person): Promise<object | undefined> => (await poolsOf(person)).find((pool) => pool.id === id);
    expect(await seen(one!)).toMatchObject({ isMember: true, isAdmin: true });
    expect(await seen(two!)).toMatchObject({ isMember: true, isAdmin: false });
    expect(await seen(three!)).toBeUndefined();
    const manager = await acme.person('经理', ['salesManager']);
    expect(await seen(manager)).toMatchObject({ isMember: true });
    // administrators of the pool run it without any role; members only see it
    expect((await two!.get(`/pools/${id}/members`)).status).toBe(403);
    expect((await two!.patch(`/pools/${id}`, { name: '我的' })).status).toBe(403);
    expect((await three!.patch(`/pools/${id}`, { name: '我的' })).status).toBe(404);
    expect((await one!.patch(`/pools/${id}`, { description: '电销专用' })).status).toBe(200);
    expect((await one!.put(`/pools/${id}/members`, { items: [member(three!.id)] })).body.items).toHaveLength(1);
    expect(await seen(one!)).toBeUndefined();
    expect(await seen(three!)).toMatchObject({ isMember: true });
  });

  it('POOL-01 take no members that do not exist, not even another enterprise’s', async () => {
    const [acme, other] = [await world.enterprise({ salespeople: 1 }), await world.enterprise({ salespeople: 1 })];
    const { id, version } = await create(acme);
    const items = [
      member(acme.salespeople[0]!.id),
      member(other.salespeople[0]!.id),
      member(acme.salespeople[0]!.id, 'role'),
      member(newId(), 'department'),
    ];
    const answer = await acme.admin.put(`/pools/${id}/members`, { items });
    expect(answer.status).toBe(422);
    expect(answer.body).toMatchObject({
      code: 'MEMBER_NOT_FOUND',
      errors: [{ pointer: '/items/1/id' }, { pointer: '/items/2/id' }, { pointer: '/items/3/id' }],
    });
    expect((await acme.admin.get(`/pools/${id}/members`)).body).toMatchObject({ items: [], version });
    for (const call of [
      other.admin.get(`/pools/${id}`),
      other.admin.patch(`/pools/${id}`, { name: 'x' }),
      other.admin.put(`/pools/${id}/members`, { items: [] }),
    ]) {
      expect((await call).body.code).toBe('POOL_NOT_FOUND');
    }
  });

  it('POOL-13 of a department belong to its people and those below, and to nobody else', async () => {
    const acme = await world.enterprise({ salespeople: 4 });
    const [inside, below, outside, runner] = acme.salespeople;
    const east = await makeDepartment(acme, '华东', [inside!]);
    await makeDepartment(acme, '杭州', [below!], east);
    const west = await makeDepartment(acme, '华西', [outside!]);
    const { id } = await create(acme, { departmentId: east });
    const sees = async (person: Person): Promise<boolean> => (await poolsOf(person)).some((pool) => pool.id === id);
    expect(await Promise.all([inside!, below!, outside!, runner!].map(sees))).toEqual([true, true, false, false]);
    const refused = await acme.admin.put(`/pools/${id}/members`, {
      items: [member(runner!.id, 'employee', 'admin'), member(outside!.id)],
    });
    expect(refused.body).toMatchObject({ code: 'DEPARTMENT_POOL_MEMBERS', errors: [{ pointer: '/items/1/id' }] });
    await acme.admin.put(`/pools/${id}/members`, { items: [member(runner!.id, 'employee', 'admin')] });
    expect(await Promise.all([inside!, runner!].map(sees))).toEqual([true, true]);
    // another department takes it over; its administrator stays
    await acme.admin.patch(`/pools/${id}`, { departmentId: west });
    expect(await Promise.all([inside!, below!, outside!, runner!].map(sees))).toEqual([false, false, true, true]);
    const unknown = await acme.admin.patch(`/pools/${id}`, { departmentId: newId() });
    expect(unknown.body).toMatchObject({ code: 'REFERENCE_INVALID', errors: [{ pointer: '/departmentId' }] });
    // an ordinary pool again: the department is a member like any other
    expect((await acme.admin.patch(`/pools/${id}`, { departmentId: null })).body).toMatchObject({
      departmentId: null,
      departmentName: null,
    });
    expect((await acme.admin.put(`/pools/${id}/members`, { items: [member(inside!.id)] })).body.items).toHaveLength(1);
  });

  it('POOL-13 lose a department that is dissolved, and keep it from being dissolved while it owns the pool', async () => {
    const acme = await world.enterprise();
    const dissolved = await makeDepartment(acme, '临时');
    const { id } = await create(acme);
    await acme.admin.put(`/pools/${id}/members`, {
      items: [member(dissolved, 'department'), member(await rootDepartment(acme), 'department', 'admin')],
    });
    await acme.as((ctx) => ctx.db.run(sql`DELETE FROM departments WHERE id = ${dissolved}`));
    expect((await acme.admin.get(`/pools/${id}/members`)).body.items).toEqual([expect.objectContaining({ part: 'admin' })]);
    const owner = await makeDepartment(acme, '所有者');
    await create(acme, { departmentId: owner });
    await expect(acme.as((ctx) => ctx.db.run(sql`DELETE FROM departments WHERE id = ${owner}`))).rejects.toThrow(/foreign key/);
  });

  it('POOL-01 go out of use only when nothing stands in them and no rule sends records there', async () => {
    const acme = await world.enterprise({ salespeople: 1 });
    const pool = await makePool(acme, []);
    const [lead] = await pool.leads(1);
    const disable = () => acme.admin.patch(`/pools/${pool.id}`, { status: 'disabled' });
    expect((await disable()).body).toMatchObject({ code: 'POOL_NOT_EMPTY', detail: expect.stringContaining('1') });
    await acme.as((ctx) =>
      ctx.db.run(
        sql`UPDATE leads SET pool_id = NULL, entered_pool_at = NULL, owner_id = ${acme.admin.id}, owned_since = now() WHERE id = ${lead}`,
      ),
    );
    await acme.admin.put('/routing-rules?object=lead', { items: [{ name: '全部', condition: null, poolId: pool.id }] });
    expect((await disable()).body.code).toBe('POOL_IN_USE');
    await acme.admin.put('/routing-rules?object=lead', { items: [] });
    const sending = await makePool(acme, [], { reclaim: { enabled: true, target: { kind: 'pool', poolId: pool.id } } });
    expect((await disable()).body.code).toBe('POOL_IN_USE');
    expect((await acme.admin.patch(`/pools/${sending.id}`, { status: 'disabled' })).status).toBe(200);
    expect((await disable()).body).toMatchObject({ status: 'disabled', freeCount: 0 });
  });
});
