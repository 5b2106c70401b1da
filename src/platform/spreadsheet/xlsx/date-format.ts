const DAY_MS = 86_400_000;
const EPOCH_1900 = Date.UTC(1899, 11, 30);
const EPOCH_1904 = Date.UTC(1904, 0, 1);
// 9999-12-31, the last day that Excel knows.
const LAST_SERIAL = 2_958_466;
const QUOTED = /"[^"]*"|\\.|[_*]./g;
const BRACKETED = /\[(?!(?:h+|m+|s+)\])[^\]]*\]/gi;

/** Built-in formats that show a date or a time; 27–36 and 50–58 are those of Chinese, Japanese and Korean Excel. */
export function isBuiltInDate(id: number): boolean {
  return (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58);
}

/** Whether a custom number format such as `yyyy"年"m"月"d"日"` or `上午/下午h:mm` shows a date or a time. */
export function isDateFormat(code: string): boolean {
  const first = code.replace(QUOTED, '').replace(BRACKETED, '').split(';', 1)[0] ?? '';
  return !/general|standard/i.test(first) && /[ymdhs]|aaa/i.test(first);
}

/**
 * What a serial number shows under a date format: a date as its UTC wall clock, a fraction of a day as `HH:mm` or
 * `HH:mm:ss`, and a number that cannot be a date as itself.
 */
export function dateCell(serial: number, date1904: boolean): Date | string | number {
  if (!(serial >= 0 && serial < LAST_SERIAL)) return serial;
  // Excel stores fractions of a day in binary: only whole seconds are meant.
  const seconds = Math.round(serial * 86_400);
  if (seconds < 86_400) return date1904 && seconds === 0 ? new Date(EPOCH_1904) : timeText(seconds);
  if (date1904) return new Date(EPOCH_1904 + seconds * 1000);
  // Excel counts a 29 February 1900 that never was, so what lies before it is one day further on.
  return new Date(EPOCH_1900 + seconds * 1000 + (serial < 60 ? DAY_MS : 0));
}

function timeText(seconds: number): string {
  const text = new Date(seconds * 1000).toISOString();
  return seconds % 60 === 0 ? text.slice(11, 16) : text.slice(11, 19);
}
