import { numberText, patternFault, periodOf } from './number-rule.js';
import { drawLowest } from './number-rules.js';

describe('number rules', () => {
  it('DICT-05: a pattern is literals, date parts and a sequence that may outgrow its width', () => {
    expect(numberText('KH{YYYY}{MM}{DD}-{seq:4}', '2026-11-05', 42)).toBe('KH20261105-0042');
    expect(numberText('合同{YY}/{seq:2}', '2026-11-05', 12345)).toBe('合同26/12345');
    expect(numberText('{seq}号', '2026-11-05', 7)).toBe('7号');
  });

  it('DICT-05: a pattern is refused that has no sequence, unknown parts, or repeats where its sequence begins anew', () => {
    const fault = (pattern: string, reset: 'never' | 'yearly' | 'monthly' | 'daily' = 'never') =>
      patternFault({ pattern, reset });
    expect(fault('KH{YYYY}')).toBe('PATTERN_NEEDS_ONE_SEQUENCE');
    expect(fault('{seq:2}-{seq:2}')).toBe('PATTERN_NEEDS_ONE_SEQUENCE');
    expect(fault('{seq:0}')).toBe('PATTERN_NEEDS_ONE_SEQUENCE');
    expect(fault('{seq:13}')).toBe('PATTERN_NEEDS_ONE_SEQUENCE');
    expect(fault('{year}{seq}')).toBe('PATTERN_MALFORMED');
    expect(fault(`${'长'.repeat(40)}{seq:12}`)).toBe('PATTERN_TOO_LONG');
    expect(fault('KH{MM}-{seq}', 'yearly')).toBe('PATTERN_LACKS_DATE');
    expect(fault('KH{YYYY}-{seq}', 'monthly')).toBe('PATTERN_LACKS_DATE');
    expect(fault('KH{YY}{MM}-{seq}', 'daily')).toBe('PATTERN_LACKS_DATE');
    expect(fault('KH{YY}{MM}{DD}-{seq}', 'daily')).toBeUndefined();
    expect(fault('{seq:6}')).toBeUndefined();
  });

  it('DICT-05: a sequence runs for the day, month or year of the enterprise', () => {
    expect((['never', 'yearly', 'monthly', 'daily'] as const).map((reset) => periodOf(reset, '2026-11-05'))).toEqual([
      '',
      '2026',
      '2026-11',
      '2026-11-05',
    ]);
  });

  it('DICT-05: lanes give their lowest numbers first, and none twice', () => {
    const lanes = [
      { lane: 0, next: 16 },
      { lane: 3, next: 3 },
    ];
    expect(drawLowest(lanes, 16, 4)).toEqual({
      drawn: [3, 16, 19, 32],
      left: [
        { lane: 0, next: 48 },
        { lane: 3, next: 35 },
      ],
    });
  });
});
