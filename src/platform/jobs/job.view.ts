import { ApiProperty } from '@nestjs/swagger';
import { pageOf } from '../records/page-view.js';
import { JOB_STATUSES, type JobError, type JobStatus } from './job-rows.js';

export class JobProgressView {
  /** How much is done, in whatever the job counts. */
  @ApiProperty({ type: 'integer' })
  done!: number;

  /** How much there is to do; null while that is not known. */
  @ApiProperty({ type: 'integer', nullable: true })
  total!: number | null;

  /** Whole percent, null while the total is not known. */
  @ApiProperty({ type: 'integer', nullable: true })
  percent!: number | null;
}

export class JobErrorView {
  /** @example "INTERNAL_ERROR" */
  code!: string;

  /** In the language of whoever asked for the job. */
  detail!: string;
}

/** Work outside a request, as its requester sees it. */
export class JobView {
  /** @format uuid */
  id!: string;

  /**
   * Which work it is.
   * @example "platform.housekeeping"
   */
  kind!: string;

  @ApiProperty({ enum: JOB_STATUSES })
  status!: JobStatus;

  progress!: JobProgressView;

  /** What came of it; which members there are depends on the kind. Null until it has succeeded. */
  @ApiProperty({ type: 'object', additionalProperties: true, nullable: true })
  result!: Record<string, unknown> | null;

  /** Why it failed, or why its last attempt did while it waits for the next one. */
  errors!: JobErrorView[];

  /** Cancelling was asked for; the job ends at its next check. */
  cancelRequested!: boolean;

  /** How often it was begun. */
  @ApiProperty({ type: 'integer' })
  attempts!: number;

  /**
   * The employee who asked for it; null for schedules.
   * @format uuid
   */
  requestedBy!: string | null;

  /** @format date-time */
  createdAt!: string;

  /** @format date-time */
  startedAt!: string | null;

  /** @format date-time */
  finishedAt!: string | null;
}

export class JobListView extends pageOf(JobView) {}

/** A job's row as the view needs it. */
export interface JobRow extends Omit<JobView, 'progress' | 'errors'> {
  done: number;
  total: number | null;
  error: JobError | null;
}

export function jobView({ done, total, error, ...row }: JobRow): JobView {
  const percent = total === null ? null : total === 0 ? 100 : Math.min(100, Math.floor((done / total) * 100));
  return { ...row, progress: { done, total, percent }, errors: error === null ? [] : [error] };
}

export const isFinished = (status: JobStatus): boolean => status !== 'queued' && status !== 'running';
