import { ReclaimRun } from '../../src/modules/pools/index.js';
import { Clock } from '../../src/platform/context/clock.js';
import type { Origin } from '../../src/platform/context/ctx.js';
import { newId } from '../../src/platform/database/ids.js';
import { JobContexts } from '../../src/platform/jobs/index.js';
import type { Person } from '../support/enterprise.js';
import { makePool } from '../support/pools.js';
import { sql, useWorld } from '../support/world.js';

interface Change {
  actorId: string | null;
  actorName: string | null;
  at: string;
  content: { origin: string; version: number; changes: Record<string, [from: unknown, to: unknown]> };
}

describe('the history of a customer', () => {
  const world = useWorld();
  afterEach(() => world.get(Clock).shift(0));

  /** Its changes of fields, oldest first. */
  const changesOf = async (person: Person, id: string): Promise<Change[]> => {
    const { status, body } = await person.get(`/customers/${id}/timeline?limit=100`);
    expect(status).toBe(200);
    return (body.items as (Change & { kind: string })[]).filter(({ kind }) => kind === 'change').reverse();
  };

  it('CUST-10 says of each field who changed it, when, from what and to what', async () => {
    const acme = await world.enterprise({ managers: 1, salespeople: 1 });
    const [seller, manager] = [acme.salespeople[0]!, acme.managers[0]!];
    const field = { object: 'customer', key: 'size', label: '规模', type: 'text' };
    expect((await acme.admin.post('/custom-fields', field)).status).toBe(201);
    const levels = await acme.as((ctx) =>
      ctx.db.query<{ id: string }>(
        sql`SELECT id FROM dictionary_items WHERE dictionary = 'customerLevel' ORDER BY position LIMIT 2`,
      ),
    );
    const [a, b] = levels.map(({ id }) => id);
    const first = { name: '华夏科技', remark: '一', phone: '13800138000', tags: ['展会'], levelId: a, custom: { size: '小' } };
    const { body: customer } = await seller.post('/customers', first);
    const second = { name: '华夏集团', remark: null, phone: '13900139000', tags: ['展会', '重点'], levelId: b };
    expect((await manager.patch(`/customers/${customer.id}`, { ...second, custom: { size: '大' } })).status).toBe(200);
    await seller.patch(`/customers/${customer.id}`, { remark: '三', longitude: 120.5, latitude: 30.25 });
    const [byManager, bySeller, ...others] = await changesOf(seller, customer.id);
    expect(others).toEqual([]);
    expect(byManager).toMatchObject({ actorId: manager.id, actorName: manager.name });
    expect(byManager!.content).toEqual({
      origin: 'api',
      version: 2,
      changes: {
        name: ['华夏科技', '华夏集团'],
        remark: ['一', null],
        phone: ['+8613800138000', '+8613900139000'],
        tags: [['展会'], ['展会', '重点']],
        levelId: [a, b],
        'custom.size': ['小', '大'],
      },
    });
    expect(bySeller).toMatchObject({ actorId: seller.id, content: { version: 3, changes: { remark: [null, '三'] } } });
    expect(bySeller!.content.changes).toMatchObject({ longitude: [null, 120.5], latitude: [null, 30.25] });
    expect(Date.parse(bySeller!.at)).toBeGreaterThanOrEqual(Date.parse(byManager!.at));
  });

  it('CUST-10 says by which means it was changed, whatever wrote it and over how many customers', async () => {
    const acme = await world.enterprise({ salespeople: 1 });
    const [seller] = acme.salespeople as [Person];
    const ids: string[] = [];
    for (const name of ['甲公司', '乙公司']) ids.push((await seller.post('/customers', { name })).body.id as string);
    const means: Origin[] = ['api', 'import', 'rule', 'job'];
    for (const origin of means)
      await world
        .get(JobContexts)
        .unit({ tenantId: acme.id, employeeId: seller.id, origin, requestId: newId() }, (ctx) =>
          ctx.db.run(
            sql`UPDATE customers SET remark = ${origin}, version = version + 1, updated_at = now() WHERE id = ANY (${ids}::uuid[])`,
          ),
        );
    for (const id of ids)
      expect((await changesOf(seller, id)).map(({ content }) => [content.origin, content.changes.remark])).toEqual([
        ['api', [null, 'api']],
        ['import', ['api', 'import']],
        ['rule', ['import', 'rule']],
        ['job', ['rule', 'job']],
      ]);
  });

  it('CUST-10 POOL-08 tells of a reclaim as the rule’s doing, with the owner before and the sea after', async () => {
    const acme = await world.enterprise({ salespeople: 1 });
    const [seller] = acme.salespeople as [Person];
    const lines = [{ key: 'idle', name: '久未跟进', since: 'owned', days: 1, dayKind: 'calendar' as const }];
    const sea = await makePool(acme, [seller], { reclaim: { enabled: true, lines } }, [], '东海', 'customer');
    const { body: customer } = await acme.admin.post('/customers', { name: '华夏科技', poolId: sea.id });
    expect((await seller.post(`/pools/${sea.id}/claims`, { ids: [customer.id] })).body.items).toEqual([
      { id: customer.id, ok: true },
    ]);
    world.get(Clock).shift(2 * 86_400_000);
    const unit = <T>(work: Parameters<typeof acme.as<T>>[0]): Promise<T> =>
      world.get(JobContexts).unit({ tenantId: acme.id, employeeId: null, origin: 'rule', requestId: newId() }, work);
    const door = { runId: newId(), unit, progress: async () => {}, giveWay: async () => {} };
    expect(await world.get(ReclaimRun).run(door)).toEqual({ reclaimed: 1 });
    expect((await changesOf(acme.admin, customer.id)).at(-1)).toMatchObject({
      actorId: null,
      content: { origin: 'rule', changes: { ownerId: [seller.id, null], poolId: [null, sea.id] } },
    });
  });
});
