import { policies } from '../../src/platform/authz/index.js';
import { objects } from '../../src/platform/records/descriptor.js';
import { text } from '../../src/platform/i18n/locale.js';
import type { Enterprise, Person } from '../support/enterprise.js';
import { sql, useWorld } from '../support/world.js';

const boatPolicy = {
  object: 'boat',
  label: text('船', 'Boat'),
  actions: ['read', 'update', 'sell'],
  scopes: ['own', 'subordinates', 'all'] as const,
  ownerField: 'ownerId',
};
const withdrawPolicy = policies.register(boatPolicy);
const withdrawBoat = objects.add('boat', {
  object: 'boat',
  table: 'boats',
  label: boatPolicy.label,
  policy: boatPolicy,
  defaultSort: 'name',
  customizable: false,
  fields: [{ key: 'price', label: text('价格', 'Price'), type: 'money', column: 'price' }],
});
afterAll(() => {
  withdrawBoat();
  withdrawPolicy();
});
const world = useWorld();

interface Role {
  id: string;
  key: string | null;
  name: string;
  grants: { object: string; actions: string[]; scope: string }[];
  version: number;
}
const roles = async (acme: Enterprise): Promise<Role[]> => ((await acme.admin.get('/roles')).body as { items: Role[] }).items;
const builtin = async (acme: Enterprise, key: string): Promise<Role> => (await roles(acme)).find((role) => role.key === key)!;
const create = async (acme: Enterprise, name: string, grants: object[], fieldRules: object[] = []): Promise<Role> => {
  const answer = await acme.admin.post('/roles', { name, grants, fieldRules });
  expect(answer.body).toMatchObject({ name });
  return answer.body as Role;
};
const give = (acme: Enterprise, role: Role, ...people: Person[]) =>
  acme.admin.post(`/roles/${role.id}/assignments`, { ids: people.map(({ id }) => id) });
const grant = (object: string, actions: string[], scope = 'all') => ({ object, actions, scope });

