import type { SheetRow } from '../cell.js';
import type { ReadLimits } from '../limits.js';
import type { SheetInfo } from '../source.js';
import { unreadable } from '../spreadsheet-invalid.js';
import { CellStyles } from './cell-styles.js';
import { SharedStrings } from './shared-strings.js';
import { readWorkbook, type Workbook } from './workbook.js';
import { WorksheetRows } from './worksheet-rows.js';
import { XmlScanner } from './xml-scanner.js';
import { ZipArchive } from './zip-archive.js';

/** The worksheets in the order of their tabs. */
export async function xlsxSheets(path: string, limits: ReadLimits): Promise<SheetInfo[]> {
  const { sheets } = await readWorkbook(await ZipArchive.open(path, limits));
  return sheets.map(({ name, hidden }) => ({ name, hidden }));
}

const ROW_TAG = /<(?:\w+:)?row[ >/]/g;

/** How many rows a worksheet has, extrapolated from its first part; exact for small ones. */
export async function xlsxRowEstimate(path: string, sheet: string | undefined, limits: ReadLimits): Promise<number> {
  const zip = await ZipArchive.open(path, limits);
  const part = partOf(await readWorkbook(zip), sheet);
  for await (const chunk of zip.unpack(part)) {
    const found = chunk.toString('latin1').match(ROW_TAG)?.length ?? 0;
    return Math.round((found * zip.sizeOf(part)) / chunk.length);
  }
  return 0;
}

/** Streams one worksheet; unpacking waits while the caller works on a batch. */
export async function* xlsxRows(
  path: string,
  sheet: string | undefined,
  batch: number,
  limits: ReadLimits,
): AsyncGenerator<SheetRow[], void, undefined> {
  const zip = await ZipArchive.open(path, limits);
  const book = await readWorkbook(zip);
  const part = partOf(book, sheet);
  const strings = new SharedStrings();
  if (book.strings !== undefined) await zip.scan(book.strings, strings);
  const styles = new CellStyles();
  if (book.styles !== undefined) await zip.scan(book.styles, styles);
  const rows = new WorksheetRows({ strings, styles, date1904: book.date1904 }, limits);
  const scanner = new XmlScanner(rows);
  for await (const chunk of zip.unpack(part)) {
    scanner.push(chunk);
    while (rows.waiting >= batch) yield rows.take(batch);
  }
  scanner.end();
  if (rows.waiting > 0) yield rows.take(batch);
}

function partOf({ sheets }: Workbook, wanted: string | undefined): string {
  const sheet = wanted === undefined ? firstVisible(sheets) : sheets.find(({ name }) => name === wanted);
  if (sheet === undefined) throw unreadable('sheet', { sheet: wanted ?? '' });
  return sheet.part;
}

function firstVisible(sheets: Workbook['sheets']) {
  return sheets.find(({ hidden }) => !hidden) ?? sheets[0];
}
