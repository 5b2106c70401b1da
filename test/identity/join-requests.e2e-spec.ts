import { testPhone, type Enterprise } from '../support/enterprise.js';
import { sql, useWorld } from '../support/world.js';
import { InvitationDesk } from './invitation-desk.js';
import { behindProxy, Outbox, codesOf, count, PASSWORD, signIn, stranger } from './support.js';

describe('deciding on those who want to join', () => {
  const world = useWorld(behindProxy);
  let outbox: Outbox;
  let acme: Enterprise;
  let desk: InvitationDesk;
  beforeEach(async () => {
    outbox = new Outbox(world);
    acme = await world.enterprise({ salespeople: 1 });
    desk = new InvitationDesk(world, acme, outbox);
  });

  it('ACC-08 refuses a rejected person entry, who may be invited again', async () => {
    const [first, address] = [await desk.makeLink(), testPhone()];
    await desk.accept(first.token, { address });
    const [request] = await desk.waiting();
    expect((await desk.decide(request!.id, { decision: 'reject', reason: '不认识' })).body).toMatchObject({
      status: 'rejected',
      reason: '不认识',
    });
    expect((await stranger(world).post('/sessions', { name: address, password: PASSWORD })).body.code).toBe('NO_ENTERPRISE');
    expect((await desk.accept(first.token, { address })).status).toBe(201);
    const [again] = await desk.waiting();
    expect(again!.employeeId).toBe(request!.employeeId);
    await desk.decide(again!.id, { decision: 'approve', departmentId: await desk.rootDepartment() });
    expect((await signIn(world, address)).employeeId).toBe(request!.employeeId);
  });

  it('ACC-08 gives a former employee who comes back nothing of what they had', async () => {
    const manager = await acme.person('李前', ['systemAdministrator']);
    const { phone } = await acme.as((ctx) =>
      ctx.db.one<{ phone: string }>(sql`UPDATE employees SET status = 'left' WHERE id = ${manager.id} RETURNING phone`),
    );
    await desk.accept((await desk.makeLink()).token, { address: phone });
    const [request] = await desk.waiting();
    expect(request!.employeeId).toBe(manager.id);
    await desk.decide(request!.id, { decision: 'approve', departmentId: await desk.rootDepartment() });
    expect(
      await acme.as((ctx) => ctx.db.query(sql`SELECT role_id FROM employee_roles WHERE employee_id = ${manager.id}`)),
    ).toEqual([]);
  });

  it('ACC-08 is decided once, by the first of several at once', async () => {
    await desk.accept((await desk.makeLink()).token, { address: testPhone() });
    const [request] = await desk.waiting();
    const departmentId = await desk.rootDepartment();
    const answers = await Promise.all(
      ['approve', 'reject', 'approve', 'reject'].map((decision) =>
        desk.decide(request!.id, decision === 'approve' ? { decision, departmentId } : { decision }),
      ),
    );
    expect(count(codesOf(answers), 'JOIN_REQUEST_DECIDED')).toBe(3);
    expect((await desk.decide(request!.id, { decision: 'reject' })).body).toMatchObject({
      status: 409,
      code: 'JOIN_REQUEST_DECIDED',
    });
    const final = (await acme.admin.get('/join-requests')).body.items[0].status;
    const { status } = await acme.as((ctx) =>
      ctx.db.one<{ status: string }>(sql`SELECT status FROM employees WHERE id = ${request!.employeeId}`),
    );
    expect(status).toBe(final === 'approved' ? 'active' : 'left');
  });

  it('ACC-08 needs departments, roles and superiors of the own enterprise, all faults named at once', async () => {
    const other = await world.enterprise();
    await desk.accept((await desk.makeLink()).token, { address: testPhone() });
    const [request] = await desk.waiting();
    const foreign = {
      departmentId: await desk.rootDepartment(other),
      roleIds: [await desk.roleId('salesperson'), await desk.roleId('salesperson', other)],
      superiorId: other.admin.id,
    };
    const refused = await desk.decide(request!.id, { decision: 'approve', ...foreign });
    expect(refused.status).toBe(422);
    expect(refused.body.errors.map((each: { pointer: string }) => each.pointer).sort()).toEqual([
      '/departmentId',
      '/roleIds/1',
      '/superiorId',
    ]);
    expect((await desk.decide(request!.id, { decision: 'approve' })).status).toBe(400);
    expect((await desk.invite([testPhone()], { departmentId: foreign.departmentId })).body.errors).toEqual([
      expect.objectContaining({ pointer: '/departmentId' }),
    ]);
    expect(await desk.waiting()).toHaveLength(1);
  });

  it('ACC-08 is for those alone who may invite and approve, each in their own enterprise', async () => {
    const { id, token } = await desk.makeLink();
    await desk.accept(token, { address: testPhone() });
    const [request] = await desk.waiting();
    const salesperson = acme.salespeople[0]!;
    const other = await world.enterprise();
    for (const answer of [
      await salesperson.post('/invitations', { kind: 'link', maxUses: 1 }),
      await salesperson.get('/invitations'),
      await salesperson.delete(`/invitations/${id}`),
      await salesperson.get('/join-requests'),
      await salesperson.post(`/join-requests/${request!.id}/decisions`, { decision: 'reject' }),
    ]) {
      expect([answer.status, answer.body.code]).toEqual([403, 'FORBIDDEN']);
    }
    expect((await other.admin.get('/invitations')).body.items).toEqual([]);
    expect((await other.admin.get('/join-requests')).body.items).toEqual([]);
    expect((await other.admin.delete(`/invitations/${id}`)).status).toBe(404);
    expect((await other.admin.post(`/join-requests/${request!.id}/decisions`, { decision: 'reject' })).body.code).toBe(
      'JOIN_REQUEST_NOT_FOUND',
    );
    expect((await world.anonymous().get('/join-requests')).status).toBe(401);
  });

  it('ACC-08 lets nobody give roles by an approval who may not assign them', async () => {
    await acme.as((ctx) =>
      ctx.db.run(
        sql`UPDATE roles SET grants = '[{"object":"employee","actions":["read","invite","approve"],"scope":"all"}]' WHERE key = 'salesperson'`,
      ),
    );
    const approver = acme.salespeople[0]!;
    await desk.accept((await desk.makeLink()).token, { address: testPhone() });
    const [request] = await desk.waiting();
    const departmentId = await desk.rootDepartment();
    const roleIds = [await desk.roleId('systemAdministrator')];
    const refused = await approver.post(`/join-requests/${request!.id}/decisions`, {
      decision: 'approve',
      departmentId,
      roleIds,
    });
    expect(refused.status).toBe(403);
    expect((await approver.post(`/join-requests/${request!.id}/decisions`, { decision: 'approve', departmentId })).status).toBe(
      201,
    );
  });

  it('ACC-08 lets nobody give more by an approval than they could grant', async () => {
    const grants = [
      { object: 'employee', actions: ['read', 'invite', 'approve'], scope: 'all' },
      { object: 'role', actions: ['assign'], scope: 'all' },
    ];
    await acme.as((ctx) => ctx.db.run(sql`UPDATE roles SET grants = ${JSON.stringify(grants)} WHERE key = 'salesperson'`));
    const approver = acme.salespeople[0]!;
    await desk.accept((await desk.makeLink()).token, { address: testPhone() });
    const [request] = await desk.waiting();
    const departmentId = await desk.rootDepartment();
    const approve = async (role: string) => {
      const roleIds = [await desk.roleId(role)];
      return approver.post(`/join-requests/${request!.id}/decisions`, { decision: 'approve', departmentId, roleIds });
    };
    for (const role of ['systemAdministrator', 'crmAdministrator'])
      expect((await approve(role)).body.code).toBe('GRANT_EXCEEDS_OWN');
    expect((await approve('salesperson')).status).toBe(201);
  });

  it('ACC-08 pages its lists', async () => {
    const { token } = await desk.makeLink({ maxUses: 5 });
    for (let n = 0; n < 5; n++) await desk.accept(token, { name: `新人${n}`, address: testPhone() });
    const names: string[] = [];
    let cursor: string | undefined;
    do {
      const { items, page } = (await acme.admin.get('/join-requests', { limit: 2, ...(cursor ? { cursor } : {}) })).body;
      names.push(...items.map((each: { name: string }) => each.name));
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
    expect(names).toEqual(['新人4', '新人3', '新人2', '新人1', '新人0']);
    expect((await acme.admin.get('/join-requests', { cursor: 'x' })).status).toBe(400);
  });

  it('ACC-08 stands in the administration log: who invited, approved and rejected whom', async () => {
    const { token, id } = await desk.makeLink();
    await desk.accept(token, { address: testPhone() });
    await desk.accept(token, { address: testPhone() });
    const [second, first] = await desk.waiting();
    const departmentId = await desk.rootDepartment();
    await desk.decide(first!.id, { decision: 'approve', departmentId });
    await desk.decide(second!.id, { decision: 'reject', reason: '重复' });
    await acme.admin.delete(`/invitations/${id}`);
    const log = await acme.as((ctx) =>
      ctx.db.query(
        sql`SELECT action, actor_id AS actor, object_id AS "objectId", after FROM audit_log WHERE action LIKE 'invitation.%' OR action LIKE 'joinRequest.%' ORDER BY id`,
      ),
    );
    expect(log).toEqual([
      expect.objectContaining({ action: 'invitation.created', actor: acme.admin.id, objectId: id }),
      expect.objectContaining({
        action: 'joinRequest.approved',
        actor: acme.admin.id,
        objectId: first!.employeeId,
        after: expect.objectContaining({ departmentId }),
      }),
      expect.objectContaining({ action: 'joinRequest.rejected', actor: acme.admin.id, objectId: second!.employeeId }),
      expect.objectContaining({ action: 'invitation.revoked', actor: acme.admin.id, objectId: id }),
    ]);
  });
});
