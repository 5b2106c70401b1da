import sql from 'sql-template-tag';
import { SignInRecorder } from '../../src/modules/identity/sign-in-watch/sign-in-recorder.js';
import { Clock } from '../../src/platform/context/clock.js';
import { Client } from '../support/client.js';
import { drain } from '../support/drain.js';
import { testPhone } from '../support/enterprise.js';
import { useWorld } from '../support/world.js';
import { behindProxy, PASSWORD, registrant, signedIn, solvedCaptcha, type Registrant, type Tokens } from './support.js';

const MINUTE = 60_000;
const SHENZHEN = '120.24.78.68';
const SHANGHAI = '202.96.209.133';
const AMERICA = '8.8.8.8';
const CHROME = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36';
const IPHONE =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) MicroMessenger/8.0.49';

describe('sign-ins', () => {
  const world = useWorld((config) => ({ ...behindProxy(config), role: 'api' }));
  afterEach(() => world.get(Clock).shift(0));

  /** Until all that was recorded has been judged. */
  const judged = async () => {
    await world.get(SignInRecorder).beforeApplicationShutdown();
    await drain(world.app);
  };
  const from = (ip: string, userAgent = CHROME, more: Record<string, string> = {}) =>
    world.anonymous().with({ 'x-forwarded-for': ip, 'user-agent': userAgent, ...more });
  const signIn = async (client: Client, phone: string, password = PASSWORD, more: object = {}) => {
    const answer = await client.post('/sessions', { name: phone, password, ...more });
    await judged();
    return answer.body as Tokens & { code?: string };
  };
  const alerts = async ({ client }: Registrant, filter: Record<string, string> = {}) =>
    (await client.get('/sign-in-alerts', { filter })).body.items as Record<string, unknown>[];
  const kinds = async (chen: Registrant) =>
    (await alerts(chen)).map(({ kind }) => String(kind)).toSorted((a, b) => (a < b ? -1 : 1));

  it('ACC-09: are recorded with device, address, place and outcome, for administrators and for oneself', async () => {
    const chen = await registrant(world);
    const tokens = await signIn(from(SHENZHEN), chen.phone);
    await signIn(from(SHENZHEN), chen.phone, 'falsch-2026');
    const { items, page } = (await chen.client.get('/sign-ins')).body;
    expect(page).toEqual({ nextCursor: null, hasMore: false });
    const device = { browser: 'Chrome', system: 'Windows', deviceType: 'desktop', userAgent: CHROME, ip: SHENZHEN };
    const place = { country: '中国', province: '广东', city: '深圳市' };
    const common = { employeeId: chen.tokens.employeeId, employeeName: '陈海', method: 'password', ...device, ...place };
    expect(items).toEqual([
      expect.objectContaining({ ...common, outcome: 'failed', cause: 'passwordWrong', sessionId: null }),
      expect.objectContaining({ ...common, outcome: 'succeeded', cause: null, sessionId: tokens.sessionId }),
    ]);
    expect((await chen.client.get('/me/sign-ins')).body.items).toEqual(items);
    const failed = await chen.client.get('/sign-ins', { filter: { outcome: 'failed', employeeId: chen.tokens.employeeId } });
    expect(failed.body.items).toEqual([items[0]]);
    const first = (await chen.client.get('/sign-ins', { limit: 1 })).body;
    expect(first.items).toEqual([items[0]]);
    const second = await chen.client.get('/sign-ins', { limit: 1, cursor: first.page.nextCursor });
    expect(second.body).toEqual({ items: [items[1]], page: { nextCursor: null, hasMore: false } });
  });

  it('ACC-09: by names that nobody has, and by other enterprises’ people, are not there', async () => {
    const [chen, wang] = [await registrant(world), await registrant(world)];
    await signIn(from(SHENZHEN), testPhone(), 'falsch-2026');
    await signIn(from(SHENZHEN), wang.phone, 'falsch-2026');
    expect((await chen.client.get('/sign-ins')).body.items).toEqual([]);
    expect((await wang.client.get('/sign-ins')).body.items).toHaveLength(1);
  });

  it('ACC-09: by a code and by switching enterprises are recorded as such', async () => {
    const chen = await registrant(world);
    await from(SHENZHEN).post('/sessions', { name: chen.phone, code: '000000' });
    await chen.client.post('/sessions/switch', { tenantId: chen.tokens.tenantId });
    await judged();
    const rows = await world.as(chen.tokens.tenantId, (ctx) =>
      ctx.db.query(sql`SELECT method, outcome, cause FROM sign_ins ORDER BY method`),
    );
    expect(rows).toEqual([
      { method: 'code', outcome: 'failed', cause: 'codeWrong' },
      { method: 'switch', outcome: 'succeeded', cause: null },
    ]);
  });

  it('ACC-09: from a device or a place that the person has not used are told to them and to administrators', async () => {
    const chen = await registrant(world);
    await world.as(chen.tokens.tenantId, (ctx) => ctx.db.run(sql`UPDATE sessions SET ip = ${SHENZHEN}, user_agent = ${CHROME}`));
    await signIn(from(SHENZHEN), chen.phone);
    await signIn(from(SHENZHEN, CHROME.replace('126', '140')), chen.phone);
    expect(await kinds(chen)).toEqual([]);
    await signIn(from(SHENZHEN, IPHONE), chen.phone);
    expect(await kinds(chen)).toEqual(['newDevice']);
    world.get(Clock).shift(30 * MINUTE);
    await signIn(from(SHANGHAI), chen.phone);
    expect(await kinds(chen)).toEqual(['newDevice', 'newPlace']);
    const [place] = await alerts(chen, { kind: 'newPlace' });
    expect(place).toMatchObject({
      status: 'open',
      details: { from: { province: '广东' } },
      signIn: { province: '上海', employeeId: chen.tokens.employeeId, at: expect.stringMatching(/Z$/) },
    });
    await signIn(from(SHANGHAI, IPHONE), chen.phone);
    expect(await kinds(chen)).toHaveLength(2);
    const inbox = (await chen.client.get('/me/notices')).body.items as { kind: string; text: string }[];
    expect(inbox.map(({ kind }) => kind)).toEqual(['unusualSignIn', 'unusualSignIn']);
    expect(JSON.stringify(inbox)).toContain('WeChat / iOS');
  });

  it('ACC-09: tell devices apart by the name that a client gives itself', async () => {
    const chen = await registrant(world);
    const named = (id: string) => from(SHENZHEN, CHROME, { 'x-device-id': id });
    await signIn(named('device-0001'), chen.phone);
    expect(await kinds(chen)).toEqual(['newDevice']);
    await signIn(named('device-0001'), chen.phone);
    expect(await kinds(chen)).toHaveLength(1);
    await signIn(named('device-0002'), chen.phone);
    expect(await kinds(chen)).toHaveLength(2);
  });

  it('ACC-09: at two places within a time that no journey takes are called impossible', async () => {
    const chen = await registrant(world);
    await signIn(from(SHENZHEN), chen.phone);
    world.get(Clock).shift(5 * MINUTE);
    await signIn(from(AMERICA), chen.phone);
    expect(await kinds(chen)).toContain('impossibleTravel');
    const [travel] = await alerts(chen, { kind: 'impossibleTravel' });
    expect(travel).toMatchObject({ details: { from: { country: '中国', province: '广东' } }, signIn: { country: '美国' } });
    const inbox = (await chen.client.get('/me/notices')).body.items;
    expect(inbox.filter(({ kind }: { kind: string }) => kind === 'unusualSignIn').length).toBeLessThanOrEqual(2);
  });

  it('ACC-09: that fail many times for one person are told once an hour', async () => {
    const chen = await registrant(world);
    const client = from('2001:4860:4860::1');
    for (let n = 0; n < 7; n++) {
      const captcha = n >= 3 ? { captcha: await solvedCaptcha(client) } : {};
      await client.post('/sessions', { name: chen.phone, password: 'falsch-2026', ...captcha });
    }
    await judged();
    const [alert, ...more] = await alerts(chen, { kind: 'manyFailures' });
    expect(more).toEqual([]);
    expect(alert).toMatchObject({ signIn: { employeeId: chen.tokens.employeeId }, details: { ip: '2001:4860:4860::1' } });
    expect((await chen.client.get('/me/notices')).body.items).toMatchObject([{ kind: 'signInFailures' }]);
  });

  it('ACC-09: that fail for several people from one address are told to administrators alone', async () => {
    const chen = await registrant(world);
    const phones: string[] = [chen.phone];
    for (const name of ['李静', '王潮']) {
      const phone = testPhone();
      await chen.client.post('/employees', { name, phone, initialPassword: 'gonghai-2026' });
      phones.push(phone);
    }
    await Promise.all(phones.map((phone) => from('8.8.4.4').post('/sessions', { name: phone, password: 'falsch-2026' })));
    await judged();
    expect(await alerts(chen)).toMatchObject([{ kind: 'manyFailuresFromAddress', details: { people: 3, ip: '8.8.4.4' } }]);
    expect((await chen.client.get('/me/notices')).body.items).toEqual([]);
  });

  it('ACC-09: raise alerts that are counted, listed by what is open, and acknowledged once', async () => {
    const chen = await registrant(world);
    await signIn(from(SHENZHEN, CHROME, { 'x-device-id': 'device-0001' }), chen.phone);
    await signIn(from(SHENZHEN, CHROME, { 'x-device-id': 'device-0002' }), chen.phone);
    const [latest] = await alerts(chen, { status: 'open' });
    const acknowledge = (note: string) => chen.client.post(`/sign-in-alerts/${String(latest!.id)}/acknowledgement`, { note });
    const answers = await Promise.all([acknowledge('本人出差'), acknowledge('再看一次')]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    const read = (await chen.client.get(`/sign-in-alerts/${String(latest!.id)}`)).body;
    expect(read).toMatchObject({ status: 'acknowledged', acknowledgedByName: '陈海', version: 2 });
    expect(await alerts(chen, { status: 'open' })).toHaveLength(1);
    expect((await chen.client.get('/sign-in-alerts/summary')).body).toEqual({
      open: 1,
      kinds: [{ kind: 'newDevice', open: 1, acknowledged: 1 }],
    });
  });

  it('ACC-09: show an administrator where people are signed in here, and let them sign people out', async () => {
    const acme = await world.enterprise({ salespeople: 1 });
    const [wang] = acme.salespeople as [(typeof acme.salespeople)[0]];
    await acme.as((ctx) =>
      ctx.db.run(sql`UPDATE sessions SET ip = ${SHENZHEN}, user_agent = ${IPHONE} WHERE employee_id = ${wang.id}`),
    );
    const sessions = () => acme.admin.get(`/employees/${wang.id}/sessions`);
    const [session, ...others] = (await sessions()).body.items;
    expect(others).toEqual([]);
    expect(session).toMatchObject({ browser: 'WeChat', system: 'iOS', place: '中国 广东 深圳市', current: false });
    expect((await wang.get('/me/sessions')).body.items).toMatchObject([{ id: session.id, browser: 'WeChat', current: true }]);
    expect((await acme.admin.delete(`/employees/${acme.admin.id}/sessions/${session.id}`)).body.code).toBe('SESSION_NOT_FOUND');
    expect((await acme.admin.delete(`/employees/${wang.id}/sessions/${session.id}`)).status).toBe(204);
    expect((await wang.get('/me')).body.code).toBe('SESSION_ENDED');
    const li = await acme.person('李静', []);
    expect((await acme.admin.delete(`/employees/${li.id}/sessions`)).status).toBe(204);
    expect((await li.get('/me')).body.code).toBe('SESSION_ENDED');
    const log = await acme.admin.get('/audit-log', { filter: { action: 'employee.signedOut' } });
    expect(log.body.items).toMatchObject([
      { objectId: li.id, summary: { ended: 1 } },
      { objectId: wang.id, summary: { sessionId: session.id } },
    ]);
  });

  it('ACC-09: in other enterprises stay theirs: nobody signs people out there, or sees them there', async () => {
    const chen = await registrant(world);
    const elsewhere = await registrant(world);
    await elsewhere.client.post('/employees', { name: '陈海', phone: chen.phone });
    const there = (
      await from(SHENZHEN).post('/sessions', { name: chen.phone, password: PASSWORD, tenantId: elsewhere.tokens.tenantId })
    ).body as Tokens;
    await judged();
    expect((await elsewhere.client.get(`/employees/${there.employeeId}/sessions`)).body.items).toHaveLength(1);
    expect((await chen.client.get('/sign-ins')).body.items).toEqual([]);
    expect((await elsewhere.client.delete(`/employees/${there.employeeId}/sessions`)).status).toBe(204);
    expect((await signedIn(world, there).get('/me')).status).toBe(401);
    expect((await chen.client.get('/me')).status).toBe(200);
  });

  it('ACC-09: are forgotten after half a year, with their alerts', async () => {
    const chen = await registrant(world);
    await signIn(from(SHENZHEN, CHROME, { 'x-device-id': 'device-0001' }), chen.phone);
    expect(await alerts(chen)).toHaveLength(1);
    await world.as(chen.tokens.tenantId, (ctx) => ctx.db.run(sql`DELETE FROM jobs`));
    world.get(Clock).shift(181 * 24 * 60 * MINUTE);
    await world.as(chen.tokens.tenantId, (ctx) => Promise.resolve(ctx.enqueue({ kind: 'identity.forgetSignIns' })));
    await drain(world.app);
    expect((await chen.client.get('/sign-ins')).body.items).toEqual([]);
    expect(await alerts(chen)).toEqual([]);
  });

  it('ACC-09: are no answer slower for, and tell nobody whether a name exists', async () => {
    const chen = await registrant(world);
    const recorder = world.get(SignInRecorder);
    const codes = await Promise.all(
      [chen.phone, testPhone()].map(
        async (name) => (await from(AMERICA).post('/sessions', { name, password: 'falsch-2026' })).body.code,
      ),
    );
    expect(codes).toEqual(['SIGN_IN_FAILED', 'SIGN_IN_FAILED']);
    const failing = jest.spyOn(recorder as never, 'write').mockRejectedValue(new Error('the disk is full') as never);
    try {
      expect((await from(AMERICA).post('/sessions', { name: chen.phone, password: PASSWORD })).status).toBe(201);
    } finally {
      await recorder.beforeApplicationShutdown();
      failing.mockRestore();
    }
  });
});
