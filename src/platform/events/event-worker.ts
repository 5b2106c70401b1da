import { Inject, Injectable, Logger, Optional, type OnApplicationBootstrap } from '@nestjs/common';
import type { JobResult } from 'pg-boss';
import sql from 'sql-template-tag';
import type { Ctx } from '../context/ctx.js';
import { JobContexts } from '../jobs/job-contexts.js';
import { EnterpriseClosed } from '../jobs/job-errors.js';
import { JobQueue, type QueueJob } from '../jobs/job-queue.js';
import { EVENTS, type EventMessage } from '../jobs/queues.js';
import { WORK_METRICS, type WorkMetrics } from '../jobs/work-metrics.js';
import type { AnnouncedEvent } from './event.js';
import { EventHandlers } from './event-handlers.js';

/** Handlers of a batch run one after the other: three batches at once use three connections. */
const AT_ONCE = { batchSize: 20, localConcurrency: 3 };

/** Brings announced events to their handlers, in worker processes. */
@Injectable()
export class EventWorker implements OnApplicationBootstrap {
  private readonly logger = new Logger(EventWorker.name);

  constructor(
    private readonly queue: JobQueue,
    private readonly handlers: EventHandlers,
    private readonly contexts: JobContexts,
    @Optional() @Inject(WORK_METRICS) private readonly metrics?: WorkMetrics,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    if (this.queue.works) await this.queue.work<EventMessage>(EVENTS, AT_ONCE, (batch) => this.work(batch));
  }

  /** Delivers a batch and says of each message whether all its handlers have run. */
  async work(batch: QueueJob<EventMessage>[]): Promise<JobResult[]> {
    const results: JobResult[] = [];
    for (const message of batch) results.push(await this.deliver(message));
    return results;
  }

  private async deliver({ id, data, retryCount, retryLimit, signal }: QueueJob<EventMessage>): Promise<JobResult> {
    // Nothing is begun that could not be finished: the message is left for another worker.
    if (signal.aborted || this.queue.stopping.aborted) return { id, status: 'failed', output: { message: 'interrupted' } };
    const failures: string[] = [];
    // One handler's failure is no reason to keep the event from the others.
    for (const name of data.handlers) {
      const error = await this.attempt(data, name, retryCount >= retryLimit);
      if (error) failures.push(`${name}: ${error.message}`);
    }
    return failures.length === 0 ? { id, status: 'completed' } : { id, status: 'failed', output: { failures } };
  }

  private async attempt(message: EventMessage, name: string, isLast: boolean): Promise<Error | undefined> {
    const from = performance.now();
    const measure = (outcome: 'succeeded' | 'retried' | 'dead'): void =>
      this.metrics?.worked('event', name, outcome, (performance.now() - from) / 1000);
    try {
      await this.handle(message, name);
      measure('succeeded');
      return undefined;
    } catch (error) {
      if (error instanceof EnterpriseClosed) return undefined;
      measure(isLast ? 'dead' : 'retried');
      const facts = {
        err: error as Error,
        event: message.eventId,
        type: message.type,
        handler: name,
        tenantId: message.tenantId,
      };
      if (isLast) this.logger.error(facts, 'An event could not be handled and was given up');
      else this.logger.warn(facts, 'An event could not be handled and will be tried again');
      return error as Error;
    }
  }

  private async handle({ tenantId, eventId, type }: EventMessage, name: string): Promise<void> {
    const handler = this.handlers.find(type, name);
    // Sent by a newer release: a newer worker knows it.
    if (!handler) throw new Error(`This process has no handler ${name}`);
    await this.contexts.unit({ tenantId, employeeId: null, origin: 'system', requestId: eventId }, async (ctx) => {
      const event = await claim(ctx, eventId, name);
      if (event) await handler(ctx, event);
    });
  }
}

/** Notes that the handler has run and reads the event; undefined when it had run before. Waits for one that is just running. */
function claim(ctx: Ctx, eventId: string, handler: string): Promise<AnnouncedEvent | undefined> {
  return ctx.db.maybe<AnnouncedEvent & Record<string, unknown>>(sql`
    WITH claimed AS (
      INSERT INTO handled_events (tenant_id, event_id, handler) VALUES (${ctx.tenantId}, ${eventId}, ${handler})
      ON CONFLICT (tenant_id, event_id, handler) DO NOTHING
      RETURNING event_id
    )
    SELECT e.id, e.type, e.payload, e.at, e.actor_id AS "actorId"
    FROM claimed c JOIN events e ON e.tenant_id = ${ctx.tenantId} AND e.id = c.event_id`);
}
