import type { Client } from '../support/client.js';
import type { Enterprise, Person } from '../support/enterprise.js';
import { OwnershipHolders } from '../../src/modules/org/index.js';
import { poolables } from '../../src/modules/pools/poolable.js';
import { integrityChecks } from '../../src/platform/integrity/integrity-checks.js';
import { jobEnd } from '../support/jobs.js';
import { ledgerOf, makePool, type TestPool } from '../support/pools.js';
import { statementsOf } from '../support/statements.js';
import { sql, useWorld } from '../support/world.js';

const world = useWorld();
const REASON = '个人原因离职';

/** Makes so many leads of the pool belong to a person. */
const own = (acme: Enterprise, pool: TestPool, person: Person, count: number): Promise<unknown> =>
  acme.as((ctx) =>
    ctx.db.run(sql`INSERT INTO leads (tenant_id, id, name, owner_id, owned_since, home_pool_id, created_at, updated_at)
      SELECT ${ctx.tenantId}::uuid, uuidv7(), '线索' || n, ${person.id}::uuid, now(), ${pool.id}::uuid, now(), now() FROM generate_series(1, ${count}::integer) n`),
  );

const holdings = (acme: Enterprise, people: Person[]): Promise<number[]> =>
  acme.as(async (ctx) => {
    const rows = await ctx.db.query<{ n: number }>(sql`SELECT (SELECT count(*) FROM leads WHERE owner_id = u.id) AS n
      FROM unnest(${people.map(({ id }) => id)}::uuid[]) WITH ORDINALITY AS u(id, at) ORDER BY u.at`);
    return rows.map(({ n }) => n);
  });

const wrongRows = (acme: Enterprise): Promise<unknown[]> =>
  acme.as((ctx) =>
    integrityChecks
      .all()
      .find(({ name }) => name === 'pools.leaversOwnNothing')!
      .run(ctx.db),
  );

async function depart(admin: Client, leaver: Person, plan: object): Promise<Awaited<ReturnType<typeof jobEnd>>> {
  const started = await admin.post(`/employees/${leaver.id}/departures`, { reason: REASON, ...plan });
  expect([started.status, started.body.code]).toEqual([202, undefined]);
  return jobEnd(admin, started.body.id as string);
}

const toPeople = (...people: Person[]): object => ({
  kind: 'lead',
  to: 'people',
  employeeIds: people.map(({ id }) => id),
});

