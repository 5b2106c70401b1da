import { ApiProperty } from '@nestjs/swagger';
import { JOB_STATUSES, type JobStatus } from '../jobs/job-rows.js';
import { PageInfo } from '../records/page.js';

/** One table of the enterprise as a file: JSON Lines, compressed by gzip. */
export class DataExportFileView {
  /** @example "leads" */
  table!: string;

  /** Null until it is finished. */
  rows!: number | null;

  /** Its size as it is downloaded. */
  bytes!: number | null;
}

/** Everything of the enterprise as it was at one moment. */
export class DataExportView {
  /** @format uuid */
  id!: string;

  /** @format uuid */
  jobId!: string;

  @ApiProperty({ enum: JOB_STATUSES })
  status!: JobStatus;

  /** Whether the files are still there; they are kept for a week. */
  hasFiles!: boolean;

  files!: DataExportFileView[];

  /** @format date-time */
  createdAt!: string;

  /** @format date-time */
  finishedAt!: string | null;
}

export class DataExportListView {
  items!: DataExportView[];

  page!: PageInfo;
}
