import { PeopleAtWork } from '../../src/platform/database/people-at-work.js';
import { metBy } from '../support/held.js';
import { eventually } from '../support/jobs.js';
import { sql, useWorld } from '../support/world.js';

describe.each(['api', 'all'] as const)('people at work, seen from a worker, in the role %s', (role) => {
  const world = useWorld((config) => ({ ...config, role }));

  it('OPS-02 are counted while their requests are being answered, so that imports and exports can give way', async () => {
    const acme = await world.enterprise();
    const { body: lead } = await acme.admin.post('/leads', { name: '李静' });
    const people = world.get(PeopleAtWork);
    let most = 0;
    const look = async (): Promise<void> => void (most = Math.max(most, await people.count()));
    await metBy(
      acme,
      (ctx) => ctx.db.run(sql`UPDATE leads SET remark = '改一改' WHERE id = ${lead.id}::uuid`),
      async () => {
        const answer = acme.admin.patch(`/leads/${lead.id}`, { remark: '又一改' });
        await eventually(async () => {
          await look();
          return most > 0;
        });
        expect((await answer).status).toBe(200);
      },
    );
    expect(
      await eventually(
        () => people.count(),
        (count) => count === 0,
      ),
    ).toBe(0);
  });
});
