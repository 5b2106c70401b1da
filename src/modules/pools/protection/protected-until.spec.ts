import type { ProtectionRules } from '../rule/rules.js';
import { protectedUntil } from './protected-until.js';

const rules: ProtectionRules = { defaultDays: 3, followUpDays: 7, maxDays: 10, manualCount: 1, manualDays: 5 };
const zone = 'Asia/Shanghai';
const day = (n: number, hour = 8): Date => new Date(Date.UTC(2026, 10, n, hour));

describe('POOL-14 a record is protected', () => {
  it('for the default days after it was claimed or assigned', () => {
    expect(protectedUntil(rules, { kind: 'takeOver', now: day(1), ownedSince: day(1), zone })).toEqual(day(4));
  });

  it('for some days from each follow-up', () => {
    expect(protectedUntil(rules, { kind: 'followUp', now: day(3), ownedSince: day(1), zone, current: day(4) })).toEqual(day(10));
  });

  it('never beyond the hard maximum from the day it was owned', () => {
    expect(protectedUntil(rules, { kind: 'followUp', now: day(9), ownedSince: day(1), zone, current: day(4) })).toEqual(day(11));
  });

  it('no longer once the maximum has passed, however often it is followed up', () => {
    expect(protectedUntil(rules, { kind: 'followUp', now: day(20), ownedSince: day(1), zone })).toBeNull();
    expect(protectedUntil(rules, { kind: 'followUp', now: day(20), ownedSince: day(1), zone, current: day(11) })).toEqual(
      day(11),
    );
  });

  it('and what it has is never shortened', () => {
    expect(protectedUntil(rules, { kind: 'takeOver', now: day(1), ownedSince: day(1), zone, current: day(9) })).toEqual(day(9));
  });

  it('not at all where the rules give no days', () => {
    expect(protectedUntil({ ...rules, defaultDays: 0 }, { kind: 'takeOver', now: day(1), ownedSince: day(1), zone })).toBeNull();
    expect(protectedUntil({ ...rules, maxDays: 0 }, { kind: 'followUp', now: day(1), ownedSince: day(1), zone })).toBeNull();
  });

  it('by hand for the days asked for', () => {
    expect(protectedUntil(rules, { kind: 'manual', now: day(1), ownedSince: day(1), zone, days: 2 })).toEqual(day(3));
  });

  it('to the same hour of the day when clocks change in between', () => {
    const until = protectedUntil(rules, {
      kind: 'takeOver',
      now: new Date('2026-03-28T08:00:00Z'),
      ownedSince: new Date('2026-03-28T08:00:00Z'),
      zone: 'Europe/Berlin',
    });
    expect(until?.toISOString()).toBe('2026-03-31T07:00:00.000Z');
  });
});
