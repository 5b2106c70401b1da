import { makeCustomer, makeCustomers } from '../support/customers.js';
import { makePool } from '../support/pools.js';
import { statementsOf } from '../support/statements.js';
import { sql, useWorld } from '../support/world.js';

describe('merging customers', () => {
  const world = useWorld();

  it('CUST-03 makes one of several with all that hangs below them, and undoes it exactly', async () => {
    const acme = await world.enterprise({ managers: 1, salespeople: 3 });
    const [manager, seller] = [acme.managers[0]!, acme.salespeople[0]!];
    const { body: survivor } = await seller.post('/customers', { name: '华夏科技', tags: ['甲'] });
    const { body: other } = await seller.post('/customers', {
      name: '东海贸易',
      phone: '13800138000',
      tags: ['乙'],
      remark: '要紧',
    });
    const { body: child } = await seller.post('/customers', { name: '东海物流', parentId: other.id });
    const contact = await seller.post('/contacts', { customerId: other.id, name: '李静' });
    expect(contact.status).toBe(201);
    await seller.post(`/customers/${other.id}/follow-ups`, { method: 'call', content: '已联系' });
    await seller.put(`/customers/${other.id}/collaborators/${acme.salespeople[1]!.id}`, { access: 'write' });
    const merged = await manager.post('/customers/merges', {
      survivorId: survivor.id,
      ids: [other.id],
      fields: { name: other.id },
    });
    expect(merged.status).toBe(200);
    expect(merged.body).toMatchObject({
      name: '东海贸易',
      phone: '+8613800138000',
      tags: ['甲', '乙'],
      remark: '要紧',
      followUpCount: 1,
    });
    expect(merged.body.number).toBe(survivor.number);
    expect((await seller.get(`/customers/${other.id}`)).body).toMatchObject({ state: 'merged', mergedIntoId: survivor.id });
    expect((await seller.get(`/customers/${child.id}`)).body.parentId).toBe(survivor.id);
    expect((await seller.get(`/customers/${survivor.id}/collaborators`)).body.items).toHaveLength(1);
    expect((await seller.get(`/customers/${survivor.id}/contacts`)).body.items).toHaveLength(1);
    const kinds = (await seller.get(`/customers/${survivor.id}/timeline`)).body.items.map(({ kind }: { kind: string }) => kind);
    expect(kinds).toContain('followUp');
    await seller.patch(`/customers/${survivor.id}`, { remark: '改过' });
    const [{ id: mergeId }] = (await seller.get(`/customers/${survivor.id}/merges`)).body.items as [{ id: string }];
    const undone = await manager.post(`/customers/merges/${mergeId}/reversal`);
    expect(undone.status).toBe(200);
    expect(undone.body).toMatchObject({ name: '华夏科技', phone: null, tags: ['甲'], remark: '改过', followUpCount: 0 });
    expect((await seller.get(`/customers/${other.id}`)).body).toMatchObject({
      state: 'active',
      mergedIntoId: null,
      name: '东海贸易',
      followUpCount: 1,
    });
    expect((await seller.get(`/customers/${child.id}`)).body.parentId).toBe(other.id);
    expect((await seller.get(`/customers/${survivor.id}/collaborators`)).body.items).toEqual([]);
    expect((await seller.get(`/customers/${survivor.id}/contacts`)).body.items).toEqual([]);
    expect((await manager.post(`/customers/merges/${mergeId}/reversal`)).body.code).toBe('MERGE_UNDONE');
    expect((await seller.post('/customers', { name: '东海贸易公司' })).body.code).toBe('CUSTOMER_DUPLICATE');
  });

  it('CUST-03 undoes for thirty days, the last merge first, and not over a name that was taken since', async () => {
    const acme = await world.enterprise({ managers: 1, salespeople: 1 });
    const [manager, seller] = [acme.managers[0]!, acme.salespeople[0]!];
    const ids: string[] = [];
    for (const name of ['甲公司', '乙公司', '丙公司']) ids.push((await seller.post('/customers', { name })).body.id as string);
    const [a, b, c] = ids as [string, string, string];
    const merge = async (survivorId: string, id: string): Promise<string> => {
      expect((await manager.post('/customers/merges', { survivorId, ids: [id] })).status).toBe(200);
      return ((await manager.get(`/customers/${survivorId}/merges`)).body.items as [{ id: string }])[0].id;
    };
    const first = await merge(a, b);
    const second = await merge(c, a);
    expect((await seller.get(`/customers/${b}`)).body.mergedIntoId).toBe(c);
    const undo = async (id: string): Promise<string> => {
      const { status, body } = await manager.post(`/customers/merges/${id}/reversal`);
      return status === 200 ? 'undone' : (body.code as string);
    };
    expect(await undo(first)).toBe('CUSTOMER_NOT_ACTIVE');
    expect(await undo(second)).toBe('undone');
    expect((await seller.get(`/customers/${b}`)).body).toMatchObject({ state: 'merged', mergedIntoId: a });
    await seller.post('/customers', { name: '乙公司' });
    expect(await undo(first)).toBe('CUSTOMER_DUPLICATE');
    await acme.as((ctx) =>
      ctx.db.run(sql`UPDATE customer_merges SET merged_at = now() - interval '31 days' WHERE id = ${first}`),
    );
    expect(await undo(first)).toBe('MERGE_TOO_OLD');
  });

  it('CUST-03 lets one of two merges of the same customers through, and a claim or a transfer either before or after', async () => {
    const acme = await world.enterprise({ managers: 1, salespeople: 1 });
    const [manager, seller] = [acme.managers[0]!, acme.salespeople[0]!];
    const pool = await makePool(acme, [seller, acme.admin], {}, [], '公海', 'customer');
    for (let round = 0; round < 3; round++) {
      const a = await makeCustomer(acme, seller);
      const b = await makeCustomer(acme, seller);
      const [pooled] = await makeCustomers(acme, [`池中${round}`], { poolId: pool.id });
      const answers = await Promise.all([
        acme.admin.post('/customers/merges', { survivorId: a, ids: [b, pooled] }),
        acme.admin.post('/customers/merges', { survivorId: b, ids: [a] }),
        seller.post('/customers/transfers', { ids: [a, b], toEmployeeId: manager.id, reason: '调整' }),
        seller.post(`/pools/${pool.id}/claims`, { ids: [pooled] }),
      ]);
      expect(
        answers
          .slice(0, 2)
          .map(({ status }) => status)
          .sort((x, y) => x - y),
      ).toEqual([200, 409]);
      const rows = await acme.as((ctx) =>
        ctx.db.query<{ id: string; state: string; mergedIntoId: string | null; place: number }>(sql`
          SELECT id, state, merged_into_id AS "mergedIntoId", num_nonnulls(owner_id, pool_id) AS place FROM customers WHERE id = ANY (${[a, b, pooled]}::uuid[])`),
      );
      const survivorId = answers[0].status === 200 ? a : b;
      expect(rows.find(({ id }) => id === survivorId)).toMatchObject({ state: 'active' });
      expect(rows.every(({ place }) => place === 1)).toBe(true);
      for (const row of rows.filter(({ state }) => state === 'merged')) expect(row.mergedIntoId).toBe(survivorId);
    }
  });

  it('CUST-03 moves ten thousand follow-ups in as many statements as one', async () => {
    const acme = await world.enterprise({ managers: 1, salespeople: 1 });
    const [manager, seller] = [acme.managers[0]!, acme.salespeople[0]!];
    const counts: number[] = [];
    for (const many of [1, 10_000]) {
      const [a, b] = [await makeCustomer(acme, seller), await makeCustomer(acme, seller)];
      await acme.as((ctx) =>
        ctx.db.run(sql`INSERT INTO follow_ups (tenant_id, id, customer_id, method, content, at, created_at, created_by)
          SELECT ${ctx.tenantId}::uuid, uuidv7(), ${b}::uuid, 'call', '已联系', now(), now(), ${seller.id}::uuid FROM generate_series(1, ${many}::integer)`),
      );
      const sent = await statementsOf(async () => {
        const { status, body } = await manager.post('/customers/merges', { survivorId: a, ids: [b] });
        expect([status, body.followUpCount]).toEqual([200, many]);
      });
      counts.push(sent.length);
    }
    expect(counts[1]).toBeLessThanOrEqual(counts[0]!);
  });

  it('CUST-03 archives with a reason, restores, and works on neither archived nor merged ones', async () => {
    const acme = await world.enterprise({ salespeople: 1 });
    const [seller] = acme.salespeople;
    const { body: customer } = await seller!.post('/customers', { name: '华夏科技' });
    const archived = await seller!.put(`/customers/${customer.id}/archival`, { reason: '已注销' });
    expect(archived.body).toMatchObject({ state: 'archived', archiveReason: '已注销', reclaimAt: null });
    expect((await seller!.patch(`/customers/${customer.id}`, { remark: 'x' })).body.code).toBe('CUSTOMER_NOT_ACTIVE');
    expect((await seller!.put(`/customers/${customer.id}/archival`, { reason: 'x' })).body.code).toBe('CUSTOMER_NOT_ACTIVE');
    expect((await seller!.post('/customers', { name: '华夏科技' })).body.code).toBe('CUSTOMER_DUPLICATE');
    const restored = await seller!.delete(`/customers/${customer.id}/archival`);
    expect(restored.body).toMatchObject({ state: 'active', archiveReason: null, reclaimAt: customer.reclaimAt });
  });
});
