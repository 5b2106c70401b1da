import { moment as saturday } from '../../../test/condition/fields.js';
import type { Moment } from './moment.js';
import { type TimeOperator, timeRange } from './time-range.js';

type Type = 'date' | 'timestamp';

/** The range as an interval in the words of mathematics. */
function interval(type: Type, op: TimeOperator, value: unknown, moment: Moment = saturday): string {
  const { from, to } = timeRange(op, value, type, moment);
  const start = from ? `${from.inclusive ? '[' : '('}${String(from.value)}` : '(';
  return `${start} … ${to ? `${String(to.value)}${to.inclusive ? ']' : ')'}` : ')'}`;
}

const now = '2026-11-21T02:00:00.000Z';

describe('a calendar day asked of a timestamp', () => {
  it.each<[TimeOperator, unknown, string]>([
    ['on', '2026-11-20', '[2026-11-19T16:00:00.000Z … 2026-11-20T16:00:00.000Z)'],
    ['gt', '2026-11-20', '[2026-11-20T16:00:00.000Z … )'],
    ['after', '2026-11-20', '[2026-11-20T16:00:00.000Z … )'],
    ['gte', '2026-11-20', '[2026-11-19T16:00:00.000Z … )'],
    ['lt', '2026-11-20', '( … 2026-11-19T16:00:00.000Z)'],
    ['before', '2026-11-20', '( … 2026-11-19T16:00:00.000Z)'],
    ['lte', '2026-11-20', '( … 2026-11-20T16:00:00.000Z)'],
    ['between', ['2026-11-01', '2026-11-30'], '[2026-10-31T16:00:00.000Z … 2026-11-30T16:00:00.000Z)'],
    ['between', ['2026-11-01', '2026-11-30T08:00:00Z'], '[2026-10-31T16:00:00.000Z … 2026-11-30T08:00:00Z]'],
  ])('%s %j is the whole day in the zone', (op, value, expected) => {
    expect(interval('timestamp', op, value)).toBe(expected);
  });

  it('lasts 23 and 25 hours when clocks change', () => {
    const newYork = { ...saturday, zone: 'America/New_York' };
    expect(interval('timestamp', 'on', '2026-03-08', newYork)).toBe('[2026-03-08T05:00:00.000Z … 2026-03-09T04:00:00.000Z)');
    expect(interval('timestamp', 'on', '2026-11-01', newYork)).toBe('[2026-11-01T04:00:00.000Z … 2026-11-02T05:00:00.000Z)');
  });

  it('begins at one o’clock where midnight does not exist', () => {
    const saoPaulo = { ...saturday, zone: 'America/Sao_Paulo' };
    expect(interval('timestamp', 'gte', '2018-11-04', saoPaulo)).toBe('[2018-11-04T03:00:00.000Z … )');
  });
});

describe('an instant asked of a timestamp', () => {
  it.each<[TimeOperator, string]>([
    ['gt', '(2026-11-20T00:00:00.5Z … )'],
    ['after', '(2026-11-20T00:00:00.5Z … )'],
    ['gte', '[2026-11-20T00:00:00.5Z … )'],
    ['before', '( … 2026-11-20T00:00:00.5Z)'],
    ['lte', '( … 2026-11-20T00:00:00.5Z]'],
  ])('is that instant for %s', (op, expected) => {
    expect(interval('timestamp', op, '2026-11-20T00:00:00.5Z')).toBe(expected);
  });
});

