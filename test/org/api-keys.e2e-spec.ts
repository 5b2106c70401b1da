import sql from 'sql-template-tag';
import { ApiKeyUses } from '../../src/platform/auth/api-key/api-key-uses.js';
import type { PermissionCatalogueView } from '../../src/modules/org/permission/permission.view.js';
import { Clock } from '../../src/platform/context/clock.js';
import { createApplication } from '../../src/platform/http/application.js';
import { AppModule } from '../../src/app.module.js';
import { Client } from '../support/client.js';
import { keyClient, makeKey, roleId } from '../support/keys.js';
import { makePool } from '../support/pools.js';
import { useWorld } from '../support/world.js';

const MINUTE = 60_000;

describe('API keys', () => {
  const world = useWorld((config) => ({ ...config, http: { ...config.http, trustProxy: true } }));
  afterEach(() => world.get(Clock).shift(0));
  const ALL_LEADS = { scopes: ['lead:*', 'pool:read'], roles: ['crmAdministrator'] };

  it('ACC-11: are shown once, kept as a digest, and told apart by how they begin and end', async () => {
    const acme = await world.enterprise();
    const answer = await acme.admin.post('/api-keys', {
      name: '官网留资',
      scopes: ['lead:read', 'lead:create'],
      roleIds: [await roleId(acme, 'crmAdministrator')],
      allowedRanges: ['10.1.2.3', '2001:DB8::/32'],
      rateLimit: 30,
    });
    expect(answer.status).toBe(201);
    const { key, ...shown } = answer.body as { key: string; id: string };
    expect(key).toMatch(/^hsk_[\w-]{43}\.[\w-]{43}$/);
    expect(shown).toMatchObject({
      name: '官网留资',
      prefix: key.slice(0, 16),
      ending: key.slice(-4),
      scopes: ['lead:read', 'lead:create'],
      roles: [{ name: 'CRM 管理员' }],
      allowedRanges: ['10.1.2.3/32', '2001:db8::/32'],
      rateLimit: 30,
      status: 'active',
      expiresAt: null,
      lastUsedAt: null,
      createdByName: '陈海',
      version: 1,
    });
    expect((await acme.admin.get('/api-keys')).body.items).toEqual([shown]);
    expect((await acme.admin.get(`/api-keys/${shown.id}`)).body).toEqual(shown);
    const rows = await acme.as((ctx) => ctx.db.query(sql`SELECT k::text AS row FROM api_keys k`));
    const log = await acme.admin.get('/audit-log', { filter: { object: 'apiKey' } });
    const history = await acme.as((ctx) => ctx.db.query(sql`SELECT changes FROM record_changes WHERE object = 'apiKey'`));
    expect(JSON.stringify([rows, log.body, history])).not.toContain(key.slice(48));
    expect(log.body.items).toMatchObject([{ action: 'apiKey.created', actorName: '陈海', objectId: shown.id }]);
  });

  it('ACC-11: act as a service of their own, which authors and history name', async () => {
    const acme = await world.enterprise();
    const { id, client } = await makeKey(world, acme, ALL_LEADS);
    const pool = await makePool(acme, []);
    const lead = await client.post('/leads', { name: '王潮', phone: '13800138000', poolId: pool.id });
    expect(lead.status).toBe(201);
    const changes = await acme.as((ctx) =>
      ctx.db.query(sql`SELECT actor_id AS actor, origin FROM record_changes WHERE record_id = ${lead.body.id}`),
    );
    expect(changes).toEqual([{ actor: id, origin: 'api' }]);
    const [row] = await acme.as((ctx) =>
      ctx.db.query(sql`SELECT e.name, e.kind FROM leads r JOIN employees e ON e.id = r.created_by WHERE r.id = ${lead.body.id}`),
    );
    expect(row).toEqual({ name: '官网留资', kind: 'service' });
  });

  it('ACC-11: are no persons: not in the directory, in no count, superior to nobody, and not to be given records', async () => {
    const acme = await world.enterprise({ salespeople: 1 });
    const { id } = await makeKey(world, acme, { ...ALL_LEADS, name: '李静' });
    const listed = await acme.admin.get('/employees', { count: 'exact' });
    expect(listed.body.items.map((each: { id: string }) => each.id)).not.toContain(id);
    expect(listed.body.page.total).toBe(2);
    expect((await acme.admin.get('/employees', { q: '李静' })).body.items).toEqual([]);
    expect((await acme.admin.get(`/employees/${id}`)).status).toBe(404);
    for (const path of ['suspension', 'departure']) expect((await acme.admin.post(`/employees/${id}/${path}`)).status).toBe(404);
    const superior = await acme.admin.patch(`/employees/${acme.salespeople[0]!.id}`, { superiorId: id });
    expect(superior.body.errors[0].code).toBe('EMPLOYEE_NOT_FOUND');
    const roles = (await acme.admin.get('/roles')).body.items as { key: string; id: string; holderCount: number }[];
    const crm = roles.find(({ key }) => key === 'crmAdministrator')!;
    expect(crm.holderCount).toBe(0);
    const given = await acme.admin.post(`/roles/${crm.id}/assignments`, { ids: [id] });
    expect(given.body.items[0]).toMatchObject({ ok: false, code: 'EMPLOYEE_NOT_FOUND' });
    const lead = await acme.admin.post('/leads', { name: '甲' });
    const transfer = await acme.admin.post('/leads/transfers', { ids: [lead.body.id], toEmployeeId: id, reason: '试' });
    expect(transfer.body.code ?? transfer.body.items?.[0]?.code).toBe('ASSIGNEE_NOT_FOUND');
  });

  it('ACC-11: can do what both their roles and their scopes allow: routes, lists and packed rules', async () => {
    const acme = await world.enterprise({ salespeople: 1 });
    const [wang] = acme.salespeople as [(typeof acme.salespeople)[0]];
    await wang.post('/leads', { name: '甲' });
    const reader = await makeKey(world, acme, { scopes: ['lead:read'], roles: ['crmAdministrator'] });
    expect((await reader.client.get('/leads')).body.items).toHaveLength(1);
    expect((await reader.client.post('/leads', { name: '乙' })).body.code).toBe('FORBIDDEN');
    expect((await reader.client.get('/employees')).body.code).toBe('FORBIDDEN');
    const mine = await reader.client.get('/me/permissions');
    expect(mine.body).toMatchObject({ employeeId: reader.id, menus: ['lead'], fields: [] });
    expect(new Set(mine.body.rules.map(([action, object]: string[]) => `${object}:${action}`))).toEqual(new Set(['lead:read']));
    const own = await makeKey(world, acme, { scopes: ['lead:*', 'employee:read'], roles: ['salesperson'] });
    expect((await own.client.get('/leads')).body.items).toEqual([]);
    expect((await own.client.post('/leads', { name: '丙' })).status).toBe(201);
    expect((await own.client.get('/leads')).body.items).toHaveLength(1);
    const none = await makeKey(world, acme, { scopes: ['lead:read'] });
    expect((await none.client.get('/leads')).body.items ?? []).toEqual([]);
  });

  it('ACC-11: obey field rules of those roles of which their scopes leave something', async () => {
    const acme = await world.enterprise();
    const grants = (action: string) => [{ object: 'lead', actions: [action], scope: 'all' }];
    const role = async (body: object) => (await acme.admin.post('/roles', body)).body.id as string;
    const hiding = await role({
      name: '看不到电话',
      grants: grants('read'),
      fieldRules: [{ object: 'lead', field: 'phone', access: 'hidden' }],
    });
    const lifting = await role({ name: '可以新建', grants: grants('create') });
    await acme.admin.post('/leads', { name: '甲', phone: '13800138000' });
    const first = async (scopes: string[]) => {
      const { client } = await makeKey(world, acme, { scopes, roleIds: [hiding, lifting] });
      return (await client.get('/leads')).body.items[0] as object;
    };
    expect(await first(['lead:read', 'lead:create'])).toHaveProperty('phone');
    expect(await first(['lead:read'])).not.toHaveProperty('phone');
  });

  it('ACC-11: of jobs, keep their scopes when the work is done later', async () => {
    const acme = await world.enterprise();
    await acme.admin.post('/leads', { name: '甲' });
    const { id, client } = await makeKey(world, acme, { scopes: ['lead:export', 'lead:read'], roles: ['crmAdministrator'] });
    const asked = await client.post('/leads/exports', { format: 'csv' });
    expect(asked.status).toBe(202);
    const [job] = await acme.as((ctx) => ctx.db.query(sql`SELECT created_by AS by FROM jobs WHERE kind LIKE '%xport%'`));
    expect(job).toEqual({ by: id });
  });

  it('ACC-11: are changed, switched off and on, and revoked for ever, from the next request on', async () => {
    const acme = await world.enterprise();
    const { id, client } = await makeKey(world, acme, { scopes: ['lead:read'], roles: ['crmAdministrator'] });
    const patch = (body: object) => acme.admin.patch(`/api-keys/${id}`, body);
    expect((await client.get('/leads')).status).toBe(200);
    expect((await patch({ scopes: ['pool:read'], name: '呼叫中心' })).body).toMatchObject({ name: '呼叫中心', version: 2 });
    expect((await client.get('/leads')).body.code).toBe('FORBIDDEN');
    expect((await client.get('/pools')).status).toBe(200);
    expect((await patch({ roleIds: [] })).body.roles).toEqual([]);
    expect((await client.get('/pools')).body.items ?? []).toEqual([]);
    expect((await patch({ enabled: false })).body.status).toBe('disabled');
    expect((await client.get('/pools')).body.code).toBe('API_KEY_INVALID');
    expect((await patch({ enabled: true })).body.status).toBe('active');
    expect((await client.get('/me/permissions')).status).toBe(200);
    expect((await acme.admin.with({ 'if-match': '"1"' }).patch(`/api-keys/${id}`, { name: '旧' })).status).toBe(412);
    expect((await acme.admin.delete(`/api-keys/${id}`)).status).toBe(204);
    expect((await client.get('/me/permissions')).body.code).toBe('API_KEY_INVALID');
    expect((await acme.admin.get(`/api-keys/${id}`)).body.status).toBe('revoked');
    expect((await patch({ enabled: true })).body.code).toBe('API_KEY_REVOKED');
    expect((await acme.admin.post(`/api-keys/${id}/rotations`, {})).body.code).toBe('API_KEY_REVOKED');
  });

  it('ACC-11: get a new secret while the old one stays good for its grace time', async () => {
    const acme = await world.enterprise();
    const { id, key, client } = await makeKey(world, acme, { scopes: ['lead:read'], roles: ['crmAdministrator'] });
    const rotated = (await acme.admin.post(`/api-keys/${id}/rotations`, { graceMinutes: 30 })).body;
    expect(rotated).toMatchObject({ id, ending: rotated.key.slice(-4), oldSecretUntil: expect.any(String) });
    expect(rotated.key).not.toBe(key);
    const next = keyClient(world, rotated.key as string);
    expect([(await client.get('/leads')).status, (await next.get('/leads')).status]).toEqual([200, 200]);
    world.get(Clock).shift(31 * MINUTE);
    expect([(await client.get('/leads')).body.code, (await next.get('/leads')).status]).toEqual(['API_KEY_INVALID', 200]);
    world.get(Clock).shift(0);
    const again = (await acme.admin.post(`/api-keys/${id}/rotations`, { graceMinutes: 0 })).body;
    expect((await next.get('/leads')).body.code).toBe('API_KEY_INVALID');
    expect((await keyClient(world, again.key as string).get('/leads')).status).toBe(200);
  });

  it('ACC-11: expire, and say so to whoever holds the secret', async () => {
    const acme = await world.enterprise();
    const expiresAt = new Date(Date.now() + 10 * MINUTE).toISOString();
    const { id, client } = await makeKey(world, acme, { scopes: ['lead:read'], roles: ['crmAdministrator'], expiresAt });
    expect((await client.get('/leads')).status).toBe(200);
    world.get(Clock).shift(11 * MINUTE);
    const refused = await client.get('/leads');
    expect([refused.status, refused.body.code]).toEqual([401, 'API_KEY_EXPIRED']);
    expect((await acme.admin.get(`/api-keys/${id}`)).body.status).toBe('expired');
    const past = await acme.admin.post('/api-keys', { name: '旧', scopes: ['lead:read'], expiresAt });
    expect(past.body.errors).toMatchObject([{ pointer: '/expiresAt', code: 'IN_THE_PAST' }]);
  });

  it('ACC-11: work from their address ranges only, IPv4 and IPv6', async () => {
    const acme = await world.enterprise();
    const { client } = await makeKey(world, acme, {
      scopes: ['lead:read'],
      roles: ['crmAdministrator'],
      allowedRanges: ['203.0.113.0/24', '2001:db8:1::/48'],
    });
    const from = async (ip: string) => {
      const { status, body } = await client.with({ 'x-forwarded-for': ip }).get('/leads');
      return status === 200 ? 200 : body.code;
    };
    expect(await from('203.0.113.77')).toBe(200);
    expect(await from('::ffff:203.0.113.77')).toBe(200);
    expect(await from('2001:db8:1:2::3')).toBe(200);
    for (const ip of ['203.0.114.1', '2001:db8:2::1', '127.0.0.1']) expect(await from(ip)).toBe('API_KEY_ADDRESS_REFUSED');
    for (const range of ['10.0.0.0/33', 'x', '10', '1.2.3', '0x7f.1', '::1/129', ''])
      expect((await acme.admin.post('/api-keys', { name: '甲', scopes: ['lead:read'], allowedRanges: [range] })).status).toBe(
        400,
      );
  });

  it('ACC-11: are limited by the minute, with headers that say what is left', async () => {
    const acme = await world.enterprise();
    const { client } = await makeKey(world, acme, { scopes: ['lead:read'], roles: ['crmAdministrator'], rateLimit: 5 });
    const answers = await Promise.all(Array.from({ length: 12 }, () => client.get('/me/permissions')));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(5);
    const refused = answers.filter(({ status }) => status === 429);
    expect(refused).toHaveLength(7);
    expect(refused[0]!.body.code).toBe('TOO_MANY_REQUESTS');
    expect(Number(refused[0]!.headers['retry-after'])).toBeGreaterThan(50);
    expect(refused[0]!.headers).toMatchObject({ 'ratelimit-limit': '5', 'ratelimit-remaining': '0' });
    const left = answers.filter(({ status }) => status === 200).map(({ headers }) => Number(headers['ratelimit-remaining']));
    expect(new Set(left)).toEqual(new Set([0, 1, 2, 3, 4]));
    world.get(Clock).shift(MINUTE + 1000);
    expect((await client.get('/me/permissions')).status).toBe(200);
  });

  it('ACC-11: are limited together on all nodes', async () => {
    const acme = await world.enterprise();
    const { key } = await makeKey(world, acme, { scopes: ['lead:read'], roles: ['crmAdministrator'], rateLimit: 30 });
    const config = { ...world.config, role: 'api' as const };
    const second = await createApplication(AppModule.forRoot(config), config);
    try {
      await second.listen(0, '127.0.0.1');
      const nodes = [keyClient(world, key), new Client(await second.getUrl()).with({ 'x-api-key': key })];
      const answers = await Promise.all(Array.from({ length: 80 }, (_, n) => nodes[n % 2]!.get('/me/permissions')));
      expect(answers.filter(({ status }) => status === 200)).toHaveLength(30);
    } finally {
      await second.close();
    }
  });

  it('ACC-11: show when and from where they were used last, without a write for each request', async () => {
    const acme = await world.enterprise();
    const { id, client } = await makeKey(world, acme, { scopes: ['lead:read'], roles: ['crmAdministrator'] });
    for (const ip of ['192.0.2.1', '192.0.2.2', '192.0.2.3']) await client.with({ 'x-forwarded-for': ip }).get('/leads');
    expect((await acme.admin.get(`/api-keys/${id}`)).body.lastUsedAt).toBeNull();
    await world.get(ApiKeyUses).write();
    const { lastUsedAt, lastUsedIp, version } = (await acme.admin.get(`/api-keys/${id}`)).body;
    expect(Date.now() - Date.parse(lastUsedAt as string)).toBeLessThan(MINUTE);
    expect([lastUsedIp, version]).toEqual(['192.0.2.3', 1]);
    const history = await acme.as((ctx) =>
      ctx.db.query(sql`SELECT operation FROM record_changes WHERE record_id = ${id} AND object = 'apiKey'`),
    );
    expect(history).toEqual([{ operation: 'created' }]);
  });

  it('ACC-11: name permissions that exist and that a key can have', async () => {
    const acme = await world.enterprise();
    const answer = await acme.admin.post('/api-keys', {
      name: '甲',
      scopes: ['lead:read', 'lead:fly', 'boat:*', 'role:update', 'apiKey:*', 'role:*'],
    });
    expect(answer.status).toBe(400);
    expect(answer.body.errors.map(({ pointer, code }: Record<string, string>) => `${pointer} ${code}`)).toEqual([
      '/scopes/1 UNKNOWN_PERMISSION',
      '/scopes/2 UNKNOWN_PERMISSION',
      '/scopes/3 NOT_FOR_KEYS',
      '/scopes/4 NOT_FOR_KEYS',
    ]);
    for (const scopes of [[], ['lead'], ['*'], ['*:*'], ['lead:read', 'lead:read']])
      expect((await acme.admin.post('/api-keys', { name: '甲', scopes })).status).toBe(400);
    const unknown = await acme.admin.post('/api-keys', { name: '甲', scopes: ['lead:read'], roleIds: [acme.id] });
    expect([unknown.status, unknown.body.errors[0].pointer]).toEqual([422, '/roleIds/0']);
  });

  it('ACC-11: hold a role in use, so that it cannot be deleted from under them', async () => {
    const acme = await world.enterprise();
    const role = (await acme.admin.post('/roles', { name: '接口', grants: [] })).body.id as string;
    const { id } = await makeKey(world, acme, { scopes: ['lead:read'], roleIds: [role] });
    expect((await acme.admin.delete(`/roles/${role}`)).body.code).toBe('ROLE_IN_USE');
    await acme.admin.delete(`/api-keys/${id}`);
    expect((await acme.admin.delete(`/roles/${role}`)).status).toBe(204);
  });

  it('ACC-11: are offered as permissions that roles may grant, to people', async () => {
    const acme = await world.enterprise({ salespeople: 1 });
    const catalogue = (await acme.admin.get('/permission-catalogue')).body as PermissionCatalogueView;
    expect(catalogue.objects.find(({ object }) => object === 'apiKey')?.actions.map(({ action }) => action)).toEqual([
      'read',
      'create',
      'update',
      'delete',
    ]);
    expect((await acme.salespeople[0]!.get('/api-keys')).body.code).toBe('FORBIDDEN');
  });
});
