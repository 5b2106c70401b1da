import { parse } from 'node:path';
import type { SheetRow } from './cell.js';
import { csvRowEstimate, csvRows } from './csv/csv-reader.js';
import { DEFAULT_LIMITS, type ReadLimits } from './limits.js';
import { kindOf, type SheetInfo, type WorkbookSource } from './source.js';
import { xlsxRowEstimate, xlsxRows, xlsxSheets } from './xlsx/xlsx-reader.js';

export interface ReadOptions {
  /** Name of the sheet; the first visible one when it is not given. A CSV has one sheet, whatever it is called. */
  sheet?: string | undefined;
  /** Rows that are yielded at once. */
  batch?: number | undefined;
  limits?: Partial<ReadLimits> | undefined;
}

const DEFAULT_BATCH = 500;

/** The sheets that a user can choose from, in the order of their tabs; throws `SpreadsheetInvalid`. */
export async function sheets(source: WorkbookSource): Promise<SheetInfo[]> {
  if ((await kindOf(source)) === 'xlsx') return xlsxSheets(source.path, DEFAULT_LIMITS);
  return [{ name: parse(source.fileName).name, hidden: false }];
}

/** About how many rows a sheet has, its header included, without reading all of it; throws `SpreadsheetInvalid`. */
export async function estimateRows(source: WorkbookSource, sheet?: string): Promise<number> {
  return (await kindOf(source)) === 'xlsx' ? xlsxRowEstimate(source.path, sheet, DEFAULT_LIMITS) : csvRowEstimate(source.path);
}

/**
 * Streams a sheet in batches without its empty rows; each row keeps the number that Excel shows. Hidden rows are read
 * like others. Whatever is wrong with the file is thrown as `SpreadsheetInvalid`, at the latest by the last batch.
 */
export async function* readRows(source: WorkbookSource, options: ReadOptions = {}): AsyncGenerator<SheetRow[], void, undefined> {
  const limits = { ...DEFAULT_LIMITS, ...options.limits };
  const batch = Math.max(1, options.batch ?? DEFAULT_BATCH);
  if ((await kindOf(source)) === 'xlsx') yield* xlsxRows(source.path, options.sheet, batch, limits);
  else yield* csvRows(source.path, batch, limits);
}
