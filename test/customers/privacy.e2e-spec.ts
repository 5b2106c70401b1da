import type { Enterprise, Person } from '../support/enterprise.js';
import { useWorld } from '../support/world.js';

describe('private customers', () => {
  const world = useWorld();

  /** A salesperson with a private customer, below a manager, who is below the administrator. */
  async function scene(): Promise<{ acme: Enterprise; owner: Person; id: string; stub: object }> {
    const acme = await world.enterprise({ managers: 1, salespeople: 2 });
    const [owner] = acme.salespeople as [Person];
    const { body } = await owner.post('/customers', {
      name: '华夏科技',
      shortName: '华夏',
      phone: '13800138000',
      tags: ['机密'],
      remark: '秘密',
    });
    expect((await owner.put(`/customers/${body.id}/privacy`)).body.code).toBe('PRIVATE_CUSTOMERS_NOT_ALLOWED');
    await acme.admin.patch('/enterprise', { settings: { privateCustomers: true } });
    expect((await owner.put(`/customers/${body.id}/privacy`)).body).toMatchObject({ isPrivate: true, version: 2 });
    const stub = {
      id: body.id as string,
      version: 2,
      isPrivate: true,
      state: 'active',
      poolId: null,
      poolName: null,
      ownerId: owner.id,
      ownerName: owner.name,
    };
    return { acme, owner, id: body.id as string, stub };
  }

  it('PERM-04 are whole to their owner, the direct superior and collaborators, a mere existence to who sees everything', async () => {
    const { acme, owner, id, stub } = await scene();
    const friend = acme.salespeople[1]!;
    expect((await friend.get(`/customers/${id}`)).status).toBe(404);
    await owner.put(`/customers/${id}/collaborators/${friend.id}`, { access: 'read' });
    for (const person of [owner, acme.managers[0]!, friend]) {
      expect((await person.get(`/customers/${id}`)).body).toMatchObject({ name: '华夏科技', remark: '秘密', isPrivate: true });
      expect((await person.get('/customers?scope=all&q=华夏')).body.items).toHaveLength(1);
    }
    expect((await acme.admin.get(`/customers/${id}`)).body).toEqual(stub);
    expect((await acme.admin.get('/customers')).body.items).toEqual([stub]);
  });

  it('PERM-04 cannot be found out by any side door', async () => {
    const { acme, id } = await scene();
    const { admin } = acme;
    for (const query of [
      'q=华夏',
      'q=hxkj',
      'q=8000',
      'filter[name]=华夏科技',
      'filter[tags][hasAny]=机密',
      'filter[phone][isNotNull]=true',
      'filter[shortName]=华夏',
      'sort=name',
      'sort=-updatedAt',
      'sort=lastFollowUpAt',
    ])
      expect([query, (await admin.get(`/customers?${query}&count=exact`)).body.page?.total]).toEqual([query, 0]);
    expect(
      (await admin.post('/customers/search', { condition: { not: { field: 'remark', op: 'eq', value: 'x' } } })).body.items,
    ).toEqual([]);
    const fields = await admin.get('/customers?fields=name,phone');
    expect(fields.body.items).toEqual([{ id, version: 2 }]);
    for (const path of ['ownership', 'reclaim', 'timeline', 'collaborators']) {
      const { status, body } = await admin.get(`/customers/${id}/${path}`);
      expect([path, status, JSON.stringify(body).includes('华夏')]).toEqual([path, 403, false]);
    }
  });

  it('PERM-04 are changed, moved and made public by nobody who may not see them', async () => {
    const { acme, id, owner } = await scene();
    const { admin } = acme;
    expect((await admin.patch(`/customers/${id}`, { remark: 'x' })).status).toBe(403);
    expect((await admin.delete(`/customers/${id}/privacy`)).status).toBe(403);
    expect((await admin.put(`/customers/${id}/archival`, { reason: 'x' })).status).toBe(403);
    expect((await admin.put(`/customers/${id}/collaborators/${admin.id}`, { access: 'read' })).status).toBe(403);
    for (const [path, body] of [
      ['transfers', { toEmployeeId: admin.id, reason: 'x' }],
      ['withdrawals', { reason: 'x' }],
      ['assignments', { employeeIds: [admin.id] }],
    ] as const) {
      const { body: answer } = await admin.post(`/customers/${path}`, { ids: [id], ...body });
      expect([path, answer.items]).toEqual([path, [expect.objectContaining({ id, ok: false, code: 'NOT_PERMITTED' })]]);
    }
    expect((await acme.managers[0]!.delete(`/customers/${id}/privacy`)).status).toBe(403);
    expect((await owner.delete(`/customers/${id}/privacy`)).body.isPrivate).toBe(false);
    expect((await admin.get(`/customers/${id}`)).body.name).toBe('华夏科技');
  });

  it('PERM-04 CUST-02 are named to duplicate control as no more than existing', async () => {
    const { acme } = await scene();
    const told = { field: 'name', action: 'refuse', object: 'customer', place: 'owned' };
    for (const person of [acme.admin, acme.salespeople[1]!]) {
      expect((await person.post('/customers', { name: '华夏科技有限公司' })).body.duplicates).toEqual([told]);
      const { body } = await person.post('/customers/duplicate-checks', { name: '杭州华夏科技' });
      expect(body).toEqual({ duplicates: [], near: [{ ...told, action: 'warn' }] });
    }
    const superior = await acme.managers[0]!.post('/customers', { name: '华夏科技' });
    expect(superior.body.duplicates).toEqual([expect.objectContaining({ name: '华夏科技', holder: acme.salespeople[0]!.name })]);
  });

  it('PERM-04 PERM-08 are private no longer in a sea, and explained while they are', async () => {
    const { acme, id, owner } = await scene();
    const ask = { employeeId: acme.admin.id, action: 'update', object: 'customer', recordId: id };
    expect((await acme.admin.post('/permission-explanations', ask)).body).toMatchObject({ allowed: false, reason: 'private' });
    expect((await owner.post('/customers/returns', { ids: [id], reason: '让给别人' })).body.items).toEqual([{ id, ok: true }]);
    expect((await acme.admin.get(`/customers/${id}`)).body).toMatchObject({ isPrivate: false, name: '华夏科技' });
  });
});
