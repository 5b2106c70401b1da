import { createChallenge } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2';
import type { Response } from 'supertest';
import { IdentityCleaning } from '../../src/modules/identity/identity-cleaning.js';
import { Clock } from '../../src/platform/context/clock.js';
import type { Client } from '../support/client.js';
import { testPhone } from '../support/enterprise.js';
import { sql, useWorld } from '../support/world.js';
import { behindProxy, codesOf, count, PASSWORD, registrant, solvedCaptcha, stranger } from './support.js';

const MINUTE = 60_000;

describe('guessing a password', () => {
  const world = useWorld(behindProxy);
  afterEach(() => world.get(Clock).shift(0));

  const guess = (name: string, client: Client = stranger(world), more: object = {}): Promise<Response> =>
    client.post('/sessions', { name, password: 'wrong-2026', ...more });
  const guesses = async (name: string, times: number): Promise<string[]> => {
    const answers: Response[] = [];
    for (let n = 0; n < times; n++) answers.push(await guess(name));
    return codesOf(answers);
  };
  const guessesWithCaptcha = async (name: string, times: number): Promise<string[]> => {
    const answers: Response[] = [];
    for (let n = 0; n < times; n++)
      answers.push(await guess(name, stranger(world), { captcha: await solvedCaptcha(world.anonymous()) }));
    return codesOf(answers);
  };

  it.each([
    ['somebody has', async () => (await registrant(world)).phone],
    ['nobody has', async () => testPhone()],
  ])(
    'ACC-04 asks for a captcha after three failures and locks after ten, from wherever they come, for a name that %s',
    async (_who, nameOf) => {
      const name = await nameOf();
      expect(await guesses(name, 4)).toEqual(['SIGN_IN_FAILED', 'SIGN_IN_FAILED', 'SIGN_IN_FAILED', 'CAPTCHA_REQUIRED']);
      expect(await guessesWithCaptcha(name, 8)).toEqual([...Array.from({ length: 7 }, () => 'SIGN_IN_FAILED'), 'SIGN_IN_LOCKED']);
      const locked = await guess(name);
      expect(locked.status).toBe(429);
      expect(Number(locked.headers['retry-after'])).toBeGreaterThan(14 * 60);
      expect(Number(locked.headers['retry-after'])).toBeLessThanOrEqual(15 * 60);
      expect(locked.body.detail).toMatch(/^登录失败次数过多,请 \d+ 秒后再试$/);
    },
  );

  it('ACC-04 lets nobody in while the name is locked, and the right password after 15 minutes', async () => {
    const chen = await registrant(world);
    await guesses(chen.phone, 3);
    await guessesWithCaptcha(chen.phone, 7);
    const right = async () => (await guess(chen.phone, stranger(world), { password: PASSWORD })).status;
    expect(await right()).toBe(429);
    world.get(Clock).shift(14 * MINUTE);
    expect(await right()).toBe(429);
    world.get(Clock).shift(15 * MINUTE + 5000);
    expect(await right()).toBe(201);
    expect(await guesses(chen.phone, 3)).toEqual(['SIGN_IN_FAILED', 'SIGN_IN_FAILED', 'SIGN_IN_FAILED']);
  });

  it('ACC-04 forgets failures when the right password comes', async () => {
    const chen = await registrant(world);
    for (let round = 0; round < 3; round++) {
      expect(await guesses(chen.phone, 2)).toEqual(['SIGN_IN_FAILED', 'SIGN_IN_FAILED']);
      expect((await guess(chen.phone, stranger(world), { password: PASSWORD })).status).toBe(201);
    }
  });

  it('ACC-04 lets the right password in with a captcha after failures', async () => {
    const chen = await registrant(world);
    await guesses(chen.phone, 3);
    const client = stranger(world);
    expect((await client.post('/sessions', { name: chen.phone, password: PASSWORD })).body.code).toBe('CAPTCHA_REQUIRED');
    const captcha = await solvedCaptcha(client);
    expect((await client.post('/sessions', { name: chen.phone, password: PASSWORD, captcha })).status).toBe(201);
  });

  it.each([20, 40])('ACC-04 tries no more than the limit of %i wrong passwords that come at once', async (times) => {
    const { phone } = await registrant(world);
    const captchas = await Promise.all(Array.from({ length: times }, () => solvedCaptcha(world.anonymous())));
    const plain = codesOf(await Promise.all(captchas.map(() => guess(phone))));
    expect(count(plain, 'SIGN_IN_FAILED')).toBe(3);
    expect(count(plain, 'CAPTCHA_REQUIRED')).toBe(times - 3);
    const solved = codesOf(await Promise.all(captchas.map((captcha) => guess(phone, stranger(world), { captcha }))));
    expect(count(solved, 'SIGN_IN_FAILED')).toBe(7);
    expect(count(solved, 'SIGN_IN_LOCKED')).toBe(times - 7);
  });

  it('ACC-04 counts an address that tries name after name, and lets others go on', async () => {
    const client = stranger(world);
    const answers = codesOf(await Promise.all(Array.from({ length: 30 }, () => guess(testPhone(), client))));
    expect(count(answers, 'SIGN_IN_FAILED')).toBe(20);
    expect(count(answers, 'CAPTCHA_REQUIRED')).toBe(10);
    expect((await guess(testPhone())).body.code).toBe('SIGN_IN_FAILED');
  });

  it('ACC-04 does not count successes against the address of an office', async () => {
    const chen = await registrant(world);
    const office = stranger(world);
    for (let n = 0; n < 25; n++)
      expect((await office.post('/sessions', { name: chen.phone, password: PASSWORD })).status).toBe(201);
  });

  it('ACC-04 keeps no names in its counters and removes them in time', async () => {
    const { tenantId } = (await registrant(world)).tokens;
    const rows = () =>
      world.as(tenantId, (ctx) => ctx.db.query<{ key: string }>(sql`SELECT key, resets_at FROM throttles ORDER BY key`));
    const others = new Set((await rows()).map((row) => row.key));
    const own = async () => (await rows()).filter((row) => !others.has(row.key));
    const name = testPhone();
    await guess(name);
    expect(await own()).toHaveLength(2);
    expect(JSON.stringify(await rows())).not.toContain(name.slice(3));
    world.get(Clock).shift(3 * 60 * MINUTE);
    await world.get(IdentityCleaning).clean();
    expect(await own()).toEqual([]);
  });
});

