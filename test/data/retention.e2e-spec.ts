import { makePool } from '../support/pools.js';
import { jobEnd } from '../support/jobs.js';
import { sql, useWorld } from '../support/world.js';

const world = useWorld();

describe('what is kept for a time', () => {
  it('OPS-06 removes what assignments knew after 180 days, of this enterprise alone', async () => {
    const [acme, other] = [await world.enterprise({ salespeople: 1 }), await world.enterprise({ salespeople: 1 })];
    for (const each of [acme, other]) {
      const pool = await makePool(each, each.salespeople);
      await each.as((ctx) =>
        ctx.db.run(sql`
          WITH rule AS (
            INSERT INTO pool_rules (tenant_id, id, pool_id, rules) VALUES (${ctx.tenantId}, uuidv7(), ${pool.id}, '{}') RETURNING id
          )
          INSERT INTO assignment_batches (tenant_id, id, run_id, pool_id, rule_id, at, lines)
          SELECT ${ctx.tenantId}::uuid, uuidv7(), uuidv7(), ${pool.id}::uuid, rule.id, now() - days * interval '1 day', '[]'
          FROM rule CROSS JOIN unnest(ARRAY[181, 179]) days`),
      );
    }
    const run = await acme.admin.post('/schedules/platform.housekeeping/runs');
    expect(await jobEnd(acme.admin, run.body.id as string)).toMatchObject({
      status: 'succeeded',
      result: { assignmentBatches: 1 },
    });
    const left = await Promise.all(
      [acme, other].map((each) => each.as((ctx) => ctx.db.one(sql`SELECT count(*)::int AS n FROM assignment_batches`))),
    );
    expect(left).toEqual([{ n: 1 }, { n: 2 }]);
  });
});
