import sql from 'sql-template-tag';
import { Client } from '../support/client.js';
import { useWorld } from '../support/world.js';
import { behindProxy, PASSWORD, registrant, signIn, signedIn, stranger, type Registrant, type Tokens } from './support.js';

describe('administrative writes', () => {
  const world = useWorld(behindProxy);

  /** As if the session had been signed in to, or confirmed, so many minutes ago. */
  const confirmed = ({ tokens }: { tokens: Tokens }, minutes: number | null) =>
    world.as(tokens.tenantId, (ctx) =>
      ctx.db.run(sql`UPDATE sessions SET elevated_at = now() - make_interval(mins => ${minutes}) WHERE id = ${tokens.sessionId}`),
    );
  let n = 0;
  const write = async (client: Client) => {
    const { status, body } = await client.post('/roles', { name: `角色 ${++n}`, grants: [] });
    return [status, body.code];
  };
  const lapsed = async (): Promise<Registrant> => {
    const chen = await registrant(world);
    await confirmed(chen, 61);
    return chen;
  };
  const WRITTEN = [201, undefined];
  const REFUSED = [403, 'STEP_UP_REQUIRED'];

  it('ACC-07: a session is elevated by signing in, and for some time only', async () => {
    const chen = await registrant(world);
    expect(await write(chen.client)).toEqual(WRITTEN);
    await confirmed(chen, 9);
    expect(await write(chen.client)).toEqual(WRITTEN);
    await confirmed(chen, 11);
    expect(await write(chen.client)).toEqual(REFUSED);
    const again = await signIn(world, chen.phone);
    expect(await write(signedIn(world, again))).toEqual(WRITTEN);
  });

  it('ACC-07: reading and everyday work ask for nothing', async () => {
    const { client } = await lapsed();
    expect((await client.get('/roles')).status).toBe(200);
    expect((await client.post('/departments', { name: '销售部' })).status).toBe(201);
  });

  it('ACC-07: the password opens administration again, in this session alone', async () => {
    const chen = await lapsed();
    const other = await signIn(world, chen.phone);
    await confirmed({ tokens: other }, 61);
    const refused = await chen.client.with({ 'accept-language': 'en' }).post('/roles', { name: '甲', grants: [] });
    expect(refused.body.detail).toContain('POST /me/elevation');
    const answer = await chen.client.post('/me/elevation', { password: PASSWORD });
    expect(answer.status).toBe(200);
    const minutes = (Date.parse(answer.body.elevatedUntil) - Date.now()) / 60_000;
    expect(minutes).toBeGreaterThan(9);
    expect(minutes).toBeLessThanOrEqual(10);
    expect(await write(chen.client)).toEqual(WRITTEN);
    expect(await write(signedIn(world, other))).toEqual(REFUSED);
  });

  it('ACC-07: refreshing tokens never renews it, and switching enterprises takes it along as it is', async () => {
    const chen = await lapsed();
    const next = (await stranger(world).post('/sessions/refresh', { refreshToken: chen.tokens.refreshToken })).body as Tokens;
    expect(await write(signedIn(world, next))).toEqual(REFUSED);
    const switched = await signedIn(world, next).post('/sessions/switch', { tenantId: chen.tokens.tenantId });
    expect(switched.status).toBe(201);
    expect(await write(signedIn(world, switched.body as Tokens))).toEqual(REFUSED);
  });

  it('ACC-07: wrong passwords elevate nothing and are locked out as at signing in', async () => {
    const chen = await lapsed();
    const codes: string[] = [];
    for (let tries = 0; tries < 11; tries++)
      codes.push((await chen.client.post('/me/elevation', { password: `${PASSWORD}x` })).body.code);
    expect(codes.slice(0, 10)).toEqual(Array(10).fill('PASSWORD_WRONG'));
    expect(codes[10]).toBe('SIGN_IN_LOCKED');
    expect((await chen.client.post('/me/elevation', { password: PASSWORD })).status).toBe(429);
    expect(await write(chen.client)).toEqual(REFUSED);
  });

  it('ACC-07: of many wrong passwords at once no more are tried than one after the other', async () => {
    const chen = await lapsed();
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => chen.client.post('/me/elevation', { password: `${PASSWORD}x` })),
    );
    expect(answers.filter(({ body }) => body.code === 'PASSWORD_WRONG')).toHaveLength(10);
    expect(answers.filter(({ body }) => body.code === 'SIGN_IN_LOCKED')).toHaveLength(10);
  });

  it('ACC-07: one proof is wanted, a password or a code', async () => {
    const chen = await lapsed();
    expect((await chen.client.post('/me/elevation', {})).status).toBe(400);
    expect((await chen.client.post('/me/elevation', { password: PASSWORD, code: '123456' })).status).toBe(400);
    expect((await chen.client.post('/me/elevation', { code: '123456' })).body.code).toBe('CODE_INVALID');
  });

  it('ACC-07: the enterprise decides for how long it holds, or that nothing is asked', async () => {
    const chen = await registrant(world);
    const decide = (stepUpMinutes: number | null) =>
      chen.client.patch('/enterprise', { settings: { security: { stepUpMinutes } } });
    expect((await decide(5)).body.settings.security).toEqual({ stepUpMinutes: 5 });
    await confirmed(chen, 6);
    expect(await write(chen.client)).toEqual(REFUSED);
    expect((await decide(0)).body.code).toBe('STEP_UP_REQUIRED');
    await confirmed(chen, 4);
    expect((await decide(0)).status).toBe(200);
    await confirmed(chen, null);
    expect(await write(chen.client)).toEqual(WRITTEN);
    expect((await chen.client.post('/me/elevation', { password: PASSWORD })).body).toEqual({ elevatedUntil: null });
    expect((await decide(null)).status).toBe(200);
    expect((await decide(2000)).status).toBe(400);
    await confirmed(chen, 11);
    expect(await write(chen.client)).toEqual(REFUSED);
  });

  it('ACC-07: who may not do it at all is told so, and not asked for a password', async () => {
    const acme = await world.enterprise({ salespeople: 1 });
    const [wang] = acme.salespeople as [(typeof acme.salespeople)[0]];
    await acme.as((ctx) => ctx.db.run(sql`UPDATE sessions SET elevated_at = NULL WHERE employee_id = ${wang.id}`));
    expect((await wang.post('/roles', { name: '甲', grants: [] })).body.code).toBe('FORBIDDEN');
  });
});
