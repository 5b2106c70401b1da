import { createHmac, generateKeyPairSync } from 'node:crypto';
import jwt from 'jsonwebtoken';
import sql from 'sql-template-tag';
import { IdentityCleaning } from '../../src/modules/identity/identity-cleaning.js';
import { AccessTokens } from '../../src/platform/auth/access-tokens.js';
import { Clock } from '../../src/platform/context/clock.js';
import { useWorld } from '../support/world.js';
import { behindProxy, codesOf, count, PASSWORD, registrant, signedIn, signIn, stranger, type Tokens } from './support.js';

const HOUR = 3_600_000;

describe('refresh tokens', () => {
  const world = useWorld(behindProxy);
  afterEach(() => world.get(Clock).shift(0));
  const refresh = (refreshToken: string) => stranger(world).post('/sessions/refresh', { refreshToken });

  it('ACC-05 are exchanged for a new pair that works', async () => {
    const { tokens } = await registrant(world);
    const answer = await refresh(tokens.refreshToken);
    expect(answer.status).toBe(201);
    const next = answer.body as Tokens;
    expect(next).toMatchObject({ sessionId: tokens.sessionId, tenantId: tokens.tenantId, employeeId: tokens.employeeId });
    expect(next.refreshToken).not.toBe(tokens.refreshToken);
    expect((await signedIn(world, next).get('/me')).status).toBe(200);
    expect((await refresh(next.refreshToken)).status).toBe(201);
  });

  it('ACC-05 end the whole family when an old one is used again', async () => {
    const { tokens } = await registrant(world);
    const next = (await refresh(tokens.refreshToken)).body as Tokens;
    const reuse = await refresh(tokens.refreshToken);
    expect([reuse.status, reuse.body.code]).toEqual([401, 'SESSION_ENDED']);
    expect((await refresh(next.refreshToken)).body.code).toBe('SESSION_ENDED');
    expect((await signedIn(world, next).get('/me')).body.code).toBe('SESSION_ENDED');
  });

  it('ACC-05 are won by exactly one of several that use the same at once', async () => {
    const { tokens } = await registrant(world);
    const answers = await Promise.all(Array.from({ length: 8 }, () => refresh(tokens.refreshToken)));
    expect(count(codesOf(answers), 'OK')).toBe(1);
    expect(count(codesOf(answers), 'SESSION_ENDED')).toBe(7);
    const winner = answers.find(({ status }) => status === 201)!.body as Tokens;
    expect((await refresh(winner.refreshToken)).body.code).toBe('SESSION_ENDED');
  });

  it('ACC-05 are kept as digests only', async () => {
    const { tokens } = await registrant(world);
    const rows = await world.as(tokens.tenantId, (ctx) => ctx.db.query(sql`SELECT t::text AS row FROM session_tokens t`));
    expect(JSON.stringify(rows)).not.toContain(tokens.refreshToken.slice(4));
  });

  it('ACC-05 last 12 hours, or 30 days where the device is remembered, counted from the last use', async () => {
    const chen = await registrant(world);
    const short = await signIn(world, chen.phone);
    const long = await signIn(world, chen.phone, { remember: true });
    world.get(Clock).shift(13 * HOUR);
    expect((await refresh(short.refreshToken)).body.code).toBe('SESSION_ENDED');
    world.get(Clock).shift(29 * 24 * HOUR);
    const next = await refresh(long.refreshToken);
    expect(next.status).toBe(201);
    world.get(Clock).shift(58 * 24 * HOUR);
    const again = await refresh((next.body as Tokens).refreshToken);
    expect(again.status).toBe(201);
    world.get(Clock).shift(89 * 24 * HOUR);
    expect((await refresh((again.body as Tokens).refreshToken)).body.code).toBe('SESSION_ENDED');
  });

  it('ACC-05 are refused for suspended employees and for anything that is none', async () => {
    const { tokens } = await registrant(world);
    await world.as(tokens.tenantId, (ctx) => ctx.db.run(sql`UPDATE employees SET status = 'suspended'`));
    expect((await refresh(tokens.refreshToken)).body.code).toBe('SESSION_ENDED');
    expect((await refresh(`hsr_${'x'.repeat(43)}`)).body.code).toBe('SESSION_ENDED');
    expect((await refresh(tokens.accessToken)).status).toBe(400);
  });

  it('ACC-05 leave the database once they could not have lived any longer', async () => {
    const { tokens } = await registrant(world);
    const rows = () =>
      world.as(tokens.tenantId, (ctx) =>
        ctx.db.query(sql`SELECT hash FROM session_tokens WHERE session_id = ${tokens.sessionId}`),
      );
    await refresh(tokens.refreshToken);
    await world.get(IdentityCleaning).clean();
    expect(await rows()).toHaveLength(2);
    world.get(Clock).shift(32 * 24 * HOUR);
    await world.get(IdentityCleaning).clean();
    expect(await rows()).toHaveLength(0);
  });
});

