import { NumberRules, registerNumbered } from '../../src/modules/settings/index.js';
import type { Enterprise } from '../support/enterprise.js';
import { sql, useWorld } from '../support/world.js';
import { useThings } from './dictionary-support.js';

describe('number rules', () => {
  const world = useWorld();
  useThings(world);
  let withdraw = (): void => {};
  beforeAll(() => {
    const rule = { pattern: 'W{YYYY}-{seq:4}', reset: 'yearly', gapFree: true, start: 1 } as const;
    withdraw = registerNumbered({ object: 'thing', field: 'number', rule });
  });
  afterAll(() => withdraw());
  const year = new Date().getFullYear();

  /** Creates things with numbers in one transaction, which may then fail. */
  const create = (acme: Enterprise, count = 1, fails = false): Promise<string[]> =>
    acme.as(async (ctx) => {
      const numbers = await world.get(NumberRules).next(ctx, 'thing', count);
      await ctx.db.run(
        sql`INSERT INTO things (tenant_id, number) SELECT ${ctx.tenantId}::uuid, n FROM unnest(${numbers}::text[]) n`,
      );
      if (fails) throw new Error('changed my mind');
      return numbers;
    });
  const numbersOf = (acme: Enterprise): Promise<string[]> =>
    acme.as(async (ctx) =>
      (await ctx.db.query<{ number: string }>(sql`SELECT number FROM things ORDER BY number`)).map(({ number }) => number),
    );
  const sequence = (from: number, to: number): string[] =>
    Array.from({ length: to - from + 1 }, (_, n) => `W${year}-${String(from + n).padStart(4, '0')}`);

  it('DICT-05: records are numbered one after the other, many at once too, and the next number can be seen before', async () => {
    const acme = await world.enterprise();
    expect((await acme.admin.get('/number-rules/thing')).body).toMatchObject({
      label: '物品',
      next: `W${year}-0001`,
      version: 1,
    });
    expect(await create(acme)).toEqual(sequence(1, 1));
    expect(await create(acme, 1200)).toEqual(sequence(2, 1201));
    const { body } = await acme.admin.get('/number-rules');
    expect(body.items).toContainEqual(expect.objectContaining({ object: 'thing', next: `W${year}-1202` }));
  });

  it('DICT-05: a gap-free sequence has no gap although some of many concurrent creations fail', async () => {
    const acme = await world.enterprise();
    const creations = Array.from({ length: 30 }, (_, n) => create(acme, 1 + (n % 3), n % 4 === 1));
    const outcomes = await Promise.allSettled(creations);
    expect(outcomes.filter(({ status }) => status === 'rejected')).toHaveLength(8);
    const numbers = await numbersOf(acme);
    expect(numbers).toEqual(sequence(1, numbers.length));
  });

  it('DICT-05: where gaps may be, creations do not wait for each other and no number is given twice', async () => {
    const acme = await world.enterprise();
    await acme.admin.patch('/number-rules/thing', { gapFree: false });
    expect([await create(acme), await create(acme), await create(acme, 3)]).toEqual([
      sequence(1, 1),
      sequence(2, 2),
      sequence(3, 5),
    ]);
    await acme.as(async (ctx) => {
      const held = await world.get(NumberRules).next(ctx, 'thing');
      // this transaction is open while the others begin and end
      const others = await Promise.all(Array.from({ length: 5 }, (_, n) => create(acme, n + 1)));
      const all = [...held, ...others.flat()];
      expect(new Set(all).size).toBe(16);
    });
    const outcomes = await Promise.allSettled(Array.from({ length: 20 }, (_, n) => create(acme, 2, n % 5 === 0)));
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(16);
  });

  it('DICT-05: no number is given again after a change of the rule, and typed-in numbers are passed over', async () => {
    const acme = await world.enterprise();
    const change = (body: object) => acme.admin.patch('/number-rules/thing', body);
    await create(acme, 3);
    expect((await change({ reset: 'never' })).body.next).toBe(`W${year}-0004`);
    expect(await create(acme, 2)).toEqual(sequence(4, 5));
    expect((await change({ gapFree: false })).body.next).toBe(`W${year}-0006`);
    expect(await create(acme)).toEqual(sequence(6, 6));
    expect((await change({ pattern: 'X{seq:3}', gapFree: true })).status).toBe(200);
    const [other] = await create(acme);
    expect(other).toMatch(/^X0\d\d$/);
    await change({ pattern: 'W{YYYY}-{seq:4}', reset: 'yearly' });
    const before = await numbersOf(acme);
    const [again] = await create(acme);
    expect(before).not.toContain(again);
    expect((await change({ start: 5000 })).body.next).toBe(`W${year}-5000`);
    const typed = sequence(5000, 5299);
    await acme.as((ctx) =>
      ctx.db.run(sql`INSERT INTO things (tenant_id, number) SELECT ${ctx.tenantId}::uuid, n FROM unnest(${typed}::text[]) n`),
    );
    expect(await create(acme, 2)).toEqual(sequence(5300, 5301));
    const log = await acme.admin.get('/audit-log', { 'filter[action]': 'numberRule.updated' });
    expect(log.body.items).toHaveLength(5);
  });

  it('DICT-05: patterns that would repeat, stale versions, strangers and objects without numbers are refused', async () => {
    const acme = await world.enterprise({ salespeople: 1 });
    const refused = await acme.admin.patch('/number-rules/thing', { reset: 'monthly' });
    expect(refused.body.errors).toMatchObject([{ pointer: '/pattern', code: 'PATTERN_LACKS_DATE' }]);
    const malformed = await acme.admin.patch('/number-rules/thing', { pattern: '{nr}{seq}' });
    expect(malformed.body.errors[0].detail).toContain('{YYYY}');
    await acme.admin.patch('/number-rules/thing', { start: 10 });
    expect((await acme.admin.with({ 'if-match': '"1"' }).patch('/number-rules/thing', { start: 11 })).status).toBe(412);
    expect((await acme.salespeople[0]!.patch('/number-rules/thing', { start: 1 })).status).toBe(403);
    expect((await acme.admin.get('/number-rules/lead')).body.code).toBe('NUMBER_RULE_NOT_FOUND');
  });
});
