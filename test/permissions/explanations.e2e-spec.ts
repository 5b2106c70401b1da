import sql from 'sql-template-tag';
import { newId } from '../../src/platform/database/ids.js';
import type { Enterprise, Person } from '../support/enterprise.js';
import { makePool } from '../support/pools.js';
import { useWorld } from '../support/world.js';

interface Rule {
  role: { name: string } | null;
  scope: string | null;
  standing: string | null;
  outcome: string;
  conditions: {
    field: string;
    relation: string;
    valueName: string | null;
    holds: boolean | null;
    path: { type: string; name: string; link: string | null }[];
  }[];
}

describe('explaining a permission', () => {
  const world = useWorld();

  const explain = async (acme: Enterprise, employee: Person, action: string, recordId?: string) => {
    const answer = await acme.admin.post('/permission-explanations', {
      employeeId: employee.id,
      action,
      object: 'lead',
      ...(recordId ? { recordId } : {}),
    });
    if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
    return answer.body as { allowed: boolean | null; reason: string; decidedBy: Rule | null; rules: Rule[] };
  };
  const way = (rule: Rule | null) => rule?.conditions[0]?.path.map(({ link, name }) => [link, name]);

  const department = (acme: Enterprise, name: string, leader: Person | null, members: Person[]): Promise<string> =>
    acme.as(async (ctx) => {
      const id = newId();
      await ctx.db.run(sql`INSERT INTO departments (tenant_id, id, parent_id, name, leader_id)
        SELECT tenant_id, ${id}::uuid, id, ${name}, ${leader?.id ?? null}::uuid FROM departments WHERE parent_id IS NULL`);
      await ctx.db.run(
        sql`UPDATE employee_departments SET department_id = ${id}::uuid WHERE employee_id = ANY (${members.map((member) => member.id)}::uuid[])`,
      );
      await ctx.db.query(sql`SELECT refresh_department_closure()`);
      await ctx.db.query(sql`SELECT refresh_visibility()`);
      return id;
    });

  it('PERM-08 names role, scope and the chain of superiors, over a department’s leader and a CRM superior', async () => {
    const acme = await world.enterprise({ salespeople: 1 });
    const [owner] = acme.salespeople;
    const leader = await acme.person('组长', ['salesperson']);
    const override = await acme.person('总监', ['salesManager']);
    const top = await acme.person('总经理', ['salesManager']);
    await department(acme, '华东组', leader, [owner!]);
    await acme.as(async (ctx) => {
      await ctx.db.run(
        sql`INSERT INTO crm_superiors (tenant_id, employee_id, superior_id) VALUES (${ctx.tenantId}, ${leader.id}, ${override.id})`,
      );
      await ctx.db.run(sql`UPDATE employees SET superior_id = ${top.id}::uuid WHERE id = ${override.id}::uuid`);
      await ctx.db.query(sql`SELECT refresh_reporting_closure()`);
      await ctx.db.query(sql`SELECT refresh_visibility()`);
    });
    const { body: lead } = await owner!.post('/leads', { name: 'A' });
    const { allowed, reason, decidedBy } = await explain(acme, top, 'update', lead.id);
    expect({ allowed, reason, role: decidedBy?.role?.name, scope: decidedBy?.scope }).toEqual({
      allowed: true,
      reason: 'rule',
      role: '销售经理',
      scope: 'subordinates',
    });
    expect(decidedBy!.conditions[0]).toMatchObject({
      field: 'ownerId',
      relation: 'visibleTo',
      valueName: owner!.name,
      holds: true,
    });
    expect(way(decidedBy)).toEqual([
      [null, owner!.name],
      ['memberOf', '华东组'],
      ['ledBy', '组长'],
      ['crmSuperior', '总监'],
      ['superior', '总经理'],
    ]);
    expect((await top.patch(`/leads/${lead.id}`, { title: 'x' })).status).toBe(200);
  });

  it('PERM-08 says of everything that could permit it why it does not', async () => {
    const acme = await world.enterprise({ salespeople: 2 });
    const [owner, peer] = acme.salespeople;
    const { body: lead } = await owner!.post('/leads', { name: 'A' });
    const { allowed, reason, decidedBy, rules } = await explain(acme, peer!, 'read', lead.id);
    expect({ allowed, reason, decidedBy }).toEqual({ allowed: false, reason: 'noRule', decidedBy: null });
    expect(
      rules.map((rule) => [rule.role?.name ?? rule.standing, rule.scope, rule.outcome, rule.conditions[0]?.relation]),
    ).toEqual([
      ['销售员', 'own', 'conditionFails', 'is'],
      ['销售员', 'subordinates', 'conditionFails', 'visibleTo'],
      ['poolMember', null, 'conditionFails', 'memberPools'],
      ['poolAdministrator', null, 'conditionFails', 'administeredPools'],
      ['homePoolAdministrator', null, 'conditionFails', 'administeredPools'],
    ]);
    expect(rules[0]!.conditions[0]).toMatchObject({ field: 'ownerId', valueName: owner!.name, holds: false, path: [] });
    const nobody = await acme.person('新人', []);
    const none = await explain(acme, nobody, 'read', lead.id);
    expect(none.rules.map((rule) => [rule.standing, rule.outcome])).toEqual([
      ['poolMember', 'noRoleGrantsIt'],
      ['poolAdministrator', 'noRoleGrantsIt'],
      ['homePoolAdministrator', 'noRoleGrantsIt'],
    ]);
    const suspended = await acme.person('停用', ['salesManager'], undefined);
    await acme.as((ctx) => ctx.db.run(sql`UPDATE employees SET status = 'suspended' WHERE id = ${suspended.id}::uuid`));
    expect(await explain(acme, suspended, 'read', lead.id)).toMatchObject({
      allowed: false,
      reason: 'employeeNotActive',
      decidedBy: null,
    });
  });

  it('PERM-08 POOL-01 names the group through which somebody belongs to a pool: person, role or department', async () => {
    const acme = await world.enterprise({ salespeople: 3 });
    const [byPerson, byRole, byDepartment] = acme.salespeople;
    const team = await department(acme, '电销部', null, [byDepartment!]);
    const pool = await makePool(acme, [byPerson!], {}, [], '华东池');
    const [lead] = await pool.leads(1);
    const { body: role } = await acme.admin.post('/roles', { name: '驻场' });
    await acme.admin.post(`/roles/${role.id}/assignments`, { ids: [byRole!.id] });
    await acme.as((ctx) =>
      ctx.db.run(sql`INSERT INTO pool_members (tenant_id, pool_id, group_id, kind, part)
        VALUES (${ctx.tenantId}, ${pool.id}, ${role.id}, 'role', 'admin'), (${ctx.tenantId}, ${pool.id}, ${team}, 'department', 'member')`),
    );
    const person = await explain(acme, byPerson!, 'claim', lead);
    expect([person.decidedBy?.standing, way(person.decidedBy)]).toEqual([
      'poolMember',
      [
        [null, '华东池'],
        ['member', byPerson!.name],
      ],
    ]);
    const held = await explain(acme, byRole!, 'assign', lead);
    expect([held.decidedBy?.standing, way(held.decidedBy)]).toEqual([
      'poolAdministrator',
      [
        [null, '华东池'],
        ['admin', '驻场'],
        ['heldBy', byRole!.name],
      ],
    ]);
    const inTeam = await explain(acme, byDepartment!, 'read', lead);
    expect([inTeam.decidedBy?.standing, way(inTeam.decidedBy)]).toEqual([
      'poolMember',
      [
        [null, '华东池'],
        ['member', '电销部'],
        ['hasMember', byDepartment!.name],
      ],
    ]);
    expect((await explain(acme, byDepartment!, 'assign', lead)).allowed).toBe(false);
  });

  it('PERM-08 names the department that two people share, and what depends on the record when none is named', async () => {
    const acme = await world.enterprise({ salespeople: 1 });
    const [owner] = acme.salespeople;
    const colleague = await acme.person('同事', []);
    await department(acme, '客服部', null, [owner!, colleague]);
    const { body: role } = await acme.admin.post('/roles', {
      name: '部门查看',
      grants: [{ object: 'lead', actions: ['read'], scope: 'department' }],
    });
    await acme.admin.post(`/roles/${role.id}/assignments`, { ids: [colleague.id] });
    const { body: lead } = await owner!.post('/leads', { name: 'A' });
    const { decidedBy } = await explain(acme, colleague, 'read', lead.id);
    expect([decidedBy?.role?.name, decidedBy?.scope, way(decidedBy)]).toEqual([
      '部门查看',
      'department',
      [
        [null, owner!.name],
        ['memberOf', '客服部'],
        ['hasMember', '同事'],
      ],
    ]);
    expect(await explain(acme, colleague, 'read')).toMatchObject({ allowed: null, reason: 'dependsOnRecord' });
    expect(await explain(acme, acme.admin, 'update')).toMatchObject({ allowed: true, decidedBy: { scope: 'all' } });
  });

  it('PERM-08 SEC-02 is for who may explain, about people and records of their own enterprise', async () => {
    const [acme, other] = [await world.enterprise({ salespeople: 1 }), await world.enterprise()];
    const [seller] = acme.salespeople;
    const { body: lead } = await seller!.post('/leads', { name: 'A' });
    const body = { employeeId: seller!.id, action: 'read', object: 'lead', recordId: lead.id };
    expect((await seller!.post('/permission-explanations', body)).status).toBe(403);
    expect((await other.admin.post('/permission-explanations', body)).status).toBe(404);
    expect((await other.admin.post('/permission-explanations', { ...body, employeeId: other.admin.id })).status).toBe(404);
    const wrong = await acme.admin.post('/permission-explanations', { ...body, object: 'moon' });
    expect(wrong.body.errors).toEqual([expect.objectContaining({ pointer: '/object', code: 'UNKNOWN_OBJECT' })]);
    expect((await acme.admin.post('/permission-explanations', { ...body, action: 'fly' })).body.errors[0]).toMatchObject({
      pointer: '/action',
    });
    expect((await acme.admin.post('/permission-explanations', { ...body, object: 'job' })).body.errors[0]).toMatchObject({
      pointer: '/recordId',
    });
  });
});
