import { PoolSight } from '../../src/modules/pools/index.js';
import { Clock } from '../../src/platform/context/clock.js';
import type { Person } from '../support/enterprise.js';
import { makePool } from '../support/pools.js';
import { sql, useWorld } from '../support/world.js';

const PHONE = '+8613800138000';

describe('revealing what a pool masks', () => {
  const world = useWorld();
  afterEach(() => world.get(Clock).shift(0));

  const phones = (acme: Awaited<ReturnType<typeof world.enterprise>>) =>
    acme.as((ctx) => ctx.db.run(sql`UPDATE leads SET phone = ${PHONE}`));
  const look = (person: Person, poolId: string, id: string | undefined) => person.post(`/pools/${poolId}/records/${id}/reveals`);

  it('POOL-18 answers the values to whom the rules allow, so many a day, and logs every look', async () => {
    const acme = await world.enterprise({ salespeople: 3 });
    const [member, boss, stranger] = acme.salespeople as [Person, Person, Person];
    const pool = await makePool(acme, [member], { reveal: { membersMay: true, dailyLimit: 2 } }, [boss]);
    const [one, two, three] = await pool.leads(3);
    await phones(acme);
    expect((await member.get(`/leads/${one}`)).body.phone).toBe('138****8000');
    expect((await look(member, pool.id, one)).body).toEqual({ recordId: one, values: { phone: PHONE }, left: 1 });
    expect((await look(member, pool.id, one)).body.left).toBe(1);
    expect((await look(member, pool.id, two)).body.left).toBe(0);
    const refused = await look(member, pool.id, three);
    expect([refused.status, refused.body.code]).toEqual([429, 'REVEAL_LIMIT_REACHED']);
    expect((await look(member, pool.id, two)).status).toBe(200);
    expect((await look(boss, pool.id, three)).body.left).toBeNull();
    expect((await look(stranger, pool.id, one)).status).toBe(404);
    expect((await member.get(`/pools/${pool.id}/reveals`)).status).toBe(403);
    const { body: log } = await boss.get(`/pools/${pool.id}/reveals`, { limit: 2 });
    expect(log).toMatchObject({
      items: [
        { recordId: three, employeeId: boss.id, fields: ['phone'], ip: '127.0.0.1' },
        { recordId: two, employeeId: member.id },
      ],
      page: { hasMore: true },
    });
    const rest = await boss.get(`/pools/${pool.id}/reveals`, { cursor: log.page.nextCursor, employeeId: member.id });
    expect(rest.body.items.map(({ recordId }: { recordId: string }) => recordId)).toEqual([two, one, one]);
    await expect(acme.as((ctx) => ctx.db.run(sql`DELETE FROM pool_reveals`))).rejects.toThrow();
    world.get(Clock).shift(86_400_000);
    expect((await look(member, pool.id, three)).status).toBe(200);
  });

  it('POOL-18 counts looks exactly, however many come at once', async () => {
    const acme = await world.enterprise({ salespeople: 1 });
    const [member] = acme.salespeople as [Person];
    const pool = await makePool(acme, [member], { reveal: { membersMay: true, dailyLimit: 5 } });
    const leads = await pool.leads(20);
    await phones(acme);
    const answers = await Promise.all(leads.map((id) => look(member, pool.id, id)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(5);
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(15);
  });

  it('POOL-18 is refused to members without a rule, for records that stand elsewhere, and never shows what is hidden', async () => {
    const acme = await world.enterprise({ salespeople: 1 });
    const [member] = acme.salespeople as [Person];
    const closed = await makePool(acme, [member]);
    const [lead] = await closed.leads(1);
    expect((await look(member, closed.id, lead)).status).toBe(403);
    const open = await makePool(acme, [member], { reveal: { membersMay: true } });
    expect((await look(member, open.id, lead)).body.code).toBe('NOT_IN_POOL');
    const [hidden] = await open.leads(1);
    await acme.admin.patch(`/pools/${open.id}`, { hiddenFields: ['phone'], maskedFields: ['phone', 'email'] });
    expect((await look(member, open.id, hidden)).body.values).toEqual({ email: null });
  });

  it('POOL-18 shapes a payload for readers whom nobody knows as for members', async () => {
    const acme = await world.enterprise();
    const pool = await makePool(acme, []);
    const rows = await acme.as((ctx) =>
      world.get(PoolSight).applyForAnybody(ctx, 'lead', [
        { poolId: pool.id, phone: PHONE },
        { poolId: null, phone: PHONE },
      ]),
    );
    expect(rows.map(({ phone }) => phone)).toEqual(['138****8000', PHONE]);
  });
});
