import { buildMongoQueryMatcher, createMongoAbility, type MongoAbility } from '@casl/ability';
import { unpackRules } from '@casl/ability/extra';
import { newId } from '../../src/platform/database/ids.js';
import type { Enterprise, Person } from '../support/enterprise.js';
import { sql, useWorld } from '../support/world.js';

const world = useWorld();

interface Mine {
  rules: never[];
  relations: { name: string; members: string[]; truncated: boolean }[];
  fields: { object: string; hidden: string[]; readOnly: string[] }[];
  menus: string[];
}
const mine = async (person: Person): Promise<Mine> => (await person.get('/me/permissions')).body as Mine;

/** What the documentation tells front ends to do, with nothing of the server's own code. */
function frontEnd({ rules, relations }: Mine): MongoAbility {
  const members = new Map(relations.map((relation) => [relation.name, new Set(relation.members)]));
  const instructions = Object.fromEntries(relations.map(({ name }) => [`$${name}`, { type: 'field' }]));
  const interpreters = Object.fromEntries(
    relations.map(({ name }) => [
      name,
      (node: { field: string }, row: object, { get }: { get(row: object, field: string): string }) =>
        members.get(name)!.has(get(row, node.field)),
    ]),
  );
  return createMongoAbility(unpackRules(rules), {
    conditionsMatcher: buildMongoQueryMatcher(instructions as never, interpreters as never) as never,
    detectSubjectType: (row: { __object: string }) => row.__object,
  } as never);
}

async function give(acme: Enterprise, person: Person, name: string, grants: object[], fieldRules: object[] = []): Promise<void> {
  const role = await acme.admin.post('/roles', { name, grants, fieldRules });
  expect(role.status).toBe(201);
  expect((await acme.admin.post(`/roles/${role.body.id}/assignments`, { ids: [person.id] })).status).toBe(200);
}

describe('permissions for front ends', () => {
  it.each(['own', 'subordinates', 'all'])(
    'PERM-07 lets a front end decide with CASL as the API does, in scope %s',
    async (scope) => {
      const acme = await world.enterprise({ managers: 2, salespeople: 4 });
      const asker = acme.managers[0]!;
      await give(acme, asker, '任务', [{ object: 'job', actions: ['read'], scope }]);
      const owners = [acme.admin, ...acme.managers, ...acme.salespeople];
      const jobs = owners.map((owner) => ({ __object: 'job', id: newId(), createdBy: owner.id }));
      await acme.as((ctx) =>
        ctx.db.run(sql`INSERT INTO jobs (tenant_id, id, kind, status, created_by)
        SELECT ${acme.id}::uuid, j.id, 'test.nothing', 'succeeded', j."createdBy" FROM jsonb_to_recordset(${JSON.stringify(jobs)}::jsonb) AS j(id uuid, "createdBy" uuid)`),
      );
      const ability = frontEnd(await mine(asker));
      const answers = await Promise.all(jobs.map((job) => asker.get(`/jobs/${job.id}`)));
      // one's own jobs are one's own without any grant
      expect(jobs.map((job) => ability.can('read', job as never) || job.createdBy === asker.id)).toEqual(
        answers.map(({ status }) => status === 200),
      );
      expect(new Set(answers.map(({ status }) => status)).size).toBe(scope === 'all' ? 1 : 2);
      expect(ability.can('cancel', { __object: 'job', createdBy: asker.id } as never)).toBe(false);
    },
  );

  it('PERM-05 derives menus from what one may read, and refuses the page of what one may not', async () => {
    const acme = await world.enterprise({ salespeople: 1 });
    const one = acme.salespeople[0]!;
    expect((await mine(one)).menus).toEqual(expect.arrayContaining(['employee', 'department']));
    expect((await mine(one)).menus).not.toContain('auditLog');
    expect((await one.get('/audit-log')).status).toBe(403);
    await give(acme, one, '审计', [{ object: 'auditLog', actions: ['read'], scope: 'all' }]);
    expect((await mine(one)).menus).toContain('auditLog');
    expect((await one.get('/audit-log')).status).toBe(200);
  });

  it('PERM-05 tells import and export apart from reading', async () => {
    const acme = await world.enterprise({ salespeople: 1 });
    const ability = frontEnd(await mine(acme.salespeople[0]!));
    expect(['read', 'import', 'export'].map((action) => ability.can(action, 'employee'))).toEqual([true, false, false]);
    const administrator = frontEnd(await mine(acme.admin));
    expect(['read', 'import', 'export'].map((action) => administrator.can(action, 'employee'))).toEqual([true, true, true]);
  });

  it('PERM-07 tells which fields are bound, hides them in every answer and refuses to write them', async () => {
    const acme = await world.enterprise({ salespeople: 1 });
    const one = acme.salespeople[0]!;
    const everybody = ((await acme.admin.get('/roles')).body.items as { id: string; key: string }[]).find(
      ({ key }) => key === 'employee',
    )!;
    const rules = [
      { object: 'employee', field: 'phone', access: 'hidden' },
      { object: 'employee', field: 'title', access: 'readOnly' },
    ];
    await acme.admin.patch(`/roles/${everybody.id}`, { fieldRules: rules });
    await give(acme, one, '人事', [{ object: 'employee', actions: ['read', 'update'], scope: 'all' }], rules);
    expect((await mine(one)).fields).toEqual([{ object: 'employee', hidden: ['phone'], readOnly: ['phone', 'title'] }]);
    const shown = await one.get(`/employees/${one.id}`);
    expect(shown.body).not.toHaveProperty('phone');
    expect(shown.body).toHaveProperty('title');
    const phone = (await acme.admin.get(`/employees/${one.id}`)).body.phone as string;
    expect((await one.get('/employees', { q: phone.slice(-8) })).body.items).toEqual([]);
    expect((await one.patch(`/employees/${one.id}`, { phone: '13800138000' })).body).toMatchObject({ code: 'FIELD_FORBIDDEN' });
    expect((await one.patch(`/employees/${one.id}`, { title: 'CEO' })).body).toMatchObject({
      code: 'FIELD_FORBIDDEN',
      errors: [expect.objectContaining({ pointer: '/title' })],
    });
    const changed = await one.patch(`/employees/${one.id}`, { nickname: '小一' });
    expect(changed.status).toBe(200);
    expect((await acme.admin.get(`/employees/${one.id}`)).body).toMatchObject({ nickname: '小一', phone });
  });

  it('PERM-01 lists what roles can be made of, in the language of the asker', async () => {
    const acme = await world.enterprise({ salespeople: 1 });
    const object = async (client: { get: Person['get'] }, name: string) =>
      ((await client.get('/permission-catalogue')).body.objects as { object: string }[]).find((each) => each.object === name);
    expect(await object(acme.admin, 'employee')).toMatchObject({
      label: '员工',
      actions: expect.arrayContaining([{ action: 'read', label: '查看' }]),
      scopes: [{ scope: 'all', label: '全部' }],
    });
    expect(await object(acme.admin.with({ 'Accept-Language': 'en' }), 'employee')).toMatchObject({
      label: 'Employee',
      fields: expect.arrayContaining([{ key: 'phone', label: 'Phone' }]),
    });
    expect(await object(acme.admin, 'job')).toMatchObject({
      scopes: [{ scope: 'own' }, { scope: 'subordinates' }, { scope: 'all' }].map((each) => expect.objectContaining(each)),
    });
  });
});
