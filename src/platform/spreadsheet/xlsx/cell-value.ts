import type { Cell } from '../cell.js';
import type { CellStyles } from './cell-styles.js';
import { dateCell } from './date-format.js';
import type { SharedStrings } from './shared-strings.js';
import { nameCode } from './xml-scanner.js';
import { unescapeCell } from './xml-text.js';

/** What of the workbook the meaning of a cell depends on. */
export interface CellContext {
  strings: SharedStrings;
  styles: CellStyles;
  /** Dates count from 1904, as old Excel for Mac had it. */
  date1904: boolean;
}

/** The type of a cell whose text lies in the workbook's table of texts. */
export const SHARED = nameCode('s');
const INLINE = nameCode('inlineStr');
const FORMULA_TEXT = nameCode('str');
const BOOLEAN = nameCode('b');
const ERROR = nameCode('e');
const ISO_DATE = nameCode('d');
const ISO_DAY = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}:\d{2}(?:\.\d+)?)?Z?$/;

/** Any cell but a shared text. @param type `nameCode` of its type, 0 for none; @param raw the text within it, entities already decoded */
export function cellValue(context: CellContext, type: number, style: number, raw: string): Cell {
  switch (type) {
    case INLINE:
    case FORMULA_TEXT:
      return unescapeCell(raw);
    case BOOLEAN:
      return raw === '1' || raw === 'true';
    case ERROR:
      return raw;
    case ISO_DATE:
      return isoDate(raw);
    default:
      return numeric(context, style, raw);
  }
}

function numeric(context: CellContext, style: number, raw: string): Cell {
  const value = Number(raw);
  if (Number.isNaN(value)) return raw;
  return context.styles.isDate(style) ? dateCell(value, context.date1904) : value;
}

/** Workbooks saved as "Strict Open XML" write dates out; they have no zone, so they are taken as UTC like all others. */
function isoDate(raw: string): Cell {
  if (!ISO_DAY.test(raw)) return raw;
  const date = new Date(raw.length === 10 || raw.endsWith('Z') ? raw : `${raw}Z`);
  return Number.isNaN(date.getTime()) ? raw : date;
}
