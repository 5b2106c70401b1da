// The package's documented JSON, not its functions: those read days through the machine's time zone.
import facts from 'chinese-days/dist/chinese-days.json' with { type: 'json' };

export type HolidayLocale = 'zh-CN' | 'en';

/** Each name is `English,中文,days of leave`. */
const daysOff: ReadonlyMap<string, string> = new Map(Object.entries(facts.holidays));
const makeUpDays: ReadonlySet<string> = new Set(Object.keys(facts.workdays));

/** Whether the State Council's arrangement makes a day working or free; undefined where weekday and weekend decide. */
export function statutoryWorking(day: string): boolean | undefined {
  if (makeUpDays.has(day)) return true;
  return daysOff.has(day) ? false : undefined;
}

/** The holiday that a free day belongs to, for example 国庆节; undefined on make-up and ordinary days. */
export function statutoryName(day: string, locale: HolidayLocale): string | undefined {
  return daysOff.get(day)?.split(',')[locale === 'en' ? 0 : 1];
}

/**
 * First and last year whose statutory holidays are known. The State Council announces a year in the preceding autumn;
 * a new release of the package brings it. Outside these years only weekends are free.
 */
export function workingCalendarYears(): { from: number; to: number } {
  const years = [...daysOff.keys()].map((day) => Number(day.slice(0, 4)));
  return { from: Math.min(...years), to: Math.max(...years) };
}
