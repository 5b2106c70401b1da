import { AuditLog } from '../../src/platform/audit/index.js';
import type { Ctx } from '../../src/platform/context/ctx.js';
import { newId } from '../../src/platform/database/ids.js';
import { query } from '../support/test-server.js';
import { sql, useWorld } from '../support/world.js';

const world = useWorld();
const items = (answer: { body: unknown }) =>
  (answer.body as { items: { action: string; objectId: string | null; at: string }[] }).items;

describe('the audit log', () => {
  it('OPS-01 keeps who did what, before and after, newest first', async () => {
    const acme = await world.enterprise();
    const objectId = newId();
    await acme.as((ctx) =>
      world
        .get(AuditLog)
        .record(ctx, { action: 'ship.renamed', object: 'ship', objectId, before: { name: 'A' }, after: { name: 'B' } }),
    );
    const answer = await acme.admin.get('/audit-log');
    expect(answer.status).toBe(200);
    expect(items(answer)[0]).toMatchObject({
      action: 'ship.renamed',
      object: 'ship',
      objectId,
      before: { name: 'A' },
      after: { name: 'B' },
      actorId: null,
    });
  });

  it('OPS-01 is filtered by actor, action, object and time, and paged without gap or repetition', async () => {
    const acme = await world.enterprise();
    await acme.as(async (ctx) => {
      for (const n of [1, 2, 3, 4, 5])
        await world.get(AuditLog).record(ctx, { action: `ship.sailed${n % 2}`, object: 'ship', summary: { n } });
    });
    const list = (filter: Record<string, string>, more = {}) =>
      acme.admin.get('/audit-log', {
        ...Object.fromEntries(Object.entries(filter).map(([k, v]) => [`filter[${k}]`, v])),
        ...more,
      });
    expect(items(await list({ action: 'ship.sailed1' }))).toHaveLength(3);
    expect(items(await list({ object: 'ship', actorId: acme.admin.id }))).toHaveLength(0);
    expect(items(await list({ object: 'ship', to: '2000-01-01T00:00:00Z' }))).toHaveLength(0);
    expect(items(await list({ object: 'ship', from: '2000-01-01T00:00:00Z' }))).toHaveLength(5);
    const first = await list({ object: 'ship' }, { limit: 2 });
    const second = await list({ object: 'ship' }, { limit: 2, cursor: first.body.page.nextCursor });
    const third = await list({ object: 'ship' }, { limit: 2, cursor: second.body.page.nextCursor });
    const seen = [first, second, third].flatMap((page) =>
      (page.body.items as { summary: { n: number } }[]).map((item) => item.summary.n),
    );
    expect(seen.toSorted((a, b) => a - b)).toEqual([1, 2, 3, 4, 5]);
    expect(third.body.page).toEqual({ nextCursor: null, hasMore: false });
  });

  it('OPS-01 refuses a cursor and a filter that nobody made, and people without the permission', async () => {
    const acme = await world.enterprise({ salespeople: 1 });
    expect((await acme.admin.get('/audit-log', { cursor: 'bm9uc2Vuc2U' })).status).toBe(400);
    expect((await acme.admin.get('/audit-log', { 'filter[colour]': 'red' })).body.errors[0]).toMatchObject({
      pointer: '?filter/colour',
      code: 'UNKNOWN_PROPERTY',
    });
    expect((await acme.salespeople[0]!.get('/audit-log')).status).toBe(403);
  });

  it.each([
    ['UPDATE', sql`UPDATE audit_log SET action = 'nothing'`],
    ['DELETE', sql`DELETE FROM audit_log`],
    ['TRUNCATE', sql`TRUNCATE audit_log`],
  ])('OPS-01 cannot be changed by %s: not by the application, not by the owner of the tables', async (_verb, statement) => {
    const acme = await world.enterprise();
    await acme.as((ctx) => world.get(AuditLog).record(ctx, { action: 'ship.sunk', object: 'ship' }));
    await expect(acme.as((ctx: Ctx) => ctx.db.run(statement))).rejects.toThrow(/permission denied/);
    await expect(query(world.config.database.ownerUrl, statement.text)).rejects.toThrow(/append-only/);
    expect(items(await acme.admin.get('/audit-log'))).not.toHaveLength(0);
  });

  it('OPS-01 shows nothing of another enterprise', async () => {
    const [acme, other] = [await world.enterprise(), await world.enterprise()];
    await acme.as((ctx) => world.get(AuditLog).record(ctx, { action: 'ship.hidden', object: 'ship' }));
    expect(items(await other.admin.get('/audit-log', { 'filter[object]': 'ship' }))).toHaveLength(0);
  });
});
