import { type DayNumber, dayNumber, dayText, yearOf } from './day.js';
import { type HolidayLocale, statutoryName } from './statutory.js';
import { WorkingYear } from './year.js';

/** One day as calendars show it. */
export interface CalendarDay {
  day: string;
  working: boolean;
  /** The statutory holiday, where the day is one, even if the enterprise works on it. */
  name?: string;
  /** True where the enterprise, not the law, decided. */
  overridden: boolean;
}

/**
 * An enterprise's working days (ORG-10): Monday to Friday, China's statutory holidays and make-up days, and above both
 * the enterprise's own overrides. Days are `YYYY-MM-DD` in the enterprise's zone; anything else throws a RangeError.
 * An instance keeps each year that it was asked for, so make one per enterprise and settings version, not per call.
 */
export class WorkingCalendar {
  private readonly overrides: ReadonlyMap<string, boolean>;
  private readonly years = new Map<number, WorkingYear>();

  /** @param overrides day → working; copied, so that the cached years cannot go stale. */
  constructor(overrides: ReadonlyMap<string, boolean> = new Map()) {
    for (const day of overrides.keys()) dayNumber(day);
    this.overrides = new Map(overrides);
  }

  isWorkingDay(day: string): boolean {
    const number = dayNumber(day);
    return this.year(yearOf(number)).isWorking(number);
  }

  /**
   * The n-th working day after `day`, or before it when n is negative; `day` itself does not count. Zero answers `day`
   * unchanged, working or not. `addWorkingDays(Friday, 1)` is Monday.
   */
  addWorkingDays(day: string, n: number): string {
    if (!Number.isSafeInteger(n)) throw new RangeError(`Not a whole number of working days: ${n}`);
    const start = dayNumber(day);
    if (n === 0) return day;
    let year = yearOf(start);
    // Position of the wanted day counted in working days from the start of `year`; the loops carry it over into others.
    let position = n > 0 ? this.year(year).before(start + 1) + n : this.year(year).before(start) + n + 1;
    for (; position > this.year(year).total; year += 1) position -= this.year(year).total;
    while (position < 1) {
      year -= 1;
      position += this.year(year).total;
    }
    return dayText(this.year(year).nth(position));
  }

  /** Working days d with from < d ≤ to; the negative of the reverse when `to` lies before `from`. */
  workingDaysBetween(from: string, to: string): number {
    const start = dayNumber(from);
    const end = dayNumber(to);
    return end < start ? -this.countAfter(end, start) : this.countAfter(start, end);
  }

  /** The statutory holiday's name, for example 国庆节; undefined on ordinary and make-up days. */
  holidayName(day: string, locale: HolidayLocale = 'zh-CN'): string | undefined {
    return statutoryName(dayText(dayNumber(day)), locale);
  }

  /** Each day from `from` to `to`, both included; empty when `to` lies before `from`. */
  days(from: string, to: string, locale: HolidayLocale = 'zh-CN'): CalendarDay[] {
    const start = dayNumber(from);
    const length = Math.max(0, dayNumber(to) - start + 1);
    return Array.from({ length }, (_, index) => {
      const day = dayText(start + index);
      const name = statutoryName(day, locale);
      return { day, working: this.isWorkingDay(day), ...(name && { name }), overridden: this.overrides.has(day) };
    });
  }

  private countAfter(start: DayNumber, end: DayNumber): number {
    const last = yearOf(end);
    let count = this.year(last).before(end + 1) - this.year(yearOf(start)).before(start + 1);
    for (let year = yearOf(start); year < last; year += 1) count += this.year(year).total;
    return count;
  }

  private year(year: number): WorkingYear {
    if (year < 1000 || year > 9999) throw new RangeError(`No working calendar for the year ${year}`);
    const known = this.years.get(year) ?? new WorkingYear(year, this.overrides);
    this.years.set(year, known);
    return known;
  }
}
