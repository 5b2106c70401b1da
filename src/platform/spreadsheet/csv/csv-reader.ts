import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { pipeline, Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import iconv from 'iconv-lite';
import { isBlank, type Cell, type SheetRow } from '../cell.js';
import type { ReadLimits } from '../limits.js';
import { restore } from '../neutralise.js';
import { tooLarge, unreadable } from '../spreadsheet-invalid.js';
import { dialectOf } from './dialect.js';
import { type Encoding, encodingOf } from './encoding.js';

const SAMPLE_BYTES = 64 * 1024;
// Taken apart at a stretch; more would hold up whatever else the process does.
const CHUNK = 64 * 1024;
// Excel's own way of keeping a long number text in a CSV: ="13800138000".
const KEPT_AS_TEXT = /^="([^"]*)"$/;

/** Streams a text file; a record counts as one row however many lines it spans, as in Excel. */
export async function* csvRows(path: string, batch: number, limits: ReadLimits): AsyncGenerator<SheetRow[], void, undefined> {
  if ((await stat(path)).size > limits.maxUnpackedBytes) throw tooLarge('unpacked', limits.maxUnpackedBytes);
  let rows: SheetRow[] = [];
  let row = 0;
  let total = 0;
  try {
    for await (const record of await records(path, limits)) {
      row += 1;
      const cells = cellsOf(record, row, limits);
      if (cells.every(isBlank)) continue;
      total += 1;
      if (total > limits.maxRows) throw tooLarge('rows', limits.maxRows);
      rows.push({ row, cells });
      if (rows.length < batch) continue;
      yield rows;
      rows = [];
    }
  } catch (error) {
    throw error instanceof CsvError ? csvFault(error, row + 1, limits) : error;
  }
  if (rows.length > 0) yield rows;
}

/** How many rows a text file has, extrapolated from its beginning; a line break within a cell counts as one. */
export async function csvRowEstimate(path: string): Promise<number> {
  const { size } = await stat(path);
  const encoding = await encodingOf(path);
  const sample = await sampleOf(path, encoding);
  const lines = sample.split(/\r\n|\n|\r/).filter((line) => line !== '').length;
  return size <= SAMPLE_BYTES ? lines : Math.round((lines * size) / SAMPLE_BYTES);
}

async function records(path: string, limits: ReadLimits): Promise<AsyncIterable<string[]>> {
  const encoding = await encodingOf(path);
  const { delimiter, fromLine } = dialectOf(await sampleOf(path, encoding));
  const parser = parse({
    delimiter,
    from_line: fromLine,
    bom: true,
    relax_column_count: true,
    relax_quotes: true,
    max_record_size: limits.maxCellLength * limits.maxColumns,
  });
  const text = encoding === 'utf8' ? createReadStream(path, { highWaterMark: CHUNK }) : Readable.from(decoded(path, encoding));
  // An error reaches the reader through the parser, which the pipeline destroys with it.
  return pipeline(text, parser, () => undefined);
}

async function* decoded(path: string, encoding: Encoding, end?: number): AsyncGenerator<string, void, undefined> {
  const decoder = iconv.getDecoder(encoding);
  const range = end === undefined ? {} : { end };
  for await (const chunk of createReadStream(path, { highWaterMark: CHUNK, ...range }) as AsyncIterable<Buffer>) {
    yield decoder.write(chunk);
  }
  if (end === undefined) yield decoder.end() ?? '';
}

async function sampleOf(path: string, encoding: Encoding): Promise<string> {
  let sample = '';
  for await (const text of decoded(path, encoding, SAMPLE_BYTES - 1)) sample += text;
  return sample.replace(/^\uFEFF/, '');
}

function cellsOf(record: string[], row: number, limits: ReadLimits): Cell[] {
  while (record.at(-1) === '') record.pop();
  if (record.length > limits.maxColumns) throw tooLarge('columns', limits.maxColumns, { row });
  return record.map((text) => {
    if (text.length > limits.maxCellLength) throw tooLarge('cell', limits.maxCellLength, { row });
    return text === '' ? null : restore(text.replace(KEPT_AS_TEXT, '$1'));
  });
}

function csvFault(error: CsvError, row: number, limits: ReadLimits) {
  if (error.code === 'CSV_MAX_RECORD_SIZE') return tooLarge('cell', limits.maxCellLength, { row });
  return unreadable(error.code === 'CSV_QUOTE_NOT_CLOSED' ? 'quote' : 'csv', { row });
}
