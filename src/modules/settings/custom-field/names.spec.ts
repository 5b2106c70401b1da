import { codeFromLabel, keyFromLabel } from './names.js';

describe('names from labels', () => {
  it.each([
    ['预算金额', 'yusuanjine'],
    ['Lead budget', 'leadBudget'],
    ['2026 目标', 'mubiao'],
    ['Größe', 'groE'],
    ['★', 'field'],
  ])('DICT-03 reads %s as the key %s', (label, key) => {
    expect(keyFromLabel(label, new Set())).toBe(key);
  });

  it('DICT-03 adds a number where the key is taken, within forty characters', () => {
    expect(keyFromLabel('预算', new Set(['yusuan', 'yusuan2']))).toBe('yusuan3');
    const long = '字'.repeat(50);
    const first = keyFromLabel(long, new Set());
    const second = keyFromLabel(long, new Set([first]));
    expect(first).toHaveLength(40);
    expect(second).toHaveLength(40);
    expect(second).not.toBe(first);
  });

  it('DICT-03 makes codes of choices, digits included', () => {
    expect(codeFromLabel('100人以上', new Set())).toBe('100renyishang');
    expect(codeFromLabel('A', new Set(['a']))).toBe('a2');
  });
});
