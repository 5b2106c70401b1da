import { DateTime } from 'luxon';

/** A part of every day by the enterprise's clock: from `from` until before `to`, over midnight where it begins later than it ends. */
export interface DailyHours {
  from: string;
  to: string;
}

/** What holds until an administrator says otherwise. */
export const OFFICE_HOURS: DailyHours = { from: '09:00', to: '18:00' };

/** Whether an instant lies in these hours by the clock of the zone; hours that end when they begin have no length. */
export function isWithin({ from, to }: DailyHours, instant: Date, zone: string): boolean {
  const time = DateTime.fromJSDate(instant, { zone }).toFormat('HH:mm');
  return from <= to ? time >= from && time < to : time >= from || time < to;
}
