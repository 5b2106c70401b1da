import { raw } from 'sql-template-tag';
import { newId } from '../../src/platform/database/ids.js';
import { poolableOf } from '../../src/modules/pools/index.js';
import { ProtectionService } from '../../src/modules/pools/protection/protection.service.js';
import type { ProtectRequest } from '../../src/modules/pools/protection/protection.requests.js';
import type { ProtectionRules } from '../../src/modules/pools/rule/rules.js';
import { Problem } from '../../src/platform/errors/index.js';
import { acting } from '../support/acting.js';
import type { Enterprise, Person } from '../support/enterprise.js';
import { makePool } from '../support/pools.js';
import { sql, useWorld } from '../support/world.js';

const DAY_MS = 86_400_000;
const line = { key: 'owned', name: '30 天', since: 'owned', days: 2, dayKind: 'calendar' as const };

interface Lead extends Record<string, unknown> {
  protected: number | null;
  reclaim: string | null;
  version: number;
}

describe('protection', () => {
  const world = useWorld();
  const lead = (acme: Enterprise, id: string, table = 'leads'): Promise<Lead> =>
    acme.as((ctx) =>
      ctx.db.one<Lead>(
        sql`SELECT round(extract(epoch FROM protected_until - now()) / 86400)::integer AS protected, reclaim_at AS reclaim, version FROM ${raw(table)} WHERE id = ${id}`,
      ),
    );

  /** The problem's code and its first field error, or how many protections are left. */
  async function protect(
    acme: Enterprise,
    person: Person,
    id: string,
    request: ProtectRequest,
    object: 'lead' | 'customer' = 'lead',
  ): Promise<string | number> {
    try {
      return (
        await acting(world, acme, person, (ctx) => world.get(ProtectionService).protect(ctx, poolableOf(object), id, request))
      ).left;
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      return [error.code, ...error.issues.map((issue) => `${issue.pointer} ${issue.code}`)].join(' ');
    }
  }

  /** One salesperson with one claimed record of a pool with these rules. */
  async function claimed(protection: Partial<ProtectionRules>, reclaim = {}, object: 'lead' | 'customer' = 'lead') {
    const acme = await world.enterprise({ salespeople: 2 });
    const [owner, other] = acme.salespeople;
    await acme.as((ctx) =>
      ctx.db.run(
        sql`UPDATE roles SET grants = grants || '[{"object": "lead", "actions": ["protect"], "scope": "own"}]' WHERE key = 'salesperson'`,
      ),
    );
    const pool = await makePool(
      acme,
      [owner!],
      {
        protection: { maxDays: 60, manualCount: 2, manualDays: 10, ...protection },
        reclaim,
      },
      [],
      '池',
      object,
    );
    const [id] = await pool.records(1);
    const answer = await owner!.post(`/pools/${pool.id}/claims`, { ids: [id] });
    expect(answer.body.items[0]).toMatchObject({ ok: true });
    return { acme, owner: owner!, other: other!, pool, id: id! };
  }

  it.each([
    ['lead', 'leads'],
    ['customer', 'customers'],
  ] as const)(
    'POOL-14 of a %s by hand is limited in number and length, and moves the deadline of reclaim',
    async (object, table) => {
      const { acme, owner, id } = await claimed({}, { enabled: true, lines: [line] }, object);
      const before = await lead(acme, id, table);
      expect(await protect(acme, owner, id, { days: 11 }, object)).toBe('PROTECTION_LIMIT /days TOO_LARGE');
      expect(await protect(acme, owner, id, { until: new Date(Date.now() + 11 * DAY_MS).toISOString() }, object)).toBe(
        'PROTECTION_LIMIT /until TOO_LARGE',
      );
      expect(await protect(acme, owner, id, { days: 10, reason: '招标' }, object)).toBe(1);
      const after = await lead(acme, id, table);
      expect(after).toMatchObject({ protected: 10, version: before.version + 1 });
      expect(Date.parse(after.reclaim!)).toBeGreaterThan(Date.parse(before.reclaim!));
      expect(await protect(acme, owner, id, { days: 1 }, object)).toBe(0);
      expect((await lead(acme, id, table)).protected).toBe(10);
      expect(await protect(acme, owner, id, { days: 1 }, object)).toBe('PROTECTION_LIMIT  PROTECTIONS_USED_UP');
    },
  );

  it('POOL-14 never lasts beyond the hard maximum since the record was owned', async () => {
    const { acme, owner, id } = await claimed({ maxDays: 20 });
    await acme.as((ctx) => ctx.db.run(sql`UPDATE leads SET owned_since = now() - interval '15 days' WHERE id = ${id}`));
    expect(await protect(acme, owner, id, { days: 6 })).toBe('PROTECTION_LIMIT /days TOO_LARGE');
    expect(await protect(acme, owner, id, { days: 4 })).toBe(1);
  });

  it('POOL-14 is the owner’s: others may not, strangers do not know the record, and in a pool there is nobody', async () => {
    const { acme, owner, other, pool, id } = await claimed({});
    expect(await protect(acme, other, id, { days: 1 })).toBe('RECORD_NOT_FOUND');
    expect(await protect(acme, owner, newId(), { days: 1 })).toBe('RECORD_NOT_FOUND');
    const [pooled] = await pool.leads(1);
    expect(await protect(acme, acme.admin, pooled!, { days: 1 })).toBe('RECORD_NOT_OWNED');
    expect(await protect(acme, owner, pooled!, { days: 1 })).toBe('FORBIDDEN');
    expect(await protect(acme, owner, id, { days: 1, until: '2100-01-01T00:00:00Z' })).toBe(
      'VALIDATION_FAILED /until NOT_ALLOWED',
    );
    expect(await protect(acme, owner, id, { until: '2020-01-01T00:00:00Z' })).toBe('VALIDATION_FAILED /until NOT_IN_FUTURE');
  });

  it('POOL-14 gives the count of one owner to nobody else, and none back for claiming again', async () => {
    const { acme, owner, id } = await claimed({ manualCount: 1 });
    expect(await protect(acme, owner, id, { days: 1 })).toBe(0);
    await acme.as((ctx) => ctx.db.run(sql`UPDATE leads SET owned_since = now(), protected_until = NULL WHERE id = ${id}`));
    expect(await protect(acme, owner, id, { days: 1 })).toContain('PROTECTIONS_USED_UP');
    await acme.as((ctx) => ctx.db.run(sql`UPDATE leads SET owner_id = ${acme.admin.id} WHERE id = ${id}`));
    expect(await protect(acme, acme.admin, id, { days: 1 })).toBe(0);
  });

  it('POOL-14 is counted exactly when somebody protects many times at once', async () => {
    const { acme, owner, id } = await claimed({});
    const outcomes = await Promise.all(Array.from({ length: 5 }, () => protect(acme, owner, id, { days: 1 })));
    expect(outcomes.filter((outcome) => typeof outcome === 'number').toSorted((a, b) => a - b)).toEqual([0, 1]);
  });

  it('POOL-14 quarantines records of a pool until a date, by its administrators alone', async () => {
    const acme = await world.enterprise({ salespeople: 2 });
    const [member, runner] = acme.salespeople;
    const pool = await makePool(acme, [member!], {}, [runner!]);
    const elsewhere = await makePool(acme, [runner!]);
    const [[one, two], [foreign]] = [await pool.leads(2), await elsewhere.leads(1)];
    const service = world.get(ProtectionService);
    const until = new Date(Date.now() + DAY_MS).toISOString();
    const quarantine = async (person: Person, ids: string[]): Promise<(string | undefined)[]> =>
      (
        await acting(world, acme, person, (ctx) => service.quarantine(ctx, poolableOf('lead'), { ids, until, reason: '投诉' }))
      ).items.map((item) => item.code);
    expect(await quarantine(member!, [one!])).toEqual(['NOT_PERMITTED']);
    expect(await quarantine(runner!, [one!, foreign!, newId()])).toEqual([undefined, 'NOT_PERMITTED', 'RECORD_NOT_FOUND']);
    const claim = async (): Promise<unknown> => (await member!.post(`/pools/${pool.id}/claims`, { ids: [one] })).body.items[0];
    expect(await claim()).toMatchObject({ ok: false, code: 'QUARANTINED' });
    const atomic = acting(world, acme, runner!, (ctx) =>
      service.quarantine(ctx, poolableOf('lead'), { ids: [two!, foreign!], until, reason: '投诉', atomic: true }),
    );
    await expect(atomic).rejects.toMatchObject({ message: 'BULK_REFUSED' });
    const past = acting(world, acme, runner!, (ctx) =>
      service.quarantine(ctx, poolableOf('lead'), { ids: [one!], until: '2020-01-01T00:00:00Z', reason: '投诉' }),
    );
    await expect(past).rejects.toMatchObject({ message: 'VALIDATION_FAILED' });
    await acting(world, acme, runner!, (ctx) => service.release(ctx, poolableOf('lead'), { ids: [one!] }));
    expect(await claim()).toMatchObject({ ok: true });
    const log = await acme.admin.get('/audit-log', { 'filter[object]': 'lead' });
    expect(log.body.items.map((entry: { action: string }) => entry.action)).toEqual(['lead.released', 'lead.quarantined']);
    expect(await quarantine(acme.admin, [one!])).toEqual(['NOT_IN_POOL']);
  });
});
