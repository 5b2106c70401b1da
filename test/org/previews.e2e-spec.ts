import jwt from 'jsonwebtoken';
import sql from 'sql-template-tag';
import { newId } from '../../src/platform/database/ids.js';
import { AccessTokens } from '../../src/platform/auth/access-tokens.js';
import { operations, pathOf, perform, type Operation } from '../sweeps/operations.js';
import { Client } from '../support/client.js';
import { drain } from '../support/drain.js';
import type { Enterprise, Person } from '../support/enterprise.js';
import { useWorld } from '../support/world.js';

const world = useWorld((config) => ({ ...config, role: 'api' }));

interface Preview {
  id: string;
  client: Client;
  token: string;
}

async function preview(viewer: Client, employee: Person): Promise<Preview> {
  const { status, body } = await viewer.post(`/employees/${employee.id}/previews`);
  if (status !== 201) throw new Error(`${status} ${JSON.stringify(body)}`);
  const { id, accessToken } = body as { id: string; accessToken: string };
  return { id, client: new Client(world.url, accessToken), token: accessToken };
}

const codeOf = async ({ client }: Preview, path = '/leads') => {
  const { status, body } = await client.get(path);
  return status === 200 ? 200 : (body.code as string);
};

describe('a preview', () => {
  let acme: Enterprise;
  let wang: Person;
  beforeEach(async () => {
    acme = await world.enterprise({ managers: 1, salespeople: 2 });
    [wang] = acme.salespeople as [Person];
  });

  it('PERM-10: answers as the person themselves would be answered: menus, rules, lists, counts', async () => {
    for (const [n, person] of acme.salespeople.entries()) await person.post('/leads', { name: `线索${n}` });
    await acme.admin.post('/leads', { name: '经理的' });
    const { client } = await preview(acme.admin, wang);
    const paths = [
      '/me/permissions',
      '/leads?count=exact',
      '/leads?scope=subordinates',
      '/pools',
      '/employees',
      '/objects',
      '/jobs',
    ];
    for (const path of paths) {
      const [seen, shown] = [await wang.get(path), await client.get(path)];
      expect([path, shown.status]).toEqual([path, seen.status]);
      if (seen.status === 200) expect(shown.body).toEqual(seen.body);
    }
    expect((await client.get('/leads', { count: 'exact' })).body.page.total).toBe(1);
    expect((await client.get('/api-keys')).body.code).toBe('FORBIDDEN');
  });

  it('PERM-10: says whose it is, and who looks', async () => {
    const { id, client, token } = await preview(acme.admin, wang);
    expect((await client.get('/me')).body).toMatchObject({
      employee: { id: wang.id },
      previewId: id,
      sessionId: null,
    });
    expect((await wang.get('/me')).body.previewId).toBeNull();
    const claims = jwt.decode(token) as jwt.JwtPayload;
    expect(claims).toMatchObject({ eid: wang.id, pid: id, act: { eid: acme.admin.id } });
    expect(claims.exp! - claims.iat!).toBe(900);
  });

  it('PERM-10: is logged with both names when it begins and when it ends', async () => {
    const { id } = await preview(acme.admin, wang);
    expect((await acme.admin.delete(`/previews/${id}`)).status).toBe(204);
    const log = await acme.admin.get('/audit-log', { filter: { objectId: wang.id } });
    const names = { employeeName: wang.name, actorName: acme.admin.name, previewId: id };
    expect(log.body.items).toMatchObject([
      { action: 'preview.ended', actorName: acme.admin.name, summary: { ...names, reason: 'ended' } },
      { action: 'preview.started', actorName: acme.admin.name, summary: { ...names, expiresAt: expect.any(String) } },
    ]);
  });

  it('PERM-10: ends by itself after a quarter of an hour, which is logged too', async () => {
    const opened = await preview(acme.admin, wang);
    expect(await codeOf(opened)).toBe(200);
    await acme.as((ctx) => ctx.db.run(sql`UPDATE previews SET expires_at = now() - interval '1 second'`));
    expect(await codeOf(opened)).toBe('SESSION_ENDED');
    await drain(world.app);
    const { items } = (await acme.admin.get('/audit-log', { filter: { action: 'preview.ended' } })).body;
    expect(items).toMatchObject([{ actorName: acme.admin.name, summary: { reason: 'expired', employeeName: wang.name } }]);
    expect((await acme.admin.delete(`/previews/${opened.id}`)).body.code).toBe('PREVIEW_NOT_FOUND');
  });

  it('PERM-10: is over with its end, the sign-out or suspension of who looks, and the suspension of whom it shows', async () => {
    const helper = await acme.person('助理', ['systemAdministrator']);
    const begin = () => preview(helper, wang);
    const ended = await begin();
    await helper.delete(`/previews/${ended.id}`);
    expect(await codeOf(ended)).toBe('SESSION_ENDED');
    const open = await begin();
    await acme.admin.post(`/employees/${wang.id}/suspension`);
    expect(await codeOf(open)).toBe('SESSION_ENDED');
    expect((await helper.post(`/employees/${wang.id}/previews`)).body.code).toBe('EMPLOYEE_STATUS_NOT_ALLOWED');
    await acme.admin.delete(`/employees/${wang.id}/suspension`);
    expect(await codeOf(open)).toBe(200);
    await acme.admin.post(`/employees/${helper.id}/suspension`);
    expect(await codeOf(open)).toBe('SESSION_ENDED');
    await acme.admin.delete(`/employees/${helper.id}/suspension`);
    expect(await codeOf(open)).toBe(200);
    await helper.delete('/sessions/current');
    expect(await codeOf(open)).toBe('SESSION_ENDED');
  });

  it('PERM-10: can be ended by who began it alone', async () => {
    const helper = await acme.person('助理', ['systemAdministrator']);
    const opened = await preview(acme.admin, wang);
    expect((await helper.delete(`/previews/${opened.id}`)).body.code).toBe('PREVIEW_NOT_FOUND');
    expect((await opened.client.delete(`/previews/${opened.id}`)).body.code).toBe('PREVIEW_READ_ONLY');
    expect(await codeOf(opened)).toBe(200);
  });

  it('PERM-10: is no way to see more than one’s own: not for the unpermitted, nor over who may do or see more', async () => {
    expect((await acme.managers[0]!.post(`/employees/${wang.id}/previews`)).body.code).toBe('FORBIDDEN');
    const previewer = { object: 'employee', actions: ['preview'], scope: 'all' };
    const role = async (name: string, ...grants: object[]) => {
      const made = await acme.admin.post('/roles', { name, grants: [previewer, ...grants] });
      const person = await acme.person(name, []);
      await acme.admin.post(`/roles/${made.body.id}/assignments`, { ids: [person.id] });
      return person;
    };
    const bare = await role('只能预览');
    const look = async (viewer: Person, at: Person) => (await viewer.post(`/employees/${at.id}/previews`)).body.code ?? 'OK';
    expect(await look(bare, wang)).toBe('PREVIEW_EXCEEDS_OWN');
    const lead = [
      'read',
      'create',
      'update',
      'claim',
      'return',
      'transfer',
      'protect',
      'invalidate',
      'convert',
      'followUp',
      'assign',
    ];
    const own = await role('同样的范围', { object: 'lead', actions: lead, scope: 'subordinates' });
    expect(await look(own, wang)).toBe('PREVIEW_EXCEEDS_OWN');
    expect(await look(own, acme.admin)).toBe('PREVIEW_EXCEEDS_OWN');
    const crm = await acme.person('CRM', ['crmAdministrator']);
    expect(await look(crm, wang)).toBe('FORBIDDEN');
    const plain = await acme.person('普通员工', []);
    const everything = (await acme.admin.get('/permission-catalogue')).body.objects as {
      object: string;
      actions: { action: string }[];
    }[];
    const reads = everything
      .filter(({ actions }) => actions.some(({ action }) => action === 'read'))
      .map(({ object }) => ({ object, actions: ['read'], scope: 'all' }));
    const auditor = await role('全部可读', ...reads);
    expect(await look(auditor, plain)).toBe('OK');
    expect(await look(auditor, wang)).toBe('PREVIEW_EXCEEDS_OWN');
    expect(await look(auditor, acme.admin)).toBe('PREVIEW_EXCEEDS_OWN');
  });

  it('PERM-10: is not made of a token by hand', async () => {
    const { token, id } = await preview(acme.admin, wang);
    const { exp: _, iat: __, ...claims } = jwt.decode(token) as jwt.JwtPayload;
    const { key } = world.get(AccessTokens);
    const forged = async (change: object) =>
      (await new Client(world.url, jwt.sign({ ...claims, ...change }, key, { expiresIn: 60 })).get('/leads')).status;
    expect(await forged({})).toBe(200);
    expect(await forged({ pid: newId() })).toBe(401);
    expect(await forged({ pid: 'x' })).toBe(401);
    expect(await forged({ pid: undefined })).toBe(401);
    expect(await forged({ eid: acme.managers[0]!.id })).toBe(401);
    expect(await forged({ tid: newId(), pid: id })).toBe(401);
  });

  it('PERM-10: is not shown for services and people who are not there', async () => {
    const key = await acme.admin.post('/api-keys', { name: '接口', scopes: ['lead:read'] });
    for (const id of [key.body.id as string, newId()])
      expect((await acme.admin.post(`/employees/${id}/previews`)).body.code).toBe('EMPLOYEE_NOT_FOUND');
  });
});

