import { Clock } from '../../src/platform/context/clock.js';
import { testPhone } from '../support/enterprise.js';
import { eventually } from '../support/jobs.js';
import { sql, useWorld } from '../support/world.js';
import { behindProxy, codesOf, count, Outbox, PASSWORD, registrant, signedIn, signIn, stranger, type Tokens } from './support.js';

const SECOND = 1000;

describe('one-time codes', () => {
  const world = useWorld(behindProxy);
  let outbox: Outbox;
  beforeEach(() => {
    outbox = new Outbox(world);
  });
  afterEach(() => world.get(Clock).shift(0));

  const ask = (address: string) => stranger(world).post('/sessions/code-requests', { address });
  const signInBy = (name: string, code: string) => stranger(world).post('/sessions', { name, code });
  const other = (code: string) => String((Number(code) + 1) % 1_000_000).padStart(6, '0');

  it('ACC-03 let people in by phone, once', async () => {
    const chen = await registrant(world);
    const asked = await ask(chen.phone.slice(3));
    expect([asked.status, asked.body]).toEqual([202, { expiresIn: 300, resendAfter: 60 }]);
    const code = await outbox.code(chen.phone);
    expect(outbox.sms.at(-1)!.text).toBe(`您的登录验证码是 ${code},5 分钟内有效。请勿告诉他人。`);
    const answer = await signInBy(chen.phone, code);
    expect(answer.status).toBe(201);
    expect((await signedIn(world, answer.body as Tokens).get('/me')).status).toBe(200);
    expect((await signInBy(chen.phone, code)).body.code).toBe('SIGN_IN_FAILED');
  });

  it('ACC-03 come by mail to an e-mail address, in the language asked for', async () => {
    const chen = await registrant(world);
    const email = `${chen.phone.slice(3)}@example.com`;
    await world.as(chen.tokens.tenantId, (ctx) =>
      ctx.db.run(sql`UPDATE accounts SET email = ${email} WHERE phone = ${chen.phone}`),
    );
    await stranger(world).with({ 'accept-language': 'en' }).post('/sessions/code-requests', { address: email.toUpperCase() });
    const code = await outbox.code(email);
    expect(outbox.mail.at(-1)).toMatchObject({
      subject: 'Your code',
      text: expect.stringContaining(`Your sign-in code is ${code}`),
    });
    expect((await signInBy(email, code)).status).toBe(201);
  });

  it('ACC-04 ask the same of an address that nobody has, send it nothing and never say so', async () => {
    const [chen, nobody] = [await registrant(world), testPhone()];
    const [known, unknown] = [await ask(chen.phone), await ask(nobody)];
    expect([unknown.status, unknown.body]).toEqual([known.status, known.body]);
    await outbox.code(chen.phone);
    expect(outbox.sms.map(({ to }) => to)).not.toContain(nobody);
    expect((await signInBy(nobody, '000000')).body).toMatchObject({ status: 401, code: 'SIGN_IN_FAILED' });
    expect(codesOf([await ask(chen.phone), await ask(nobody)])).toEqual(['TOO_MANY_REQUESTS', 'TOO_MANY_REQUESTS']);
  });

  it('ACC-03 bear five wrong tries, also when they come at once, and then not even the right one', async () => {
    const chen = await registrant(world);
    await ask(chen.phone);
    const code = await outbox.code(chen.phone);
    await Promise.all(Array.from({ length: 12 }, () => signInBy(chen.phone, other(code))));
    expect((await signInBy(chen.phone, code)).body.code).toBe('SIGN_IN_FAILED');
  });

  it('ACC-03 are still good after four wrong tries', async () => {
    const chen = await registrant(world);
    await ask(chen.phone);
    const code = await outbox.code(chen.phone);
    for (let n = 0; n < 4; n++) expect((await signInBy(chen.phone, other(code))).status).toBe(401);
    expect((await signInBy(chen.phone, code)).status).toBe(201);
  });

  it('ACC-03 let exactly one of several in that use the same at once', async () => {
    const chen = await registrant(world);
    await ask(chen.phone);
    const code = await outbox.code(chen.phone);
    const answers = codesOf(await Promise.all(Array.from({ length: 4 }, () => signInBy(chen.phone, code))));
    expect(count(answers, 'OK')).toBe(1);
  });

  it('ACC-03 expire after five minutes, and with the next one', async () => {
    const chen = await registrant(world);
    await ask(chen.phone);
    const first = await outbox.code(chen.phone);
    world.get(Clock).shift(61 * SECOND);
    await ask(chen.phone);
    const second = await outbox.code(chen.phone, 1);
    if (first !== second) expect((await signInBy(chen.phone, first)).body.code).toBe('SIGN_IN_FAILED');
    world.get(Clock).shift((61 + 301) * SECOND);
    expect((await signInBy(chen.phone, second)).body.code).toBe('SIGN_IN_FAILED');
  });

  it('ACC-03 are sent once a minute and five times an hour', async () => {
    const chen = await registrant(world);
    const answers = [];
    for (let minute = 0; minute < 6; minute++) {
      world.get(Clock).shift(minute * 61 * SECOND);
      answers.push(await ask(chen.phone));
      if (minute === 0) {
        const early = await ask(chen.phone);
        expect(early.status).toBe(429);
        expect(Number(early.headers['retry-after'])).toBeLessThanOrEqual(60);
        expect(early.body.detail).toMatch(/^请求过于频繁,请 \d+ 秒后再试$/);
      }
    }
    expect(answers.map(({ status }) => status)).toEqual([202, 202, 202, 202, 202, 429]);
    expect(Number(answers[5]!.headers['retry-after'])).toBeGreaterThan(3000);
  });

  it('ACC-03 are sent sixty times an hour for one caller, whoever they are for', async () => {
    const client = stranger(world);
    const answers = await Promise.all(
      Array.from({ length: 65 }, () => client.post('/sessions/code-requests', { address: testPhone() })),
    );
    expect(
      count(
        answers.map(({ status }) => status),
        202,
      ),
    ).toBe(60);
    expect(
      count(
        answers.map(({ status }) => status),
        429,
      ),
    ).toBe(5);
  });

  it('ACC-03 are nowhere to be read: neither in the database nor in the queue', async () => {
    const chen = await registrant(world);
    await ask(chen.phone);
    const code = await outbox.code(chen.phone);
    const rows = await world.as(chen.tokens.tenantId, (ctx) =>
      ctx.db.query<{ row: string }>(sql`SELECT c::text AS row FROM one_time_codes c WHERE address = ${chen.phone}
        UNION ALL SELECT data::text FROM pgboss.job WHERE name = 'identity-codes'`),
    );
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.filter(({ row }) => new RegExp(`[",(]${code}[",)]`).test(row))).toEqual([]);
  });

  it('ACC-03 are tried again when the gateway fails', async () => {
    const chen = await registrant(world);
    const { SmsGateway } = await import('../../src/modules/identity/index.js');
    jest.spyOn(world.get(SmsGateway), 'send').mockRejectedValueOnce(new Error('busy'));
    await ask(chen.phone);
    expect((await signInBy(chen.phone, await outbox.code(chen.phone))).status).toBe(201);
  });

  it('ACC-03 need an address, which a login name is not', async () => {
    const answer = await ask('chen.hai');
    expect(answer.body.errors).toEqual([{ pointer: '/address', code: 'NOT_AN_ADDRESS', detail: '不是有效的手机号或邮箱' }]);
  });
});

