import { newId } from '../../src/platform/database/ids.js';
import { PoolSight } from '../../src/modules/pools/sight/pool-sight.js';
import type { Ctx } from '../../src/platform/context/ctx.js';
import { acting } from '../support/acting.js';
import type { Enterprise, Person } from '../support/enterprise.js';
import { makePool } from '../support/pools.js';
import { sql, useWorld } from '../support/world.js';

interface Row {
  id: string;
  poolId: string | null;
  name?: string;
  phone?: string | null;
  email?: string | null;
  remark?: string | null;
  custom: Record<string, unknown>;
}

const row = (poolId: string | null): Row => ({
  id: newId(),
  poolId,
  name: '李静',
  phone: '+8613800138000',
  email: 'lijing@example.com',
  remark: '急',
  custom: { wechatId: 'abc', size: 3, mobile: '+8613900139000' },
});

describe('sight of a pool', () => {
  const world = useWorld();
  const apply = (acme: Enterprise, person: Person, rows: Row[]): Promise<Row[]> =>
    acting(world, acme, person, (ctx) => world.get(PoolSight).apply(ctx, 'lead', rows));
  const restrict = (acme: Enterprise, poolId: string, body: object) =>
    acme.admin.patch(`/pools/${poolId}`, body).then((answer) => expect(answer.status).toBe(200));

  async function customFields(acme: Enterprise): Promise<void> {
    await acme.as((ctx) =>
      ctx.db.run(sql`INSERT INTO custom_fields (tenant_id, id, object, key, label, type)
        SELECT ${ctx.tenantId}::uuid, gen_random_uuid(), 'lead', f.key, f.key, f.type FROM (VALUES ('wechatId', 'text'), ('size', 'integer'), ('mobile', 'phone')) f(key, type)`),
    );
  }

  it('POOL-18 hides and masks values from members until they have claimed the record', async () => {
    const acme = await world.enterprise({ salespeople: 1 });
    await customFields(acme);
    const pool = await makePool(acme, acme.salespeople);
    await restrict(acme, pool.id, {
      maskedFields: ['phone', 'email', 'name', 'custom.mobile', 'remark'],
      hiddenFields: ['remark', 'custom.size'],
    });
    const open = await makePool(acme, acme.salespeople);
    await restrict(acme, open.id, { maskedFields: [] });
    const [inPool, inOpen, owned] = await apply(acme, acme.salespeople[0]!, [row(pool.id), row(open.id), row(null)]);
    expect(inPool).toEqual({
      id: expect.any(String),
      poolId: pool.id,
      name: '李***',
      phone: '138****8000',
      email: 'l***@example.com',
      custom: { wechatId: 'abc', mobile: '139****9000' },
    });
    expect(inOpen).toMatchObject({ phone: '+8613800138000', remark: '急' });
    expect(owned).toMatchObject({ phone: '+8613800138000', remark: '急' });
  });

  it('POOL-18 shows everything to the pool’s administrators and to who may change every record', async () => {
    const acme = await world.enterprise({ salespeople: 2, managers: 1 });
    const [member, runner] = acme.salespeople;
    const pool = await makePool(acme, [member!, acme.managers[0]!], {}, [runner!]);
    const phoneFor = async (person: Person): Promise<unknown> => (await apply(acme, person, [row(pool.id)]))[0]!.phone;
    expect(await Promise.all([runner!, acme.admin, member!, acme.managers[0]!].map(phoneFor))).toEqual([
      '+8613800138000',
      '+8613800138000',
      '138****8000',
      '138****8000',
    ]);
  });

  it('POOL-18 follows a change of the pool at once', async () => {
    const acme = await world.enterprise({ salespeople: 1 });
    const [member] = acme.salespeople;
    const pool = await makePool(acme, [member!]);
    expect((await apply(acme, member!, [row(pool.id)]))[0]).toMatchObject({ phone: '138****8000' });
    await restrict(acme, pool.id, { maskedFields: ['email'] });
    expect((await apply(acme, member!, [row(pool.id)]))[0]).toMatchObject({ phone: '+8613800138000', email: 'l***@example.com' });
    await acme.admin.put(`/pools/${pool.id}/members`, { items: [{ kind: 'employee', id: member!.id, part: 'admin' }] });
    expect((await apply(acme, member!, [row(pool.id)]))[0]).toMatchObject({ email: 'lijing@example.com' });
  });

  it('POOL-18 refuses rows that do not say where they stand, instead of showing all of them', async () => {
    const acme = await world.enterprise({ salespeople: 1 });
    const { poolId: _, ...trimmed } = row(null);
    await expect(apply(acme, acme.salespeople[0]!, [trimmed as Row])).rejects.toThrow(/poolId/);
  });

  it('POOL-18 costs one statement a call at most, and none where nothing is kept from the viewer', async () => {
    const acme = await world.enterprise({ salespeople: 1 });
    const pool = await makePool(acme, acme.salespeople);
    await acting(world, acme, acme.salespeople[0]!, (ctx) => world.get(PoolSight).apply(ctx, 'lead', [row(pool.id)]));
    const statements = (person: Person, ...calls: Row[][]): Promise<number> =>
      acting(world, acme, person, async (ctx) => {
        const sent = jest.spyOn(ctx.db, 'query');
        for (const rows of calls) await world.get(PoolSight).apply(ctx, 'lead', rows);
        await world.get(PoolSight).blindTo(ctx, 'lead', ['phone']);
        return sent.mock.calls.length;
      });
    expect(await statements(acme.salespeople[0]!, [row(pool.id)], [row(pool.id), row(null)])).toBe(1);
    expect(await statements(acme.admin, [row(pool.id)])).toBe(0);
    const rowsOnly = await acting(world, acme, acme.salespeople[0]!, async (ctx) => {
      const sent = jest.spyOn(ctx.db, 'query');
      await world.get(PoolSight).apply(ctx, 'lead', [row(null)]);
      return sent.mock.calls.length;
    });
    expect(rowsOnly).toBe(0);
  });

  it('POOL-18 does not let a search, a filter or an order tell what reading does not', async () => {
    const acme = await world.enterprise({ salespeople: 2 });
    const [member, owner] = acme.salespeople;
    const [pool, open] = [await makePool(acme, [member!]), await makePool(acme, [member!])];
    await restrict(acme, open.id, { maskedFields: [], hiddenFields: ['remark'] });
    const [[masked], [plain], [owned]] = [await pool.leads(1), await open.leads(1), await pool.leads(1)];
    await acme.as((ctx) =>
      ctx.db.run(
        sql`UPDATE leads SET pool_id = NULL, entered_pool_at = NULL, owner_id = ${owner!.id}, owned_since = now() WHERE id = ${owned}`,
      ),
    );
    const left = (person: Person, fields: string[]): Promise<string[]> =>
      acting(world, acme, person, async (ctx: Ctx) => {
        const blind = await world.get(PoolSight).blindTo(ctx, 'lead', fields);
        const rows = await ctx.db.query<{ id: string }>(
          sql`SELECT r.id FROM leads r WHERE NOT ${blind ?? sql`FALSE`} ORDER BY r.id`,
        );
        return rows.map(({ id }) => id);
      });
    expect(await left(member!, ['phone'])).toEqual([plain, owned]);
    expect(await left(member!, ['remark'])).toEqual([masked, owned]);
    expect(await left(member!, ['phone', 'remark'])).toEqual([owned]);
    expect(await left(member!, ['regionId'])).toEqual([masked, plain, owned]);
    expect(await left(acme.admin, ['phone', 'remark'])).toEqual([masked, plain, owned]);
  });
});
