import type { Client } from '../support/client.js';
import type { Enterprise } from '../support/enterprise.js';
import { eventually, jobEnd } from '../support/jobs.js';
import { makeKey, roleId } from '../support/keys.js';
import { SessionsService } from '../../src/modules/identity/index.js';
import { sql, useWorld } from '../support/world.js';
import { ask, CONFIRMED, consented, letTimePass, run, secondAdmin } from './resets.js';

const world = useWorld();
jest.setTimeout(60_000);

const BODY = { ...CONFIRMED, kinds: ['leads'], reason: '清空测试数据' };
const told = (client: Client, kind: string) =>
  client.get('/me/notices').then(({ body }) => (body.items as { kind: string }[]).filter((each) => each.kind === kind).length);
const statusOf = async (client: Client, id: string): Promise<string> =>
  (await client.get(`/crm-resets/${id}`)).body.status as string;

describe('the consent to a reset of CRM data', () => {
  it('OPS-03 takes a second administrator, a typed name and known kinds, and is refused where one is alone', async () => {
    const acme = await world.enterprise({ salespeople: 1 });
    const alone = await acme.admin.post('/crm-resets', BODY);
    expect([alone.status, alone.body.code]).toEqual([409, 'RESET_NEEDS_SECOND_ADMINISTRATOR']);
    expect((await acme.salespeople[0]!.post('/crm-resets', BODY)).status).toBe(403);
    await secondAdmin(acme);
    const wrong = await acme.admin.post('/crm-resets', { ...BODY, confirmation: '别的公司' });
    expect([wrong.status, wrong.body.code]).toEqual([422, 'RESET_NOT_CONFIRMED']);
    const unknown = await acme.admin.post('/crm-resets', { ...BODY, kinds: ['leads', 'roles'] });
    expect([unknown.status, unknown.body.errors[0].pointer]).toEqual([400, '/kinds/1']);
    const id = await ask(acme.admin, ['leads']);
    const again = await acme.admin.post('/crm-resets', BODY);
    expect([again.status, again.body.code]).toEqual([409, 'RESET_UNDERWAY']);
    const stranger = await world.enterprise();
    expect((await stranger.admin.get(`/crm-resets/${id}`)).status).toBe(404);
    expect((await stranger.admin.post(`/crm-resets/${id}/consent`, CONFIRMED)).status).toBe(404);
  });

  it('OPS-03 is not one’s own: in no session, no preview, by no key, and by nobody who became administrator later', async () => {
    const acme = await world.enterprise({ salespeople: 1 });
    const other = await secondAdmin(acme);
    const id = await ask(acme.admin, ['leads']);
    const consent = async (client: Client): Promise<unknown[]> => {
      const { status, body } = await client.post(`/crm-resets/${id}/consent`, CONFIRMED);
      return [status, body.code];
    };
    expect(await consent(acme.admin)).toEqual([403, 'RESET_CONSENT_REFUSED']);
    const session = await acme.as(async (ctx) => {
      const { accountId } = await ctx.db.one<{ accountId: string }>(
        sql`SELECT account_id AS "accountId" FROM employees WHERE id = ${acme.admin.id}::uuid`,
      );
      return world.get(SessionsService).start(ctx, { accountId, tenantId: ctx.tenantId, employeeId: acme.admin.id }, false);
    });
    const elsewhere = world.anonymous().with({ authorization: `Bearer ${session.accessToken}` });
    expect(await consent(elsewhere)).toEqual([403, 'RESET_CONSENT_REFUSED']);
    const preview = await acme.admin.post(`/employees/${other.id}/previews`);
    const previewed = world.anonymous().with({ authorization: `Bearer ${preview.body.accessToken as string}` });
    expect((await consent(previewed))[0]).toBe(403);
    const { client: key } = await makeKey(world, acme, {
      scopes: ['enterpriseData:*', 'lead:*'],
      roles: ['systemAdministrator'],
    }).catch(() => makeKey(world, acme, { scopes: ['lead:*'], roles: ['systemAdministrator'] }));
    expect((await consent(key))[0]).toBe(403);
    const [seller] = acme.salespeople;
    const role = await roleId(acme, 'systemAdministrator');
    expect((await acme.admin.post(`/roles/${role}/assignments`, { ids: [seller!.id] })).status).toBeLessThan(300);
    expect((await seller!.get(`/crm-resets/${id}`)).status).toBe(200);
    expect(await consent(seller!)).toEqual([403, 'RESET_CONSENT_REFUSED']);
    expect(await statusOf(acme.admin, id)).toBe('requested');
    const unconfirmed = await other.post(`/crm-resets/${id}/consent`, { confirmation: '远航' });
    expect(unconfirmed.body.code).toBe('RESET_NOT_CONFIRMED');
    expect(await consent(other)).toEqual([200, undefined]);
    expect(await consent(other)).toEqual([409, 'RESET_NOT_OPEN']);
  });

  it('OPS-03 asks both for a password that was confirmed lately', async () => {
    const acme = await world.enterprise();
    const other = await secondAdmin(acme);
    const id = await ask(acme.admin, ['leads']);
    await acme.as((ctx) =>
      ctx.db.run(sql`UPDATE sessions SET elevated_at = now() - interval '1 hour' WHERE tenant_id = ${ctx.tenantId}`),
    );
    const answers = await Promise.all([
      acme.admin.post('/crm-resets', BODY),
      other.post(`/crm-resets/${id}/consent`, CONFIRMED),
      other.post(`/crm-resets/${id}/rejection`),
      other.post(`/crm-resets/${id}/withdrawal`),
    ]);
    expect(answers.map(({ body }) => body.code as string)).toEqual(answers.map(() => 'STEP_UP_REQUIRED'));
  });

  it('OPS-03 can be refused or withdrawn until the reset begins, and lapses after three days; everybody concerned is told', async () => {
    const acme = await world.enterprise();
    const other = await secondAdmin(acme);
    const rejected = await ask(acme.admin, ['leads']);
    expect((await acme.admin.post(`/crm-resets/${rejected}/rejection`)).body.code).toBe('RESET_CONSENT_REFUSED');
    expect((await other.post(`/crm-resets/${rejected}/rejection`)).body).toMatchObject({
      status: 'rejected',
      decidedBy: other.id,
    });
    const withdrawn = await ask(acme.admin, ['leads']);
    await other.post(`/crm-resets/${withdrawn}/consent`, CONFIRMED);
    const { body } = await acme.admin.get(`/crm-resets/${withdrawn}`);
    expect(Date.parse(body.startsAt) - Date.parse(body.decidedAt)).toBe(3_600_000);
    expect(await run(acme.admin)).toEqual({ resetId: null });
    expect((await other.post(`/crm-resets/${withdrawn}/withdrawal`)).body.status).toBe('withdrawn');
    const lapsed = await ask(acme.admin, ['leads']);
    await acme.as((ctx) => ctx.db.run(sql`UPDATE crm_resets SET expires_at = now() WHERE id = ${lapsed}`));
    expect(await statusOf(acme.admin, lapsed)).toBe('expired');
    expect((await other.post(`/crm-resets/${lapsed}/consent`, CONFIRMED)).body.code).toBe('RESET_NOT_OPEN');
    const done = await consented(acme, other, ['leads']);
    await run(acme.admin);
    expect((await other.post(`/crm-resets/${done}/withdrawal`)).body.code).toBe('RESET_NOT_OPEN');
    const kinds = ['dataResetRequested', 'dataResetConsented', 'dataResetEnded', 'dataResetDone'];
    for (const person of [acme.admin, other])
      expect(await Promise.all(kinds.map((kind) => told(person, kind)))).toEqual([4, 2, 2, 1]);
    const log = await acme.admin.get('/audit-log', { 'filter[object]': 'enterpriseData', limit: 50 });
    const actions = (log.body.items as { action: string }[]).map(({ action }) => action.split('.')[1]!);
    expect(
      Object.fromEntries([...Map.groupBy(actions, (action) => action)].map(([action, all]) => [action, all.length])),
    ).toEqual({
      resetRequested: 4,
      resetConsented: 2,
      resetRejected: 1,
      resetWithdrawn: 1,
      resetDone: 1,
    });
    expect((await acme.admin.get('/crm-resets')).body.items.map(({ id }: { id: string }) => id)).toEqual([
      done,
      lapsed,
      withdrawn,
      rejected,
    ]);
  });

  it('OPS-03 no longer counts when one of the two is no administrator any more at the beginning', async () => {
    const acme = await world.enterprise();
    const other = await secondAdmin(acme);
    await acme.admin.post('/leads', { name: '线索' });
    const id = await consented(acme, other, ['leads']);
    expect((await acme.admin.post(`/employees/${other.id}/suspension`)).status).toBeLessThan(300);
    expect(await run(acme.admin)).toEqual({ resetId: null });
    expect(await statusOf(acme.admin, id)).toBe('withdrawn');
    expect((await acme.admin.get('/leads', { count: 'exact' })).body.page.total).toBe(1);
  });

  it('OPS-03 is given or refused once, however many decide at the same time', async () => {
    const acme = await world.enterprise();
    const others = [await secondAdmin(acme), await secondAdmin(acme), await secondAdmin(acme)];
    const asked = await Promise.all([acme.admin, ...others].map((each) => each.post('/crm-resets', BODY)));
    expect(asked.filter(({ body }) => body.code === 'RESET_UNDERWAY')).toHaveLength(3);
    const { id, createdBy } = asked.find(({ status }) => status === 201)!.body as { id: string; createdBy: string };
    const deciders = [acme.admin, ...others].filter((each) => each.id !== createdBy);
    const answers = await Promise.all([
      ...deciders.map((each) => each.post(`/crm-resets/${id}/consent`, CONFIRMED)),
      ...deciders.map((each) => each.post(`/crm-resets/${id}/rejection`)),
    ]);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter(({ body }) => body.code === 'RESET_NOT_OPEN')).toHaveLength(5);
  });
});

