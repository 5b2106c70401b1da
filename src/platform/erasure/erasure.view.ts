import { ApiProperty } from '@nestjs/swagger';
import { JOB_STATUSES, type JobStatus } from '../jobs/job-rows.js';

export class ErasedRecordsView {
  /** @example "lead" */
  object!: string;

  count!: number;
}

/** That a person's data have been erased, without them. */
export class ErasureView {
  /** @format uuid */
  id!: string;

  /** @format uuid */
  jobId!: string;

  @ApiProperty({ enum: JOB_STATUSES })
  status!: JobStatus;

  reason!: string;

  /** Records of the person. */
  records!: ErasedRecordsView[];

  /** Rows in whose texts the person stood; null until it is done. */
  textsChanged!: number | null;

  /** @format date-time */
  createdAt!: string;

  /** @format date-time */
  finishedAt!: string | null;
}
