import { finished, Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ColumnDef } from 'hucre/xlsx';
import { type Cell, cellText } from '../cell.js';
import type { SheetWriter } from '../output.js';
import { RowChannel } from './row-channel.js';

export interface XlsxWriterOptions {
  /** Made to fit Excel's rules (31 characters, no `[]:*?/\`); sheets beyond 1 048 576 rows are numbered. */
  sheetName: string;
  header: string[];
  /** Widths of the columns in characters. */
  widths?: number[] | undefined;
  /** 0-based columns that stay text when a user edits them: phones, numbers of records, postcodes. */
  textColumns?: number[] | undefined;
}

const MAX_CELL_LENGTH = 32_767;
const MAX_NAME_LENGTH = 31;
const DEFAULT_WIDTH = 16;
// What would read as one of Excel's own escapes, and the two characters that XML has no form for.
const NEEDS_CARE = /_(?=x[0-9a-f]{4}_)|[\uFFFE\uFFFF]/gi;

/**
 * Streams a workbook of one sheet with a frozen header. Text is written as inline text, never as a formula; a date is a
 * date cell, a date with a time is text (`YYYY-MM-DD HH:mm:ss`), as are whole columns on request. Memory does not grow
 * with the number of rows.
 */
export function xlsxWriter(out: Writable, options: XlsxWriterOptions): SheetWriter {
  const channel = new RowChannel<Cell[]>();
  const texts = new Set(options.textColumns);
  const done = pack(channel, out, options, texts);
  done.catch((error: unknown) => channel.fail(error));
  // The pipeline itself waits for the rows; a receiver that goes away while there are none must release both.
  finished(out, { readable: false }, (error) => {
    if (error) channel.fail(error);
  });
  return {
    write: (rows) => channel.push(rows.map((row) => row.map((cell, column) => written(cell, texts.has(column))))),
    async close() {
      channel.end();
      await done;
    },
  };
}

/** The library is loaded by who writes a workbook. */
async function pack(
  rows: RowChannel<Cell[]>,
  out: Writable,
  options: XlsxWriterOptions,
  texts: ReadonlySet<number>,
): Promise<void> {
  const { writeXlsxStream } = await import('hucre/xlsx');
  const stream = writeXlsxStream(rows, {
    name: sheetName(options.sheetName),
    columns: columns(options, texts),
    freezePane: { rows: 1 },
    zip64: false,
  });
  await pipeline(Readable.fromWeb(stream as Parameters<typeof Readable.fromWeb>[0]), out);
}

function columns({ header, widths = [] }: XlsxWriterOptions, texts: ReadonlySet<number>): ColumnDef[] {
  return header.map((label, column) => ({
    header: safe(label),
    width: widths[column] ?? DEFAULT_WIDTH,
    ...(texts.has(column) ? { numFmt: '@' } : {}),
  }));
}

function written(cell: Cell, asText: boolean): Cell {
  if (cell === null || cell === '') return null;
  if (typeof cell === 'string') return safe(cell);
  if (asText || (cell instanceof Date && cell.getTime() % 86_400_000 !== 0)) return cellText(cell);
  return cell;
}

function safe(text: string): string {
  return text.slice(0, MAX_CELL_LENGTH).replace(NEEDS_CARE, (found) => (found === '_' ? '_x005F_' : ''));
}

function sheetName(wanted: string): string {
  const name = wanted.replace(/[[\]:*?/\\\u0000-\u001F]/g, ' ').replace(/^[\s']+|[\s']+$/g, '');
  return name.slice(0, MAX_NAME_LENGTH).trim() || 'Sheet1';
}