describe('while a reset runs', () => {
  /** What a request does whose reset is running, before anything of it is gone. */
  const begun = async (acme: Enterprise): Promise<string> => {
    const id = await consented(acme, await secondAdmin(acme), ['leads']);
    await acme.as((ctx) => ctx.db.run(sql`UPDATE crm_resets SET status = 'running', started_at = now() WHERE id = ${id}`));
    return id;
  };

  it('OPS-03 nobody writes records of its kinds, by whatever door; other work goes on', async () => {
    const acme = await world.enterprise({ salespeople: 1 });
    const { body: lead } = await acme.admin.post('/leads', { name: '旧线索' });
    const { body: customer } = await acme.admin.post('/customers', { name: '海风贸易' });
    await begun(acme);
    const doors = await Promise.all([
      acme.admin.post('/leads', { name: '新线索' }),
      acme.admin.patch(`/leads/${lead.id}`, { title: '经理' }),
      acme.admin.post('/leads/captures', { name: '捕获' }),
      acme.admin.post(`/leads/${lead.id}/follow-ups`, { method: 'call', content: '好' }),
      acme.admin.post(`/leads/${lead.id}/conversion`, {}),
    ]);
    expect(doors.map(({ status, body }) => [status, body.code])).toEqual(doors.map(() => [409, 'RECORDS_BEING_RESET']));
    expect((await acme.admin.patch(`/customers/${customer.id}`, { remark: '照常' })).status).toBe(200);
    expect((await acme.admin.get(`/leads/${lead.id}`)).status).toBe(200);
    await run(acme.admin);
    expect((await acme.admin.get('/leads', { count: 'exact' })).body.page.total).toBe(0);
    expect((await acme.admin.post('/leads', { name: '新线索' })).status).toBe(201);
  });

  it('OPS-03 writers at the same time are refused or stay, and none of them leaves half a record', async () => {
    const acme = await world.enterprise({ salespeople: 1 });
    await Promise.all(Array.from({ length: 20 }, (_, n) => acme.admin.post('/leads', { name: `旧线索${n}` })));
    await consented(acme, await secondAdmin(acme), ['leads']);
    const writing = { isOver: false };
    const kept: string[] = [];
    const write = async (): Promise<void> => {
      while (!writing.isOver) {
        const { status, body } = await acme.admin.post('/leads', { name: '同时' });
        if (status === 201) {
          kept.push(body.id as string);
          await acme.admin.post('/comments', { object: 'lead', recordId: body.id, content: '好' });
        } else expect(body.code).toBe('RECORDS_BEING_RESET');
      }
    };
    const writers = [write(), write(), write()];
    const before = Date.now();
    await run(acme.admin).finally(() => (writing.isOver = true));
    await Promise.all(writers);
    const { startedAt, finishedAt } = (await acme.admin.get('/crm-resets')).body.items[0] as Record<string, string>;
    expect(Date.parse(finishedAt!)).toBeGreaterThanOrEqual(Math.min(before, Date.parse(startedAt!)));
    const left = await acme.as((ctx) =>
      ctx.db.query<{ id: string; created: boolean; ledger: number }>(sql`
        SELECT l.id, l.created_at >= ${finishedAt}::timestamptz AS created,
          (SELECT count(*)::int FROM ownership_ledger o WHERE o.record_id = l.id) AS ledger FROM leads l`),
    );
    for (const lead of left) expect([kept.includes(lead.id), lead.ledger]).toEqual([true, 1]);
    const orphans = await acme.as((ctx) =>
      ctx.db.query(sql`SELECT record_id FROM ownership_ledger WHERE record_id NOT IN (SELECT id FROM leads)
        UNION ALL SELECT record_id FROM comments WHERE record_id NOT IN (SELECT id FROM leads)
        UNION ALL SELECT record_id FROM record_changes WHERE object = 'lead' AND record_id NOT IN (SELECT id FROM leads)`),
    );
    expect(orphans).toEqual([]);
  });

  it('OPS-03 nothing is deleted but by steps of a reset that runs, and of its own enterprise', async () => {
    const [acme, other] = [await world.enterprise(), await world.enterprise()];
    await other.admin.post('/leads', { name: '他人线索' });
    await acme.admin.post('/leads', { name: '自己的线索' });
    const step = (enterprise: Enterprise, id: string, kind = 'leads') =>
      enterprise.as((ctx) =>
        ctx.db.query(sql`SELECT reset_step(${id}::uuid, ${kind}, 90, '00000000-0000-0000-0000-000000000000', 10)`),
      );
    const waiting = await ask(acme.admin, ['leads']).catch(async () => {
      await secondAdmin(acme);
      return ask(acme.admin, ['leads']);
    });
    await expect(step(acme, waiting)).rejects.toThrow('No such reset is running');
    await acme.admin.post(`/crm-resets/${waiting}/withdrawal`);
    const id = await begun(acme);
    await expect(step(other, id)).rejects.toThrow('No such reset is running');
    await expect(step(acme, id, 'customers')).rejects.toThrow('No such reset is running');
    const forged = acme.as((ctx) =>
      ctx.db.run(sql`UPDATE crm_resets SET decided_by = created_by, eligible_ids = ARRAY[created_by] WHERE id = ${id}`),
    );
    await expect(forged).rejects.toThrow('crm_resets_not_alone');
    await expect(acme.as((ctx) => ctx.db.run(sql`DELETE FROM ownership_ledger`))).rejects.toThrow('permission denied');
    expect(await acme.as((ctx) => ctx.db.run(sql`DELETE FROM leads`))).toBe(0);
    await run(acme.admin);
    expect((await other.admin.get('/leads', { count: 'exact' })).body.page.total).toBe(1);
  });

  it('OPS-03 a job that was ordered at the consent does it by itself when the time has come', async () => {
    const acme = await world.enterprise();
    const other = await secondAdmin(acme);
    const id = await ask(acme.admin, ['leads']);
    await other.post(`/crm-resets/${id}/consent`, CONFIRMED);
    await letTimePass(acme, id);
    const [job] = await planned(acme);
    expect(job).toMatchObject({ createdBy: null });
    await acme.as((ctx) =>
      ctx.db.run(sql`UPDATE pgboss.job SET start_after = now() WHERE name = 'jobs' AND data ->> 'jobId' = ${job!.id}`),
    );
    expect(await jobEnd(acme.admin, job!.id)).toMatchObject({ status: 'succeeded', result: { resetId: id } });
  });

  const planned = (acme: Enterprise): Promise<{ id: string; createdBy: string | null }[]> =>
    eventually(
      () =>
        acme.as((ctx) =>
          ctx.db.query<{ id: string; createdBy: string | null }>(
            sql`SELECT id, created_by AS "createdBy" FROM jobs WHERE kind = 'platform.resetCrm' AND slot IS NULL`,
          ),
        ),
      (jobs) => jobs.length > 0,
    );
});
