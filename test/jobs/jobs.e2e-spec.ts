import sql from 'sql-template-tag';
import type { Ctx } from '../../src/platform/context/ctx.js';
import { problem } from '../../src/platform/errors/index.js';
import { text } from '../../src/platform/i18n/locale.js';
import { InlineJobs } from '../../src/platform/jobs/inline-jobs.js';
import type { JobRequest } from '../../src/platform/jobs/job.js';
import type { JobRun } from '../../src/platform/jobs/job-run.js';
import type { JobView } from '../../src/platform/jobs/job.view.js';
import { Jobs } from '../../src/platform/jobs/jobs.service.js';
import { freshDatabase } from '../support/database.js';
import { drain } from '../support/drain.js';
import { Workshop } from './workshop.js';

const poolEmpty = problem(422, 'TEST_POOL_EMPTY', text('公海已空', 'The pool is empty.'));

describe('jobs', () => {
  let shop: Workshop;
  let tenantId: string;
  let requester: string;
  const run = jest.fn<Promise<Record<string, unknown> | void>, [JobRun]>();

  beforeAll(async () => {
    shop = await Workshop.open(await freshDatabase(), 'api', ({ jobs }) => {
      jobs.register({ kind: 'test.count', run });
      jobs.register({ kind: 'test.import', run, origin: 'import', retryLimit: 0 });
    });
  });
  beforeEach(async () => {
    run.mockReset();
    tenantId = await shop.enterprise();
    requester = await shop.employee(tenantId);
  });
  afterAll(() => shop.close());

  const start = (request: JobRequest, employeeId: string | null = requester): Promise<JobView> =>
    shop.unit(tenantId, async (ctx) => shop.app.get(Jobs).start(ctx, request), employeeId);
  const read = (id: string, employeeId: string | null = requester): Promise<JobView> =>
    shop.unit(tenantId, (ctx) => shop.app.get(Jobs).get(ctx, id), employeeId);
  const cancel = (id: string, employeeId = requester): Promise<JobView> =>
    shop.unit(tenantId, (ctx) => shop.app.get(Jobs).cancel(ctx, id), employeeId);

  it('OPS-02 shows a job from queued to succeeded, with progress and result', async () => {
    run.mockImplementation(async (job) => {
      await job.progress(1);
      expect(await read(job.id)).toMatchObject({ status: 'running', progress: { done: 1, total: 4, percent: 25 }, attempts: 1 });
      await job.progress(4);
      return { created: 4 };
    });
    const queued = await start({ kind: 'test.count', total: 4, input: { file: 'a' } });
    expect(queued).toMatchObject({ status: 'queued', progress: { done: 0, total: 4, percent: 0 }, requestedBy: requester });
    expect({ ...(await read(queued.id)), createdAt: '' }).toEqual({ ...queued, createdAt: '' });
    await drain(shop.app);
    expect(run.mock.calls[0]![0]).toMatchObject({
      id: queued.id,
      kind: 'test.count',
      tenantId,
      requestedBy: requester,
      attempt: 1,
      input: { file: 'a' },
    });
    expect(await read(queued.id)).toMatchObject({
      status: 'succeeded',
      progress: { done: 4, total: 4, percent: 100 },
      result: { created: 4 },
      errors: [],
      startedAt: expect.any(String),
      finishedAt: expect.any(String),
    });
  });

  it('acts as the requester, with their permissions and no more', async () => {
    let ctx!: Ctx;
    run.mockImplementation((job) => job.unit(async (opened) => void (ctx = opened)));
    await start({ kind: 'test.import' });
    await drain(shop.app);
    expect(ctx.actor).toMatchObject({ employeeId: requester, name: '陈海', origin: 'import' });
    expect([ctx.ability.can('read', 'job'), ctx.ability.can('run', 'schedule')]).toEqual([false, false]);
  });

  it('acts as the system, which may do everything, where nobody asked', async () => {
    let ctx!: Ctx;
    run.mockImplementation((job) => job.unit(async (opened) => void (ctx = opened)));
    await start({ kind: 'test.count' }, null);
    await drain(shop.app);
    expect([ctx.ability.can('run', 'schedule'), ctx.ability.can('cancel', 'job'), ctx.actor.origin]).toEqual([true, true, 'job']);
    expect(await shop.rows(tenantId, sql`SELECT created_by FROM jobs`)).toEqual([{ created_by: null }]);
  });

  it('does nothing for a requester who was suspended meanwhile', async () => {
    run.mockImplementation((job) => job.unit(async () => undefined));
    const { id } = await start({ kind: 'test.count' });
    await shop.rows(tenantId, sql`UPDATE employees SET status = 'suspended' WHERE id = ${requester}`);
    await drain(shop.app);
    expect(await shop.rows(tenantId, sql`SELECT status, error->>'code' AS code FROM jobs WHERE id = ${id}`)).toEqual([
      { status: 'failed', code: 'REQUESTER_INACTIVE' },
    ]);
  });

  it('ends at once on a declared error, in the words for its requester', async () => {
    run.mockRejectedValue(poolEmpty());
    const { id } = await start({ kind: 'test.count' });
    await drain(shop.app);
    expect(run).toHaveBeenCalledTimes(1);
    expect(await read(id)).toMatchObject({
      status: 'failed',
      errors: [{ code: 'TEST_POOL_EMPTY', detail: '公海已空' }],
      result: null,
    });
  });

  it('tries again after an unexpected error and goes on from the progress reached', async () => {
    const seen: number[] = [];
    run.mockImplementation(async (job) => {
      seen.push(job.progressSoFar.done);
      await job.progress(job.progressSoFar.done + 10);
      if (job.attempt === 1) throw new Error('connection lost');
    });
    const { id } = await start({ kind: 'test.count' });
    await drain(shop.app);
    expect(seen).toEqual([0, 10]);
    expect(await read(id)).toMatchObject({ status: 'succeeded', attempts: 2, progress: { done: 20 }, errors: [] });
  });

  it('fails after its last attempt without telling what the error said', async () => {
    run.mockRejectedValue(new Error('password of the other enterprise'));
    const [often, once] = [await start({ kind: 'test.count' }), await start({ kind: 'test.import' })];
    await drain(shop.app);
    expect(await read(often.id)).toMatchObject({
      status: 'failed',
      attempts: 4,
      errors: [{ code: 'INTERNAL_ERROR', detail: '服务器内部错误' }],
    });
    expect(await read(once.id)).toMatchObject({ status: 'failed', attempts: 1 });
  });

  it('keeps the committed transactions of a failed attempt, and announces nothing of the rolled back one', async () => {
    run.mockImplementation(async (job) => {
      await job.unit((ctx) =>
        ctx.db.run(sql`INSERT INTO calendar_overrides (tenant_id, day, working) VALUES (${ctx.tenantId}, '2026-10-01', false)`),
      );
      await job.unit(async (ctx) => {
        ctx.enqueue({ kind: 'test.count', slot: 'never' });
        throw poolEmpty();
      });
    });
    await start({ kind: 'test.import' });
    await drain(shop.app);
    expect(await shop.rows(tenantId, sql`SELECT day FROM calendar_overrides`)).toEqual([{ day: '2026-10-01' }]);
    expect(await shop.rows(tenantId, sql`SELECT id FROM jobs WHERE slot = 'never'`)).toEqual([]);
  });

  it('OPS-02 cancels a queued job before it begins', async () => {
    const { id } = await start({ kind: 'test.count' });
    expect(await cancel(id)).toMatchObject({ status: 'cancelled', cancelRequested: true });
    await drain(shop.app);
    expect(run).not.toHaveBeenCalled();
  });

  it('OPS-02 cancels a running job at its next check', async () => {
    const afterwards = jest.fn();
    run.mockImplementation(async (job) => {
      expect(await cancel(job.id)).toMatchObject({ status: 'running', cancelRequested: true });
      await job.giveWay();
      afterwards();
    });
    const { id } = await start({ kind: 'test.count' });
    await drain(shop.app);
    expect(await read(id)).toMatchObject({ status: 'cancelled', errors: [] });
    expect(afterwards).not.toHaveBeenCalled();
    await expect(cancel(id)).rejects.toMatchObject({ code: 'JOB_FINISHED' });
  });

  it("hides a colleague's job and does not let them cancel it", async () => {
    const { id } = await start({ kind: 'test.count' });
    const colleague = await shop.employee(tenantId);
    await expect(read(id, colleague)).rejects.toMatchObject({ code: 'JOB_NOT_FOUND' });
    await expect(cancel(id, colleague)).rejects.toMatchObject({ code: 'JOB_NOT_FOUND' });
    expect(await read(id, null)).toMatchObject({ id });
    await expect(read('not-an-id')).rejects.toMatchObject({ code: 'JOB_NOT_FOUND' });
  });

  it('pages through the jobs one asked for, newest first', async () => {
    const ids: string[] = [];
    for (let n = 0; n < 3; n++) ids.unshift((await start({ kind: 'test.count' })).id);
    await start({ kind: 'test.count' }, null);
    const page = (cursor?: string): ReturnType<Jobs['list']> =>
      shop.unit(tenantId, (ctx) => shop.app.get(Jobs).list(ctx, { limit: 2, ...(cursor ? { cursor } : {}) }), requester);
    const first = await page();
    expect(first.items.map((job) => job.id)).toEqual(ids.slice(0, 2));
    expect(first.page).toEqual({ nextCursor: ids[1], hasMore: true });
    const second = await page(first.page.nextCursor!);
    expect([second.items.map((job) => job.id), second.page]).toEqual([[ids[2]], { nextCursor: null, hasMore: false }]);
  });

  it('filters by kind and state, and shows all jobs to whoever may read them', async () => {
    await start({ kind: 'test.count' });
    await cancel((await start({ kind: 'test.import' })).id);
    const list = async (filter: object, employeeId: string | null): Promise<string[]> => {
      const found = await shop.unit(tenantId, (ctx) => shop.app.get(Jobs).list(ctx, { filter, scope: 'all' }), employeeId);
      return found.items.map((job) => job.kind);
    };
    expect(await list({ status: 'cancelled' }, null)).toEqual(['test.import']);
    expect(await list({ kind: 'test.count' }, null)).toEqual(['test.count']);
    expect(await list({}, await shop.employee(tenantId))).toEqual([]);
  });

  it('OPS-04 runs a job in the process of the command line, with the same code and the same trace', async () => {
    run.mockResolvedValueOnce({ reclaimed: 3 }).mockRejectedValueOnce(new Error('broken'));
    const inline = shop.app.get(InlineJobs);
    expect(await inline.run(tenantId, 'test.count', { dryRun: true })).toMatchObject({
      status: 'succeeded',
      result: { reclaimed: 3 },
      requestedBy: null,
    });
    expect(run.mock.calls[0]![0].input).toEqual({ dryRun: true });
    expect(await inline.run(tenantId, 'test.count')).toMatchObject({
      status: 'failed',
      attempts: 1,
      errors: [{ code: 'INTERNAL_ERROR' }],
    });
    await expect(inline.run(tenantId, 'test.unknown')).rejects.toThrow('test.unknown is not registered among kinds of jobs');
  });

  it("never shows another enterprise's job", async () => {
    const { id } = await start({ kind: 'test.count' });
    const other = await shop.enterprise();
    await expect(shop.unit(other, (ctx) => shop.app.get(Jobs).get(ctx, id))).rejects.toMatchObject({ code: 'JOB_NOT_FOUND' });
  });
});
