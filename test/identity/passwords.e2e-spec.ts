import { AccountsService } from '../../src/modules/identity/index.js';
import { newId } from '../../src/platform/database/ids.js';
import type { Client } from '../support/client.js';
import { sql, useWorld } from '../support/world.js';
import { behindProxy, codesOf, count, PASSWORD, registrant, signedIn, signIn, stranger, type Tokens } from './support.js';

const NEXT = 'chaoxi-2027';

describe('changing a password', () => {
  const world = useWorld(behindProxy);
  const change = (client: Client, currentPassword: string, newPassword = NEXT) =>
    client.put('/me/password', { currentPassword, newPassword });

  it('ACC-05 ends all other sessions and keeps the one that did it', async () => {
    const chen = await registrant(world);
    const [here, there] = [await signIn(world, chen.phone), await signIn(world, chen.phone, { remember: true })];
    expect((await change(signedIn(world, here), PASSWORD)).status).toBe(204);
    const statusOf = async (tokens: Tokens) => (await signedIn(world, tokens).get('/me')).status;
    expect([await statusOf(here), await statusOf(there), await statusOf(chen.tokens)]).toEqual([200, 401, 401]);
    expect((await stranger(world).post('/sessions/refresh', { refreshToken: there.refreshToken })).status).toBe(401);
    expect((await stranger(world).post('/sessions', { name: chen.phone, password: PASSWORD })).status).toBe(401);
    expect((await signIn(world, chen.phone, { password: NEXT })).sessionId).toBeDefined();
  });

  it('ACC-05 needs the current one and a different, good one', async () => {
    const { client } = await registrant(world);
    expect((await change(client, 'wrong-2026')).body).toMatchObject({ status: 422, code: 'PASSWORD_WRONG' });
    expect((await change(client, PASSWORD, PASSWORD)).body).toMatchObject({ status: 422, code: 'PASSWORD_UNCHANGED' });
    for (const bad of ['a1', 'onlyletters', '12345678', 'x1'.repeat(65)])
      expect((await change(client, PASSWORD, bad)).status).toBe(400);
    expect((await client.get('/me')).status).toBe(200);
  });

  it('ACC-04 cannot be used to guess the current one, not even by many requests at once', async () => {
    const { client, phone } = await registrant(world);
    const answers = codesOf(await Promise.all(Array.from({ length: 25 }, () => change(client, 'wrong-2026'))));
    expect(count(answers, 'PASSWORD_WRONG')).toBe(10);
    expect(count(answers, 'SIGN_IN_LOCKED')).toBe(15);
    expect((await signIn(world, phone)).sessionId).toBeDefined();
  });
});

describe('an initial password', () => {
  const world = useWorld(behindProxy);
  const INITIAL = 'initial-2026';

  /** A colleague to whom an administrator has given a password. */
  async function newcomer(): Promise<{ phone: string; client: Client; tokens: Tokens; accountId: string; tenantId: string }> {
    const acme = await world.enterprise();
    const wang = await acme.person('王潮', ['salesperson']);
    await acme.as((ctx) => world.get(AccountsService).setInitialPassword(ctx, wang.accountId, INITIAL));
    const { phone } = await acme.as((ctx) =>
      ctx.db.one<{ phone: string }>(sql`SELECT phone FROM accounts WHERE id = ${wang.accountId}`),
    );
    const tokens = await signIn(world, phone, { password: INITIAL });
    return { phone, client: signedIn(world, tokens), tokens, accountId: wang.accountId, tenantId: acme.id };
  }

  it('ACC-06 opens nothing but its change', async () => {
    const { client, tokens, phone } = await newcomer();
    expect((await client.get('/me')).body.account.passwordMustChange).toBe(true);
    for (const path of ['/me/sessions', '/me/enterprises', '/jobs', '/invitations', '/join-requests']) {
      const answer = await client.get(path);
      expect([path, answer.status, answer.body.code]).toEqual([path, 403, 'PASSWORD_CHANGE_REQUIRED']);
    }
    expect((await client.delete('/me/sessions')).body).toMatchObject({
      code: 'PASSWORD_CHANGE_REQUIRED',
      detail: '请先修改初始密码',
    });
    expect((await client.post('/sessions/switch', { tenantId: tokens.tenantId })).status).toBe(403);
    expect((await client.put('/me/password', { currentPassword: INITIAL, newPassword: INITIAL })).body.code).toBe(
      'PASSWORD_UNCHANGED',
    );
    expect((await client.put('/me/password', { currentPassword: INITIAL, newPassword: NEXT })).status).toBe(204);
    expect((await client.get('/me')).body.account.passwordMustChange).toBe(false);
    expect((await client.get('/me/sessions')).status).toBe(200);
    expect((await signIn(world, phone, { password: NEXT })).sessionId).toBeDefined();
  });

  it('ACC-06 lets its holder sign out and refresh, without more rights', async () => {
    const { client, tokens } = await newcomer();
    const next = await stranger(world).post('/sessions/refresh', { refreshToken: tokens.refreshToken });
    expect((await signedIn(world, next.body as Tokens).get('/me/sessions')).body.code).toBe('PASSWORD_CHANGE_REQUIRED');
    expect((await client.delete('/sessions/current')).status).toBe(204);
    expect((await client.get('/me')).status).toBe(401);
  });

  it('ACC-06 cannot be given to a person who also works elsewhere', async () => {
    const { accountId, tenantId } = await newcomer();
    const other = await world.enterprise();
    await other.as((ctx) =>
      ctx.db.run(
        sql`INSERT INTO employees (tenant_id, id, account_id, name, status) VALUES (${other.id}, ${newId()}, ${accountId}, '王潮', 'active')`,
      ),
    );
    await expect(
      world.as(tenantId, (ctx) => world.get(AccountsService).setInitialPassword(ctx, accountId, 'taken-over-1')),
    ).rejects.toMatchObject({
      code: 'ACCOUNT_SHARED',
    });
  });
});
