import { ImportQueries } from '../../src/platform/records/import/import.queries.js';
import { JobExecutor } from '../../src/platform/jobs/job-executor.js';
import type { Enterprise } from '../support/enterprise.js';
import { drain } from '../support/drain.js';
import { useWorld } from '../support/world.js';
import { csv, leadsOf, pool } from './sheets.js';

const ROWS = 2500;

describe('an import that is interrupted', () => {
  // Nothing is worked by itself, so that the test decides when a worker dies.
  const world = useWorld((config) => ({ ...config, role: 'api' }));
  let acme: Enterprise;
  let importId: string;
  let jobId: string;

  beforeEach(async () => {
    acme = await world.enterprise();
    const poolId = await pool(acme, '华东');
    const rows = Array.from({ length: ROWS }, (_, n) => [`李静${n}`, n === 1700 ? '123' : `1380${String(n).padStart(7, '0')}`]);
    const draft = await acme.admin.upload('/leads/imports', 'a.csv', await csv(['姓名', '电话'], rows));
    importId = draft.body.id;
    await acme.admin.patch(`/leads/imports/${importId}`, { options: { poolId } });
    jobId = (await acme.admin.post(`/leads/imports/${importId}/runs`)).body.id;
  });
  afterEach(() => jest.restoreAllMocks());

  const outcome = async (): Promise<unknown> => {
    const { body } = await acme.admin.get(`/leads/imports/${importId}`);
    const [{ count }] = (await leadsOf(acme, 'count(*) OVER () AS count')) as [{ count: number }];
    return { status: body.status, counts: body.counts, leads: count };
  };
  const WHOLE = { status: 'succeeded', counts: { created: ROWS - 1, updated: 0, skipped: 0, failed: 1 }, leads: ROWS - 1 };
  const execute = (): Promise<unknown> =>
    world
      .get(JobExecutor)
      .execute({ tenantId: acme.id, jobId, kind: 'records.import' }, { isLast: false, signal: new AbortController().signal });

  it('OPS-02 goes on behind the last committed batch and doubles nothing', async () => {
    const queries = world.get(ImportQueries);
    const settle = queries.settle.bind(queries);
    const begun: number[] = [];
    jest.spyOn(queries, 'settle').mockImplementation(async (ctx, batch) => {
      begun.push(batch.after);
      await settle(ctx, batch);
      if (begun.length === 2) throw new Error('the worker is gone before its commit');
    });
    await drain(world.app);
    expect(await outcome()).toEqual(WHOLE);
    expect(begun).toEqual([0, 1000, 1000, 2000]);
  });

  it('OPS-02 is done once though two workers hold it', async () => {
    await Promise.all([execute(), execute()]);
    await drain(world.app);
    expect(await outcome()).toEqual(WHOLE);
  });

  it('OPS-02 ends where it is when cancelled, keeps what it has, and can be run on', async () => {
    const queries = world.get(ImportQueries);
    const settle = queries.settle.bind(queries);
    jest.spyOn(queries, 'settle').mockImplementationOnce(async (ctx, batch) => {
      await settle(ctx, batch);
      await acme.admin.delete(`/jobs/${jobId}`);
      // cancelling is looked for once a second
      await new Promise((resolve) => setTimeout(resolve, 1100));
    });
    await drain(world.app);
    expect(await outcome()).toEqual({
      status: 'cancelled',
      counts: { created: 999, updated: 0, skipped: 0, failed: 0 },
      leads: 999,
    });
    expect((await acme.admin.post(`/leads/imports/${importId}/runs`)).status).toBe(202);
    await drain(world.app);
    expect(await outcome()).toEqual(WHOLE);
    expect((await acme.admin.post(`/leads/imports/${importId}/runs`)).body.code).toBe('IMPORT_FINISHED');
  });

  it('LEAD-06 takes the other rows when the database refuses one', async () => {
    const queries = world.get(ImportQueries);
    const settle = queries.settle.bind(queries);
    jest.spyOn(queries, 'settle').mockImplementation(async (ctx, batch) => {
      const [bad] = await ctx.db.once<{ id: string }>({
        text: `SELECT id FROM leads WHERE name = '李静1234'`,
        values: [],
      } as never);
      if (bad) await ctx.db.executeSql('SELECT 1/0');
      await settle(ctx, batch);
    });
    await drain(world.app);
    const { body } = await acme.admin.get(`/leads/imports/${importId}/errors`);
    expect(body.items.map(({ row, errors }: { row: number; errors: { code: string }[] }) => [row, errors[0]!.code])).toEqual([
      [1236, 'ROW_REFUSED'],
      [1702, 'NOT_A_PHONE'],
    ]);
  });
});
