import { dayOf, type Moment, today } from './moment.js';

type Unit = 'day' | 'week' | 'month' | 'quarter' | 'year';

/** How many whole units a period lies from the present one. Weeks begin on Monday. */
const periods = {
  today: ['day', 0],
  yesterday: ['day', -1],
  tomorrow: ['day', 1],
  thisWeek: ['week', 0],
  lastWeek: ['week', -1],
  nextWeek: ['week', 1],
  thisMonth: ['month', 0],
  lastMonth: ['month', -1],
  nextMonth: ['month', 1],
  thisQuarter: ['quarter', 0],
  lastQuarter: ['quarter', -1],
  thisYear: ['year', 0],
  lastYear: ['year', -1],
} as const satisfies Record<string, readonly [Unit, number]>;

/** A named stretch of days around today. */
export type Period = keyof typeof periods;

export const periodCodes = Object.keys(periods) as readonly Period[];

/** First day of the period and first day after it. */
export function periodDays(period: Period, moment: Moment): { from: string; until: string } {
  const [unit, shift] = periods[period];
  const start = today(moment)
    .startOf(unit)
    .plus({ [unit]: shift });
  return { from: dayOf(start), until: dayOf(start.plus({ [unit]: 1 })) };
}
