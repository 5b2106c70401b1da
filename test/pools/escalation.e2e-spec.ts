import { poolableOf, RulesInForce } from '../../src/modules/pools/index.js';
import { ReclaimReminders } from '../../src/modules/pools/reclaim/reclaim-reminders.js';
import type { EscalationStep, ReclaimRules } from '../../src/modules/pools/rule/rules.js';
import { Clock } from '../../src/platform/context/clock.js';
import type { Enterprise, Person } from '../support/enterprise.js';
import { makePool, type TestPool } from '../support/pools.js';
import { useWorld } from '../support/world.js';

/** Records are lost at the midnight that ends the tenth day after the last follow-up. */
const LOST: Partial<ReclaimRules> = {
  enabled: true,
  lines: [{ key: 'idle', name: '久未跟进', since: 'lastFollowUp', days: 10, dayKind: 'calendar' }],
};
const step = (level: EscalationStep['level'], amount: number, unit: EscalationStep['unit']): EscalationStep => ({
  level,
  amount,
  unit,
});

describe('reminders before reclaim', () => {
  const world = useWorld();
  afterEach(() => world.get(Clock).shift(0));
  /** By the clock of Shanghai. */
  const at = (local: string): void => world.get(Clock).shift(Date.parse(`${local}:00+08:00`) - Date.now());

  const remind = (acme: Enterprise, pool: TestPool): Promise<number> =>
    acme.as(async (ctx) => {
      const rule = (await world.get(RulesInForce).of(ctx, [pool.id])).get(pool.id)!;
      return world.get(ReclaimReminders).remind(ctx, poolableOf('lead'), rule);
    });
  const told = async (person: Person): Promise<string[]> =>
    ((await person.get('/me/notices')).body.items as { kind: string; text: string }[])
      .filter(({ kind }) => kind.startsWith('reclaimReminder'))
      .map(({ text }) => text)
      .reverse();

  /** Claims at noon of Monday 2027-03-01: lost at the beginning of Friday the 12th. */
  const claim = async (acme: Enterprise, pool: TestPool, count: number): Promise<string[]> => {
    at('2027-03-01T12:00');
    const ids = await pool.leads(count);
    await acme.salespeople[0]!.post(`/pools/${pool.id}/claims`, { ids });
    return ids;
  };

  it('POOL-09 go to owner and superior once per deadline, in one digest, worded for each', async () => {
    const acme = await world.enterprise({ managers: 1, salespeople: 1 });
    const pool = await makePool(acme, acme.salespeople, { reclaim: { ...LOST, remindDaysBefore: [3, 1] } });
    await claim(acme, pool, 5);
    at('2027-03-09T08:59');
    expect([await remind(acme, pool), await remind(acme, pool)]).toEqual([0, 0]);
    at('2027-03-09T09:01');
    expect([await remind(acme, pool), await remind(acme, pool)]).toEqual([5, 0]);
    at('2027-03-11T18:00');
    expect(await remind(acme, pool)).toBe(5);
    expect(await told(acme.salespeople[0]!)).toEqual(['5 条线索将在 3 天内被回收', '5 条线索将在 1 天内被回收']);
    expect(await told(acme.managers[0]!)).toEqual([
      '您下属(销售1)的 5 条线索将在 3 天内被回收',
      '您下属(销售1)的 5 条线索将在 1 天内被回收',
    ]);
  });

  it('POOL-17 climb from owner to superior to the pool’s administrators, by working days, days and hours', async () => {
    const acme = await world.enterprise({ managers: 1, salespeople: 2 });
    const [owner, administrator] = acme.salespeople as [Person, Person];
    const escalation = [step('owner', 4, 'workingDays'), step('superior', 2, 'days'), step('administrators', 6, 'hours')];
    const pool = await makePool(acme, [owner], { reclaim: { ...LOST, escalation } }, [administrator], '公共池');
    await claim(acme, pool, 2);
    const everybody = async (): Promise<number[]> =>
      Promise.all([owner, acme.managers[0]!, administrator].map(async (person) => (await told(person)).length));
    const seen: number[][] = [];
    for (const moment of ['03-05T10:00', '03-08T10:00', '03-10T08:00', '03-10T10:00', '03-11T17:59', '03-11T18:01']) {
      at(`2027-${moment}`);
      await remind(acme, pool);
      await remind(acme, pool);
      seen.push(await everybody());
    }
    expect(seen).toEqual([
      [0, 0, 0],
      [1, 0, 0],
      [1, 0, 0],
      [1, 1, 0],
      [1, 1, 0],
      [1, 1, 1],
    ]);
    expect(await told(owner)).toEqual(['2 条线索将在 4 个工作日内被回收']);
    expect(await told(administrator)).toEqual(['2 条线索将在 6 小时内被回收到公共池']);
  });

  it('POOL-17 wait for the end of quiet hours, the enterprise’s or one’s own, and are not lost', async () => {
    const acme = await world.enterprise({ managers: 1, salespeople: 1 });
    const [owner] = acme.salespeople as [Person];
    const [manager] = acme.managers as [Person];
    const escalation = [step('owner', 30, 'hours'), step('superior', 30, 'hours')];
    const pool = await makePool(acme, [owner], { reclaim: { ...LOST, escalation } });
    await acme.admin.patch('/enterprise', { settings: { quietHours: { from: '17:00', to: '08:00' } } });
    expect((await manager.put('/me/quiet-hours', { from: '20:00', to: '09:30' })).body).toEqual({ from: '20:00', to: '09:30' });
    await claim(acme, pool, 1);
    const seen: number[][] = [];
    for (const moment of ['10T18:30', '10T23:00', '11T07:59', '11T08:00', '11T09:30']) {
      at(`2027-03-${moment}`);
      await remind(acme, pool);
      seen.push([(await told(owner)).length, (await told(manager)).length]);
    }
    expect(seen).toEqual([
      [0, 1],
      [0, 1],
      [0, 1],
      [1, 1],
      [1, 1],
    ]);
    expect((await manager.delete('/me/quiet-hours')).body).toEqual({ from: null, to: null });
    expect((await manager.put('/me/quiet-hours', { from: '08:00', to: '08:00' })).status).toBe(400);
  });

  it('POOL-17 are cancelled by a follow-up that moves the deadline', async () => {
    const acme = await world.enterprise({ salespeople: 1 });
    const [owner] = acme.salespeople as [Person];
    const pool = await makePool(acme, [owner], { reclaim: { ...LOST, escalation: [step('owner', 2, 'days')] } });
    const [worked] = await claim(acme, pool, 2);
    await acme.admin.patch('/enterprise', { settings: { quietHours: { from: '08:00', to: '12:00' } } });
    at('2027-03-10T10:00');
    expect(await remind(acme, pool)).toBe(0);
    await owner.post(`/leads/${worked}/follow-ups`, { method: 'call', content: '已联系' });
    at('2027-03-10T12:00');
    expect(await remind(acme, pool)).toBe(1);
    at('2027-03-19T12:00');
    expect(await remind(acme, pool)).toBe(1);
  });
});
