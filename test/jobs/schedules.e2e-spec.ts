import sql from 'sql-template-tag';
import { text } from '../../src/platform/i18n/locale.js';
import { ScheduleRunner } from '../../src/platform/jobs/schedule-runner.js';
import { SchedulesService } from '../../src/platform/jobs/schedules.service.js';
import { freshDatabase, type TestDatabase } from '../support/database.js';
import { drain } from '../support/drain.js';
import { Workshop, type Registries } from './workshop.js';

describe('schedules', () => {
  let database: TestDatabase;
  let shop: Workshop;
  let other: Workshop;
  let tenantId: string;
  const ran = jest.fn();

  const register = ({ jobs, schedules }: Registries): void => {
    jobs.register({ kind: 'test.reclaim', run: (job) => ran(job.kind, job.input) });
    jobs.register({ kind: 'test.nightly', run: (job) => ran(job.kind, job.input) });
    schedules.define({ kind: 'test.reclaim', cron: '*/5 * * * *', label: text('回收', 'Reclaim'), input: { dryRun: false } });
    schedules.define({ kind: 'test.nightly', at: '02:30', label: text('夜间', 'Nightly') });
  };

  beforeAll(async () => {
    database = await freshDatabase();
    shop = await Workshop.open(database, 'api', register);
    other = await Workshop.open(database, 'api', register);
  });
  beforeEach(async () => {
    tenantId = await shop.enterprise();
    ran.mockReset();
  });
  afterAll(() => Promise.all([shop.close(), other.close()]));

  const plan = (at: string, on = shop): Promise<void> => on.app.get(ScheduleRunner).plan(new Date(at));
  const slots = async (kind: string, tenant = tenantId): Promise<string[]> => {
    const rows = await shop.rows<{ slot: string }>(tenant, sql`SELECT slot FROM jobs WHERE kind = ${kind} ORDER BY slot`);
    return rows.map((row) => row.slot);
  };

  it('OPS-06 makes one job however many nodes tick', async () => {
    await Promise.all([
      plan('2026-11-21T10:05:00.020Z'),
      plan('2026-11-21T10:05:00.900Z', other),
      plan('2026-11-21T10:06:00Z', other),
    ]);
    expect(await slots('test.reclaim')).toEqual(['2026-11-21T10:05:00.000Z']);
    await drain(shop.app);
    expect(ran.mock.calls.filter(([kind]) => kind === 'test.reclaim')).toEqual([['test.reclaim', { dryRun: false }]]);
  });

  it('OPS-06 makes the next job at the next planned time, and one for each enterprise', async () => {
    const second = await shop.enterprise();
    await plan('2026-11-21T11:00:00Z');
    await plan('2026-11-21T11:04:59Z');
    await plan('2026-11-21T11:05:00Z');
    const expected = ['2026-11-21T11:00:00.000Z', '2026-11-21T11:05:00.000Z'];
    expect([await slots('test.reclaim'), await slots('test.reclaim', second)]).toEqual([expected, expected]);
  });

  it('OPS-06 makes up for a tick that no node lived to see', async () => {
    await plan('2026-11-21T12:07:00Z', other);
    expect(await slots('test.reclaim')).toEqual(['2026-11-21T12:05:00.000Z']);
  });

  it("plans by each enterprise's own clock, once on its own date", async () => {
    const shanghai = tenantId;
    const newYork = await shop.enterprise({ zone: 'America/New_York' });
    // 02:25 and then 02:30 of the 22nd in Shanghai, 13:25 of the 21st in New York.
    await plan('2026-11-21T18:25:00Z');
    expect([await slots('test.nightly', shanghai), await slots('test.nightly', newYork)]).toEqual([[], ['2026-11-21']]);
    await plan('2026-11-21T18:30:00Z');
    await plan('2026-11-21T18:35:00Z', other);
    expect([await slots('test.nightly', shanghai), await slots('test.nightly', newYork)]).toEqual([
      ['2026-11-22'],
      ['2026-11-21'],
    ]);
  });

  it('plans nothing for an enterprise that is closed', async () => {
    await shop.rows(tenantId, sql`UPDATE enterprises SET status = 'closed'`);
    await plan('2026-11-21T13:00:00Z');
    expect(await slots('test.reclaim')).toEqual([]);
  });

  it('OPS-06 shows last run, next run, outcome and duration, and starts a run by hand', async () => {
    await drain(shop.app);
    ran.mockRejectedValue(new Error('broken'));
    const service = shop.app.get(SchedulesService);
    const started = await shop.unit(tenantId, async (ctx) => service.run(ctx, 'test.reclaim'));
    await drain(shop.app);
    const { items } = await shop.unit(tenantId, (ctx) => service.list(ctx));
    expect(items.find((each) => each.kind === 'test.reclaim')).toEqual({
      kind: 'test.reclaim',
      label: '回收',
      cron: '*/5 * * * *',
      at: null,
      nextRunAt: expect.stringMatching(/[05]:00\.000Z$/),
      lastRun: {
        jobId: started.id,
        status: 'failed',
        startedAt: expect.any(String),
        finishedAt: expect.any(String),
        durationMs: expect.any(Number),
        errors: [{ code: 'INTERNAL_ERROR', detail: '服务器内部错误' }],
      },
    });
    expect(items.find((each) => each.kind === 'test.nightly')).toMatchObject({ at: '02:30', cron: null, lastRun: null });
    await expect(shop.unit(tenantId, async (ctx) => service.run(ctx, 'test.unknown'))).rejects.toMatchObject({
      code: 'SCHEDULE_NOT_FOUND',
    });
  });

  it('plans for more enterprises than it looks at in one transaction', async () => {
    const many = await Promise.all(Array.from({ length: 101 }, () => shop.enterprise()));
    await plan('2026-11-21T14:00:00Z');
    const first = [...many].sort()[0]!;
    const last = [...many].sort().at(-1)!;
    expect([await slots('test.reclaim', first), await slots('test.reclaim', last)]).toEqual([
      ['2026-11-21T14:00:00.000Z'],
      ['2026-11-21T14:00:00.000Z'],
    ]);
  });

  it('refuses at the start a schedule whose job nobody does', async () => {
    const opening = Workshop.open(database, 'api', ({ schedules }) =>
      schedules.define({ kind: 'test.nobody', cron: '* * * * *', label: text('无', 'None') }),
    );
    await expect(opening).rejects.toThrow('test.nobody is not registered among kinds of jobs');
  });
});

