import { Clock } from '../../src/platform/context/clock.js';
import type { Person } from '../support/enterprise.js';
import { useWorld } from '../support/world.js';

const HOUR = 3_600_000;

describe('duty', () => {
  const world = useWorld();
  afterEach(() => world.get(Clock).shift(0));

  it('POOL-05 is what everybody is on until they switch, and goes back by itself at the time given', async () => {
    const acme = await world.enterprise({ salespeople: 2 });
    const [me, colleague] = acme.salespeople as [Person, Person];
    expect((await me.get('/me/duty')).body).toEqual({ employeeId: me.id, onDuty: true, until: null });
    const until = new Date(world.get(Clock).now().getTime() + HOUR).toISOString();
    expect((await me.put('/me/duty', { onDuty: false, until })).body).toEqual({ employeeId: me.id, onDuty: false, until });
    expect((await colleague.get(`/employees/${me.id}/duty`)).body.onDuty).toBe(false);
    world.get(Clock).shift(HOUR + 1000);
    expect((await me.get('/me/duty')).body).toEqual({ employeeId: me.id, onDuty: true, until: null });
    expect((await me.put('/me/duty', { onDuty: true, until })).body.errors).toMatchObject([{ pointer: '/until' }]);
  });

  it('POOL-05 is switched for others by those who may change employees, and noted in the audit log', async () => {
    const acme = await world.enterprise({ salespeople: 2 });
    const [me, colleague] = acme.salespeople as [Person, Person];
    expect((await colleague.put(`/employees/${me.id}/duty`, { onDuty: false })).status).toBe(403);
    expect((await acme.admin.put(`/employees/${me.id}/duty`, { onDuty: false })).body.onDuty).toBe(false);
    const { body } = await acme.admin.get('/audit-log');
    expect(body.items[0]).toMatchObject({ action: 'employee.dutyChanged', objectId: me.id });
  });
});
