import { Clock } from '../../src/platform/context/clock.js';
import { testPhone, type Enterprise } from '../support/enterprise.js';
import { eventually } from '../support/jobs.js';
import { sql, useWorld } from '../support/world.js';
import { InvitationDesk } from './invitation-desk.js';
import { behindProxy, Outbox, codesOf, count, PASSWORD, registrant, signedIn, signIn, stranger } from './support.js';

const HOUR = 3_600_000;

describe('inviting colleagues', () => {
  const world = useWorld(behindProxy);
  let outbox: Outbox;
  let acme: Enterprise;
  let desk: InvitationDesk;
  beforeEach(async () => {
    outbox = new Outbox(world);
    acme = await world.enterprise({ salespeople: 1 });
    desk = new InvitationDesk(world, acme, outbox);
  });
  afterEach(() => world.get(Clock).shift(0));

  it('ACC-08 by phone and e-mail: each gets a message, registers, waits, and works once approved with department and role', async () => {
    const [phone, email] = [testPhone(), `wang.${testPhone().slice(3)}@example.com`];
    const departmentId = await desk.rootDepartment();
    const invited = await desk.invite([phone.slice(3), email.toUpperCase(), phone], { departmentId });
    expect(invited.status).toBe(201);
    expect(invited.body.refused).toEqual([]);
    const items = invited.body.items as { address: string; url: null }[];
    expect(new Map(items.map((each) => [each.address, each.url]))).toEqual(
      new Map([
        [phone, null],
        [email, null],
      ]),
    );
    expect(await outbox.next(phone)).toMatch(/^陈海 邀请您加入 远航科技有限公司:http:\/\/localhost\/join\/hsi_[\w-]+$/);
    const token = await desk.tokenFor(email);
    expect(outbox.mail.find(({ to }) => to === email)!.subject).toBe('远航科技有限公司 邀请您加入');

    const preview = await stranger(world).get(`/invitations/${token}/preview`);
    expect(preview.body).toMatchObject({
      enterpriseName: '远航科技有限公司',
      inviterName: '陈海',
      kind: 'person',
      address: 'w***@example.com',
    });
    const accepted = await desk.accept(token, {});
    expect([accepted.status, accepted.body]).toEqual([201, { enterpriseName: '远航科技有限公司', status: 'pending' }]);
    expect((await stranger(world).post('/sessions', { name: email, password: PASSWORD })).body.code).toBe('APPROVAL_PENDING');

    const [request] = await desk.waiting();
    expect(request).toMatchObject({ name: '王潮', email, departmentId });
    const roleIds = [await desk.roleId('salesManager')];
    const decided = await desk.decide(request!.id, { decision: 'approve', departmentId, roleIds, superiorId: acme.admin.id });
    expect(decided.body).toMatchObject({ status: 'approved', decidedBy: acme.admin.id, version: 2 });
    const wang = await signIn(world, email);
    expect((await signedIn(world, wang).get('/me')).body.employee).toMatchObject({ id: request!.employeeId, name: '王潮' });
    const facts = await acme.as((ctx) =>
      ctx.db.one(sql`SELECT
        (SELECT array_agg(role_id::text) FROM employee_roles WHERE employee_id = ${wang.employeeId}) AS roles,
        (SELECT array_agg(department_id::text) FROM employee_departments WHERE employee_id = ${wang.employeeId} AND is_main) AS departments,
        EXISTS (SELECT FROM visibility WHERE viewer_id = ${acme.admin.id} AND owner_id = ${wang.employeeId}) AS seen,
        EXISTS (SELECT FROM reporting_closure WHERE superior_id = ${acme.admin.id} AND subordinate_id = ${wang.employeeId}) AS reports`),
    );
    expect(facts).toEqual({ roles: roleIds, departments: [departmentId], seen: true, reports: true });
  });

  it('ACC-08 by link: accepted at once by ten, three come in', async () => {
    const { token } = await desk.makeLink({ maxUses: 3 });
    const phones = Array.from({ length: 10 }, testPhone);
    const answers = await Promise.all(phones.map((address) => desk.accept(token, { address })));
    expect(count(codesOf(answers), 'OK')).toBe(3);
    expect(count(codesOf(answers), 'INVITATION_INVALID')).toBe(7);
    expect(await desk.waiting()).toHaveLength(3);
    const left = await acme.as((ctx) => ctx.db.query(sql`SELECT id FROM accounts WHERE phone = ANY (${phones})`));
    expect(left).toHaveLength(3);
    expect((await stranger(world).get(`/invitations/${token}/preview`)).status).toBe(404);
    const listed = (await acme.admin.get('/invitations', { filter: { status: 'used' } })).body.items;
    expect(listed).toEqual([expect.objectContaining({ kind: 'link', uses: 3, maxUses: 3, status: 'used' })]);
  });

  it('ACC-08 by link: one person who accepts many times at once waits once and uses it once', async () => {
    const { token } = await desk.makeLink({ maxUses: 5 });
    const address = testPhone();
    const answers = await Promise.all(Array.from({ length: 6 }, () => desk.accept(token, { address })));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
    expect(await desk.waiting()).toHaveLength(1);
    expect((await acme.admin.get('/invitations')).body.items[0].uses).toBe(1);
  });

  it('ACC-08 lets a person with an account join without a second one, and keeps their password', async () => {
    const chen = await registrant(world, '乙');
    const { token } = await desk.makeLink();
    expect((await desk.accept(token, { address: chen.phone, password: 'another-2026' })).status).toBe(201);
    const accounts = await acme.as((ctx) => ctx.db.query(sql`SELECT id FROM accounts WHERE phone = ${chen.phone}`));
    expect(accounts).toHaveLength(1);
    expect((await chen.client.get('/me/enterprises')).body.items.map((each: { status: string }) => each.status)).toEqual([
      'active',
      'pending',
    ]);
    expect((await chen.client.post('/sessions/switch', { tenantId: acme.id })).body.code).toBe('APPROVAL_PENDING');
    const [request] = await desk.waiting();
    await desk.decide(request!.id, { decision: 'approve', departmentId: await desk.rootDepartment() });
    expect((await stranger(world).post('/sessions', { name: chen.phone, password: 'another-2026' })).status).toBe(401);
    expect((await signIn(world, chen.phone, { tenantId: acme.id })).tenantId).toBe(acme.id);
  });

  it('ACC-04 answers alike whether the address has an account, works here, is suspended, or is new', async () => {
    const { token } = await desk.makeLink({ maxUses: 100 });
    const [elsewhere, fresh] = [(await registrant(world)).phone, testPhone()];
    const phoneOf = (id: string) =>
      acme.as(async (ctx) => (await ctx.db.one<{ phone: string }>(sql`SELECT phone FROM employees WHERE id = ${id}`)).phone);
    const colleague = await phoneOf(acme.salespeople[0]!.id);
    const gone = await phoneOf((await acme.person('停职', ['salesperson'])).id);
    await acme.as((ctx) => ctx.db.run(sql`UPDATE employees SET status = 'suspended' WHERE phone = ${gone}`));
    const answers = await Promise.all([elsewhere, fresh, colleague, gone].map((address) => desk.accept(token, { address })));
    expect(answers.map(({ status, body }) => ({ status, body: body as object }))).toEqual(
      answers.map(() => ({ status: 201, body: { enterpriseName: '远航科技有限公司', status: 'pending' } })),
    );
    expect((await desk.waiting()).map(({ phone }) => phone).sort()).toEqual([elsewhere, fresh].sort());
    expect(await desk.employeesWith(colleague)).toEqual([{ status: 'active' }]);
    expect(await desk.employeesWith(gone)).toEqual([{ status: 'suspended' }]);
    expect((await acme.salespeople[0]!.get('/me')).status).toBe(200);
  });

  it('ACC-08 tells the inviter which addresses work here already and sends them nothing', async () => {
    const here = await acme.as((ctx) =>
      ctx.db.one<{ phone: string }>(sql`SELECT phone FROM employees WHERE id = ${acme.salespeople[0]!.id}`),
    );
    const answer = await acme.admin
      .with({ 'accept-language': 'en' })
      .post('/invitations', { kind: 'person', addresses: [here.phone] });
    expect(answer.body).toEqual({
      items: [],
      refused: [{ address: here.phone, code: 'ALREADY_EMPLOYED', detail: 'Works here already.' }],
    });
  });

  it('ACC-08 sends again what the gateway did not take, and nothing twice', async () => {
    const [taken, refused] = [testPhone(), testPhone()];
    const { SmsGateway } = await import('../../src/modules/identity/index.js');
    let failures = 1;
    jest.spyOn(world.get(SmsGateway), 'send').mockImplementation(async (to, text) => {
      if (to === refused && failures-- > 0) throw new Error('busy');
      outbox.sms.push({ to, text });
    });
    await desk.invite([taken, refused]);
    expect((await desk.accept(await desk.tokenFor(refused), {})).status).toBe(201);
    await eventually(async () =>
      (await acme.admin.get('/invitations')).body.items.every((each: { sentAt: string | null }) => each.sentAt !== null),
    );
    expect(outbox.sms.filter(({ to }) => to === taken)).toHaveLength(1);
  });

  it('ACC-08 replaces an earlier invitation of the same address', async () => {
    const phone = testPhone();
    await desk.invite([phone]);
    const first = await desk.tokenFor(phone);
    await desk.invite([phone]);
    const second = await desk.tokenFor(phone, 1);
    expect((await desk.accept(first, {})).body.code).toBe('INVITATION_INVALID');
    expect((await desk.accept(second, { address: testPhone() })).body.errors).toEqual([
      expect.objectContaining({ pointer: '/address', code: 'NOT_INVITED' }),
    ]);
    expect((await desk.accept(second, {})).status).toBe(201);
  });

  it('ACC-08 ends with its expiry, its revocation and its enterprise, with one answer for all', async () => {
    const [expired, revoked, open] = [
      await desk.makeLink({ expiresInHours: 1 }),
      await desk.makeLink(),
      await desk.makeLink({ expiresInHours: 100 }),
    ];
    expect((await acme.admin.delete(`/invitations/${revoked.id}`)).status).toBe(204);
    expect((await acme.admin.delete(`/invitations/${revoked.id}`)).body.code).toBe('INVITATION_NOT_FOUND');
    world.get(Clock).shift(61 * 60_000);
    const tokens = [
      expired.token,
      revoked.token,
      `${open.token.slice(0, -1)}${open.token.endsWith('A') ? 'B' : 'A'}`,
      'hsi_x',
      `hsi_${'A'.repeat(54)}`,
    ];
    for (const token of tokens) {
      const [preview, acceptance] = [
        await stranger(world).get(`/invitations/${token}/preview`),
        await desk.accept(token, { address: testPhone() }),
      ];
      expect([preview.status, preview.body.code, acceptance.status, acceptance.body.code]).toEqual([
        404,
        'INVITATION_INVALID',
        404,
        'INVITATION_INVALID',
      ]);
    }
    expect((await stranger(world).get(`/invitations/${open.token}/preview`)).status).toBe(200);
    world.get(Clock).shift(101 * HOUR);
    expect((await stranger(world).get(`/invitations/${open.token}/preview`)).body.detail).toBe('邀请不存在、已过期或已用完');
  });

  it('ACC-08 names every wrong address and every misplaced field', async () => {
    const pointersOf = async (body: object) =>
      (await acme.admin.post('/invitations', body)).body.errors.map((each: { pointer: string }) => each.pointer).sort();
    expect(await pointersOf({ kind: 'person', addresses: [testPhone(), '12', 'x@y', testPhone()] })).toEqual([
      '/addresses/1',
      '/addresses/2',
    ]);
    expect(await pointersOf({ kind: 'person', addresses: [testPhone()], maxUses: 2 })).toEqual(['/maxUses']);
    expect(await pointersOf({ kind: 'link', maxUses: 1, addresses: [testPhone()] })).toEqual(['/addresses']);
    expect(await pointersOf({ kind: 'link', maxUses: 0 })).toContain('/maxUses');
    expect(await pointersOf({ kind: 'link', maxUses: 1001, expiresInHours: 721 })).toEqual(['/expiresInHours', '/maxUses']);
    expect(await pointersOf({ kind: 'person' })).toContain('/addresses');
    expect(await pointersOf({ kind: 'person', addresses: Array.from({ length: 201 }, testPhone) })).toEqual(['/addresses']);
    const { token } = await desk.makeLink();
    const empty = await stranger(world).post(`/invitations/${token}/acceptances`, {});
    expect(new Set(empty.body.errors.map((each: { pointer: string }) => each.pointer))).toEqual(new Set(['/name', '/password']));
    expect((await desk.accept(token, {})).body.errors).toEqual([
      expect.objectContaining({ pointer: '/address', code: 'REQUIRED' }),
    ]);
  });

  it('ACC-08 sends no more than 2000 messages a day for one enterprise', async () => {
    await acme.as((ctx) =>
      ctx.db.run(sql`INSERT INTO invitations (tenant_id, id, kind, address, max_uses, expires_at, created_at)
        SELECT ${acme.id}::uuid, uuidv7(), 'person', 'x' || n || '@example.com', 1, now() + interval '1 day', now() FROM generate_series(1, 1999) n`),
    );
    expect((await desk.invite([testPhone(), testPhone()])).status).toBe(429);
    expect((await desk.invite([testPhone()])).status).toBe(201);
  });

  it('ACC-08 keeps tokens as digests and shows a link once', async () => {
    const { token, url, id } = await desk.makeLink();
    expect(url).toBe(`http://localhost/join/${token}`);
    const [listed] = (await acme.admin.get('/invitations')).body.items;
    expect(listed.id).toBe(id);
    expect(JSON.stringify(listed)).not.toContain(token);
    const rows = await acme.as((ctx) =>
      ctx.db.query(sql`SELECT i::text AS row FROM invitations i UNION ALL SELECT a::text FROM audit_log a`),
    );
    expect(JSON.stringify(rows)).not.toContain(token);
  });
});
