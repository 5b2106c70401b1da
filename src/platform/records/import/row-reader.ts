import { type Cell, isBlank, type SheetRow } from '../../spreadsheet/index.js';
import { cellReader, type CellReader, type CellValue } from './cell-reader.js';
import type { ImportColumn } from './import-column.js';
import { valueRequired, type RowIssue } from './row-issue.js';

/** A row of the file with typed values. */
export interface ParsedRow {
  /** As the spreadsheet program shows it, from 1. */
  row: number;
  /** By column key; blank cells have none. */
  values: Record<string, CellValue>;
  /** Everything that is wrong with it; a row with issues is not taken. */
  issues: RowIssue[];
  /** As they stood in the file. */
  cells: Cell[];
}

/** Which column of the file fills which column of the object. */
export interface MappedColumn {
  /** 0-based. */
  at: number;
  column: ImportColumn;
}

/** Prepares the reading of rows under a mapping; finds all faults of a row at once. */
export function rowReader(mapped: readonly MappedColumn[], zone: string): (row: SheetRow) => ParsedRow {
  const readers = mapped.map(({ at, column }) => ({ at, column, read: cellReader(column, zone) }));
  return ({ row, cells }) => {
    const parsed: ParsedRow = { row, values: {}, issues: [], cells };
    for (const reader of readers) readCell(parsed, reader);
    return parsed;
  };
}

function readCell({ values, issues, cells }: ParsedRow, { at, column, read }: MappedColumn & { read: CellReader }): void {
  const cell = cells[at] ?? null;
  if (isBlank(cell)) {
    if (column.required) issues.push(valueRequired(column.key));
    return;
  }
  const outcome = read(cell);
  if ('issue' in outcome) issues.push(outcome.issue);
  else values[column.key] = outcome.value;
}
