import { ApiProperty } from '@nestjs/swagger';
import { PageInfo } from '../page.js';

export const EXPORT_STATUSES = ['queued', 'running', 'succeeded', 'failed', 'cancelled'] as const;
export type ExportStatus = (typeof EXPORT_STATUSES)[number];

/** Records on their way into a spreadsheet. */
export class ExportView {
  /** @format uuid */
  id!: string;

  @ApiProperty({ enum: ['csv', 'xlsx'] })
  format!: 'csv' | 'xlsx';

  @ApiProperty({ enum: EXPORT_STATUSES })
  status!: ExportStatus;

  /** The name of the file; null until it is there. */
  fileName!: string | null;

  /** Whether the file can be downloaded; files are removed after a time. */
  hasFile!: boolean;

  /** How many records it holds; null until it is there. */
  rowCount!: number | null;

  /** @format uuid */
  jobId!: string;

  /** @format date-time */
  createdAt!: string;

  /** @format date-time */
  finishedAt!: string | null;
}

export class ExportListView {
  items!: ExportView[];

  page!: PageInfo;
}