describe('roles', () => {
  it('PERM-01 come with every enterprise, are changed and copied; the administrator stays as it is, none of them is deleted', async () => {
    const acme = await world.enterprise();
    expect((await roles(acme)).filter(({ key }) => key !== null)).toHaveLength(11);
    const salesperson = await builtin(acme, 'salesperson');
    expect((await acme.admin.patch(`/roles/${salesperson.id}`, { grants: [grant('boat', ['read'], 'own')] })).body).toMatchObject(
      { version: 2, grants: [grant('boat', ['read'], 'own')] },
    );
    const copy = await acme.admin.post(`/roles/${salesperson.id}/copies`, { name: '资深销售' });
    expect(copy.body).toMatchObject({ key: null, name: '资深销售', grants: [grant('boat', ['read'], 'own')] });
    const administrator = await builtin(acme, 'systemAdministrator');
    expect((await acme.admin.patch(`/roles/${administrator.id}`, { name: 'x' })).body.code).toBe('ROLE_IS_FIXED');
    expect((await acme.admin.delete(`/roles/${salesperson.id}`)).body.code).toBe('ROLE_IS_BUILTIN');
    expect((await acme.admin.delete(`/roles/${copy.body.id}`)).status).toBe(204);
    expect((await acme.admin.post('/roles', { name: salesperson.name })).body.code).toBe('ROLE_NAME_TAKEN');
  });

  it('PERM-01 are refused with objects, actions, scopes and fields that do not exist, each by its pointer', async () => {
    const acme = await world.enterprise();
    const answer = await acme.admin.post('/roles', {
      name: '错',
      grants: [
        grant('ship', ['read']),
        grant('boat', ['read', 'fly']),
        grant('boat', ['read'], 'department'),
        grant('*', ['read']),
        grant('boat', ['*']),
      ],
      fieldRules: [
        { object: 'boat', field: 'colour', access: 'hidden' },
        { object: 'boat', field: 'price', access: 'hidden' },
      ],
    });
    expect(answer.status).toBe(400);
    expect((answer.body.errors as { pointer: string; code: string }[]).map(({ pointer, code }) => `${pointer} ${code}`)).toEqual([
      '/grants/0/object UNKNOWN_OBJECT',
      '/grants/1/actions/1 UNKNOWN_ACTION',
      '/grants/2/scope UNKNOWN_SCOPE',
      '/grants/3/object UNKNOWN_OBJECT',
      '/grants/4/actions/0 UNKNOWN_ACTION',
      '/fieldRules/0/field UNKNOWN_FIELD',
    ]);
    expect(
      (await acme.admin.post('/roles', { name: '错', grants: [grant('boat', ['read'], 'galaxy')] })).body.errors[0].pointer,
    ).toBe('/grants/0/scope');
  });

  it('PERM-09 take effect with the next request: given, changed and withdrawn', async () => {
    const acme = await world.enterprise({ salespeople: 1 });
    const one = acme.salespeople[0]!;
    const role = await create(acme, '人事', [grant('department', ['create'])]);
    const tries = async () => (await one.post('/departments', { name: `D${Math.random()}` })).status;
    expect(await tries()).toBe(403);
    await give(acme, role, one);
    expect(await tries()).toBe(201);
    await acme.admin.patch(`/roles/${role.id}`, { grants: [] });
    expect(await tries()).toBe(403);
    await acme.admin.patch(`/roles/${role.id}`, { grants: [grant('department', ['create'])] });
    expect(await tries()).toBe(201);
    await acme.admin.post(`/roles/${role.id}/withdrawals`, { ids: [one.id] });
    expect(await tries()).toBe(403);
  });

  it('PERM-01 are given and taken in bulk with an answer for each; one that somebody holds is not deleted', async () => {
    const acme = await world.enterprise({ salespeople: 2 });
    const role = await create(acme, '人事', []);
    const nobody = '018f0000-0000-7000-8000-000000000000';
    const answer = await acme.admin.post(`/roles/${role.id}/assignments`, { ids: [acme.salespeople[0]!.id, nobody] });
    expect(answer.body.items).toEqual([
      { id: acme.salespeople[0]!.id, ok: true },
      expect.objectContaining({ id: nobody, ok: false, code: 'EMPLOYEE_NOT_FOUND' }),
    ]);
    expect((await acme.admin.get('/employees', { 'filter[roleId]': role.id })).body.items).toHaveLength(1);
    expect((await acme.admin.delete(`/roles/${role.id}`)).body.code).toBe('ROLE_IN_USE');
    expect((await give(acme, await builtin(acme, 'employee'), acme.salespeople[0]!)).body.code).toBe('ROLE_IS_IMPLICIT');
  });

  it('PERM-01 lets nobody grant what they do not hold: not in a new role, not by an edit, not by giving a role away', async () => {
    const acme = await world.enterprise({ salespeople: 2 });
    const [hr, friend] = acme.salespeople as [Person, Person];
    const own = await create(acme, '人事', [
      grant('role', ['read', 'create', 'update', 'assign']),
      grant('boat', ['read'], 'subordinates'),
    ]);
    const strong = await create(acme, '船东', [grant('boat', ['sell'])]);
    await give(acme, own, hr);
    const refused = { status: 403, code: 'GRANT_EXCEEDS_OWN' };
    const answer = async (response: Promise<{ status: number; body: { code?: string } }>) => {
      const { status, body } = await response;
      return { status, code: body.code };
    };
    expect(await answer(hr.post('/roles', { name: 'a', grants: [grant('boat', ['sell'])] }))).toEqual(refused);
    expect(await answer(hr.post('/roles', { name: 'a', grants: [grant('boat', ['read'], 'all')] }))).toEqual(refused);
    expect(await answer(hr.patch(`/roles/${own.id}`, { grants: [...own.grants, grant('enterprise', ['update'])] }))).toEqual(
      refused,
    );
    expect(await answer(hr.post(`/roles/${strong.id}/assignments`, { ids: [hr.id] }))).toEqual(refused);
    expect(
      await answer(hr.post(`/roles/${(await builtin(acme, 'systemAdministrator')).id}/assignments`, { ids: [hr.id] })),
    ).toEqual(refused);
    expect(
      await answer(hr.post(`/roles/${(await builtin(acme, 'systemAdministrator')).id}/withdrawals`, { ids: [acme.admin.id] })),
    ).toEqual(refused);
    expect(await answer(hr.post(`/roles/${strong.id}/copies`, { name: 'b' }))).toEqual(refused);
    expect((await hr.post('/roles', { name: '看船', grants: [grant('boat', ['read'], 'own')] })).status).toBe(201);
    expect((await hr.patch(`/roles/${strong.id}`, { name: '船东们' })).status).toBe(200);
    expect((await hr.post(`/roles/${own.id}/assignments`, { ids: [friend.id] })).status).toBe(200);
  });

  it('PERM-01 lets nobody shake off a field rule that binds them', async () => {
    const acme = await world.enterprise({ salespeople: 1 });
    const hr = acme.salespeople[0]!;
    const rule = { object: 'boat', field: 'price', access: 'hidden' };
    const own = await create(
      acme,
      '人事',
      [grant('role', ['create', 'update', 'assign']), grant('boat', ['read'], 'own')],
      [rule],
    );
    await give(acme, own, hr);
    expect((await hr.patch(`/roles/${own.id}`, { fieldRules: [] })).body.code).toBe('GRANT_EXCEEDS_OWN');
    expect((await hr.post('/roles', { name: 'a', grants: [grant('boat', ['read'], 'own')] })).body.code).toBe(
      'GRANT_EXCEEDS_OWN',
    );
    expect((await hr.post('/roles', { name: 'a', grants: [grant('boat', ['read'], 'own')], fieldRules: [rule] })).status).toBe(
      201,
    );
  });

  it('PERM-01 lets nobody shake a field rule off by granting only what the object hangs below', async () => {
    const acme = await world.enterprise({ salespeople: 1 });
    const hr = acme.salespeople[0]!;
    const rule = { object: 'contact', field: 'phone', access: 'hidden' };
    const customers = grant('customer', ['read'], 'own');
    await acme.admin.post(`/roles/${(await builtin(acme, 'salesperson')).id}/withdrawals`, { ids: [hr.id] });
    await give(acme, await create(acme, '人事', [grant('role', ['create']), customers], [rule]), hr);
    const make = (name: string, fieldRules: object[]) => hr.post('/roles', { name, grants: [customers], fieldRules });
    expect((await make('a', [])).body.code).toBe('GRANT_EXCEEDS_OWN');
    expect((await make('a', [rule])).status).toBe(201);
  });

  it('PERM-01 keeps one active system administrator, even when the last two go at the same time', async () => {
    const acme = await world.enterprise({ salespeople: 1 });
    const second = acme.salespeople[0]!;
    const administrator = await builtin(acme, 'systemAdministrator');
    const withdraw = (person: Person) => acme.admin.post(`/roles/${administrator.id}/withdrawals`, { ids: [person.id] });
    expect((await withdraw(acme.admin)).body.code).toBe('LAST_ADMINISTRATOR');
    expect((await acme.admin.post(`/employees/${acme.admin.id}/suspension`)).body.code).toBe('LAST_ADMINISTRATOR');
    expect((await acme.admin.post(`/employees/${acme.admin.id}/departure`)).body.code).toBe('LAST_ADMINISTRATOR');
    for (const acts of [
      [() => acme.admin.post(`/employees/${second.id}/suspension`), () => second.post(`/employees/${acme.admin.id}/suspension`)],
      [() => withdraw(second), () => second.post(`/roles/${administrator.id}/withdrawals`, { ids: [acme.admin.id] })],
      [
        () => acme.admin.post(`/employees/${second.id}/departure`),
        () => second.post(`/roles/${administrator.id}/withdrawals`, { ids: [acme.admin.id] }),
      ],
    ]) {
      await revive(acme, second, administrator);
      await Promise.all(acts.map((act) => act()));
      expect(await activeAdministrators(acme)).toBeGreaterThan(0);
    }
  });

  it('PERM-01 writes every change of a role and of its holders into the audit log', async () => {
    const acme = await world.enterprise({ salespeople: 1 });
    const role = await create(acme, '人事', []);
    await acme.admin.patch(`/roles/${role.id}`, { name: '人力' });
    await give(acme, role, acme.salespeople[0]!);
    const lines = (await acme.admin.get('/audit-log', { 'filter[objectId]': role.id })).body.items as {
      action: string;
      before: unknown;
      after: unknown;
      actorId: string;
    }[];
    expect(lines.map(({ action }) => action)).toEqual(['role.assigned', 'role.updated', 'role.created']);
    expect(lines[1]).toMatchObject({ before: { name: '人事' }, after: { name: '人力' }, actorId: acme.admin.id });
  });
});

/** Both persons active and administrators again, whoever won the round before. */
async function revive(acme: Enterprise, second: Person, administrator: Role): Promise<void> {
  await acme.as(async (ctx) => {
    await ctx.db.run(sql`UPDATE employees SET status = 'active' WHERE id = ANY (${[acme.admin.id, second.id]}::uuid[])`);
    await ctx.db.run(sql`INSERT INTO employee_roles (tenant_id, employee_id, role_id)
      SELECT ${acme.id}, e.id, ${administrator.id} FROM unnest(${[acme.admin.id, second.id]}::uuid[]) AS e (id) ON CONFLICT DO NOTHING`);
  });
}

async function activeAdministrators(acme: Enterprise): Promise<number> {
  const { n } = await acme.as((ctx) =>
    ctx.db.one<{
      n: number;
    }>(sql`SELECT count(*) AS n FROM employee_roles er JOIN roles r ON r.id = er.role_id JOIN employees e ON e.id = er.employee_id
      WHERE r.key = 'systemAdministrator' AND e.status = 'active'`),
  );
  return n;
}
