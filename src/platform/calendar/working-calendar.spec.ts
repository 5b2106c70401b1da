import { WorkingCalendar, workingCalendarYears } from './index.js';

describe('working calendar', () => {
  const calendar = new WorkingCalendar(new Map());

  it.each([
    ['2025-01-26', true, 'make-up Sunday before Spring Festival'],
    ['2025-01-28', false, 'New Year’s Eve 2025'],
    ['2025-02-04', false, 'last day of Spring Festival'],
    ['2025-02-05', true, 'first day after it'],
    ['2025-02-08', true, 'make-up Saturday'],
    ['2025-09-28', true, 'make-up Sunday before National Day'],
    ['2025-10-01', false, 'National Day'],
    ['2025-10-08', false, 'last day of the holiday'],
    ['2025-10-11', true, 'make-up Saturday after National Day'],
    ['2026-02-14', true, 'make-up Saturday before Spring Festival'],
    ['2026-02-17', false, 'Spring Festival'],
    ['2026-02-28', true, 'make-up Saturday after Spring Festival'],
    ['2026-10-07', false, 'last day of the holiday'],
    ['2026-10-10', true, 'make-up Saturday after National Day'],
    ['2026-10-17', false, 'ordinary Saturday'],
    ['2026-11-20', true, 'ordinary Friday'],
  ])('knows that %s works: %s (%s)', (day, working) => {
    expect(calendar.isWorkingDay(day)).toBe(working);
  });

  it('names the holiday in both languages and leaves make-up days nameless', () => {
    expect(calendar.holidayName('2026-10-01')).toBe('国庆节');
    expect(calendar.holidayName('2026-10-01', 'en')).toBe('National Day');
    expect(calendar.holidayName('2026-10-10')).toBeUndefined();
  });

  it('counts weekdays alone in years that nobody has announced', () => {
    const { from, to } = workingCalendarYears();
    expect(from).toBe(2004);
    expect(to).toBeGreaterThanOrEqual(2026);
    expect(calendar.isWorkingDay('2099-10-01')).toBe(true);
    expect(calendar.isWorkingDay('2099-10-03')).toBe(false);
    expect(calendar.isWorkingDay('2003-10-01')).toBe(true);
  });

  it('steps over National Day 2025 in both directions', () => {
    expect(calendar.addWorkingDays('2025-09-30', 1)).toBe('2025-10-09');
    expect(calendar.addWorkingDays('2025-09-30', 3)).toBe('2025-10-11');
    expect(calendar.addWorkingDays('2025-10-09', -1)).toBe('2025-09-30');
    expect(calendar.addWorkingDays('2025-10-04', -3)).toBe('2025-09-28');
  });

  it('answers the day itself for zero, working or not', () => {
    expect(calendar.addWorkingDays('2025-10-04', 0)).toBe('2025-10-04');
  });

  it('counts working days after the first day up to and with the last', () => {
    expect(calendar.workingDaysBetween('2025-09-30', '2025-10-11')).toBe(3);
    expect(calendar.workingDaysBetween('2025-10-11', '2025-09-30')).toBe(-3);
    expect(calendar.workingDaysBetween('2025-09-30', '2025-09-30')).toBe(0);
    expect(calendar.workingDaysBetween('2024-12-31', '2025-12-31')).toBe(248);
  });

  it('agrees with a day-by-day walk across turns of the year', () => {
    for (const start of ['2024-12-28', '2025-01-01', '2026-02-20', '2026-12-31']) {
      for (const n of [-600, -251, -21, -1, 1, 2, 20, 249, 600]) {
        expect([start, n, calendar.addWorkingDays(start, n)]).toEqual([start, n, walk(start, n)]);
      }
    }
  });

  it('undoes a count with the same number of working days', () => {
    const end = calendar.addWorkingDays('2025-06-15', 400);
    expect(calendar.workingDaysBetween('2025-06-15', end)).toBe(400);
  });

  function walk(start: string, n: number): string {
    let day = new Date(`${start}T00:00:00Z`);
    for (let left = Math.abs(n); left > 0;) {
      day = new Date(day.getTime() + Math.sign(n) * 86_400_000);
      if (calendar.isWorkingDay(day.toISOString().slice(0, 10))) left -= 1;
    }
    return day.toISOString().slice(0, 10);
  }
});

describe('overrides of an enterprise', () => {
  const overrides = new Map([
    ['2026-10-07', true],
    ['2026-10-08', false],
  ]);
  const calendar = new WorkingCalendar(overrides);

  it('stand above the law and are marked', () => {
    expect(calendar.days('2026-10-07', '2026-10-10')).toEqual([
      { day: '2026-10-07', working: true, name: '国庆节', overridden: true },
      { day: '2026-10-08', working: false, overridden: true },
      { day: '2026-10-09', working: true, overridden: false },
      { day: '2026-10-10', working: true, overridden: false },
    ]);
  });

  it('count in arithmetic', () => {
    expect(calendar.addWorkingDays('2026-09-30', 2)).toBe('2026-10-09');
  });

  it('cannot be changed behind the calendar’s back', () => {
    const mine = new Map([['2026-11-21', true]]);
    const copy = new WorkingCalendar(mine);
    mine.set('2026-11-21', false);
    expect(copy.isWorkingDay('2026-11-21')).toBe(true);
  });
});

describe('what is not a day', () => {
  it.each(['2026-02-30', '2026-13-01', '2026-1-1', '', 'today', '0999-01-01'])('refuses %j', (day) => {
    expect(() => new WorkingCalendar().isWorkingDay(day)).toThrow(RangeError);
    expect(() => new WorkingCalendar(new Map([[day, true]]))).toThrow(RangeError);
  });

  it('refuses half a working day', () => {
    expect(() => new WorkingCalendar().addWorkingDays('2026-11-20', 0.5)).toThrow(RangeError);
  });

  it('answers an empty list for a reversed span', () => {
    expect(new WorkingCalendar().days('2026-11-20', '2026-11-19')).toEqual([]);
  });
});