describe('the captcha', () => {
  const world = useWorld(behindProxy);
  const tryWith = (captcha: string) => stranger(world).post('/sessions', { name: testPhone(), password: 'x', captcha });
  const packed = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64');
  const unpacked = (captcha: string) =>
    JSON.parse(Buffer.from(captcha, 'base64').toString()) as {
      challenge: { parameters: Record<string, unknown> };
      solution: Record<string, unknown>;
    };

  it('ACC-04 is good for once, also when used many times at once', async () => {
    const captcha = await solvedCaptcha(world.anonymous());
    const answers = codesOf(await Promise.all(Array.from({ length: 5 }, () => tryWith(captcha))));
    expect(count(answers, 'SIGN_IN_FAILED')).toBe(1);
    expect(count(answers, 'CAPTCHA_INVALID')).toBe(4);
  });

  it('ACC-04 cannot be forged, bent or left unsolved', async () => {
    const solved = unpacked(await solvedCaptcha(world.anonymous()));
    const { challenge, solution } = solved;
    const own = await createChallenge({
      algorithm: 'PBKDF2/SHA-256',
      cost: 1,
      counter: 1,
      deriveKey,
      hmacSignatureSecret: 'mine',
      hmacKeySignatureSecret: 'mine',
    });
    const bad = [
      { challenge, solution: { ...solution, derivedKey: '00'.repeat(32) } },
      { challenge: { ...challenge, parameters: { ...challenge.parameters, nonce: '00'.repeat(16) } }, solution },
      { challenge: { ...challenge, parameters: { ...challenge.parameters, expiresAt: 4_000_000_000 } }, solution },
      { challenge: { ...challenge, signature: undefined }, solution },
      { challenge: own, solution },
      { challenge, solution: null },
      { challenge: null },
      [],
      null,
    ];
    for (const each of bad) expect((await tryWith(packed(each))).body.code).toBe('CAPTCHA_INVALID');
    expect((await tryWith(Buffer.from('not json').toString('base64'))).body.code).toBe('CAPTCHA_INVALID');
    expect((await tryWith('!')).status).toBe(400);
    expect((await tryWith(packed(solved))).body.code).toBe('SIGN_IN_FAILED');
  });

  it('ACC-04 expires after ten minutes', async () => {
    world.get(Clock).shift(-11 * MINUTE);
    const captcha = await solvedCaptcha(world.anonymous());
    world.get(Clock).shift(0);
    expect((await tryWith(captcha)).body).toMatchObject({
      status: 422,
      code: 'CAPTCHA_INVALID',
      detail: '人机验证无效或已过期,请重试',
    });
  });
});

describe('the work of the captcha', () => {
  const world = useWorld((config) => ({ ...behindProxy(config), env: 'development' }));

  it('ACC-04 is felt by who sends thousands, in the settings of production', async () => {
    const from = performance.now();
    const captcha = await solvedCaptcha(world.anonymous());
    expect(performance.now() - from).toBeGreaterThan(50);
    const answer = await stranger(world).post('/sessions', { name: testPhone(), password: 'x', captcha });
    expect(answer.body.code).toBe('SIGN_IN_FAILED');
  });
});

describe('the time that a refusal takes', () => {
  // With the real cost of argon2id: it is what could tell the two apart.
  const world = useWorld((config) => ({ ...behindProxy(config), env: 'development' }));

  it('ACC-04 does not tell whether somebody has the name', async () => {
    // The least of several, and of the processor's time: neighbours only ever add, and a clock would count their turns as well.
    const spent = async (name: string): Promise<number> => {
      const before = process.cpuUsage();
      expect((await stranger(world).post('/sessions', { name, password: 'wrong-2026' })).status).toBe(401);
      const { user, system } = process.cpuUsage(before);
      return user + system;
    };
    await spent(testPhone());
    const [known, unknown]: [number[], number[]] = [[], []];
    for (let n = 0; n < 6; n++) {
      const { phone } = await registrant(world);
      known.push(await spent(phone));
      unknown.push(await spent(testPhone()));
    }
    // Without the hashing for nobody's password the quotient is above three.
    expect(Math.min(...known) / Math.min(...unknown)).toBeLessThan(2.5);
    expect(Math.min(...unknown) / Math.min(...known)).toBeLessThan(2.5);
  });
});
