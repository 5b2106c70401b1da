import { type Cell, cellText, type SheetRow } from './cell.js';
import { readRows } from './read.js';
import type { WorkbookSource } from './source.js';
import { SpreadsheetInvalid } from './spreadsheet-invalid.js';

export interface HeaderOptions {
  sheet?: string | undefined;
  /** Whether some field answers to a label; asked with required marks (`*`) already taken off. */
  known: (label: string) => boolean;
}

export interface Header {
  row: number;
  /** One label per column; null where a column has none. */
  labels: (string | null)[];
}

// Titles and notes above the header are few; beyond this lie data.
const ROWS_SEARCHED = 30;
const REQUIRED_MARK = /^[*＊]+|[*＊]+$/g;

/**
 * Finds the row of labels below titles and notes: the one with the most known labels, the upper one of equals. When no
 * label is known it is the first row that fills two cells, so that a person can map the columns by hand.
 */
export async function findHeader(source: WorkbookSource, { sheet, known }: HeaderOptions): Promise<Header> {
  const top = await firstRows(source, sheet);
  const first = top[0];
  if (first === undefined) throw new SpreadsheetInvalid('SPREADSHEET_EMPTY');
  let header = headerOf(top.find(({ cells }) => filled(cells) > 1) ?? first);
  let most = 0;
  for (const row of top) {
    const candidate = headerOf(row);
    const score = new Set(candidate.labels.filter((text) => text !== null && known(text))).size;
    if (score > most) {
      header = candidate;
      most = score;
    }
  }
  return header;
}

async function firstRows(source: WorkbookSource, sheet: string | undefined): Promise<SheetRow[]> {
  for await (const rows of readRows(source, { sheet, batch: ROWS_SEARCHED })) return rows;
  return [];
}

function headerOf({ row, cells }: SheetRow): Header {
  return { row, labels: cells.map(label) };
}

function label(cell: Cell): string | null {
  const text = cellText(cell).replace(/\s+/g, ' ').replace(REQUIRED_MARK, '').trim();
  return text === '' ? null : text;
}

function filled(cells: Cell[]): number {
  return cells.filter((cell) => label(cell) !== null).length;
}
