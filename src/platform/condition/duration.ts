import { dayOf, type Moment, today } from './moment.js';

/**
 * Exactly one unit with a whole number. `days`, `weeks`, `months` and `workdays` are calendar days in the enterprise's
 * zone, `minutes` and `hours` are elapsed time and make sense of timestamps only.
 */
export type Duration = { [unit in DurationUnit]?: number };
export type DurationUnit = keyof typeof durationLimits;

/** The largest number of each unit: far beyond any rule, near enough that no date leaves the calendar. */
export const durationLimits = {
  minutes: 5_256_000,
  hours: 87_600,
  days: 36_500,
  weeks: 5_200,
  months: 1_200,
  workdays: 10_000,
} as const;

const clockUnits: Readonly<Partial<Record<DurationUnit, number>>> = { minutes: 60_000, hours: 3_600_000 };

/** Milliseconds of a duration in minutes or hours, undefined for those that are counted in days. */
export function elapsed(duration: Duration): number | undefined {
  const [unit, n] = single(duration);
  const milliseconds = clockUnits[unit];
  return milliseconds === undefined ? undefined : milliseconds * n;
}

export function isClockUnit(unit: string): boolean {
  return Object.hasOwn(clockUnits, unit);
}

/**
 * The day that lies a calendar duration before (direction -1) or after (1) today. Months keep the day of the month or
 * take the month's last; workdays count as `Moment.calendar` counts them.
 */
export function dayAway(duration: Duration, direction: 1 | -1, moment: Moment): string {
  const [unit, n] = single(duration);
  const day = today(moment);
  if (unit === 'workdays') return moment.calendar.addWorkingDays(dayOf(day), direction * n);
  return dayOf(day.plus({ [unit]: direction * n }));
}

function single(duration: Duration): [DurationUnit, number] {
  const [unit, n] = Object.entries(duration)[0] ?? [];
  if (n === undefined || !Object.hasOwn(durationLimits, unit ?? '')) throw new RangeError('Not a duration');
  return [unit as DurationUnit, n];
}
