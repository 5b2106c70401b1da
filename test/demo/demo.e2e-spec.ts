import sql from 'sql-template-tag';
import { DEMO_PASSWORD, DemoSeed, type DemoResult } from '../../src/modules/demo/index.js';
import { integrityChecks } from '../../src/platform/integrity/integrity-checks.js';
import { loadConfig } from '../../src/platform/config/index.js';
import { Client } from '../support/client.js';
import { statementsOf } from '../support/statements.js';
import { useWorld } from '../support/world.js';

/** Fewer than one for each of the leads, customers and follow-ups by far. */
const STATEMENTS = 400;

describe('the demo enterprise', () => {
  const world = useWorld();
  let result: DemoResult;
  let statements: number;
  let tenantId: string;
  let administrator: Client;

  const signIn = async (name: string): Promise<{ client: Client; tenantId: string }> => {
    const answer = await world.anonymous().post('/sessions', { name, password: DEMO_PASSWORD });
    expect(answer.status).toBe(201);
    return { client: new Client(world.url, answer.body.accessToken as string), tenantId: answer.body.tenantId as string };
  };
  const rows = <T extends Record<string, unknown>>(statement: ReturnType<typeof sql>): Promise<T[]> =>
    world.as(tenantId, (ctx) => ctx.db.query<T>(statement));

  beforeAll(async () => {
    const sent = await statementsOf(async () => {
      result = await world.get(DemoSeed).run();
    });
    statements = sent.length;
    ({ client: administrator, tenantId } = await signIn('19900000001'));
  }, 120_000);

  it('has forty people in a tree of departments and three thousand leads', async () => {
    expect(result).toEqual({ created: true, employees: 40, leads: 3000, customers: 800 });
    // a newcomer waits for it: months of work of forty people are written in sets
    expect(statements).toBeLessThan(STATEMENTS);
    const departments = await administrator.get('/departments');
    expect(departments.body.items).toHaveLength(7);
    expect(departments.body.items.every((each: { leaderId: string | null }) => each.leaderId !== null)).toBe(true);
    const leads = await administrator.get('/leads', { count: 'exact', limit: '1' });
    expect(leads.body.page.total).toBe(3000);
  });

  it('says at a second call that it is there, and changes nothing', async () => {
    expect(await world.get(DemoSeed).run()).toEqual({ created: false, employees: 0, leads: 0, customers: 0 });
    const [{ n }] = (await rows<{ n: number }>(sql`SELECT count(*) AS n FROM employees`)) as [{ n: number }];
    expect(n).toBe(40);
  });

  it('shows each of its people what is theirs', async () => {
    const { client: manager } = await signIn('19900000005');
    const { client: salesperson } = await signIn('19900000008');
    const [mine, below, all] = await Promise.all(
      [salesperson, manager, administrator].map(async (client) => {
        const answer = await client.get('/leads', { count: 'exact', limit: '1', 'filter[ownerId][isNotNull]': 'true' });
        if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
        return answer.body.page.total as number;
      }),
    );
    expect(mine).toBeGreaterThan(5);
    expect(below).toBeGreaterThan(mine! * 3);
    expect(all).toBeGreaterThan(below! + 300);
  });

  it('has something of everything to look at', async () => {
    const kinds = await rows<{ kind: string; n: number }>(sql`SELECT kind, count(*) AS n FROM ownership_ledger GROUP BY kind`);
    const counts = Object.fromEntries(kinds.map(({ kind, n }) => [kind, n]));
    expect(Object.keys(counts).sort()).toEqual([
      'assigned',
      'claimed',
      'created',
      'imported',
      'reclaimed',
      'returned',
      'transferred',
    ]);
    expect(counts.reclaimed).toBeGreaterThan(100);
    const [facts] = await rows<Record<string, number>>(sql`
      SELECT count(*) FILTER (WHERE pool_id IS NOT NULL) AS pooled, count(*) FILTER (WHERE owner_id IS NOT NULL) AS owned,
        count(*) FILTER (WHERE reclaim_at BETWEEN now() AND now() + interval '4 days') AS "dueSoon",
        count(*) FILTER (WHERE status = 'invalid') AS invalid, count(*) FILTER (WHERE quarantined_until > now()) AS quarantined,
        count(*) FILTER (WHERE next_contact_at > now()) AS planned,
        (SELECT count(*) FROM follow_ups WHERE lead_id IS NOT NULL) AS "followUps", (SELECT count(DISTINCT pool_id) FROM leads) AS pools,
        (SELECT count(*) FROM record_field_values) AS "customValues", (SELECT count(*) FROM protections) AS protections
      FROM leads`);
    expect(facts).toMatchObject({ pools: 5 });
    for (const [name, least] of Object.entries({
      pooled: 600,
      owned: 900,
      dueSoon: 20,
      invalid: 20,
      quarantined: 3,
      planned: 50,
      followUps: 6000,
      customValues: 5000,
      protections: 5,
    })) {
      expect({ name, enough: facts![name]! >= least, value: facts![name] }).toEqual({ name, enough: true, value: facts![name] });
    }
  });

  it('has customers in every list of the customer side', async () => {
    const { client: salesperson } = await signIn('19900000008');
    const lists = ['/customers', '/contacts', '/follow-ups'];
    for (const client of [administrator, salesperson]) {
      for (const list of lists) {
        const answer = await client.get(list, { limit: '5' });
        expect({ list, status: answer.status, rows: answer.body.items?.length }).toEqual({ list, status: 200, rows: 5 });
      }
    }
    const [facts] = await rows<Record<string, number>>(sql`
      SELECT count(*) FILTER (WHERE pool_id IS NOT NULL) AS pooled, count(*) FILTER (WHERE owner_id IS NOT NULL) AS owned,
        count(*) FILTER (WHERE is_private) AS private, count(*) FILTER (WHERE state = 'archived') AS archived,
        count(*) FILTER (WHERE reclaim_at BETWEEN now() AND now() + interval '6 days') AS "dueSoon",
        count(DISTINCT level_id) AS levels, count(DISTINCT status_id) AS statuses, count(DISTINCT number) AS numbers,
        (SELECT count(*) FROM follow_ups WHERE customer_id IS NOT NULL) AS "followUps", (SELECT count(*) FROM comments) AS comments,
        (SELECT count(*) FROM contacts) AS contacts, (SELECT count(*) FROM contacts WHERE birthday IS NOT NULL) AS birthdays,
        (SELECT count(*) FROM follow_up_contacts) AS "spokenTo", (SELECT count(*) FROM collaborators) AS collaborators,
        (SELECT count(*) FROM employee_duties WHERE NOT on_duty) AS "offDuty"
      FROM customers`);
    expect(facts).toMatchObject({ levels: 5, statuses: 5, numbers: 800, offDuty: 2 });
    const least = { pooled: 150, owned: 300, private: 5, archived: 1, dueSoon: 5, followUps: 1500, comments: 100 };
    for (const [name, n] of Object.entries({ ...least, contacts: 1200, birthdays: 800, spokenTo: 1000, collaborators: 30 })) {
      expect({ name, enough: facts![name]! >= n, value: facts![name] }).toEqual({ name, enough: true, value: facts![name] });
    }
    // of a private customer others see no number
    const shown = await administrator.get('/customers', { limit: '1', fields: 'number', 'filter[isPrivate]': 'false' });
    expect(shown.body.items).toEqual([expect.objectContaining({ number: expect.stringMatching(/^YH-\d{4}-\d{5}$/) })]);
  });

  it('is as if it had happened: places as the ledger says, no owner beyond a limit, nothing overdue for days, no check that finds fault', async () => {
    const wrong = await rows(sql`
      SELECT l.id FROM leads l CROSS JOIN LATERAL (SELECT o.to_owner_id, o.to_pool_id FROM ownership_ledger o WHERE o.record_id = l.id ORDER BY o.at DESC, o.id DESC LIMIT 1) last
      WHERE (last.to_owner_id, last.to_pool_id) IS DISTINCT FROM (l.owner_id, l.pool_id)
        OR l.follow_up_count <> (SELECT count(*) FROM follow_ups f WHERE f.lead_id = l.id) OR l.updated_at > now() OR l.created_at > l.updated_at`);
    expect(wrong).toEqual([]);
    const wrongCustomers = await rows(sql`
      SELECT c.id FROM customers c CROSS JOIN LATERAL (SELECT o.to_owner_id, o.to_pool_id FROM ownership_ledger o WHERE o.record_id = c.id ORDER BY o.at DESC, o.id DESC LIMIT 1) last
      WHERE (last.to_owner_id, last.to_pool_id) IS DISTINCT FROM (c.owner_id, c.pool_id) OR c.updated_at > now() OR c.created_at > c.updated_at`);
    expect(wrongCustomers).toEqual([]);
    expect(await rows(sql`SELECT id FROM customers WHERE reclaim_at < now() - interval '2 days'`)).toEqual([]);
    expect(await rows(sql`SELECT id FROM leads WHERE reclaim_at < now() - interval '2 days'`)).toEqual([]);
    expect(
      await rows(
        sql`SELECT owner_id, count(*) FROM leads WHERE owner_id IS NOT NULL AND status = 'active' GROUP BY owner_id HAVING count(*) > 150`,
      ),
    ).toEqual([]);
    for (const { name, run } of integrityChecks.all()) {
      expect({ name, rows: await world.as(tenantId, ({ db }) => run(db)) }).toEqual({ name, rows: [] });
    }
  });

  it('has rules that an administrator can save and publish again', async () => {
    const pools = (await administrator.get('/pools')).body.items as { id: string; name: string }[];
    const names = pools.map((pool) => pool.name);
    expect(names.slice(0, 3)).toEqual(['华东客户公海', '华南客户公海', '公共公海']);
    expect(names.slice(3)).toEqual(['大客户公海', '市场活动池', '华东线索池', '华南线索池', '公共线索池']);
    for (const { id } of pools) {
      const [{ claim, reclaim, protection, assignment }] = (await administrator.get(`/pools/${id}/rules`)).body.items;
      expect(
        (await administrator.put(`/pools/${id}/rules/draft`, { claim, reclaim, protection, ...(assignment && { assignment }) }))
          .status,
      ).toBe(200);
    }
  });

  it('prints sign-ins that work, with a line to try them', () => {
    const lines = world.get(DemoSeed).signIns();
    expect(lines).toHaveLength(4);
    expect(lines[0]).toContain('19900000001  gonghai-2026  陈海');
    expect(lines[3]).toContain(`curl -s -X POST ${world.config.http.publicUrl}/api/v1/sessions`);
  });
});

describe('in production', () => {
  it('refuses to make accounts whose passwords everybody knows', async () => {
    const config = loadConfig({
      NODE_ENV: 'production',
      DATABASE_URL: 'postgres://nobody@localhost/none',
      HIGHSEAS_SECRET: Buffer.alloc(32, 7).toString('base64'),
    });
    const nothing = undefined as never;
    const seed = new DemoSeed(nothing, nothing, nothing, nothing, config);
    await expect(seed.run()).rejects.toThrow('does not come into production');
  });
});
