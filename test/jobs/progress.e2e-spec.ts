import type { Readable } from 'node:stream';
import sql from 'sql-template-tag';
import { Database } from '../../src/platform/database/database.js';
import { JobProgress } from '../../src/platform/jobs/job-progress.js';
import { Jobs } from '../../src/platform/jobs/jobs.service.js';
import { freshDatabase } from '../support/database.js';
import { drain } from '../support/drain.js';
import { Workshop } from './workshop.js';

interface ServerSentEvent {
  event: string;
  status: string;
  done: number;
}

describe('the progress of a job', () => {
  let shop: Workshop;
  let tenantId: string;
  let requester: string;
  let sessionId: string;
  let goOn: () => void;

  beforeAll(async () => {
    shop = await Workshop.open(await freshDatabase(), 'api', ({ jobs }) =>
      jobs.register({
        kind: 'test.slow',
        run: async (job) => {
          await job.progress(5, 10);
          await new Promise<void>((resolve) => (goOn = resolve));
          await job.progress(10);
        },
      }),
    );
    tenantId = await shop.enterprise();
    requester = await shop.employee(tenantId);
    sessionId = await shop.session(tenantId, requester);
  });
  afterAll(() => shop.close());

  const follow = async (): Promise<{ id: string; stream: Readable }> => {
    const { id } = await shop.unit(tenantId, async (ctx) => shop.app.get(Jobs).start(ctx, { kind: 'test.slow' }), requester);
    const stream = await shop.unit(
      tenantId,
      async (ctx) => shop.app.get(JobProgress).stream({ ...ctx, actor: { ...ctx.actor, sessionId } }, id),
      requester,
    );
    return { id, stream };
  };
  const next = async (events: AsyncIterator<Buffer | string>): Promise<ServerSentEvent | undefined> => {
    const { value, done } = await events.next();
    if (done) return undefined;
    const [, event, data] = /^event: (\w+)\ndata: (.*)\n\n$/.exec(String(value))!;
    const job = JSON.parse(data!) as { status: string; progress: { done: number } };
    return { event: event!, status: job.status, done: job.progress.done };
  };

  it('OPS-02 is told as it changes, until the job has ended, and holds no transaction in between', async () => {
    const opened = jest.spyOn(shop.app.get(Database), 'open');
    const { stream } = await follow();
    const events = stream[Symbol.asyncIterator]() as AsyncIterator<string>;
    expect(await next(events)).toEqual({ event: 'progress', status: 'queued', done: 0 });
    const worked = drain(shop.app);
    expect(await next(events)).toEqual({ event: 'progress', status: 'running', done: 5 });
    const [{ n }] = (await shop.rows<{ n: number }>(
      tenantId,
      sql`SELECT count(*) AS n FROM pg_stat_activity WHERE state = 'idle in transaction' AND datname = current_database() AND pid <> pg_backend_pid()`,
    )) as [{ n: number }];
    expect(n).toBe(0);
    goOn();
    await worked;
    expect(await next(events)).toEqual({ event: 'finished', status: 'succeeded', done: 10 });
    expect(await next(events)).toBeUndefined();
    expect(opened).toHaveBeenCalled();
    opened.mockRestore();
  });

  it('ends when the session has ended', async () => {
    const { stream } = await follow();
    const events = stream[Symbol.asyncIterator]() as AsyncIterator<string>;
    expect(await next(events)).toMatchObject({ status: 'queued' });
    await shop.rows(tenantId, sql`UPDATE sessions SET ended_at = now() WHERE id = ${sessionId}`);
    expect(await next(events)).toBeUndefined();
  });
});