describe('leaving', () => {
  it('ORG-07 is preceded by a preview: what the person owns by kind, what they do for others, who has room, what stands in the way', async () => {
    const acme = await world.enterprise({ managers: 1, salespeople: 2 });
    const [manager, receiver] = [acme.managers[0]!, acme.salespeople[1]!];
    const pool = await makePool(acme, [], { claim: { holdingLimit: 10 } }, [manager], '华东池');
    await own(acme, pool, manager, 3);
    await own(acme, pool, receiver, 2);
    await acme.admin.post('/departments', { name: '销售一部', leaderId: manager.id });
    const preview = await acme.admin.get(`/employees/${manager.id}/belongings`, { receivers: receiver.id });
    expect(preview.body).toMatchObject({
      name: manager.name,
      status: 'active',
      items: [
        {
          kind: 'lead',
          label: '线索',
          count: 3,
          pooled: true,
          receivers: [{ employeeId: receiver.id, holds: 2, limit: 10, levels: [] }],
        },
      ],
      blockers: [],
    });
    const duties = (preview.body as { duties: { kind: string; items: { name: string }[] }[] }).duties;
    expect(duties.map(({ kind, items }) => [kind, items.map(({ name }) => name)])).toEqual([
      ['departmentLeader', ['销售一部']],
      ['superior', acme.salespeople.map(({ name }) => name)],
      ['poolAdministrator', ['华东池']],
    ]);
    const own_ = await acme.admin.get(`/employees/${acme.admin.id}/belongings`);
    expect((own_.body as { blockers: { code: string }[] }).blockers.map(({ code }) => code)).toEqual([
      'DEPARTURE_OF_ONESELF',
      'LAST_ADMINISTRATOR',
    ]);
    expect((await receiver.get(`/employees/${manager.id}/belongings`)).status).toBe(403);
  });

  it('ORG-07 hands everything over to several people evenly, tells each once, writes the ledger, and then ends the employment', async () => {
    const acme = await world.enterprise({ managers: 1, salespeople: 3 });
    const [leaver, second, third] = acme.salespeople as [Person, Person, Person];
    const pool = await makePool(acme, acme.salespeople);
    await own(acme, pool, leaver, 7);
    await acme.as((ctx) =>
      ctx.db.run(
        sql`UPDATE leads SET status = 'converted' WHERE id = (SELECT id FROM leads WHERE owner_id = ${leaver.id} LIMIT 1)`,
      ),
    );
    const job = await depart(acme.admin, leaver, { handOver: [toPeople(second, third)] });
    expect(job).toMatchObject({ status: 'succeeded', result: { employeeId: leaver.id } });
    expect(await holdings(acme, [leaver, second, third])).toEqual([0, 4, 3]);
    const { people } = (job.result!.handedOver as { lead: { people: { id: string; count: number }[] } }).lead;
    expect(new Map(people.map(({ id, count }) => [id, count]))).toEqual(
      new Map([
        [second.id, 4],
        [third.id, 3],
      ]),
    );
    expect((await acme.admin.get(`/employees/${leaver.id}`)).body.status).toBe('left');
    expect((await leaver.get('/leads')).status).toBe(401);
    const notices = (await second.get('/me/notices')).body as { items: { kind: string; text: string }[] };
    expect(notices.items).toEqual([
      expect.objectContaining({ kind: 'recordsHandedOver', text: `${leaver.name}离职,交接给您 4 条线索` }),
    ]);
    const [lead] = (await second.get('/leads?scope=own')).body.items as { id: string }[];
    expect(await ledgerOf(acme, lead!.id)).toEqual([
      expect.objectContaining({ kind: 'handedOver', from_owner_id: leaver.id, to_owner_id: second.id, reason: REASON }),
    ]);
    expect(await wrongRows(acme)).toEqual([]);
    const log = await acme.admin.get('/audit-log', { 'filter[action]': 'employee.departureStarted' });
    expect(log.body.items).toEqual([
      expect.objectContaining({ objectId: leaver.id, summary: expect.objectContaining({ counts: { lead: 7 } }) }),
    ]);
  });

  it('ORG-07 sends records back to the pool they came from, or into one that is chosen', async () => {
    const acme = await world.enterprise({ salespeople: 2 });
    const [first, second] = acme.salespeople as [Person, Person];
    const [pool, other] = [await makePool(acme, []), await makePool(acme, [])];
    await own(acme, pool, first, 2);
    await own(acme, pool, second, 3);
    await depart(acme.admin, first, { handOver: [{ kind: 'lead', to: 'pools' }] });
    const job = await depart(acme.admin, second, { handOver: [{ kind: 'lead', to: 'pools', poolId: other.id }] });
    expect(job.result).toMatchObject({ handedOver: { lead: { people: [], pools: [{ id: other.id, count: 3 }] } } });
    const pooled = await acme.as((ctx) =>
      ctx.db.query(sql`SELECT pool_id AS id, count(*) AS n FROM leads GROUP BY 1 ORDER BY 2`),
    );
    expect(pooled).toEqual([
      { id: pool.id, n: 2 },
      { id: other.id, n: 3 },
    ]);
  });

  it('ORG-07 passes departments, subordinates and pools to a successor, who reports to the leaver’s superior', async () => {
    const acme = await world.enterprise({ managers: 1, salespeople: 2 });
    const [manager, successor, peer] = [acme.managers[0]!, ...acme.salespeople] as [Person, Person, Person];
    const pool = await makePool(acme, [], {}, [manager]);
    const department = await acme.admin.post('/departments', { name: 'A', leaderId: manager.id });
    const job = await depart(acme.admin, manager, { handOver: [], successorId: successor.id });
    expect(job.status).toBe('succeeded');
    expect((await acme.admin.get(`/departments/${department.body.id}`)).body.leaderId).toBe(successor.id);
    expect((await acme.admin.get(`/employees/${peer.id}`)).body.superiorId).toBe(successor.id);
    expect((await acme.admin.get(`/employees/${successor.id}`)).body.superiorId).toBe(acme.admin.id);
    expect((await successor.get(`/pools/${pool.id}`)).status).toBe(200);
  });

  it('ORG-07 begins only with a plan for everything, for receivers at work, within their limits unless told otherwise', async () => {
    const acme = await world.enterprise({ managers: 1, salespeople: 3 });
    const [leaver, receiver, gone] = acme.salespeople as [Person, Person, Person];
    const pool = await makePool(acme, [], { claim: { holdingLimit: 3 } });
    await own(acme, pool, leaver, 4);
    await acme.admin.post(`/employees/${gone.id}/suspension`);
    const path = `/employees/${leaver.id}/departures`;
    const refused = async (plan: object): Promise<[number, string, string[]]> => {
      const { status, body } = await acme.admin.post(path, { reason: REASON, ...plan });
      const errors = (body as { errors?: { pointer: string; code: string }[] }).errors ?? [];
      return [status, (body as { code: string }).code, errors.map(({ pointer, code }) => `${pointer} ${code}`)];
    };
    expect(await refused({ handOver: [] })).toEqual([422, 'DEPARTURE_PLAN_INVALID', ['/handOver NOT_PLANNED']]);
    expect(await refused({ handOver: [{ kind: 'nothing', to: 'pools' }] })).toEqual([
      422,
      'DEPARTURE_PLAN_INVALID',
      ['/handOver NOT_PLANNED', '/handOver/0/kind NO_SUCH_KIND'],
    ]);
    expect(await refused({ handOver: [toPeople(receiver, gone, leaver)], successorId: leaver.id })).toEqual([
      422,
      'DEPARTURE_PLAN_INVALID',
      ['/handOver/0/employeeIds/1 EMPLOYEE_NOT_FOUND', '/handOver/0/employeeIds/2 NOT_TO_ONESELF', '/successorId NOT_TO_ONESELF'],
    ]);
    expect(await refused({ handOver: [{ kind: 'lead', to: 'pools', poolId: leaver.id }] })).toEqual([
      422,
      'DEPARTURE_PLAN_INVALID',
      ['/handOver/0/poolId POOL_NOT_FOUND'],
    ]);
    expect(await refused({ handOver: [toPeople(receiver)] })).toEqual([
      422,
      'DEPARTURE_PLAN_INVALID',
      ['/handOver/0/employeeIds/0 HOLDING_LIMIT_REACHED'],
    ]);
    expect((await acme.admin.get(`/employees/${leaver.id}`)).body.status).toBe('active');
    const beyond = { ...toPeople(receiver), beyondLimits: true };
    expect((await depart(acme.admin, leaver, { handOver: [beyond] })).status).toBe('succeeded');
    expect(await holdings(acme, [receiver])).toEqual([4]);
    expect(await refused({ handOver: [] })).toEqual([409, 'EMPLOYEE_STATUS_NOT_ALLOWED', []]);
  });

  it('ORG-07 does not make a circle of reporting lines, and nobody sees to their own departure', async () => {
    const acme = await world.enterprise({ managers: 1, salespeople: 1 });
    const [manager, one] = [acme.managers[0]!, acme.salespeople[0]!];
    const below = await acme.person('新人', ['salesperson'], one);
    const circle = await acme.admin.post(`/employees/${manager.id}/departures`, {
      handOver: [],
      reason: REASON,
      successorId: below.id,
    });
    expect(circle.body.code).toBe('REPORTING_CYCLE');
    const self = await acme.admin.post(`/employees/${acme.admin.id}/departures`, { handOver: [], reason: REASON });
    expect(self.body.code).toBe('DEPARTURE_OF_ONESELF');
  });

  it('ORG-07 leaves nothing behind though the leaver claims as fast as they can while it begins', async () => {
    const acme = await world.enterprise({ salespeople: 2 });
    const [leaver, receiver] = acme.salespeople as [Person, Person];
    const pool = await makePool(acme, [leaver]);
    const leads = await pool.leads(120);
    await own(acme, pool, leaver, 3);
    const claims = leads.map((id) => leaver.post(`/pools/${pool.id}/claims`, { ids: [id] }));
    const [job, ...answers] = await Promise.all([depart(acme.admin, leaver, { handOver: [toPeople(receiver)] }), ...claims]);
    expect(job.status).toBe('succeeded');
    const claimed = answers.filter(({ status, body }) => status === 200 && (body as { items: [{ ok: boolean }] }).items[0].ok);
    expect(answers.every(({ status }) => [200, 401, 409].includes(status))).toBe(true);
    expect(await holdings(acme, [leaver, receiver])).toEqual([0, claimed.length + 3]);
    expect(await wrongRows(acme)).toEqual([]);
  });

  it('ORG-07 gives nobody anything who is suspended, whichever way it is tried: the database refuses', async () => {
    const acme = await world.enterprise({ salespeople: 1 });
    const [one] = acme.salespeople as [Person];
    const pool = await makePool(acme, []);
    const [lead] = await pool.leads(1);
    await own(acme, pool, one, 2);
    const suspended = await acme.admin.post(`/employees/${one.id}/suspension`);
    expect(suspended.body).toMatchObject({ status: 'suspended', leftBehind: [{ kind: 'lead', label: '线索', count: 2 }] });
    await expect(own(acme, pool, one, 1)).rejects.toMatchObject({ constraint: 'owner_at_work' });
    const given = acme.as((ctx) =>
      ctx.db.run(
        sql`UPDATE leads SET owner_id = ${one.id}, owned_since = now(), pool_id = NULL, entered_pool_at = NULL WHERE id = ${lead}`,
      ),
    );
    await expect(given).rejects.toMatchObject({ constraint: 'owner_at_work' });
    // what they had stays theirs and can be worked on by their superiors
    await acme.as((ctx) => ctx.db.run(sql`UPDATE leads SET remark = '跟进中' WHERE owner_id = ${one.id}`));
  });

  it('ORG-07 holds for every kind of record that pools hold', async () => {
    const acme = await world.enterprise();
    const tables = poolables().map(({ descriptor }) => descriptor.table);
    const guarded = await acme.as((ctx) =>
      ctx.db.query<{ table: string }>(sql`SELECT c.relname AS "table" FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
        WHERE t.tgname IN ('owner_at_work_insert', 'owner_at_work_update') GROUP BY 1 HAVING count(*) = 2`),
    );
    expect(guarded.map(({ table }) => table)).toEqual(expect.arrayContaining(tables));
    expect(
      world
        .get(OwnershipHolders)
        .all()
        .map(({ kind }) => kind),
    ).toEqual(poolables().map(({ object }) => object));
  });

  it('ORG-07 is refused at once to whoever still owns something', async () => {
    const acme = await world.enterprise({ salespeople: 1 });
    const [one] = acme.salespeople as [Person];
    await own(acme, await makePool(acme, []), one, 2);
    const answer = await acme.admin.post(`/employees/${one.id}/departure`);
    expect([answer.status, answer.body.code, answer.body.detail]).toEqual([
      409,
      'EMPLOYEE_STILL_OWNS',
      '该员工名下还有 2 线索,请先办理交接',
    ]);
    expect((await one.get('/leads')).status).toBe(200);
  });

  it('ORG-07 takes as many statements for a batch however large it is', async () => {
    const acme = await world.enterprise({ salespeople: 3 });
    const [few, many, receiver] = acme.salespeople as [Person, Person, Person];
    const pool = await makePool(acme, []);
    await own(acme, pool, few, 10);
    await own(acme, pool, many, 4000);
    const counts: number[] = [];
    for (const leaver of [few, many]) {
      const sent = await statementsOf(() => depart(acme.admin, leaver, { handOver: [toPeople(receiver)] }));
      counts.push(sent.filter(({ text }) => /leads|ownership_ledger/.test(text)).length);
    }
    expect(counts[1]).toBe(counts[0]);
    expect(await holdings(acme, [receiver])).toEqual([4010]);
  });
});
