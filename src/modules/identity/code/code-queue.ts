import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import type { PublicCtx } from '../../../platform/context/ctx.js';
import { JobQueue, type QueueHandler } from '../../../platform/jobs/job-queue.js';

const QUEUE = 'identity-codes';

/** What travels: the code itself is made by whoever sends it, so that it is nowhere to be read. */
export interface CodeMessage {
  codeId: string;
}

/**
 * The queue of codes to be sent. It is one of its own, because a code belongs to a person and to no enterprise, which the
 * queue of jobs demands; and nobody shall see in an enterprise's jobs that a colleague signs in.
 */
@Injectable()
export class CodeQueue implements OnApplicationBootstrap {
  private prepared: Promise<void> | undefined;

  constructor(private readonly queue: JobQueue) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.prepare();
  }

  /** Sends in the call's transaction: no code goes out that was not asked for in the end. */
  async send(ctx: PublicCtx, codeId: string): Promise<void> {
    await this.queue.send(ctx.db, QUEUE, [{ data: { codeId } satisfies CodeMessage }]);
  }

  /** Takes messages in worker processes. */
  async work(handler: QueueHandler<CodeMessage>): Promise<void> {
    await this.prepare();
    if (this.queue.works) await this.queue.work<CodeMessage>(QUEUE, { batchSize: 10, localConcurrency: 2 }, handler);
  }

  private prepare(): Promise<void> {
    // A code that is not sent after three attempts in half a minute comes too late: people ask for another one.
    return (this.prepared ??= this.queue.boss.createQueue(QUEUE, {
      notify: true,
      retryLimit: 3,
      retryDelay: 2,
      retryBackoff: true,
      expireInSeconds: 60,
      retentionSeconds: 300,
      deleteAfterSeconds: 300,
    }));
  }
}