describe('a duration', () => {
  it.each<[TimeOperator, object, string]>([
    ['olderThan', { days: 15 }, '( … 2026-11-05T16:00:00.000Z)'],
    ['olderThan', { days: 0 }, '( … 2026-11-20T16:00:00.000Z)'],
    ['olderThan', { weeks: 2 }, '( … 2026-11-06T16:00:00.000Z)'],
    ['olderThan', { months: 9 }, '( … 2026-02-20T16:00:00.000Z)'],
    ['olderThan', { workdays: 5 }, '( … 2026-11-15T16:00:00.000Z)'],
    ['olderThan', { hours: 3 }, '( … 2026-11-20T23:00:00.000Z)'],
    ['within', { days: 7 }, `[2026-11-13T16:00:00.000Z … ${now}]`],
    ['within', { minutes: 30 }, `[2026-11-21T01:30:00.000Z … ${now}]`],
    ['withinNext', { days: 7 }, `[${now} … 2026-11-28T16:00:00.000Z)`],
    ['withinNext', { workdays: 1 }, `[${now} … 2026-11-23T16:00:00.000Z)`],
    ['withinNext', { hours: 2 }, `[${now} … 2026-11-21T04:00:00.000Z]`],
  ])('bounds a timestamp: %s %j', (op, value, expected) => {
    expect(interval('timestamp', op, value)).toBe(expected);
  });

  it.each<[TimeOperator, object, string]>([
    ['olderThan', { days: 15 }, '( … 2026-11-06)'],
    ['within', { months: 1 }, '[2026-10-21 … 2026-11-21]'],
    ['withinNext', { days: 30 }, '[2026-11-21 … 2026-12-22)'],
  ])('bounds a date: %s %j', (op, value, expected) => {
    expect(interval('date', op, value)).toBe(expected);
  });

  it('POOL-08 takes what was followed up on the 1st when 15 full days have passed, at midnight of the 17th', () => {
    const at = (time: string) => ({ ...saturday, now: new Date(time) });
    const endOfTheFirst = '2026-11-01T15:59:59.999Z';
    const limit = (time: string) => timeRange('olderThan', { days: 15 }, 'timestamp', at(time)).to?.value as string;
    expect(endOfTheFirst < limit('2026-11-16T15:59:59Z')).toBe(false);
    expect(endOfTheFirst < limit('2026-11-16T16:00:00Z')).toBe(true);
  });

  it('stays within the month that is shorter', () => {
    const march = { ...saturday, now: new Date('2026-03-31T04:00:00Z') };
    expect(interval('date', 'olderThan', { months: 1 }, march)).toBe('( … 2026-02-28)');
  });
});

describe('a period', () => {
  it.each([
    ['today', '[2026-11-21 … 2026-11-22)'],
    ['yesterday', '[2026-11-20 … 2026-11-21)'],
    ['tomorrow', '[2026-11-22 … 2026-11-23)'],
    ['thisWeek', '[2026-11-16 … 2026-11-23)'],
    ['lastWeek', '[2026-11-09 … 2026-11-16)'],
    ['nextWeek', '[2026-11-23 … 2026-11-30)'],
    ['thisMonth', '[2026-11-01 … 2026-12-01)'],
    ['lastMonth', '[2026-10-01 … 2026-11-01)'],
    ['nextMonth', '[2026-12-01 … 2027-01-01)'],
    ['thisQuarter', '[2026-10-01 … 2027-01-01)'],
    ['lastQuarter', '[2026-07-01 … 2026-10-01)'],
    ['thisYear', '[2026-01-01 … 2027-01-01)'],
    ['lastYear', '[2025-01-01 … 2026-01-01)'],
  ])('%s is %s', (period, expected) => {
    expect(interval('date', 'period', period)).toBe(expected);
  });

  it('begins where the enterprise’s day begins', () => {
    const newYear = { ...saturday, now: new Date('2026-12-31T16:30:00Z') };
    expect(interval('timestamp', 'period', 'today', newYear)).toBe('[2026-12-31T16:00:00.000Z … 2027-01-01T16:00:00.000Z)');
    expect(interval('date', 'period', 'thisYear', { ...newYear, zone: 'UTC' })).toBe('[2026-01-01 … 2027-01-01)');
  });
});

describe('a zone that does not exist', () => {
  it('is an error, not a guess', () => {
    expect(() => interval('date', 'period', 'today', { ...saturday, zone: 'Asia/Nowhere' })).toThrow(RangeError);
    expect(() => interval('timestamp', 'on', '2026-11-20', { ...saturday, zone: 'Asia/Nowhere' })).toThrow(RangeError);
  });
});
