import { DateTime } from 'luxon';

/** What conditions relative to the present and to the asker are resolved against. */
export interface Moment {
  now: Date;
  /** IANA name of the enterprise's zone: it decides where days, weeks and months begin. */
  zone: string;
  /** The employee that `$me` stands for; without one, nothing equals `$me`. */
  actorId?: string;
  calendar: {
    /** The n-th working day after `day` (YYYY-MM-DD), before it when n is negative, `day` itself when n is 0. */
    addWorkingDays(day: string, n: number): string;
  };
  dictionaries: {
    /** These items and all below them. */
    under(ids: readonly string[]): string[];
  };
}

/** The calendar day of the moment in its zone. */
export function today(moment: Moment): DateTime<true> {
  const local = DateTime.fromJSDate(moment.now, { zone: moment.zone });
  if (!local.isValid) throw new RangeError(`Not a moment: ${local.invalidExplanation}`);
  return local.startOf('day');
}

/** The day `n` days later, both `YYYY-MM-DD`. */
export function addDays(day: string, n: number): string {
  return dayOf(DateTime.fromISO(day, { zone: 'utc' }).plus({ days: n }));
}

/** The first instant of a day in a zone, in UTC; after midnight where a clock change skips midnight. */
export function startOfDay(day: string, zone: string): string {
  const start = DateTime.fromISO(day, { zone }).startOf('day').toUTC();
  if (!start.isValid) throw new RangeError(`No day ${day} in ${zone}: ${start.invalidExplanation}`);
  return start.toISO();
}

export function dayOf(time: DateTime): string {
  return time.toFormat('yyyy-MM-dd');
}
