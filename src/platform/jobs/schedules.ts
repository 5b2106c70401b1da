import { Injectable } from '@nestjs/common';
import type { Text } from '../i18n/locale.js';

interface ScheduleFacts {
  /** The kind of job that it makes for each enterprise. */
  kind: string;
  label: Text;
  /** What every one of its jobs gets as input. */
  input?: Readonly<Record<string, unknown>>;
}

/** By a cron expression of five fields, in UTC: the same instant for every enterprise. */
export interface CronSchedule extends ScheduleFacts {
  cron: string;
  at?: undefined;
}

/** Once a day, when the enterprise's own clock has reached a time such as `02:30`. */
export interface DailySchedule extends ScheduleFacts {
  at: string;
  cron?: undefined;
}

export type Schedule = CronSchedule | DailySchedule;

const FIVE_FIELDS = /^\S+( \S+){4}$/;
const TIME_OF_DAY = /^([01]\d|2[0-3]):[0-5]\d$/;

/** What is done regularly. Modules define theirs in `onModuleInit`, in the API process as well: it shows them. */
@Injectable()
export class Schedules {
  private readonly schedules = new Map<string, Schedule>();

  /** @throws Error when the kind has a schedule already, or the time cannot be understood */
  define(schedule: Schedule): void {
    const { kind, cron, at } = schedule;
    if (this.schedules.has(kind)) throw new Error(`The schedule of ${kind} is defined twice`);
    if (cron !== undefined && !FIVE_FIELDS.test(cron)) throw new Error(`The schedule of ${kind} needs five fields: ${cron}`);
    if (at !== undefined && !TIME_OF_DAY.test(at)) throw new Error(`The schedule of ${kind} needs a time such as 02:30: ${at}`);
    this.schedules.set(kind, schedule);
  }

  all(): Schedule[] {
    return [...this.schedules.values()];
  }

  find(kind: string): Schedule | undefined {
    return this.schedules.get(kind);
  }
}
