import { ApiProperty } from '@nestjs/swagger';
import { JOB_STATUSES, type JobStatus } from './job-rows.js';
import { JobErrorView } from './job.view.js';

export class ScheduleRunView {
  /** @format uuid */
  jobId!: string;

  @ApiProperty({ enum: JOB_STATUSES })
  status!: JobStatus;

  /** @format date-time */
  startedAt!: string | null;

  /** @format date-time */
  finishedAt!: string | null;

  /** Milliseconds from the start to the end; null until it has ended. */
  @ApiProperty({ type: 'integer', nullable: true })
  durationMs!: number | null;

  errors!: JobErrorView[];
}

export class ScheduleView {
  /**
   * The kind of job that it makes.
   * @example "platform.housekeeping"
   */
  kind!: string;

  /** @example "清理过期数据" */
  label!: string;

  /** Cron expression in UTC; null where it runs at a time of day. */
  cron!: string | null;

  /**
   * Time of day in the enterprise's time zone; null where it runs by cron.
   * @example "03:30"
   */
  at!: string | null;

  /** @format date-time */
  nextRunAt!: string;

  /** The latest job, planned or started by hand; null before the first. */
  @ApiProperty({ type: ScheduleRunView, nullable: true })
  lastRun!: ScheduleRunView | null;
}

export class ScheduleListView {
  items!: ScheduleView[];
}
