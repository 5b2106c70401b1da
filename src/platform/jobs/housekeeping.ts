import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleInit } from '@nestjs/common';
import { Cron } from '@nestjs/schedule';
import sql from 'sql-template-tag';
import { Database } from '../database/database.js';
import { newId } from '../database/ids.js';
import { text } from '../i18n/locale.js';
import { EXPIRY_BATCH, expiries, type Expiry } from './expiries.js';
import { JobHandlers } from './job-handlers.js';
import { JobQueue } from './job-queue.js';
import type { JobRun } from './job-run.js';
import { Schedules } from './schedules.js';

const KIND = 'platform.housekeeping';
/** Keeps tables in shape that would only grow: per enterprise by a schedule, for the whole installation on worker nodes. */
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
    for (const expiry of expiries()) removed[expiry.name] = await removeAll(job, expiry);
    return removed;
  }
}

async function removeAll(job: JobRun, { remove }: Expiry): Promise<number> {
  let removed = 0;
  let batch: number;
  do {
    await job.giveWay();
    batch = await job.unit((ctx) => ctx.db.run(remove(ctx.now)));
    removed += batch;
  } while (batch === EXPIRY_BATCH);
  return removed;
}
