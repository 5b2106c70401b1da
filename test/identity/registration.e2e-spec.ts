import { testPhone } from '../support/enterprise.js';
import { sql, useWorld } from '../support/world.js';
import { behindProxy, codesOf, count, PASSWORD, signedIn, stranger, type Tokens } from './support.js';

describe('registering an enterprise', () => {
  const world = useWorld(behindProxy);
  const register = (body: object, client = stranger(world)) =>
    client.post('/enterprises', {
      enterpriseName: '海之声有限公司',
      registrantName: '王潮',
      phone: testPhone(),
      password: PASSWORD,
      ...body,
    });

  it('ACC-01 gives it an account code of its own and the roles at once, and its registrant every permission', async () => {
    const answers = await Promise.all(Array.from({ length: 5 }, () => register({})));
    const codes: string[] = [];
    for (const { body } of answers) {
      const me = (await signedIn(world, body as Tokens).get('/me')).body;
      expect(me).toMatchObject({
        employee: { name: '王潮' },
        enterprise: { name: '海之声有限公司', timeZone: 'Asia/Shanghai', currency: 'CNY' },
      });
      codes.push(me.enterprise.code);
      const roles = await world.as((body as Tokens).tenantId, (ctx) =>
        ctx.db.query<{ key: string }>(sql`SELECT r.key FROM employee_roles er JOIN roles r ON r.id = er.role_id`),
      );
      expect(roles).toEqual([{ key: 'systemAdministrator' }]);
    }
    expect(new Set(codes).size).toBe(5);
    expect(codes.every((code) => /^[1-9]\d{7}$/.test(code))).toBe(true);
  });

  it('ACC-01 happens once for a phone that is sent several times at once', async () => {
    const phone = testPhone();
    const answers = await Promise.all(Array.from({ length: 5 }, () => register({ phone })));
    expect(count(codesOf(answers), 'OK')).toBe(1);
    expect(count(codesOf(answers), 'PHONE_TAKEN')).toBe(4);
    const [{ accounts, founded }] = (await world.as(
      (answers.find(({ status }) => status === 201)!.body as Tokens).tenantId,
      (ctx) =>
        ctx.db.query(
          sql`SELECT (SELECT count(*) FROM accounts WHERE phone = ${phone}) AS accounts, (SELECT count(*) FROM enterprises) AS founded`,
        ),
    )) as [{ accounts: number; founded: number }];
    expect([accounts, founded]).toEqual([1, 1]);
  });

  it('ACC-04 stops whoever tries out which phones are registered', async () => {
    const taken = testPhone();
    await register({ phone: taken });
    const prober = stranger(world);
    const answers = [];
    for (let n = 0; n < 21; n++) answers.push(await register({ phone: taken }, prober));
    expect(count(codesOf(answers), 'PHONE_TAKEN')).toBe(20);
    expect(answers.at(-1)!.status).toBe(429);
    // What is free is answered like what is taken from here on.
    expect((await register({}, prober)).status).toBe(429);
    expect((await register({})).status).toBe(201);
  });

  it.each([
    ['an enterprise without a name', { enterpriseName: '   ' }, '/enterpriseName WRONG_LENGTH'],
    ['a name with invisible characters', { registrantName: '王\u0007潮' }, '/registrantName NOT_PRINTABLE'],
    ['a name that turns the reading direction', { enterpriseName: '甲\u202e乙' }, '/enterpriseName NOT_PRINTABLE'],
    ['a name that is too long', { enterpriseName: '甲'.repeat(101) }, '/enterpriseName WRONG_LENGTH'],
    ['a password without a digit', { password: 'onlyletters' }, '/password WRONG_FORMAT'],
    ['a password that is a number', { password: 12_345_678 }, '/password WRONG_FORMAT'],
    ['a phone of nowhere', { phone: '+999123' }, '/phone NOT_A_PHONE'],
    ['a code of letters', { code: 'abcdef' }, '/code WRONG_FORMAT'],
    ['something unknown', { role: 'systemAdministrator' }, '/role UNKNOWN_PROPERTY'],
  ])('ACC-01 refuses %s', async (_what, body, issue) => {
    const answer = await register(body);
    expect(answer.status).toBe(400);
    expect(answer.body.errors.map((each: { pointer: string; code: string }) => `${each.pointer} ${each.code}`)).toContain(issue);
  });
});
