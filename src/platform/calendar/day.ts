/** Calendar days as numbers: days since 1970-01-01 in the proleptic Gregorian calendar, free of any time zone. */
export type DayNumber = number;

const MILLISECONDS_PER_DAY = 86_400_000;
const DAY = /^([1-9]\d{3})-(\d{2})-(\d{2})$/;

/**
 * Reads `YYYY-MM-DD`, years 1000 to 9999.
 * @throws RangeError when the text is not a day that exists.
 */
export function dayNumber(day: string): DayNumber {
  const parts = DAY.exec(day);
  const number = parts ? firstDayOf(Number(parts[1]), Number(parts[2])) + Number(parts[3]) - 1 : Number.NaN;
  // Date.UTC rolls 02-30 over into March: only a day that survives the round trip exists.
  if (Number.isNaN(number) || dayText(number) !== day) throw new RangeError(`Not a calendar day: ${day}`);
  return number;
}

/** The day as `YYYY-MM-DD`. */
export function dayText(day: DayNumber): string {
  return new Date(day * MILLISECONDS_PER_DAY).toISOString().slice(0, 10);
}

export function yearOf(day: DayNumber): number {
  return new Date(day * MILLISECONDS_PER_DAY).getUTCFullYear();
}

/** The first day of a month (1 to 12) of a year; month 13 is January of the next. */
export function firstDayOf(year: number, month = 1): DayNumber {
  return Date.UTC(year, month - 1, 1) / MILLISECONDS_PER_DAY;
}

/** Saturday or Sunday. 1970-01-01, day 0, was a Thursday. */
export function isWeekend(day: DayNumber): boolean {
  const sinceMonday = (((day + 3) % 7) + 7) % 7;
  return sinceMonday >= 5;
}