describe('devices', () => {
  const world = useWorld(behindProxy);

  it('ACC-05 are listed with what they are, the one that asks marked', async () => {
    const chen = await registrant(world);
    const phone = await stranger(world)
      .with({ 'user-agent': 'HighSeas/1.0 (Android 16)' })
      .post('/sessions', { name: chen.phone, password: PASSWORD });
    const { items, page } = (await signedIn(world, phone.body as Tokens).get('/me/sessions')).body;
    expect(page).toEqual({ nextCursor: null, hasMore: false });
    expect(items).toHaveLength(2);
    expect(items[0]).toMatchObject({
      current: true,
      userAgent: 'HighSeas/1.0 (Android 16)',
      ip: expect.stringMatching(/^2001:db8:/),
      enterpriseName: '远航科技有限公司',
    });
    expect(items[1]).toMatchObject({ id: chen.tokens.sessionId, current: false });
  });

  it('ACC-05 are ended one by one, all others at once, or by signing out', async () => {
    const chen = await registrant(world);
    const [a, b, c] = [await signIn(world, chen.phone), await signIn(world, chen.phone), await signIn(world, chen.phone)];
    const statusOf = async (tokens: Tokens) => (await signedIn(world, tokens).get('/me')).status;
    expect((await chen.client.delete(`/me/sessions/${a.sessionId}`)).status).toBe(204);
    expect([await statusOf(a), await statusOf(b)]).toEqual([401, 200]);
    expect((await chen.client.delete('/me/sessions')).status).toBe(204);
    expect([await statusOf(b), await statusOf(c), await statusOf(chen.tokens)]).toEqual([401, 401, 200]);
    expect((await chen.client.delete('/sessions/current')).status).toBe(204);
    expect(await statusOf(chen.tokens)).toBe(401);
  });

  it('ACC-05 of others are not there for anybody else, and what is no id is none', async () => {
    const [chen, wang] = [await registrant(world), await registrant(world)];
    for (const id of [wang.tokens.sessionId, '01980000-0000-7000-8000-000000000001']) {
      const answer = await chen.client.delete(`/me/sessions/${id}`);
      expect([answer.status, answer.body.code]).toEqual([404, 'SESSION_NOT_FOUND']);
    }
    expect((await chen.client.delete('/me/sessions/x')).status).toBe(404);
    expect((await wang.client.get('/me')).status).toBe(200);
  });
});