describe('in a preview', () => {
  let opened: Preview;
  beforeAll(async () => {
    const acme = await world.enterprise({ salespeople: 1 });
    // as an administrator they might do all of it
    opened = await preview(acme.admin, await acme.person('另一位', ['systemAdministrator']));
  });
  const titled = (wanted: (operation: Operation) => boolean) =>
    operations
      .filter((each) => each.permission !== 'public' && wanted(each))
      .map((operation) => [operation.id, operation] as const);

  const isWrite = ({ method, readOnly }: Operation): boolean => method !== 'get' && !readOnly;
  it.each(titled(isWrite))('PERM-10: nothing is changed: %s', async (_, operation) => {
    const answer = await perform(opened.client, operation, pathOf(operation, newId()));
    expect([answer.status, answer.body.code]).toEqual([403, 'PREVIEW_READ_ONLY']);
  });

  /** What somebody has for themselves; of all below /me it is shown who they are, what they may and how their lists look. */
  const SHOWN = ['me.read', 'permissions.mine', 'defaultViews.getOwn'];
  const isPersonal = ({ method, path, id }: Operation): boolean =>
    method === 'get' && /^\/me(\/|$)/.test(path) && !SHOWN.includes(id);
  it.each(titled(isPersonal))('PERM-10: what belongs to the person alone is not shown: %s', async (_, operation) => {
    const answer = await perform(opened.client, operation, pathOf(operation, newId()));
    expect([answer.status, answer.body.code]).toEqual([403, 'PREVIEW_HIDDEN']);
  });
});
