import type { Client } from '../support/client.js';
import type { Person } from '../support/enterprise.js';
import { sql, useWorld } from '../support/world.js';
import { feedOf } from './feeds.js';

const world = useWorld();

const { read, now, since } = feedOf('leads');

const create = async (client: Client, name: string): Promise<string> =>
  ((await client.post('/leads', { name })).body as { id: string }).id;

describe('the change feed', () => {
  it('API-04: tells what was created and changed since a cursor, each record once and as it is now', async () => {
    const acme = await world.enterprise();
    const { admin } = acme;
    const old = await create(admin, '旧线索');
    const cursor = await now(acme);
    const created = await create(admin, '新线索');
    await admin.patch(`/leads/${old}`, { title: '经理' });
    await admin.patch(`/leads/${old}`, { title: '总监', name: '改名' });
    expect(await since(acme, cursor)).toMatchObject([
      { recordId: created, operation: 'created', version: 1, changedFields: [], record: { name: '新线索' } },
      {
        recordId: old,
        operation: 'changed',
        version: 3,
        changedFields: ['title', 'name'],
        record: { name: '改名', title: '总监' },
      },
    ]);
  });

  it('API-04: begins with the whole history where no cursor is sent, and pages through it without a gap', async () => {
    const acme = await world.enterprise();
    const { admin } = acme;
    const ids = [await create(admin, '甲'), await create(admin, '乙'), await create(admin, '丙')];
    const told: string[] = [];
    await now(acme);
    for (let query = 'limit=1&fields=name'; ;) {
      const { items, page } = await read(admin, query);
      told.push(...items.map(({ recordId }) => recordId));
      if (!page.hasMore) break;
      query = `limit=1&fields=name&cursor=${page.nextCursor}`;
    }
    expect(told).toEqual(ids);
  });

  it('API-04: passes over nothing that was written before a cursor and committed after it', async () => {
    const acme = await world.enterprise();
    const slow = await create(acme.admin, '慢');
    const cursor = await now(acme);
    let isWritten = (): void => undefined;
    let mayCommit = (): void => undefined;
    const written = new Promise<void>((resolve) => (isWritten = resolve));
    const permitted = new Promise<void>((resolve) => (mayCommit = resolve));
    const open = acme.as(async (ctx) => {
      await ctx.db.run(sql`UPDATE leads SET title = '慢', version = version + 1 WHERE id = ${slow}::uuid`);
      isWritten();
      await permitted;
    });
    await written;
    const quick = await create(acme.admin, '快');
    const meanwhile = await read(acme.admin, `cursor=${cursor}`);
    mayCommit();
    await open;
    expect(meanwhile.items).toEqual([]);
    const told = await since(acme, meanwhile.page.nextCursor);
    expect(told.map(({ recordId }) => recordId)).toEqual([slow, quick]);
  });

  it('API-04: tells each person what they may see, and that they have lost what they may see no longer', async () => {
    const acme = await world.enterprise({ salespeople: 2 });
    const [ann, bob] = acme.salespeople as [Person, Person];
    const start = await now(acme);
    const id = await create(ann, '安的线索');
    expect(await since(acme, start, ann)).toMatchObject([{ recordId: id, operation: 'created', record: { name: '安的线索' } }]);
    const after = await now(acme);
    expect((await read(bob, `cursor=${start}`)).items).toEqual([]);
    expect((await acme.admin.post('/leads/transfers', { ids: [id], toEmployeeId: bob.id, reason: '换人' })).status).toBe(200);
    expect(await since(acme, after, ann)).toEqual([
      expect.objectContaining({ recordId: id, operation: 'removed', record: null, changedFields: [] }),
    ]);
    expect(await since(acme, start, bob)).toMatchObject([{ recordId: id, record: { name: '安的线索' } }]);
  });

  it('API-04: tells deletions', async () => {
    const acme = await world.enterprise();
    const id = await create(acme.admin, '删除');
    const cursor = await now(acme);
    await acme.as((ctx) =>
      ctx.db.run(sql`INSERT INTO record_changes (tenant_id, object, record_id, version, operation, origin)
        VALUES (${ctx.tenantId}::uuid, 'lead', ${id}::uuid, 2, 'deleted', 'job')`),
    );
    expect(await since(acme, cursor)).toMatchObject([{ recordId: id, operation: 'deleted', version: 2 }]);
  });

  it('API-04: refuses cursors of other lists, of other kinds of records and of a database that is no more', async () => {
    const acme = await world.enterprise();
    const { admin } = acme;
    const cursor = await now(acme);
    const [object, database, transactionId, changeId, reset] = JSON.parse(
      Buffer.from(cursor, 'base64url').toString(),
    ) as unknown[];
    const made = (...parts: unknown[]): string => Buffer.from(JSON.stringify(parts)).toString('base64url');
    for (const bad of [
      'x',
      made(1),
      made('customer', database, 1, null, reset),
      made(object, database, 1, null, 'x'),
      made(object, database, -1.5, null, reset),
      made(object, database, 1, 'x', reset),
    ])
      expect(await admin.get(`/leads/changes?cursor=${bad}`)).toMatchObject({
        status: 400,
        body: { errors: [{ pointer: '?cursor', code: 'INVALID_CURSOR' }] },
      });
    for (const gone of [
      made(object, '1.2', transactionId, changeId, reset),
      made(object, database, transactionId, changeId, 1),
      made(object, database, 2 ** 50, null, reset),
    ])
      expect(await admin.get(`/leads/changes?cursor=${gone}`)).toMatchObject({
        status: 410,
        body: { code: 'CHANGE_FEED_RESTARTED' },
      });
  });
});
