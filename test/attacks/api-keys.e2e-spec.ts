import sql from 'sql-template-tag';
import { newApiKey } from '../../src/platform/auth/api-key/api-key.js';
import { policies } from '../../src/platform/authz/index.js';
import { newId } from '../../src/platform/database/ids.js';
import { operations, pathOf, perform, type Operation } from '../sweeps/operations.js';
import type { Enterprise } from '../support/enterprise.js';
import { keyClient, makeKey, roleId, type TestKey } from '../support/keys.js';
import { useWorld } from '../support/world.js';

const world = useWorld();
const [BEGIN, END] = [48, -4];

describe('whoever has no right secret', () => {
  it('ACC-11: gets one answer, whatever is wrong with the key', async () => {
    const [acme, other] = [await world.enterprise(), await world.enterprise()];
    const mine = await makeKey(world, acme, { scopes: ['lead:read'], roles: ['crmAdministrator'] });
    const theirs = await makeKey(world, other, { scopes: ['lead:read'], roles: ['crmAdministrator'] });
    const revoked = await makeKey(world, acme, { scopes: ['lead:read'] });
    await acme.admin.delete(`/api-keys/${revoked.id}`);
    const flipped = mine.key.at(BEGIN + 5) === 'A' ? 'B' : 'A';
    const wrong = [
      revoked.key,
      mine.key.slice(0, BEGIN + 5) + flipped + mine.key.slice(BEGIN + 6),
      `${mine.key.slice(0, BEGIN)}${theirs.key.slice(BEGIN)}`,
      newApiKey(acme.id, mine.id).key,
      newApiKey(other.id, mine.id).key,
      newApiKey(acme.id, newId()).key,
      newApiKey(newId(), newId()).key,
      // a person's id in the place of a key's
      newApiKey(acme.id, acme.admin.id).key,
      mine.key.slice(0, END),
      mine.key.toLowerCase(),
      `${mine.key} `.trim().replace('hsk_', 'hsr_'),
      'x',
      "' OR 1=1 --",
    ];
    const answers = await Promise.all(wrong.map((key) => keyClient(world, key).get('/leads')));
    const [first] = answers;
    for (const { status, body } of answers) {
      expect([status, body.code, body.detail]).toEqual([401, 'API_KEY_INVALID', first!.body.detail]);
    }
  });

  it('ACC-11: cannot send a key together with a token, nor as a bearer, nor in the address', async () => {
    const acme = await world.enterprise();
    const { key, client } = await makeKey(world, acme, { scopes: ['lead:read'], roles: ['crmAdministrator'] });
    expect((await acme.admin.with({ 'x-api-key': key }).get('/leads')).body.code).toBe('UNAUTHENTICATED');
    expect((await client.with({ authorization: `Bearer ${key}` }).get('/leads')).body.code).toBe('UNAUTHENTICATED');
    expect(
      (
        await world
          .anonymous()
          .with({ authorization: `Bearer ${key}` })
          .get('/leads')
      ).status,
    ).toBe(401);
    expect((await world.anonymous().get('/leads', { apiKey: key })).status).toBe(401);
  });

  it('ACC-11: uses up nothing of the limit of the key whose name they know', async () => {
    const acme = await world.enterprise();
    const { id, client } = await makeKey(world, acme, { scopes: ['lead:read'], roles: ['crmAdministrator'], rateLimit: 3 });
    const forged = keyClient(world, newApiKey(acme.id, id).key);
    await Promise.all(Array.from({ length: 10 }, () => forged.get('/leads')));
    expect((await client.get('/leads')).status).toBe(200);
  });
});

