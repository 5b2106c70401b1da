import { type DayNumber, dayText, firstDayOf, isWeekend } from './day.js';
import { statutoryWorking } from './statutory.js';

/** The working days of one year, kept so that both counting them and finding the n-th take constant time. */
export class WorkingYear {
  readonly first: DayNumber;
  readonly total: number;
  /** ranks[i]: how many working days the year has before its i-th day (from 0); one entry past the last day. */
  private readonly ranks: Uint16Array;
  private readonly workingDays: Uint16Array;

  constructor(year: number, overrides: ReadonlyMap<string, boolean>) {
    this.first = firstDayOf(year);
    const length = firstDayOf(year + 1) - this.first;
    const working: number[] = [];
    this.ranks = new Uint16Array(length + 1);
    for (let index = 0; index < length; index += 1) {
      if (worksOn(this.first + index, overrides)) working.push(index);
      this.ranks[index + 1] = working.length;
    }
    this.workingDays = Uint16Array.from(working);
    this.total = working.length;
  }

  /** Working days of this year before a day of this year. */
  before(day: DayNumber): number {
    return this.ranks[day - this.first] ?? this.total;
  }

  isWorking(day: DayNumber): boolean {
    return this.before(day + 1) > this.before(day);
  }

  /** The n-th working day of the year, 1 ≤ n ≤ total. */
  nth(n: number): DayNumber {
    return this.first + (this.workingDays[n - 1] ?? Number.NaN);
  }
}

function worksOn(day: DayNumber, overrides: ReadonlyMap<string, boolean>): boolean {
  const text = dayText(day);
  return overrides.get(text) ?? statutoryWorking(text) ?? !isWeekend(day);
}
