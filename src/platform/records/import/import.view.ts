import { ApiProperty } from '@nestjs/swagger';
import { PageInfo } from '../page.js';
import type { Locale } from '../../i18n/locale.js';
import { IMPORT_STATUSES, type FailedRow, type ImportRow, type ImportStatus, type WarnedRow } from './import.queries.js';
import { OUTCOMES, type Outcome } from './import-target.js';
import { issueText, type RowIssue } from './row-issue.js';

/** A column of the file and what it fills. */
export class MappingView {
  /** Position in the file, from 0. */
  column!: number;

  /** Its header in the file. */
  label!: string | null;

  /** Key of the field that it fills; null where it is left out. */
  field!: string | null;
}

export class ImportCountsView {
  /** Rows that became new records. */
  created!: number;

  /** Rows that changed existing records. */
  updated!: number;

  /** Rows left out by the rule for duplicates. */
  skipped!: number;

  /** Rows with errors; see the errors of the import. */
  failed!: number;
}

/** A spreadsheet on its way into the system. */
export class ImportView {
  /** @format uuid */
  id!: string;

  fileName!: string;

  /** False when the file has expired; its counts remain. */
  hasFile!: boolean;

  @ApiProperty({ enum: IMPORT_STATUSES })
  status!: ImportStatus;

  /** The sheet that is read; null for the first visible one. */
  sheet!: string | null;

  /** The row that holds the headers, as the spreadsheet program numbers it. */
  headerRow!: number | null;

  mapping!: MappingView[];

  /** The import rules. */
  @ApiProperty({ type: 'object', additionalProperties: true })
  options!: Record<string, unknown>;

  /** About how many rows the file has. */
  rowEstimate!: number | null;

  /** The last row of the file that is settled. */
  lastRow!: number;

  counts!: ImportCountsView;

  /** Rows that were taken although something about them is doubtful; see the warnings of the import. */
  warned!: number;

  /**
   * The job that runs it; null for a draft.
   * @format uuid
   */
  jobId!: string | null;

  version!: number;

  /** @format date-time */
  createdAt!: string;

  /** @format uuid */
  createdBy!: string | null;

  /** @format date-time */
  finishedAt!: string | null;

  /**
   * When it was taken back.
   * @format date-time
   */
  undoneAt!: string | null;
}

export class ImportListView {
  items!: ImportView[];

  page!: PageInfo;
}

export class SheetView {
  name!: string;

  hidden!: boolean;
}

/** A field that columns can be mapped to. */
export class ImportColumnView {
  /** @example "custom.budget" */
  key!: string;

  label!: string;

  /** @example "text" */
  type!: string;

  required!: boolean;
}

/** What is wrong with a cell, or with the row where no field is named. */
export class RowErrorView {
  /** Key of the field; null where it concerns the whole row. */
  field!: string | null;

  /** @example "NOT_A_PHONE" */
  code!: string;

  /** In the reader's language. */
  detail!: string;
}

export class PreviewRowView {
  /** As the spreadsheet program numbers it. */
  row!: number;

  /** What would become of it. */
  @ApiProperty({ enum: OUTCOMES })
  outcome!: Outcome;

  /** What was understood, by field. */
  @ApiProperty({ type: 'object', additionalProperties: true })
  values!: Record<string, unknown>;

  /** Why it would fail, or be skipped. */
  errors!: RowErrorView[];

  /** What is doubtful about it; it would be taken nevertheless. */
  warnings!: RowErrorView[];
}

/** A draft with all that is needed to set it right. */
export class ImportDraftView extends ImportView {
  /** The sheets of the file. */
  sheets!: SheetView[];

  /** The fields that columns can be mapped to. */
  columns!: ImportColumnView[];

  /** Headers of the file that fill nothing. */
  unmapped!: string[];

  /** Required fields that nothing fills; the import cannot be started before. */
  missing!: ImportColumnView[];

  /** The first rows as they would be imported. */
  preview!: PreviewRowView[];

  /** The first rows of the file with errors. */
  firstErrors!: PreviewRowView[];
}

/** A row that was not imported. */
export class FailedRowView {
  row!: number;

  /** The row as it stood in the file. */
  @ApiProperty({ type: 'array', items: { type: 'string', nullable: true } })
  cells!: (string | null)[];

  errors!: RowErrorView[];
}

export class FailedRowListView {
  items!: FailedRowView[];

  page!: PageInfo;
}

/** A row that was taken although something about it is doubtful. */
export class WarnedRowView {
  /** As the spreadsheet program numbers it. */
  row!: number;

  warnings!: RowErrorView[];
}

export class WarnedRowListView {
  items!: WarnedRowView[];

  page!: PageInfo;
}

export function importView(row: ImportRow): ImportView {
  const {
    id,
    fileName,
    fileKey,
    status,
    sheet,
    headerRow,
    mapping,
    options,
    rowEstimate,
    lastRow,
    jobId,
    version,
    createdAt,
    createdBy,
    finishedAt,
    undoneAt,
  } = row;
  const { created, updated, skipped, failed, warned } = row;
  const counts = { created, updated, skipped, failed };
  const file = { fileName, hasFile: fileKey !== null, sheet, headerRow, rowEstimate };
  return {
    id,
    ...file,
    status,
    mapping,
    options,
    lastRow,
    counts,
    warned,
    jobId,
    version,
    createdAt,
    createdBy,
    finishedAt,
    undoneAt,
  };
}

export const rowErrorView = (issue: RowIssue, locale: Locale): RowErrorView => ({
  field: issue.column,
  code: issue.code,
  detail: issueText(issue, locale),
});

export const failedRowView = ({ row, cells, issues }: FailedRow, locale: Locale): FailedRowView => ({
  row,
  cells,
  errors: issues.map((issue) => rowErrorView(issue, locale)),
});

export const warnedRowView = ({ row, warnings }: WarnedRow, locale: Locale): WarnedRowView => ({
  row,
  warnings: warnings.map((warning) => rowErrorView(warning, locale)),
});
