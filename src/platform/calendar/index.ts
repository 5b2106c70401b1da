export { type HolidayLocale, workingCalendarYears } from './statutory.js';
export { type CalendarDay, WorkingCalendar } from './working-calendar.js';
export { WorkingCalendars } from './working-calendars.js';
