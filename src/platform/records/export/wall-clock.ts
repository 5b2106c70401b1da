import { IANAZone } from 'luxon';

const DAY = 86_400_000;
const KEPT = 50_000;

/**
 * Converts RFC 3339 instants to the clock of a zone, as a `Date` whose UTC clock shows it. Remembers the offsets of days,
 * because asking for one costs a hundred times the addition; on a day on which the clocks are changed each instant is asked for.
 */
export function wallClock(zone: string): (instant: string) => Date {
  const rules = IANAZone.create(zone);
  const offsetAt = (time: number): number => rules.offset(time) * 60_000;
  const ofDays = new Map<number, number | 'changes'>();
  const offsetOf = (day: number): number | 'changes' => {
    const first = offsetAt(day * DAY);
    return first === offsetAt((day + 1) * DAY - 1) ? first : 'changes';
  };
  return (instant) => {
    const time = Date.parse(instant);
    const day = Math.floor(time / DAY);
    let offset = ofDays.get(day);
    if (offset === undefined) {
      if (ofDays.size >= KEPT) ofDays.clear();
      ofDays.set(day, (offset = offsetOf(day)));
    }
    return new Date(time + (offset === 'changes' ? offsetAt(time) : offset));
  };
}
