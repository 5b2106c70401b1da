import { Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { Cron } from '@nestjs/schedule';
import sql from 'sql-template-tag';
import { Clock } from '../context/clock.js';
import { Database } from '../database/database.js';
import { FIRST_ID, newId } from '../database/ids.js';
import { JobHandlers } from './job-handlers.js';
import { jobMessage } from './job-messages.js';
import { JobQueue } from './job-queue.js';
import { JOBS } from './queues.js';
import { latestPlanned } from './schedule-times.js';
import { Schedules, type Schedule } from './schedules.js';

/** Enterprises planned in one transaction. */
const PAGE = 100;
/** Local times of day are looked at so often, in minutes. */
const DAILY_EVERY = 5;

interface Planned {
  tenantId: string;
  jobId: string | null;
}

/**
 * Makes the jobs of schedules. Every worker node ticks; a job's slot is its planned time, and a unique index lets one node
 * make it. A tick that was missed is made up for by the next one, on whichever node that is.
 */
@Injectable()
export class ScheduleRunner implements OnApplicationBootstrap {
  private readonly logger = new Logger(ScheduleRunner.name);
  /** The slot that this node has planned last, so that an idle tick asks the database nothing. */
  private readonly plannedSlots = new Map<string, string>();

  constructor(
    private readonly schedules: Schedules,
    private readonly handlers: JobHandlers,
    private readonly queue: JobQueue,
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** @throws Error for a schedule whose kind of job nobody does: rather at the start than at night */
  onApplicationBootstrap(): void {
    for (const { kind } of this.schedules.all()) this.handlers.get(kind);
  }

  @Cron('0 * * * * *', { name: 'schedules', timeZone: 'UTC', waitForCompletion: true })
  async tick(): Promise<void> {
    if (this.queue.works && !this.queue.stopping.aborted) await this.plan(this.clock.now());
  }

  /** Makes whatever jobs are due now; calling it twice changes nothing. One schedule's failure does not stop the others. */
  async plan(now: Date): Promise<void> {
    for (const schedule of this.schedules.all()) {
      try {
        await this.planOne(schedule, now);
      } catch (error) {
        this.logger.error({ err: error as Error, schedule: schedule.kind }, 'A schedule could not be planned');
      }
    }
  }

  private async planOne(schedule: Schedule, now: Date): Promise<void> {
    if (schedule.cron === undefined) {
      if (now.getUTCMinutes() % DAILY_EVERY === 0) await this.planEnterprises(schedule, null, now);
      return;
    }
    const slot = latestPlanned(this.queue.boss, schedule.cron, now)?.toISOString();
    if (slot === undefined || this.plannedSlots.get(schedule.kind) === slot) return;
    await this.planEnterprises(schedule, slot, now);
    this.plannedSlots.set(schedule.kind, slot);
  }

  private async planEnterprises(schedule: Schedule, slot: string | null, now: Date): Promise<void> {
    let after = FIRST_ID;
    let page: Planned[];
    do {
      page = await this.planPage(schedule, slot, now, after);
      after = page.at(-1)?.tenantId ?? after;
    } while (page.length === PAGE);
  }

  private async planPage({ kind, at, input }: Schedule, slot: string | null, now: Date, after: string): Promise<Planned[]> {
    const db = await this.database.openPublic(false, newId());
    try {
      const page = await db.query<Planned & Record<string, unknown>>(sql`
        SELECT * FROM plan_jobs(${kind}, ${slot}, ${at ?? null}::time, ${JSON.stringify(input ?? {})}::jsonb,
          ${now.toISOString()}::timestamptz, ${after}::uuid, ${PAGE}::integer)`);
      const handler = this.handlers.get(kind);
      await this.queue.send(
        db,
        JOBS,
        page.flatMap(({ tenantId, jobId }) => (jobId === null ? [] : [jobMessage(tenantId, jobId, handler)])),
      );
      await db.commit();
      return page;
    } catch (error) {
      await db.rollback().catch(() => undefined);
      throw error;
    }
  }
}