describe('access tokens', () => {
  const world = useWorld(behindProxy);
  const statusWith = async (accessToken: string) => (await signedIn(world, { accessToken }).get('/me')).status;
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

  it('ACC-05 say who, where, as whom and in which session, and nothing else', async () => {
    const { tokens } = await registrant(world);
    expect(jwt.decode(tokens.accessToken)).toEqual({
      sub: expect.any(String),
      tid: tokens.tenantId,
      eid: tokens.employeeId,
      sid: tokens.sessionId,
      iss: 'highseas',
      iat: expect.any(Number),
      exp: expect.any(Number),
    });
  });

  it('ACC-05 are refused when forged, expired, of another issuer or algorithm', async () => {
    const { tokens } = await registrant(world);
    const { key } = world.get(AccessTokens);
    const { iat: _iat, exp: _exp, iss: _iss, ...claims } = jwt.decode(tokens.accessToken) as jwt.JwtPayload;
    const sign = (options: jwt.SignOptions, payload: object = claims) =>
      jwt.sign(payload, key, { algorithm: 'HS256', issuer: 'highseas', ...options });
    const [header, payload, signature] = tokens.accessToken.split('.') as [string, string, string];
    expect(await statusWith(sign({ expiresIn: 60 }))).toBe(200);
    expect(await statusWith(sign({ expiresIn: -1 }))).toBe(401);
    expect(await statusWith(sign({ issuer: 'elsewhere', expiresIn: 60 }))).toBe(401);
    expect(await statusWith(sign({ algorithm: 'HS512', expiresIn: 60 }))).toBe(401);
    expect(await statusWith(sign({ expiresIn: 60 }, { ...claims, sid: "' OR 1=1" }))).toBe(401);
    expect(await statusWith(jwt.sign(claims, 'guess', { issuer: 'highseas', expiresIn: 60 }))).toBe(401);
    expect(await statusWith(`${part({ alg: 'none', typ: 'JWT' })}.${payload}.`)).toBe(401);
    expect(await statusWith(`${header}.${part({ ...claims, eid: claims.sub, iss: 'highseas' })}.${signature}`)).toBe(401);
    expect(await statusWith('')).toBe(401);
  });

  it('ACC-05 are not confused by RS256 tokens, nor by a public key taken for the secret', async () => {
    const { tokens } = await registrant(world);
    const claims = { ...(jwt.decode(tokens.accessToken) as jwt.JwtPayload) };
    const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    expect(await statusWith(jwt.sign(claims, privateKey, { algorithm: 'RS256' }))).toBe(401);
    const unsigned = `${part({ alg: 'HS256', typ: 'JWT' })}.${part(claims)}`;
    const signature = createHmac('sha256', publicKey.export({ type: 'spki', format: 'pem' }))
      .update(unsigned)
      .digest('base64url');
    expect(await statusWith(`${unsigned}.${signature}`)).toBe(401);
  });

  it("ACC-05 never act beyond their own session: another person's, another enterprise's", async () => {
    const [chen, wang] = [await registrant(world), await registrant(world)];
    const [mine, theirs] = [chen, wang].map(({ tokens }) => jwt.decode(tokens.accessToken) as jwt.JwtPayload) as [
      jwt.JwtPayload,
      jwt.JwtPayload,
    ];
    const mixed = (claims: object) => jwt.sign({ ...mine, ...claims }, world.get(AccessTokens).key);
    expect(await statusWith(mixed({ sid: theirs.sid }))).toBe(401);
    expect(await statusWith(mixed({ tid: theirs.tid }))).toBe(401);
    expect(await statusWith(mixed({ eid: theirs.eid }))).toBe(401);
  });

  it('ACC-05 of a session that ended, and of an employee suspended, are out at the next request', async () => {
    const chen = await registrant(world);
    const other = await signIn(world, chen.phone);
    await chen.client.delete('/sessions/current');
    const ended = await chen.client.with({ 'accept-language': 'en' }).get('/me');
    expect([ended.status, ended.body.code, ended.body.detail]).toEqual([
      401,
      'SESSION_ENDED',
      'The session has ended; sign in again.',
    ]);
    expect(await statusWith(other.accessToken)).toBe(200);
    await world.as(chen.tokens.tenantId, (ctx) => ctx.db.run(sql`UPDATE employees SET status = 'suspended'`));
    expect((await signedIn(world, other).get('/me')).body.code).toBe('SESSION_ENDED');
  });
});
