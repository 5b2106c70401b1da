import { IANAZone } from 'luxon';

/** Offsets of all zones change on quarters of an hour. */
const QUARTER = 900_000;
const KEPT = 50_000;

/**
 * Converts RFC 3339 instants to the clock of a zone, as a `Date` whose UTC clock shows it. Remembers offsets by the
 * quarter of an hour, because asking for one costs a hundred times the addition.
 */
export function wallClock(zone: string): (instant: string) => Date {
  const rules = IANAZone.create(zone);
  const offsets = new Map<number, number>();
  return (instant) => {
    const time = Date.parse(instant);
    const quarter = Math.floor(time / QUARTER);
    let offset = offsets.get(quarter);
    if (offset === undefined) {
      if (offsets.size >= KEPT) offsets.clear();
      offsets.set(quarter, (offset = rules.offset(time) * 60_000));
    }
    return new Date(time + offset);
  };
}
