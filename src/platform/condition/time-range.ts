import type { Operator } from './condition.js';
import { dayAway, type Duration, elapsed } from './duration.js';
import { addDays, dayOf, type Moment, startOfDay, today } from './moment.js';
import { type Period, periodDays } from './period.js';
import type { Range } from './range.js';

const timeOperators = [
  'gt',
  'gte',
  'lt',
  'lte',
  'between',
  'on',
  'before',
  'after',
  'olderThan',
  'within',
  'withinNext',
  'period',
] as const;
export type TimeOperator = (typeof timeOperators)[number];

export function isTimeOperator(op: Operator): op is TimeOperator {
  return (timeOperators as readonly Operator[]).includes(op);
}

/**
 * The stretch of time that an operator asks for.
 *
 * A calendar day as operand means that whole day in the enterprise's zone, also for a timestamp: `gt` and `after` begin
 * after it, `gte` at its start, `lt` and `before` end before it, `lte` with it, `between` covers both days. A timestamp
 * as operand is that instant.
 *
 * Durations in days count full calendar days that lie between, neither the value's day nor today included:
 * - `olderThan {days: n}`: value < start of the day (today − n), so at least n full days have passed. What happened on
 *   1 November is older than 15 days from 17 November, 00:00. `workdays` puts the n-th working day before today in the
 *   place of (today − n), so at least n full working days have passed; weeks are 7 days; months keep the day of month.
 * - `within {days: n}`: from the start of (today − n) until now (a date: until today). Of what is not in the future,
 *   exactly that which is not older than the same duration.
 * - `withinNext {days: n}`: from now (a date: today) to the end of the day (today + n).
 * Durations in minutes and hours are elapsed time from now: `olderThan` excludes the limit, the other two include it.
 */
export function timeRange(op: TimeOperator, value: unknown, type: 'date' | 'timestamp', moment: Moment): Range {
  const days = new Days(type, moment);
  switch (op) {
    case 'on':
      return days.range(value as string, addDays(value as string, 1));
    case 'period': {
      const { from, until } = periodDays(value as Period, moment);
      return days.range(from, until);
    }
    case 'olderThan':
    case 'within':
    case 'withinNext':
      return relativeRange(op, value as Duration, days, moment);
    case 'between': {
      const [low, high] = value as [string, string];
      return { ...orderRange('gte', low, days), ...orderRange('lte', high, days) };
    }
    default:
      return orderRange(op, value as string, days);
  }
}

function orderRange(op: 'gt' | 'gte' | 'lt' | 'lte' | 'before' | 'after', value: string, days: Days): Range {
  const side = op === 'gt' || op === 'gte' || op === 'after' ? 'from' : 'to';
  if (value.length > 'YYYY-MM-DD'.length) return { [side]: { value, inclusive: op === 'gte' || op === 'lte' } };
  const passesDay = op === 'gt' || op === 'after' || op === 'lte';
  const edge = passesDay ? addDays(value, 1) : value;
  return side === 'from' ? days.range(edge, undefined) : days.range(undefined, edge);
}

function relativeRange(op: 'olderThan' | 'within' | 'withinNext', duration: Duration, days: Days, moment: Moment): Range {
  const direction = op === 'withinNext' ? 1 : -1;
  const milliseconds = elapsed(duration);
  if (milliseconds === undefined) {
    const day = dayAway(duration, direction, moment);
    if (op === 'olderThan') return days.range(undefined, day);
    if (op === 'within') return { ...days.range(day, undefined), ...days.untilNow() };
    return { ...days.fromNow(), ...days.range(undefined, addDays(day, 1)) };
  }
  const limit = new Date(moment.now.getTime() + direction * milliseconds).toISOString();
  if (op === 'olderThan') return { to: { value: limit, inclusive: false } };
  if (op === 'within') return { from: { value: limit, inclusive: true }, ...days.untilNow() };
  return { ...days.fromNow(), to: { value: limit, inclusive: true } };
}

/** Turns days into bounds: days themselves for a date, the instants at which they begin for a timestamp. */
class Days {
  constructor(
    private readonly type: 'date' | 'timestamp',
    private readonly moment: Moment,
  ) {}

  /** From the first day on, until before the second. */
  range(from: string | undefined, until: string | undefined): Range {
    return {
      ...(from !== undefined && { from: { value: this.edge(from), inclusive: true } }),
      ...(until !== undefined && { to: { value: this.edge(until), inclusive: false } }),
    };
  }

  fromNow(): Range {
    return { from: { value: this.now(), inclusive: true } };
  }

  untilNow(): Range {
    return { to: { value: this.now(), inclusive: true } };
  }

  private edge(day: string): string {
    return this.type === 'date' ? day : startOfDay(day, this.moment.zone);
  }

  private now(): string {
    return this.type === 'date' ? dayOf(today(this.moment)) : this.moment.now.toISOString();
  }
}
