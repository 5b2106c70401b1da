import type { INestApplicationContext } from '@nestjs/common';
import { EventWorker } from '../../src/platform/events/event-worker.js';
import { JobQueue, type QueueHandler } from '../../src/platform/jobs/job-queue.js';
import { JobWorker } from '../../src/platform/jobs/job-worker.js';
import { DEAD_JOBS, EVENTS, JOBS, type EventMessage, type JobMessage } from '../../src/platform/jobs/queues.js';

/**
 * Works whatever is queued, and what that queues in turn, until nothing is left; retries do not wait for their time. For
 * applications of role `api`, which work nothing by themselves.
 * @returns how many messages were worked
 */
export async function drain(app: INestApplicationContext): Promise<number> {
  const { boss } = app.get(JobQueue);
  const [events, jobs] = [app.get(EventWorker), app.get(JobWorker)];
  const drainQueue = async <T>(name: string, handler: QueueHandler<T>): Promise<number> => {
    const batch = await boss.fetch<T>(name, { includeMetadata: true, batchSize: 50, ignoreStartAfter: true });
    const { signal } = new AbortController();
    for (const { id, status, output } of await handler(batch.map((message) => ({ ...message, signal })))) {
      if (status === 'completed') await boss.complete(name, id);
      else await boss.fail(name, id, output as object);
    }
    return batch.length;
  };
  let worked = 0;
  let last: number;
  do {
    last =
      (await drainQueue<EventMessage>(EVENTS, (batch) => events.work(batch))) +
      (await drainQueue<JobMessage>(JOBS, (batch) => jobs.work(batch))) +
      (await drainQueue<JobMessage>(DEAD_JOBS, (batch) => jobs.bury(batch)));
    worked += last;
  } while (last > 0);
  return worked;
}
