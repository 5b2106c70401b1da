import { Readable } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import type { Ctx } from '../context/ctx.js';
import { Database } from '../database/database.js';
import { Problem } from '../errors/index.js';
import { JobQueue } from './job-queue.js';
import { JobQueries } from './job.queries.js';
import { isFinished, jobView, type JobView } from './job.view.js';

const LOOK_EVERY_MS = 1000;
/** Proxies close a connection on which nothing moves. */
const SILENCE_AT_MOST_MS = 15_000;
/** A browser opens the stream again by itself; so permissions are checked anew. */
const LAST_AT_MOST_MS = 300_000;

/** Server-sent events (WHATWG HTML) about one job until it has ended. */
@Injectable()
export class JobProgress {
  constructor(
    private readonly database: Database,
    private readonly queries: JobQueries,
    private readonly queue: JobQueue,
  ) {}

  /** `progress` whenever something changed, `finished` at the end. Looks in short transactions; none is held in between. */
  stream(ctx: Ctx, id: string): Readable {
    return Readable.from(this.events(ctx, id), { objectMode: false });
  }

  private async *events(ctx: Ctx, id: string): AsyncGenerator<string> {
    const end = performance.now() + LAST_AT_MOST_MS;
    let sent = '';
    let sentAt = -Infinity;
    while (performance.now() < end && !this.queue.stopping.aborted) {
      const job = await this.look(ctx, id);
      if (!job) return;
      const data = JSON.stringify(job);
      const isNews = data !== sent;
      if (isNews || performance.now() - sentAt > SILENCE_AT_MOST_MS) {
        yield isNews ? `event: ${isFinished(job.status) ? 'finished' : 'progress'}\ndata: ${data}\n\n` : ': still here\n\n';
        sent = data;
        sentAt = performance.now();
      }
      if (isFinished(job.status)) return;
      await pause(LOOK_EVERY_MS, undefined, { signal: this.queue.stopping }).catch(() => undefined);
    }
  }

  /** Undefined when the job is gone or the session has ended meanwhile. */
  private async look(ctx: Ctx, id: string): Promise<JobView | undefined> {
    const { tenantId, actor, requestId } = ctx;
    const [db, opening] = await this.database.open(true, { tenantId, ...actor, requestId });
    try {
      const mayLook = opening?.sessionAlive === true && opening.employeeStatus === 'active';
      return mayLook ? jobView(await this.queries.get({ ...ctx, db }, id)) : undefined;
    } catch (error) {
      if (error instanceof Problem) return undefined;
      throw error;
    } finally {
      await db.rollback().catch(() => undefined);
    }
  }
}
