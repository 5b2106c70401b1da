import sql from 'sql-template-tag';
import type { Ctx } from '../../src/platform/context/ctx.js';
import { defineEvent } from '../../src/platform/events/event.js';
import { Outbox } from '../../src/platform/events/outbox.js';
import { JobQueue } from '../../src/platform/jobs/job-queue.js';
import { EVENTS, JOBS } from '../../src/platform/jobs/queues.js';
import { freshDatabase } from '../support/database.js';
import { drain } from '../support/drain.js';
import { Workshop } from './workshop.js';

const leadReturned = defineEvent<{ leadId: string }>('lead.returned');
const unheard = defineEvent('lead.unheard');

describe('the outbox', () => {
  let shop: Workshop;
  let tenantId: string;
  const recompute = jest.fn();
  const notify = jest.fn();
  const ran = jest.fn();

  beforeAll(async () => {
    shop = await Workshop.open(await freshDatabase(), 'api', ({ events, jobs }) => {
      events.on(leadReturned, 'pools.recompute', recompute);
      events.on(leadReturned, 'messaging.notify', notify);
      jobs.register({ kind: 'test.once', run: (job) => ran(job.input) });
    });
  });
  beforeEach(async () => {
    jest.resetAllMocks();
    await drain(shop.app);
    jest.resetAllMocks();
    tenantId = await shop.enterprise();
  });
  afterAll(() => shop.close());

  const waiting = async (queue: string): Promise<number> => {
    const [row] = await shop.rows<{ n: number }>(
      tenantId,
      sql`SELECT count(*) AS n FROM pgboss.job WHERE name = ${queue} AND data->>'tenantId' = ${tenantId} AND state < 'active'`,
    );
    return row!.n;
  };

  it('sends nothing to the database when nothing was announced', async () => {
    const db = new Proxy({}, { get: () => () => Promise.reject(new Error('a statement was sent')) });
    await expect(
      shop.app.get(Outbox).flush({ announced: { events: [], jobs: [] }, db } as unknown as Ctx),
    ).resolves.toBeUndefined();
  });

  it('refuses to announce where there is no enterprise', async () => {
    const call = { announced: { events: [leadReturned({ leadId: '1' })], jobs: [] }, db: {} } as unknown as Ctx;
    await expect(shop.app.get(Outbox).flush(call)).rejects.toThrow('this call has none');
  });

  it('keeps every event and sends one message for an event that somebody reacts to', async () => {
    await shop.unit(tenantId, async (ctx) => {
      ctx.emit(leadReturned({ leadId: '1' }));
      ctx.emit(unheard({}));
    });
    expect(await shop.rows(tenantId, sql`SELECT type, payload, actor_id FROM events ORDER BY type`)).toEqual([
      { type: 'lead.returned', payload: { leadId: '1' }, actor_id: null },
      { type: 'lead.unheard', payload: {}, actor_id: null },
    ]);
    expect(await waiting(EVENTS)).toBe(1);
  });

  it('leaves neither rows nor messages behind a call that rolls back', async () => {
    const failed = shop.unit(tenantId, async (ctx) => {
      ctx.emit(leadReturned({ leadId: '1' }));
      ctx.enqueue({ kind: 'test.once' });
      await shop.app.get(Outbox).flush(ctx);
      throw new Error('changed my mind');
    });
    await expect(failed).rejects.toThrow('changed my mind');
    expect(await shop.rows(tenantId, sql`SELECT 1 FROM events UNION ALL SELECT 1 FROM jobs`)).toEqual([]);
    expect([await waiting(EVENTS), await waiting(JOBS)]).toEqual([0, 0]);
  });

  it('OPS-06 makes one job for a slot, however often it is asked for', async () => {
    const ask = (): Promise<void> => shop.unit(tenantId, async (ctx) => ctx.enqueue({ kind: 'test.once', slot: '2026-11-21' }));
    await Promise.all([ask(), ask(), ask()]);
    expect(await shop.rows(tenantId, sql`SELECT slot FROM jobs`)).toEqual([{ slot: '2026-11-21' }]);
    expect(await waiting(JOBS)).toBe(1);
  });

  it('refuses a job that nobody does, before it is lost in the queue', async () => {
    await expect(shop.unit(tenantId, async (ctx) => ctx.enqueue({ kind: 'test.unknown' }))).rejects.toThrow(
      'test.unknown is not registered',
    );
  });

  it('brings an event to each of its handlers, as the system of its enterprise', async () => {
    await shop.unit(tenantId, async (ctx) => ctx.emit(leadReturned({ leadId: '7' })), await shop.employee(tenantId));
    await drain(shop.app);
    const [ctx, event] = recompute.mock.calls[0] as [Ctx, unknown];
    expect(event).toMatchObject({ type: 'lead.returned', payload: { leadId: '7' }, actorId: expect.any(String) });
    expect(ctx).toMatchObject({ tenantId, actor: { origin: 'system' }, zone: 'Asia/Shanghai' });
    expect(notify).toHaveBeenCalledTimes(1);
  });

  it('runs a handler once, though its event is delivered twice', async () => {
    await shop.unit(tenantId, async (ctx) => ctx.emit(leadReturned({ leadId: '7' })));
    const [message] = await shop.rows<{ data: object }>(
      tenantId,
      sql`SELECT data FROM pgboss.job WHERE name = ${EVENTS} AND data->>'tenantId' = ${tenantId}`,
    );
    await shop.app.get(JobQueue).boss.send(EVENTS, message!.data);
    expect(await drain(shop.app)).toBe(2);
    expect(recompute).toHaveBeenCalledTimes(1);
  });

  it('tries a failed handler again and leaves alone those that have run', async () => {
    recompute.mockRejectedValueOnce(new Error('deadlock')).mockRejectedValueOnce(new Error('deadlock'));
    await shop.unit(tenantId, async (ctx) => ctx.emit(leadReturned({ leadId: '7' })));
    expect(await drain(shop.app)).toBe(3);
    expect([recompute.mock.calls.length, notify.mock.calls.length]).toEqual([3, 1]);
  });

  it('keeps nothing of a handler that failed', async () => {
    recompute.mockImplementationOnce(async (ctx: Ctx) => {
      await ctx.db.run(
        sql`INSERT INTO calendar_overrides (tenant_id, day, working) VALUES (${ctx.tenantId}, '2026-10-01', false)`,
      );
      ctx.enqueue({ kind: 'test.once' });
      throw new Error('after the insert');
    });
    await shop.unit(tenantId, async (ctx) => ctx.emit(leadReturned({ leadId: '7' })));
    await drain(shop.app);
    expect(await shop.rows(tenantId, sql`SELECT day FROM calendar_overrides`)).toEqual([]);
    expect(ran).not.toHaveBeenCalled();
    expect(recompute).toHaveBeenCalledTimes(2);
  });

  it('sets an event aside that cannot be handled, for an operator to send again', async () => {
    recompute.mockRejectedValue(new Error('always'));
    await shop.unit(tenantId, async (ctx) => ctx.emit(leadReturned({ leadId: '7' })));
    expect(await drain(shop.app)).toBe(13);
    recompute.mockReset();
    expect(await shop.app.get(JobQueue).boss.redrive('events-dead')).toBe(1);
    await drain(shop.app);
    expect([recompute.mock.calls.length, notify.mock.calls.length]).toEqual([1, 1]);
  });
});
