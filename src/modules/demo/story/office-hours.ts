import { DateTime } from 'luxon';
import type { WorkingCalendar } from '../../../platform/calendar/index.js';
import type { Dice } from '../random.js';

const MINUTE = 60_000;
const DAY = 1440 * MINUTE;
const OPENS = 9 * 60;
const MINUTES_OPEN = 9 * 60;

/**
 * When things happen at work. Instants are milliseconds since 1970. Stories ask for days a hundred thousand times, which
 * time zone arithmetic is too slow for: all midnights of their time are worked out once.
 */
export class OfficeHours {
  private readonly midnights: number[] = [];
  private readonly days: string[] = [];
  private readonly position = new Map<string, number>();

  constructor(
    zone: string,
    private readonly calendar: WorkingCalendar,
    from: number,
    to: number,
  ) {
    let day = DateTime.fromMillis(from - DAY, { zone }).startOf('day');
    for (; day.toMillis() <= to; day = day.plus({ days: 1 })) {
      this.position.set(day.toISODate()!, this.days.length);
      this.days.push(day.toISODate()!);
      this.midnights.push(day.toMillis());
    }
  }

  /** An instant in office hours so many days later, or on the first working day after that; never before `from`. */
  later(dice: Dice, from: number, days: number): number {
    const wanted = this.dayOf(from, days);
    const day = this.calendar.isWorkingDay(wanted) ? wanted : this.calendar.addWorkingDays(wanted, 1);
    const planned = this.during(dice, day);
    return planned > from ? planned : this.during(dice, this.calendar.addWorkingDays(day, 1));
  }

  /** The midnight that ends the n-th day after the day of `from`. */
  endOfDay(from: number, n: number, dayKind: 'calendar' | 'working'): number {
    const last = dayKind === 'working' ? this.calendar.addWorkingDays(this.dayOf(from), n) : this.dayOf(from, n);
    return this.midnights[this.positionOf(last) + 1]!;
  }

  /** The day of an instant, or so many days later, as YYYY-MM-DD. */
  dayOf(at: number, daysLater = 0): string {
    // where clocks change, a day is longer or shorter than others: the guess may be one off
    let position = Math.floor((at - this.midnights[0]!) / DAY);
    if (at >= this.midnights[position + 1]!) position += 1;
    else if (at < this.midnights[position]!) position -= 1;
    return this.days[position + daysLater]!;
  }

  private during(dice: Dice, day: string): number {
    const minutes = OPENS + dice.between(0, MINUTES_OPEN - 1);
    return this.midnights[this.positionOf(day)]! + minutes * MINUTE + dice.between(0, 59) * 1000;
  }

  /** @throws RangeError for a day outside the stories' time */
  private positionOf(day: string): number {
    const position = this.position.get(day);
    if (position === undefined) throw new RangeError(`No story reaches ${day}`);
    return position;
  }
}
