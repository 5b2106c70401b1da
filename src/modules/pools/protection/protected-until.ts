import { DateTime } from 'luxon';
import type { ProtectionRules } from '../rule/rules.js';

/** What protects: taking a record over (claim, assignment, transfer), a follow-up, or the owner's own word. */
export type ProtectionKind = 'takeOver' | 'followUp' | 'manual';

export interface ProtectionFacts {
  kind: ProtectionKind;
  now: Date;
  /** When the owner got the record; for a take-over it is now. */
  ownedSince: Date;
  /** The enterprise's IANA zone: days are calendar days there, a change of clocks does not shift the hour. */
  zone: string;
  /** The protection that it has already; it is never shortened. */
  current?: Date | null;
  /** With `manual`: for how many days; as many as the rules allow when absent. */
  days?: number;
}

/**
 * Until when a record is safe from reclaim, or null where it is not: some days from now, but never beyond the hard maximum
 * from the day it was owned, however often it is extended (POOL-14).
 */
export function protectedUntil(
  rules: ProtectionRules,
  { kind, now, ownedSince, zone, current = null, days }: ProtectionFacts,
): Date | null {
  const wanted = { takeOver: rules.defaultDays, followUp: rules.followUpDays, manual: days ?? rules.manualDays }[kind];
  if (wanted <= 0) return current;
  const until = earlier(plusDays(now, wanted, zone), latestProtection(rules, ownedSince, zone));
  if (until <= now) return current;
  return current && current > until ? current : until;
}

/** The hard maximum: no protection of this owner reaches beyond it. */
export const latestProtection = (rules: ProtectionRules, ownedSince: Date, zone: string): Date =>
  plusDays(ownedSince, rules.maxDays, zone);

export const plusDays = (from: Date, days: number, zone: string): Date =>
  DateTime.fromJSDate(from, { zone }).plus({ days }).toJSDate();

const earlier = (a: Date, b: Date): Date => (a < b ? a : b);
