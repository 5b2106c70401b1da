import { DateTime } from 'luxon';
import type { PgBoss } from 'pg-boss';
import type { Schedule } from './schedules.js';

/** Reads cron expressions: the queue's library brings a parser along. */
export type CronReader = Pick<PgBoss, 'previewSchedule'>;

/** A planned time that passed while no worker ran is made up for within this time; older ones are left to the next. */
const CATCH_UP_MINUTES = 60;

/** The latest planned time that has come, so that a node that was late or has just started plans it still. */
export function latestPlanned(reader: CronReader, cron: string, now: Date): Date | undefined {
  const from = new Date(now.getTime() - CATCH_UP_MINUTES * 60_000);
  return reader.previewSchedule(cron, { from, count: CATCH_UP_MINUTES + 1 }).findLast((planned) => planned <= now);
}

/** When the schedule is due next for an enterprise in this time zone. */
export function nextRun(reader: CronReader, schedule: Schedule, now: Date, zone: string): Date {
  if (schedule.cron !== undefined) return reader.previewSchedule(schedule.cron, { from: now, count: 1 })[0]!;
  const [hour, minute] = schedule.at.split(':').map(Number);
  const today = DateTime.fromJSDate(now, { zone }).set({ hour: hour!, minute: minute!, second: 0, millisecond: 0 });
  return (today.toMillis() > now.getTime() ? today : today.plus({ days: 1 })).toJSDate();
}
