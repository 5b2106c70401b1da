import { type Cell, cellText, isBlank, neutralise } from './index.js';
import { restore } from './neutralise.js';

describe('text of a cell', () => {
  it.each<[Cell, string]>([
    [13_800_138_000, '13800138000'],
    [Number('330106199001011234'), '330106199001011000'],
    [1e20, '100000000000000000000'],
    [0.1 + 0.2, '0.3'],
    [-12.5, '-12.5'],
    [0.000_000_15, '0.00000015'],
    [1e-30, '0'],
    [Number.NaN, ''],
    [null, ''],
    [true, 'TRUE'],
    [new Date('2024-02-29T00:00:00Z'), '2024-02-29'],
    [new Date('2024-02-29T08:30:00Z'), '2024-02-29 08:30:00'],
    [new Date('2024-02-29T23:59:59.999Z'), '2024-02-29 23:59:59'],
    [new Date('1899-12-30T00:00:01Z'), '1899-12-30 00:00:01'],
    [new Date(Number.NaN), ''],
    ['\u3000华夏\u00A0科技 \t', '华夏\u00A0科技'],
    ['\u202D+86 138\u200B0013\uFEFF8000\u202C', '+86 13800138000'],
  ])('of %p is %p', (cell, text) => {
    expect(cellText(cell)).toBe(text);
  });

  it.each<[Cell, boolean]>([
    [null, true],
    ['', true],
    ['\u3000\u00A0\u200B', true],
    [' a', false],
    ['华', false],
    [0, false],
    [false, false],
  ])('calls %p blank: %p', (cell, blank) => {
    expect(isBlank(cell)).toBe(blank);
  });
});

describe('neutralising formulas', () => {
  it.each(['=1+1', '+cmd|calc', '-1+2', '-1-1', '@SUM(A1)', '\t=1', '\r=1', '＝1+1', '+86-138', "-2+3+cmd|' /C calc'!A0"])(
    'puts an apostrophe before %p and takes it back on reading',
    (text) => {
      expect(neutralise(text)).toBe(`'${text}`);
      expect(restore(neutralise(text))).toBe(text);
    },
  );

  it.each(['+8613800138000', '+86 138 0013 8000', '-12', '-1,280.50', '-5%', '华夏=科技', "'quoted'", ''])(
    'leaves %p as it is',
    (text) => {
      expect(neutralise(text)).toBe(text);
      expect(restore(text)).toBe(text);
    },
  );
});
