import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleInit } from '@nestjs/common';
import { Cron } from '@nestjs/schedule';
import sql, { type Sql } from 'sql-template-tag';
import { Database } from '../database/database.js';
import { newId } from '../database/ids.js';
import { text } from '../i18n/locale.js';
import { JobHandlers } from './job-handlers.js';
import { JobQueue } from './job-queue.js';
import type { JobRun } from './job-run.js';
import { Schedules } from './schedules.js';

const KIND = 'platform.housekeeping';
/** Rows deleted in one transaction. */
const BATCH = 5000;

/** What is kept for a time only, and which rows of it are beyond that time. */
const EXPIRED: Record<string, (now: Date) => Sql> = {
  // The API promises 24 hours.
  idempotencyKeys: (now) => sql`DELETE FROM idempotency_keys WHERE ctid = ANY (ARRAY(
    SELECT ctid FROM idempotency_keys WHERE created_at < ${now}::timestamptz - interval '24 hours' LIMIT ${BATCH}))`,
  // An undelivered message lives for 14 days; after that nothing can deliver the event a second time.
  handledEvents: (now) => sql`DELETE FROM handled_events WHERE ctid = ANY (ARRAY(
    SELECT ctid FROM handled_events WHERE at < ${now}::timestamptz - interval '30 days' LIMIT ${BATCH}))`,
  jobs: (now) => sql`DELETE FROM jobs WHERE ctid = ANY (ARRAY(
    SELECT ctid FROM jobs WHERE finished_at < ${now}::timestamptz - interval '180 days' LIMIT ${BATCH}))`,
  // A schedule that runs every few minutes leaves many rows; its last one is kept to show when that was.
  scheduledJobs: (now) => sql`DELETE FROM jobs WHERE ctid = ANY (ARRAY(
    SELECT j.ctid FROM jobs j WHERE j.finished_at < ${now}::timestamptz - interval '3 days' AND j.slot IS NOT NULL
      AND EXISTS (SELECT FROM jobs newer WHERE newer.tenant_id = j.tenant_id AND newer.kind = j.kind AND newer.id > j.id)
    LIMIT ${BATCH}))`,
};

/** Keeps the platform's own tables in shape: per enterprise by a schedule, for the whole installation on worker nodes. */
@Injectable()
export class Housekeeping implements OnModuleInit, OnApplicationBootstrap {
  private readonly logger = new Logger(Housekeeping.name);

  constructor(
    private readonly handlers: JobHandlers,
    private readonly schedules: Schedules,
    private readonly queue: JobQueue,
    private readonly database: Database,
  ) {}

  onModuleInit(): void {
    this.handlers.register({ kind: KIND, origin: 'system', run: (job) => this.removeExpired(job) });
    this.schedules.define({ kind: KIND, at: '03:30', label: text('清理过期数据', 'Remove expired data') });
  }

  async onApplicationBootstrap(): Promise<void> {
    await this.prepareInstallation();
  }

  /** Creates the history partitions of the coming months. Nodes wait for each other, and the second finds nothing to do. */
  @Cron('0 17 1 * * *', { name: 'installation', timeZone: 'UTC' })
  async prepareInstallation(): Promise<void> {
    if (!this.queue.works) return;
    const db = await this.database.openPublic(false, newId());
    try {
      await db.query(sql`SELECT prepare_partitions()`);
      await db.commit();
    } catch (error) {
      // Rows of a month without a partition go to the default one: a reason to tell, not to stop.
      this.logger.error({ err: error as Error }, 'History partitions could not be prepared');
      await db.rollback().catch(() => undefined);
    }
  }

  private async removeExpired(job: JobRun): Promise<Record<string, number>> {
    const removed: Record<string, number> = {};
    for (const [name, statement] of Object.entries(EXPIRED)) removed[name] = await removeAll(job, statement);
    return removed;
  }
}

async function removeAll(job: JobRun, statement: (now: Date) => Sql): Promise<number> {
  let removed = 0;
  let batch: number;
  do {
    await job.throwIfCancelled();
    batch = await job.unit((ctx) => ctx.db.run(statement(ctx.now)));
    removed += batch;
  } while (batch === BATCH);
  return removed;
}
