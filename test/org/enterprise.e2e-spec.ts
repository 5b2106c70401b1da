import { WorkingCalendars } from '../../src/platform/calendar/index.js';
import { useWorld } from '../support/world.js';

const world = useWorld();

describe('the enterprise', () => {
  it('ORG-10 has name, logo, time zone, week and currency, which administrators change under their version', async () => {
    const { admin, salespeople } = await world.enterprise({ salespeople: 1 });
    expect((await admin.get('/enterprise')).body).toMatchObject({
      name: '远航科技有限公司',
      timeZone: 'Asia/Shanghai',
      weekStart: 1,
      currency: 'CNY',
      version: 1,
    });
    const change = { name: '远航', timeZone: 'Asia/Urumqi', weekStart: 7, currency: 'USD', logo: 'logos/1.png' };
    expect((await admin.patch('/enterprise', change)).body).toMatchObject({ ...change, version: 2 });
    expect((await admin.with({ 'If-Match': '"1"' }).patch('/enterprise', { name: 'x' })).status).toBe(412);
    expect((await salespeople[0]!.patch('/enterprise', { name: 'x' })).status).toBe(403);
    expect((await salespeople[0]!.get('/enterprise')).body.name).toBe('远航');
    const [line] = (await admin.get('/audit-log', { 'filter[action]': 'enterprise.updated' })).body.items as { before: object }[];
    expect(line).toMatchObject({ before: { name: '远航科技有限公司', currency: 'CNY' } });
  });

  it('ORG-10 refuses a zone, a currency and a week that do not exist', async () => {
    const { admin } = await world.enterprise();
    const answer = await admin.patch('/enterprise', { timeZone: 'Mars/Olympus', currency: 'XYZ', weekStart: 8, colour: 'red' });
    expect(answer.status).toBe(400);
    expect(
      (answer.body.errors as { pointer: string }[]).map(({ pointer }) => pointer).toSorted((a, b) => (a < b ? -1 : 1)),
    ).toEqual(['/colour', '/currency', '/timeZone', '/weekStart']);
  });

  it('ORG-10 limits how far people may publish, by default and by role', async () => {
    const { admin } = await world.enterprise();
    expect((await admin.get('/enterprise')).body.settings).toMatchObject({
      informationRange: { default: 'everyone', exceptions: [] },
    });
    const [role] = (await admin.get('/roles')).body.items as { id: string }[];
    const informationRange = { default: 'department', exceptions: [{ roleId: role!.id, range: 'everyone' }] };
    expect((await admin.patch('/enterprise', { settings: { informationRange } })).body.settings).toMatchObject({
      informationRange,
    });
    expect(
      (await admin.patch('/enterprise', { settings: { informationRange: { default: 'galaxy', exceptions: [] } } })).body.errors[0]
        .pointer,
    ).toBe('/settings/informationRange/default');
    const nobody = [{ roleId: '018f0000-0000-7000-8000-000000000000', range: 'everyone' }];
    expect(
      (await admin.patch('/enterprise', { settings: { informationRange: { default: 'everyone', exceptions: nobody } } })).body
        .errors[0].pointer,
    ).toBe('/settings/informationRange/exceptions/0/roleId');
  });

  it("ORG-10 works on China's working days and on those that it decides about itself", async () => {
    const acme = await world.enterprise({ salespeople: 1 });
    const october = async () =>
      (await acme.salespeople[0]!.get('/calendar', { from: '2025-10-01', to: '2025-10-02' })).body.items as object[];
    expect(await october()).toEqual([
      { day: '2025-10-01', working: false, name: '国庆节', overridden: false, note: null },
      { day: '2025-10-02', working: false, name: '国庆节', overridden: false, note: null },
    ]);
    const calendar = () => acme.as((ctx) => world.get(WorkingCalendars).of(ctx));
    expect((await calendar()).isWorkingDay('2025-10-02')).toBe(false);
    const set = await acme.admin.put('/calendar/2025-10-02', { working: true, note: '盘点' });
    expect(set.body).toEqual({ day: '2025-10-02', working: true, name: '国庆节', overridden: true, note: '盘点' });
    expect((await calendar()).isWorkingDay('2025-10-02')).toBe(true);
    expect((await october())[1]).toMatchObject({ working: true, overridden: true });
    expect((await acme.admin.delete('/calendar/2025-10-02')).body).toMatchObject({
      working: false,
      overridden: false,
      note: null,
    });
    expect((await calendar()).isWorkingDay('2025-10-02')).toBe(false);
    expect((await acme.salespeople[0]!.put('/calendar/2025-10-02', { working: true })).status).toBe(403);
  });

  it('ORG-10 answers the same calendar object until something in it changes', async () => {
    const acme = await world.enterprise();
    const calendar = () => acme.as((ctx) => world.get(WorkingCalendars).of(ctx));
    const first = await calendar();
    expect(await calendar()).toBe(first);
    await acme.admin.put('/calendar/2025-10-02', { working: true });
    expect(await calendar()).not.toBe(first);
  });

  it.each([
    ['2025-02-30', '2025-03-01', '?from'],
    ['2025-03-01', '2025-02-01', '?to'],
    ['2025-01-01', '2027-01-01', '?to'],
  ])('ORG-10 refuses the period from %s to %s', async (from, to, pointer) => {
    const { admin } = await world.enterprise();
    const answer = await admin.get('/calendar', { from, to });
    expect([answer.status, answer.body.errors[0].pointer]).toEqual([400, pointer]);
    expect((await admin.put('/calendar/yesterday', { working: true })).status).toBe(400);
  });
});
