import { statementsOf } from '../support/statements.js';
import { testPhone } from '../support/enterprise.js';
import { sql, useWorld } from '../support/world.js';

const world = useWorld();

describe('the administration home', () => {
  it('ORG-09 counts people by where they stand, who waits, who has no place, who never came, and who came today', async () => {
    const acme = await world.enterprise({ salespeople: 3 });
    const [, suspended, early] = acme.salespeople;
    await acme.admin.post('/employees', { name: '张三', phone: testPhone(), initialPassword: 'first-day-1' });
    await acme.admin.post(`/employees/${suspended!.id}/suspension`);
    await acme.as((ctx) =>
      ctx.db.run(sql`UPDATE sessions SET last_used_at = now() - interval '2 days' WHERE employee_id = ${early!.id}`),
    );
    const invited = await acme.admin.post('/invitations', { kind: 'link', maxUses: 1 });
    const token = (invited.body as { items: [{ token: string }] }).items[0].token;
    await world
      .anonymous()
      .post(`/invitations/${token}/acceptances`, { name: '王潮', password: 'gonghai-2026', address: testPhone() });
    const { status, body } = await acme.admin.get('/administration/overview');
    expect(status).toBe(200);
    expect(body).toMatchObject({
      employees: {
        active: 4,
        suspended: 1,
        invited: 0,
        pending: 1,
        left: 0,
        departmentless: 1,
        roleless: 1,
        notActivated: 1,
        signedInToday: 3,
      },
      awaitingApproval: 1,
      devices: { signedIn: 4, people: 4 },
      openSignInAlerts: 0,
      storageBytes: 0,
    });
  });

  it('ORG-09 counts jobs that failed in the last day, storage and imports, of its own enterprise alone', async () => {
    const [acme, other] = [await world.enterprise(), await world.enterprise()];
    await acme.as(async (ctx) => {
      await ctx.db.run(sql`INSERT INTO jobs (tenant_id, id, kind, status, finished_at) VALUES
        (${ctx.tenantId}, uuidv7(), 'x', 'failed', now() - interval '2 hours'), (${ctx.tenantId}, uuidv7(), 'x', 'failed', now() - interval '2 days')`);
      await ctx.db.run(
        sql`INSERT INTO imports (tenant_id, id, object, file_name, status) VALUES (${ctx.tenantId}, uuidv7(), 'lead', 'a.csv', 'running')`,
      );
      await ctx.db.run(sql`INSERT INTO file_usage (tenant_id, bytes) VALUES (${ctx.tenantId}, 4096)`);
    });
    const overview = await acme.admin.get('/administration/overview');
    expect(overview.body).toMatchObject({ storageBytes: 4096, work: { importsUnderway: 1, jobsFailed: 1 } });
    expect((await other.admin.get('/administration/overview')).body).toMatchObject({
      storageBytes: 0,
      work: { importsUnderway: 0, jobsFailed: 0 },
    });
    const sent = await statementsOf(() => acme.admin.get('/administration/overview'));
    expect(sent.filter(({ text }) => text.includes('join_requests'))).toHaveLength(1);
  });

  it('ORG-09 is for those who may change the enterprise', async () => {
    const acme = await world.enterprise({ managers: 1 });
    expect((await acme.managers[0]!.get('/administration/overview')).status).toBe(403);
  });
});