describe('a key with every scope and the role of a system administrator', () => {
  let acme: Enterprise;
  let key: TestKey;
  beforeAll(async () => {
    acme = await world.enterprise({ salespeople: 1 });
    const forKeys = policies.all().filter(({ actions, inPerson = [] }) => actions.some((action) => !inPerson.includes(action)));
    key = await makeKey(world, acme, {
      scopes: forKeys.map(({ object }) => `${object}:*`),
      roles: ['systemAdministrator'],
      rateLimit: 6000,
    });
  });

  const FORBIDDEN = /^(apiKey|signIn):|^role:(create|update|delete|assign)$|^enterprise:update$|^employee:preview$/;
  const closed = (operation: Operation): boolean => FORBIDDEN.test(operation.permission);
  it.each(operations.filter(closed).map((operation) => [operation.id, operation] as const))(
    'ACC-11: cannot %s',
    async (_, operation) => {
      const answer = await perform(key.client, operation, pathOf(operation, newId()));
      expect([answer.status, answer.body.code]).toEqual([403, 'FORBIDDEN']);
    },
  );

  /** What is somebody's own: whoever adds something there for keys too names it here. */
  const FOR_KEYS = ['permissions.mine'];
  const isPersonal = ({ path, permission, id }: Operation): boolean =>
    permission === 'signed-in' && /^\/(me|sessions)(\/|$)/.test(path) && !FOR_KEYS.includes(id);
  const personal = operations.filter(isPersonal);
  it.each(personal.map((operation) => [operation.id, operation] as const))(
    'ACC-11: cannot use what belongs to a person: %s',
    async (_, operation) => {
      const answer = await perform(key.client, operation, pathOf(operation, newId()));
      expect([answer.status, answer.body.code]).toEqual([403, 'API_KEY_NOT_ALLOWED']);
    },
  );

  it('ACC-11: has no permission of a person’s own among its packed rules', async () => {
    const { rules } = (await key.client.get('/me/permissions')).body as { rules: string[][] };
    expect(rules.map(([action, object]) => `${object}:${action}`).filter((permission) => FORBIDDEN.test(permission))).toEqual([]);
  });

  it('ACC-11: gives nobody a role by the way of approving or taking on', async () => {
    const administrator = await roleId(acme, 'systemAdministrator');
    const taken = await key.client.post('/employees', { name: '李静', phone: '13900139001', roleIds: [administrator] });
    expect(taken.status).toBe(400);
    const decision = await key.client.post(`/join-requests/${newId()}/decisions`, { decision: 'reject', reason: '不认识' });
    expect(decision.status).toBe(404);
  });
});

describe('whoever makes a key', () => {
  it('ACC-11: puts nothing into it that they could not grant, now or by a change', async () => {
    const acme = await world.enterprise();
    const grants = [
      { object: 'apiKey', actions: ['read', 'create', 'update'], scope: 'all' },
      { object: 'lead', actions: ['read'], scope: 'own' },
    ];
    const role = (await acme.admin.post('/roles', { name: '接口管理员', grants })).body.id as string;
    const wang = await acme.person('王潮', []);
    await acme.admin.post(`/roles/${role}/assignments`, { ids: [wang.id] });
    const crm = await roleId(acme, 'crmAdministrator');
    const make = (scopes: string[], roleIds: string[]) => wang.post('/api-keys', { name: '甲', scopes, roleIds });
    expect((await make(['lead:read'], [crm])).body.code).toBe('GRANT_EXCEEDS_OWN');
    expect((await make(['lead:read'], [await roleId(acme, 'systemAdministrator')])).body.code).toBe('GRANT_EXCEEDS_OWN');
    const salesperson = await roleId(acme, 'salesperson');
    expect((await make(['lead:read', 'lead:create'], [salesperson])).body.code).toBe('GRANT_EXCEEDS_OWN');
    const made = await make(['lead:read'], [role]);
    expect(made.status).toBe(201);
    const change = (body: object) => wang.patch(`/api-keys/${made.body.id}`, body);
    expect((await change({ roleIds: [crm] })).body.code).toBe('GRANT_EXCEEDS_OWN');
    await acme.admin.patch(`/api-keys/${made.body.id}`, { roleIds: [crm] });
    expect((await change({ scopes: ['lead:*'] })).body.code).toBe('GRANT_EXCEEDS_OWN');
    expect((await change({ name: '乙' })).status).toBe(200);
  });

  it('ACC-11: cannot make it see a field that is hidden from themselves', async () => {
    const acme = await world.enterprise();
    const seller = { object: 'lead', actions: ['read'], scope: 'all' };
    const roleOf = async (name: string, more: object) => (await acme.admin.post('/roles', { name, ...more })).body.id as string;
    const blind = await roleOf('看不到电话', {
      grants: [seller, { object: 'apiKey', actions: ['create'], scope: 'all' }],
      fieldRules: [{ object: 'lead', field: 'phone', access: 'hidden' }],
    });
    const seeing = await roleOf('看得到电话', { grants: [seller] });
    const wang = await acme.person('王潮', []);
    await acme.admin.post(`/roles/${blind}/assignments`, { ids: [wang.id] });
    const make = (roleIds: string[]) => wang.post('/api-keys', { name: '甲', scopes: ['lead:read'], roleIds });
    expect((await make([seeing])).body.code).toBe('GRANT_EXCEEDS_OWN');
    expect((await make([blind])).status).toBe(201);
  });

  it('ACC-11: leaves none alive when the enterprise closes', async () => {
    const acme = await world.enterprise();
    const { client } = await makeKey(world, acme, { scopes: ['lead:read'], roles: ['crmAdministrator'] });
    await acme.as((ctx) => ctx.db.run(sql`UPDATE enterprises SET status = 'closed'`));
    expect((await client.get('/leads')).body.code).toBe('API_KEY_INVALID');
  });
});
