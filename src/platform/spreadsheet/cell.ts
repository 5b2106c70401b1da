/**
 * What a cell holds. A `Date` carries the wall clock that the sheet shows as if it were UTC: midnight for a plain date.
 * A time of day without a date is text (`08:30`); an error value is the text that the sheet shows (`#N/A`).
 */
export type Cell = string | number | boolean | Date | null;

/** One row with the number that a user sees in Excel (1-based); `cells` ends at the last cell that holds something. */
export interface SheetRow {
  row: number;
  cells: Cell[];
}

// Zero-width and bidirectional marks come along when a phone is copied out of a chat or an address book.
const INVISIBLE = /[\u00AD\u200B-\u200F\u202A-\u202E\u2060-\u2064\u2066-\u2069\uFEFF]/g;

/**
 * The text of a cell as a person would type it: digits without exponent, dates as `YYYY-MM-DD` or
 * `YYYY-MM-DD HH:mm:ss`, booleans as Excel shows them, no blanks of any width around it and no invisible marks in it.
 */
export function cellText(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell === 'string') return cell.replace(INVISIBLE, '').trim();
  if (typeof cell === 'number') return numberText(cell);
  if (typeof cell === 'boolean') return cell ? 'TRUE' : 'FALSE';
  return dateText(cell);
}

function numberText(value: number): string {
  if (!Number.isFinite(value)) return '';
  // Excel keeps and shows 15 digits; 0.1 + 0.2 lies in the file as 0.30000000000000004.
  const shown = Number(value.toPrecision(15));
  const text = String(shown);
  if (!text.includes('e')) return text;
  return Number.isInteger(shown) ? BigInt(shown).toString() : shown.toFixed(20).replace(/\.?0+$/, '');
}

const SECOND = 1000;
const DAY = 86_400 * SECOND;
const KEPT = 50_000;
const days = new Map<number, string>();
const twoDigits = Array.from({ length: 60 }, (_, n) => String(n).padStart(2, '0'));

/** Remembers days: a sheet has few of them, and `toISOString` was a tenth of an export. */
function dateText(value: Date): string {
  const time = value.getTime();
  if (Number.isNaN(time)) return '';
  const day = Math.floor(time / DAY);
  let date = days.get(day);
  if (date === undefined) {
    if (days.size >= KEPT) days.clear();
    days.set(day, (date = value.toISOString().slice(0, -14)));
  }
  const rest = time - day * DAY;
  return rest === 0 ? date : `${date} ${timeText(Math.floor(rest / SECOND))}`;
}

const timeText = (seconds: number): string =>
  `${twoDigits[Math.floor(seconds / 3600)]}:${twoDigits[Math.floor(seconds / 60) % 60]}:${twoDigits[seconds % 60]}`;

/** True for what a person would call an empty cell, blanks of any kind included. */
export function isBlank(cell: Cell): boolean {
  if (typeof cell !== 'string') return cell === null;
  const first = cell.charCodeAt(0);
  // Most cells begin with a letter, a digit or a Chinese character: those need no closer look.
  if ((first > 0x20 && first < 0x7f) || (first >= 0x4e00 && first < 0xd800)) return false;
  return cellText(cell) === '';
}
