import { PgBoss } from 'pg-boss';
import { text } from '../i18n/locale.js';
import { latestPlanned, nextRun } from './schedule-times.js';
import { Schedules } from './schedules.js';

const reader = new PgBoss({ connectionString: 'postgres://nobody@127.0.0.1:1/none' });
const label = text('回收', 'Reclaim');

describe('the latest planned time', () => {
  const latest = (cron: string, now: string): string | undefined => latestPlanned(reader, cron, new Date(now))?.toISOString();

  it('is the planned instant itself, however late the tick', () => {
    expect(latest('*/5 * * * *', '2026-11-21T10:05:00.000Z')).toBe('2026-11-21T10:05:00.000Z');
    expect(latest('*/5 * * * *', '2026-11-21T10:09:59.999Z')).toBe('2026-11-21T10:05:00.000Z');
    expect(latest('* * * * *', '2026-11-21T10:05:00.000Z')).toBe('2026-11-21T10:05:00.000Z');
  });

  it('is made up for within the hour and not later', () => {
    expect(latest('0 2 * * *', '2026-11-21T02:59:00.000Z')).toBe('2026-11-21T02:00:00.000Z');
    expect(latest('0 2 * * *', '2026-11-21T03:01:00.000Z')).toBeUndefined();
  });
});

describe('the next run', () => {
  const next = (at: string, now: string, zone: string): string =>
    nextRun(reader, { kind: 'k', label, at }, new Date(now), zone).toISOString();

  it('is later today or tomorrow by the clock of the enterprise', () => {
    expect(next('02:30', '2026-11-21T18:29:00Z', 'Asia/Shanghai')).toBe('2026-11-21T18:30:00.000Z');
    expect(next('02:30', '2026-11-21T18:30:00Z', 'Asia/Shanghai')).toBe('2026-11-22T18:30:00.000Z');
  });

  it('keeps to the wall clock when summer time ends', () => {
    expect(next('06:00', '2026-10-31T12:00:00Z', 'America/New_York')).toBe('2026-11-01T11:00:00.000Z');
    expect(next('06:00', '2026-10-30T12:00:00Z', 'America/New_York')).toBe('2026-10-31T10:00:00.000Z');
  });

  it('follows a cron expression in UTC', () => {
    const schedule = { kind: 'k', label, cron: '0 */6 * * *' };
    expect(nextRun(reader, schedule, new Date('2026-11-21T06:00:00Z'), 'Asia/Shanghai').toISOString()).toBe(
      '2026-11-21T12:00:00.000Z',
    );
  });
});

describe('a schedule', () => {
  it('is refused when its time cannot be understood or its kind has one', () => {
    const schedules = new Schedules();
    schedules.define({ kind: 'a', label, cron: '*/5 * * * *' });
    expect(() => schedules.define({ kind: 'a', label, at: '02:30' })).toThrow('defined twice');
    expect(() => schedules.define({ kind: 'b', label, cron: '* * * * * *' })).toThrow('five fields');
    expect(() => schedules.define({ kind: 'c', label, at: '24:00' })).toThrow('time such as');
  });
});