describe('housekeeping', () => {
  it('removes what is kept for a time only, and keeps the latest run of each schedule', async () => {
    const shop = await Workshop.open(await freshDatabase(), 'api');
    const tenantId = await shop.enterprise();
    const old = sql`now() - interval '40 days'`;
    await shop.rows(
      tenantId,
      sql`INSERT INTO idempotency_keys (tenant_id, actor_id, key, fingerprint, status, created_at)
      VALUES (${tenantId}, uuidv7(), 'old', '', 200, ${old}), (${tenantId}, uuidv7(), 'new', '', 200, now())`,
    );
    await shop.rows(
      tenantId,
      sql`INSERT INTO handled_events (tenant_id, event_id, handler, at)
      VALUES (${tenantId}, uuidv7(), 'old', ${old}), (${tenantId}, uuidv7(), 'new', now())`,
    );
    await shop.rows(
      tenantId,
      sql`INSERT INTO jobs (tenant_id, id, kind, slot, status, finished_at)
      VALUES (${tenantId}, uuidv7(interval '-41 days'), 'a', '1', 'succeeded', ${old}), (${tenantId}, uuidv7(interval '-40 days'), 'a', '2', 'failed', ${old}),
        (${tenantId}, uuidv7(), 'asked', NULL, 'succeeded', ${old})`,
    );
    await shop.rows(
      tenantId,
      sql`INSERT INTO events (tenant_id, id, type, at, payload)
      VALUES (${tenantId}, uuidv7(), 'old', ${old}, '{}'), (${tenantId}, uuidv7(), 'new', now() - interval '29 days', '{}')`,
    );
    await shop.unit(tenantId, async (ctx) => ctx.enqueue({ kind: 'platform.housekeeping' }));
    await drain(shop.app);
    expect(await shop.rows(tenantId, sql`SELECT result FROM jobs WHERE kind = 'platform.housekeeping'`)).toMatchObject([
      { result: { idempotencyKeys: 1, handledEvents: 1, events: 1, jobs: 0, scheduledJobs: 1 } },
    ]);
    expect(await shop.rows(tenantId, sql`SELECT type FROM events WHERE type IN ('old', 'new')`)).toEqual([{ type: 'new' }]);
    expect(await shop.rows(tenantId, sql`SELECT kind, slot FROM jobs WHERE kind IN ('a', 'asked') ORDER BY kind`)).toEqual([
      { kind: 'a', slot: '2' },
      { kind: 'asked', slot: null },
    ]);
    await shop.close();
  });
});