describe('a forgotten password', () => {
  const world = useWorld(behindProxy);
  let outbox: Outbox;
  beforeEach(() => {
    outbox = new Outbox(world);
  });
  const complete = (address: string, code: string, newPassword = 'chaoxi-2027') =>
    stranger(world).post('/password-resets/completions', { address, code, newPassword });

  it('ACC-06 is replaced by a code; all sessions end, and the old one is of no use', async () => {
    const chen = await registrant(world);
    expect((await stranger(world).post('/password-resets', { address: chen.phone })).status).toBe(202);
    const code = await outbox.code(chen.phone);
    expect(outbox.sms.at(-1)!.text).toContain('重置密码');
    expect((await complete(chen.phone, code)).status).toBe(204);
    expect((await chen.client.get('/me')).body.code).toBe('SESSION_ENDED');
    expect((await stranger(world).post('/sessions', { name: chen.phone, password: PASSWORD })).status).toBe(401);
    expect((await signIn(world, chen.phone, { password: 'chaoxi-2027' })).sessionId).toBeDefined();
    expect((await complete(chen.phone, code)).body.code).toBe('CODE_INVALID');
  });

  it('ACC-06 unlocks a name that somebody else has had locked', async () => {
    const chen = await registrant(world);
    for (let n = 0; n < 3; n++) await stranger(world).post('/sessions', { name: chen.phone, password: 'wrong' });
    await stranger(world).post('/password-resets', { address: chen.phone });
    await complete(chen.phone, await outbox.code(chen.phone));
    expect((await signIn(world, chen.phone, { password: 'chaoxi-2027' })).sessionId).toBeDefined();
  });

  it('ACC-06 is not replaced by a code to sign in with, nor the other way round', async () => {
    const chen = await registrant(world);
    await stranger(world).post('/sessions/code-requests', { address: chen.phone });
    const signInCode = await outbox.code(chen.phone);
    expect((await complete(chen.phone, signInCode)).body.code).toBe('CODE_INVALID');
    await stranger(world).post('/password-resets', { address: chen.phone });
    const resetCode = await outbox.code(chen.phone, 1);
    if (resetCode !== signInCode) {
      expect((await stranger(world).post('/sessions', { name: chen.phone, code: resetCode })).status).toBe(401);
    }
  });

  it('ACC-04 tells nothing of addresses that nobody has', async () => {
    const [chen, nobody] = [await registrant(world), testPhone()];
    const requests = [
      await stranger(world).post('/password-resets', { address: chen.phone }),
      await stranger(world).post('/password-resets', { address: nobody }),
    ];
    expect(requests.map(({ status, body }) => ({ status, body: body as object }))).toEqual(
      [0, 1].map(() => ({ status: 202, body: { expiresIn: 300, resendAfter: 60 } })),
    );
    const answers = [await complete(chen.phone, '000000'), await complete(nobody, '000000')];
    expect(answers.map(({ body }) => ({ ...(body as object), instance: '' }))[0]).toEqual({
      ...(answers[1]!.body as object),
      instance: '',
    });
    expect(answers[0]!.body).toMatchObject({ status: 422, code: 'CODE_INVALID' });
    await eventually(() => outbox.sms.some(({ to }) => to === chen.phone));
    expect(outbox.sms.some(({ to }) => to === nobody)).toBe(false);
  });

  it('ACC-06 must keep the rule for passwords', async () => {
    const answer = await complete(testPhone(), '000000', 'short');
    expect(answer.status).toBe(400);
    expect(new Set(answer.body.errors.map((each: { pointer: string }) => each.pointer))).toEqual(new Set(['/newPassword']));
  });
});
