import { useWorld } from '../support/world.js';
import { testPhone } from '../support/enterprise.js';

describe('registering an enterprise', () => {
  const world = useWorld();

  it('ACC-01 founds an enterprise whose registrant is its administrator at once', async () => {
    const answer = await world.anonymous().post('/enterprises', {
      enterpriseName: '海之声有限公司',
      registrantName: '王潮',
      phone: testPhone(),
      password: 'gonghai-2026',
    });
    expect(answer.status).toBe(201);
    expect(answer.body).toMatchObject({ tokenType: 'Bearer', accessToken: expect.any(String) });
  });

  it('ACC-01 names every invalid field at once and in the language asked for', async () => {
    const answer = await world
      .anonymous()
      .with({ 'accept-language': 'en' })
      .post('/enterprises', { phone: '123', password: 'short', extra: 1 });
    expect(answer.status).toBe(400);
    expect(answer.body.code).toBe('VALIDATION_FAILED');
    expect(answer.body.errors.map((e: { pointer: string; code: string }) => `${e.pointer} ${e.code}`).sort()).toEqual([
      '/enterpriseName WRONG_LENGTH',
      '/extra UNKNOWN_PROPERTY',
      '/password WRONG_FORMAT',
      '/password WRONG_LENGTH',
      '/phone NOT_A_PHONE',
      '/registrantName WRONG_LENGTH',
    ]);
  });

  it('ACC-01 registers a phone number once', async () => {
    const body = { enterpriseName: '甲', registrantName: '乙', phone: testPhone(), password: 'gonghai-2026' };
    await world.anonymous().post('/enterprises', body);
    const again = await world.anonymous().post('/enterprises', body);
    expect(again.status).toBe(409);
    expect(again.body).toMatchObject({ code: 'PHONE_TAKEN', detail: '该手机号已注册,请直接登录' });
  });

  it('makes people with a superior', async () => {
    const acme = await world.enterprise({ managers: 1, salespeople: 2 });
    expect(acme.salespeople).toHaveLength(2);
  });
});
