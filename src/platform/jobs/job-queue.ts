import { Inject, Injectable, Logger, type BeforeApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { PgBoss, type ConstructorOptions, type JobInsert, type JobResult, type JobWithMetadata, type WorkOptions } from 'pg-boss';
import { CONFIG } from '../config/config.token.js';
import type { Config } from '../config/index.js';
import { HEARS_LOSSES } from '../database/lost-connections.js';
import { QUEUE_SCHEMA } from '../database/queue-schema.js';
import type { UnitOfWork } from '../database/unit-of-work.js';
import { isFarewell } from '../process.js';
import { QUEUES } from './queues.js';

/** A graceful stop waits so long for handlers; what still runs then is given back and taken up by another worker. */
const STOP_WITHIN_MS = 20_000;

export type QueueJob<T> = JobWithMetadata<T>;
export type QueueHandler<T> = (jobs: QueueJob<T>[]) => Promise<JobResult[]>;

/** pg-boss and its life: send-only in an API process, which neither polls nor maintains; the whole of it in a worker. */
@Injectable()
export class JobQueue implements OnModuleInit, BeforeApplicationShutdown {
  readonly boss: PgBoss;
  /** Aborts when this process begins to stop: long handlers end at their next check and go on elsewhere. */
  readonly stopping: AbortSignal;
  /** Whether this process works what is queued. */
  readonly works: boolean;
  private readonly logger = new Logger(JobQueue.name);
  private readonly stop = new AbortController();

  constructor(@Inject(CONFIG) config: Config) {
    this.works = config.role !== 'api';
    this.stopping = this.stop.signal;
    this.boss = new PgBoss({ ...connection(config), ...(this.works ? WORKER : SENDER) });
    this.boss.on('error', (error) => {
      if (!isFarewell(error)) this.logger.error({ err: error }, 'The job queue failed');
    });
    this.boss.on('warning', (warning) => this.logger.warn(warning, 'The job queue warns'));
  }

  async onModuleInit(): Promise<void> {
    await this.boss.start();
    await this.prepareQueues();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stop.abort();
    await this.boss.stop({ graceful: true, timeout: STOP_WITHIN_MS });
  }

  /** Queues are rows; a new release may bring new ones or other settings. */
  private async prepareQueues(): Promise<void> {
    const found = new Map((await this.boss.getQueues()).map((queue) => [queue.name, queue]));
    for (const { name, ...settings } of QUEUES) {
      const existing = found.get(name);
      if (!existing) await this.boss.createQueue(name, settings);
      else if (differs(settings, existing)) await this.boss.updateQueue(name, settings);
    }
  }

  /** Sends messages in this very transaction: nothing is sent that does not commit. */
  async send(db: UnitOfWork, queue: string, messages: JobInsert[]): Promise<void> {
    if (messages.length === 0) return;
    await this.boss.insert(queue, messages, { db: { executeSql: (text, values) => db.executeSql(text, values) } });
  }

  /** Starts to work a queue. The handler settles each message of its batch; what it throws fails the whole batch. */
  async work<T>(queue: string, options: WorkOptions, handler: QueueHandler<T>): Promise<void> {
    await this.boss.work<T, JobResult[], typeof WORK & WorkOptions>(queue, { ...options, ...WORK }, handler);
  }
}

/**
 * `burstWhenBatchFull`: otherwise one batch is worked per poll. `notifyPollingIntervalSeconds`: retries become due without
 * a notification, and the default would find them half a minute late.
 */
const WORK = {
  includeMetadata: true,
  perJobResults: true,
  burstWhenBatchFull: true,
  pollingIntervalSeconds: 2,
  notifyPollingIntervalSeconds: 2,
  heartbeatRefreshSeconds: 5,
} as const;

const SENDER: ConstructorOptions = { supervise: false, max: 1 };
/** Five seconds after a heartbeat is missed, at the latest, its job is queued again. */
const WORKER: ConstructorOptions = { superviseIntervalSeconds: 5, monitorIntervalSeconds: 5, useListenNotify: true, max: 4 };

const differs = (wanted: object, existing: object): boolean =>
  Object.entries(wanted).some(([name, value]) => (existing as Record<string, unknown>)[name] !== value);

function connection({ database, role }: Config): ConstructorOptions {
  return {
    ...HEARS_LOSSES,
    connectionString: database.appUrl,
    ...(database.assumeRole ? { options: `-c role=${database.assumeRole}` } : {}),
    application_name: `highseas-${role}-queue`,
    schema: QUEUE_SCHEMA,
    migrate: false,
    createSchema: false,
    schedule: false,
    // Rebuilding an index needs its owner.
    reindex: false,
  };
}
