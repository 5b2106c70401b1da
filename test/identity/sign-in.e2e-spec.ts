import sql from 'sql-template-tag';
import { testPhone } from '../support/enterprise.js';
import { useWorld } from '../support/world.js';
import { behindProxy, Outbox, PASSWORD, registrant, signedIn, stranger, type Registrant, type Tokens } from './support.js';

describe('signing in', () => {
  const world = useWorld(behindProxy);

  it.each([
    ['the phone as registered', (r: Registrant) => r.phone],
    ['the phone without its country', (r: Registrant) => r.phone.slice(3)],
    [
      'the phone with spaces and full-width digits',
      (r: Registrant) => `1${r.phone.slice(4, 6)} ${r.phone.slice(6, 10)} ${r.phone.slice(10)}`.replace(/^1/, '1'),
    ],
    ['the e-mail in capitals', () => 'CHEN@EXAMPLE.COM'],
    ['the login name in any case', () => 'Chen.Hai'],
  ])('ACC-03 works by %s', async (_what, nameOf) => {
    const chen = await registrant(world);
    await world.as(chen.tokens.tenantId, (ctx) =>
      ctx.db.run(sql`UPDATE accounts SET email = NULL, login = NULL WHERE email = 'chen@example.com' OR login = 'chen.hai'`),
    );
    await world.as(chen.tokens.tenantId, (ctx) =>
      ctx.db.run(sql`UPDATE accounts SET email = 'chen@example.com', login = 'chen.hai' WHERE phone = ${chen.phone}`),
    );
    const answer = await stranger(world).post('/sessions', { name: nameOf(chen), password: PASSWORD });
    expect(answer.status).toBe(201);
    expect(answer.body).toMatchObject({
      tokenType: 'Bearer',
      tenantId: chen.tokens.tenantId,
      employeeId: chen.tokens.employeeId,
    });
    const me = await signedIn(world, answer.body as Tokens).get('/me');
    expect(me.body).toMatchObject({
      account: { phone: chen.phone, passwordMustChange: false },
      employee: { id: chen.tokens.employeeId, name: '陈海' },
      enterprise: { tenantId: chen.tokens.tenantId, code: expect.stringMatching(/^[1-9]\d{7}$/) },
    });
  });

  it('ACC-03 keeps passwords as argon2id and never answers anything of them', async () => {
    const chen = await registrant(world);
    const [row] = await world.as(chen.tokens.tenantId, (ctx) =>
      ctx.db.query<{ hash: string }>(sql`SELECT password_hash AS hash FROM accounts WHERE phone = ${chen.phone}`),
    );
    expect(row!.hash).toMatch(/^\$argon2id\$v=19\$/);
    expect(JSON.stringify((await chen.client.get('/me')).body)).not.toContain('argon2');
  });

  it('ACC-04 answers a wrong password and an unknown name alike, in both languages', async () => {
    const chen = await registrant(world);
    const client = stranger(world);
    const wrong = await client.post('/sessions', { name: chen.phone, password: 'wrong-2026' });
    const unknown = await client.post('/sessions', { name: testPhone(), password: 'wrong-2026' });
    const comparable = ({ status, body }: typeof wrong) => ({ status, ...(body as object), instance: '' });
    expect(comparable(wrong)).toEqual(comparable(unknown));
    expect(wrong.body).toMatchObject({ status: 401, code: 'SIGN_IN_FAILED', detail: '账号或密码(验证码)不正确' });
    const english = await client.with({ 'accept-language': 'en' }).post('/sessions', { name: 'nobody', password: 'x' });
    expect(english.body.detail).toBe('The name or the password (or code) is not right.');
  });

  it('ACC-03 refuses bodies that make no sense, field by field', async () => {
    const client = stranger(world);
    const empty = await client.post('/sessions', {});
    expect(empty.status).toBe(400);
    expect(empty.body.errors.map((each: { pointer: string }) => each.pointer)).toEqual(
      expect.arrayContaining(['/name', '/password']),
    );
    const pointersOf = async (body: object) =>
      (await client.post('/sessions', body)).body.errors.map((each: { pointer: string }) => each.pointer);
    expect(await pointersOf({ name: 'a', password: 'b', tenantId: '7' })).toEqual(['/tenantId']);
    expect(await pointersOf({ name: 'a\u0000b', password: 'b' })).toEqual(['/name']);
    expect(await pointersOf({ name: { $ne: '' }, password: 'b' })).toContain('/name');
    expect(await pointersOf({ name: 'a', password: 'x'.repeat(129) })).toEqual(['/password']);
    expect(await pointersOf({ name: 'a', password: 'b', code: '123456' })).toEqual(['/code']);
    expect(await pointersOf({ name: 'a', code: '12345' })).toEqual(['/code']);
    expect(await pointersOf({ name: 'a', password: 'b', admin: true })).toEqual(['/admin']);
  });

  it('ACC-03 lets no disabled account in, by password or by code, and ends the sessions that it has', async () => {
    const outbox = new Outbox(world);
    const chen = await registrant(world);
    await world.as(chen.tokens.tenantId, (ctx) =>
      ctx.db.run(sql`UPDATE accounts SET status = 'disabled' WHERE phone = ${chen.phone}`),
    );
    expect((await stranger(world).post('/sessions', { name: chen.phone, password: PASSWORD })).body.code).toBe('SIGN_IN_FAILED');
    expect((await chen.client.get('/me')).body.code).toBe('SESSION_ENDED');
    await stranger(world).post('/sessions/code-requests', { address: chen.phone });
    const other = await registrant(world);
    await stranger(world).post('/sessions/code-requests', { address: other.phone });
    await outbox.code(other.phone);
    expect(outbox.sms.filter(({ to }) => to === chen.phone)).toEqual([]);
  });
});

