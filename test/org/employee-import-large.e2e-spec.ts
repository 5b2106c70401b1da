import { ImportQueries } from '../../src/platform/records/import/import.queries.js';
import { drain } from '../support/drain.js';
import { statementsOf } from '../support/statements.js';
import { sql, useWorld } from '../support/world.js';
import { begun, row } from './employee-sheets.js';

describe('large files of employees', () => {
  // Nothing is worked by itself, so that the test counts what one run needs.
  const world = useWorld((config) => ({ ...config, role: 'api' }));
  afterEach(() => jest.restoreAllMocks());

  /** Everybody reports to the person in the last row. */
  const crowd = (size: number, head = '总监'): string[][] => [
    ...Array.from({ length: size - 1 }, (_, n) => row(`员工${n}`, { superior: head, role: '销售员' })),
    row(head, { superior: '陈海' }),
  ];

  it('ORG-05 takes 1 000 people on with no more statements than its two batches need', async () => {
    const acme = await world.enterprise();
    const statementsFor = async (size: number): Promise<number> => {
      const { id } = await begun(acme.admin, crowd(size, `总监${size}`));
      const statements = await statementsOf(() => drain(world.app));
      expect((await acme.admin.get(`/employees/imports/${id}`)).body).toMatchObject({
        status: 'succeeded',
        counts: { created: size, failed: 0 },
      });
      return statements.length;
    };
    const few = await statementsFor(10);
    const many = await statementsFor(1000);
    expect(many).toBeLessThan(few * 2);
    const below = await acme.as((ctx) =>
      ctx.db.one(sql`SELECT count(*)::int AS n FROM reporting_closure WHERE superior_id = ${acme.admin.id}`),
    );
    expect(below).toEqual({ n: 1010 });
  });

  it('ORG-05 goes on behind a dead worker and still finds superiors of either part', async () => {
    const acme = await world.enterprise();
    const { id } = await begun(acme.admin, crowd(1500));
    const queries = world.get(ImportQueries);
    const settle = queries.settle.bind(queries);
    let batches = 0;
    jest.spyOn(queries, 'settle').mockImplementation(async (ctx, batch) => {
      await settle(ctx, batch);
      if (++batches === 2) throw new Error('the worker is gone before its commit');
    });
    await drain(world.app);
    expect((await acme.admin.get(`/employees/imports/${id}`)).body).toMatchObject({
      status: 'succeeded',
      counts: { created: 1500, failed: 0 },
    });
    const below = await acme.as((ctx) =>
      ctx.db.query(
        sql`SELECT s.name, count(*)::int AS n FROM employees e JOIN employees s ON s.id = e.superior_id GROUP BY s.name ORDER BY n`,
      ),
    );
    expect(below).toEqual([
      { name: '陈海', n: 1 },
      { name: '总监', n: 1499 },
    ]);
  });
});
