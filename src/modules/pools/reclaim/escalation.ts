import { DateTime } from 'luxon';
import type { WorkingCalendar } from '../../../platform/calendar/index.js';
import type { EscalationLevel, EscalationStep, EscalationUnit, ReclaimRules } from '../rule/rules.js';

/** When reminders by days are due, by the enterprise's clock. */
const MORNING = { hour: 9 };
const SHORT: Record<EscalationUnit, string> = { hours: 'h', days: 'd', workingDays: 'w' };

/** A step that is due for deadlines of one day, or so many hours before any deadline. */
export interface DueStep {
  level: EscalationLevel;
  /** Names amount and unit, such as `3d`, `2w`, `12h`. */
  distance: string;
  day: string | null;
  due: string | null;
  hours: number | null;
}

/** Every reminder that the rules want; days of `remindDaysBefore` are for owner and superior alike. */
export function stepsOf({ enabled, remindDaysBefore, escalation = [] }: ReclaimRules): EscalationStep[] {
  if (!enabled) return [];
  const daily = remindDaysBefore.flatMap((amount) =>
    (['owner', 'superior'] as const).map((level): EscalationStep => ({ level, amount, unit: 'days' })),
  );
  return [...new Map([...daily, ...escalation].map((step) => [`${step.level} ${distanceOf(step)}`, step])).values()];
}

export const distanceOf = ({ amount, unit }: Pick<EscalationStep, 'amount' | 'unit'>): string => `${amount}${SHORT[unit]}`;

/** What a distance says. */
export function amountOf(distance: string): Pick<EscalationStep, 'amount' | 'unit'> {
  const unit = (Object.keys(SHORT) as EscalationUnit[]).find((each) => distance.endsWith(SHORT[each]))!;
  return { amount: Number(distance.slice(0, -1)), unit };
}

/** Until when a deadline may lie for any of these steps to be due now. */
export function horizonOf(steps: readonly EscalationStep[], now: DateTime, calendar: WorkingCalendar): DateTime {
  const reaches = steps.map(({ amount, unit }) => {
    if (unit === 'hours') return now.plus({ hours: amount });
    if (unit === 'days') return now.startOf('day').plus({ days: amount + 1 });
    const day = calendar.addWorkingDays(now.toISODate()!, amount + 1);
    return DateTime.fromISO(day, { zone: now.zone }).plus({ days: 1 });
  });
  return DateTime.max(now, ...reaches);
}

/** The steps of all deadlines up to the horizon, as rows to be joined: nothing is worked out per record. */
export function dueSteps(
  steps: readonly EscalationStep[],
  now: DateTime,
  horizon: DateTime,
  calendar: WorkingCalendar,
): DueStep[] {
  const days: string[] = [];
  for (let day = now.startOf('day'); day <= horizon; day = day.plus({ days: 1 })) days.push(day.toISODate()!);
  return steps.flatMap((step): DueStep[] => {
    const facts = { level: step.level, distance: distanceOf(step) };
    if (step.unit === 'hours') return [{ ...facts, day: null, due: null, hours: step.amount }];
    return days.map((day) => ({ ...facts, day, due: morningBefore(step, day, now, calendar), hours: null }));
  });
}

/** The morning of the day that lies so many days before the day of the deadline. */
function morningBefore({ amount, unit }: EscalationStep, day: string, { zone }: DateTime, calendar: WorkingCalendar): string {
  const before =
    unit === 'days'
      ? DateTime.fromISO(day, { zone }).minus({ days: amount })
      : DateTime.fromISO(calendar.addWorkingDays(day, -amount), { zone });
  return before.set(MORNING).toUTC().toISO()!;
}
