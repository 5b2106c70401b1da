import type { Place } from './place.js';

/** What judging looks at of a sign-in that succeeded. */
export interface Visit extends Place {
  /** RFC 3339. */
  at: string;
  device: string;
}

export type Oddity = 'newDevice' | 'newPlace' | 'impossibleTravel';

const MINUTE = 60_000;
/**
 * No train or flight takes somebody to another province in 20 minutes or to another country in an hour, from door to door.
 * Distances are not known, and neighbours would be called far otherwise: rather too few alerts than many false ones.
 */
const PROVINCE_MINUTES = 20;
const COUNTRY_MINUTES = 60;

/** What is unusual about a visit after these earlier ones, the latest first. Nothing is before there is something to compare. */
export function oddities(visit: Visit, earlier: readonly Visit[]): Oddity[] {
  if (earlier.length === 0) return [];
  const placed = earlier.filter(({ country }) => country !== null);
  const isElsewhere = visit.country !== null && placed.length > 0;
  return [
    ...(earlier.every(({ device }) => device !== visit.device) ? ['newDevice' as const] : []),
    ...(isElsewhere && placed.every((other) => !isSamePlace(other, visit)) ? ['newPlace' as const] : []),
    ...(isElsewhere && isImpossible(placed[0]!, visit) ? ['impossibleTravel' as const] : []),
  ];
}

/** An address of which only the country is known may be in any of its provinces. */
const isSamePlace = (a: Place, b: Place): boolean =>
  a.country === b.country && (a.province === b.province || a.province === null || b.province === null);

function isImpossible(from: Visit, to: Visit): boolean {
  if (isSamePlace(from, to)) return false;
  const minutes = (Date.parse(to.at) - Date.parse(from.at)) / MINUTE;
  return minutes < (from.country === to.country ? PROVINCE_MINUTES : COUNTRY_MINUTES);
}