describe('choosing an enterprise', () => {
  const world = useWorld(behindProxy);

  /** One person with two enterprises, in the order of joining. */
  async function twoJobs(): Promise<{ chen: Registrant; second: string }> {
    const chen = await registrant(world, '甲');
    const other = await registrant(world, '乙');
    await hire(chen.phone, other.tokens.tenantId, 'active');
    return { chen, second: other.tokens.tenantId };
  }

  const hire = (phone: string, tenantId: string, status: string): Promise<number> =>
    world.as(tenantId, (ctx) =>
      ctx.db.run(sql`INSERT INTO employees (tenant_id, id, account_id, name, status)
        SELECT ${tenantId}::uuid, uuidv7(), id, '陈海(兼)', ${status} FROM accounts WHERE phone = ${phone}`),
    );

  it('ACC-02 offers the choices to a person of several enterprises and gives tokens for the one chosen, once', async () => {
    const { chen, second } = await twoJobs();
    const client = stranger(world);
    const first = await client.post('/sessions', { name: chen.phone, password: PASSWORD });
    expect(first.status).toBe(200);
    expect(first.body.choices).toEqual([
      expect.objectContaining({ tenantId: chen.tokens.tenantId, enterpriseName: '甲' }),
      expect.objectContaining({ tenantId: second, enterpriseName: '乙', employeeName: '陈海(兼)' }),
    ]);
    const choice = { choiceToken: first.body.choiceToken, tenantId: second };
    const chosen = await client.post('/sessions/choice', choice);
    expect(chosen.status).toBe(201);
    expect((await signedIn(world, chosen.body as Tokens).get('/me')).body.enterprise.name).toBe('乙');
    expect((await client.post('/sessions/choice', choice)).body.code).toBe('CHOICE_INVALID');
  });

  it('ACC-02 asks nobody who names the enterprise', async () => {
    const { chen, second } = await twoJobs();
    const answer = await stranger(world).post('/sessions', { name: chen.phone, password: PASSWORD, tenantId: second });
    expect(answer.status).toBe(201);
    expect(answer.body.tenantId).toBe(second);
  });

  it('ACC-02 opens no enterprise to strangers, neither at sign-in, nor by choice, nor by switching', async () => {
    const { chen } = await twoJobs();
    const foreign = (await registrant(world)).tokens.tenantId;
    const client = stranger(world);
    const named = await client.post('/sessions', { name: chen.phone, password: PASSWORD, tenantId: foreign });
    expect([named.status, named.body.code]).toEqual([403, 'ENTERPRISE_NOT_OPEN']);
    const { choiceToken } = (await client.post('/sessions', { name: chen.phone, password: PASSWORD })).body;
    expect((await client.post('/sessions/choice', { choiceToken, tenantId: foreign })).body.code).toBe('ENTERPRISE_NOT_OPEN');
    expect((await chen.client.post('/sessions/switch', { tenantId: foreign })).body.code).toBe('ENTERPRISE_NOT_OPEN');
  });

  it('ACC-02 takes no access token for a choice token, nor the other way round', async () => {
    const { chen } = await twoJobs();
    const client = stranger(world);
    const { choiceToken } = (await client.post('/sessions', { name: chen.phone, password: PASSWORD })).body;
    expect((await signedIn(world, { accessToken: choiceToken }).get('/me')).status).toBe(401);
    const swapped = await client.post('/sessions/choice', {
      choiceToken: chen.tokens.accessToken,
      tenantId: chen.tokens.tenantId,
    });
    expect(swapped.body.code).toBe('CHOICE_INVALID');
  });

  it('ACC-02 switches without a password; the tokens held before end', async () => {
    const { chen, second } = await twoJobs();
    const switched = await chen.client.post('/sessions/switch', { tenantId: second });
    expect(switched.status).toBe(201);
    const there = signedIn(world, switched.body as Tokens);
    expect((await there.get('/me')).body.enterprise.tenantId).toBe(second);
    const { items } = (await there.get('/me/enterprises')).body;
    expect(items.map((each: { tenantId: string; current: boolean }) => [each.tenantId, each.current])).toEqual([
      [chen.tokens.tenantId, false],
      [second, true],
    ]);
    expect((await chen.client.get('/me')).body.code).toBe('SESSION_ENDED');
    expect((await stranger(world).post('/sessions/refresh', { refreshToken: chen.tokens.refreshToken })).body.code).toBe(
      'SESSION_ENDED',
    );
  });

  it('ACC-02 tells who waits for approval, or works nowhere, but only after the right password', async () => {
    const chen = await registrant(world);
    const setStatus = (status: string) =>
      world.as(chen.tokens.tenantId, (ctx) => ctx.db.run(sql`UPDATE employees SET status = ${status}`));
    await setStatus('pending');
    expect((await stranger(world).post('/sessions', { name: chen.phone, password: PASSWORD })).body.code).toBe(
      'APPROVAL_PENDING',
    );
    await setStatus('left');
    expect((await stranger(world).post('/sessions', { name: chen.phone, password: PASSWORD })).body.code).toBe('NO_ENTERPRISE');
    expect((await stranger(world).post('/sessions', { name: chen.phone, password: 'wrong' })).body.code).toBe('SIGN_IN_FAILED');
  });
});
