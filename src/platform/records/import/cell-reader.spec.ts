import { text } from '../../i18n/locale.js';
import type { Cell } from '../../spreadsheet/index.js';
import { cellReader } from './cell-reader.js';
import type { ImportColumn } from './import-column.js';

const column = (type: ImportColumn['type'], more: Partial<ImportColumn> = {}): ImportColumn => ({
  key: 'x',
  label: text('甲', 'A'),
  type,
  ...more,
});
const reading = (type: ImportColumn['type'], cell: Cell, more: Partial<ImportColumn> = {}): unknown => {
  const outcome = cellReader(column(type, more), 'Asia/Shanghai')(cell);
  return 'issue' in outcome ? outcome.issue.code : outcome.value;
};

describe('cellReader', () => {
  it.each([
    ['phone', 13800138000, '+8613800138000'],
    ['phone', ' １３８ 0013 8000 ', '+8613800138000'],
    ['phone', '123', 'NOT_A_PHONE'],
    ['email', 'chen@haiyang.com.cn', 'chen@haiyang.com.cn'],
    ['email', '陈海', 'NOT_AN_EMAIL'],
    ['integer', '1,200', 1200],
    ['integer', 12.5, 'NOT_AN_INTEGER'],
    ['integer', '9007199254740993', 'NOT_AN_INTEGER'],
    ['money', '￥12,800.50', '12800.50'],
    ['money', 0.1 + 0.2, '0.30'],
    ['money', '1.005', 'TOO_MANY_DECIMALS'],
    ['decimal', '-0.00', '0'],
    ['decimal', '一万', 'NOT_A_NUMBER'],
    ['date', new Date('2026-02-28T00:00:00Z'), '2026-02-28'],
    ['date', '2026年2月8日', '2026-02-08'],
    ['date', '2026/2/8', '2026-02-08'],
    ['date', '20260208', '2026-02-08'],
    ['date', '2026-02-30', 'NOT_A_DATE'],
    ['timestamp', '2026-01-31 08:30', '2026-01-31T00:30:00.000Z'],
    ['timestamp', new Date('2026-01-31T08:30:00Z'), '2026-01-31T00:30:00.000Z'],
    ['timestamp', '2026-01-31 25:00', 'NOT_A_TIME'],
    ['boolean', '是', true],
    ['boolean', 'NO', false],
    ['boolean', true, true],
    ['boolean', '也许', 'NOT_A_BOOLEAN'],
    ['text', '#N/A', 'SHEET_ERROR'],
    ['text', 'a\u0000b\ud800', 'ab'],
  ] as const)('LEAD-06 reads %s %p as %p', (type, cell, expected) => {
    expect(reading(type, cell)).toBe(expected);
  });

  const levels = [
    { code: 'high', label: text('高', 'High') },
    { code: 'low', label: text('低', 'Low') },
  ];

  it.each([['高'], ['HIGH'], ['high']])('LEAD-06 knows a choice by its code and by its label in either language: %s', (cell) => {
    expect(reading('choice', cell, { choices: levels })).toBe('high');
  });

  it('LEAD-06 names the choice that there is not', () => {
    const outcome = cellReader(column('choice', { choices: levels }), 'UTC')('中');
    expect(outcome).toEqual({ issue: { column: 'x', code: 'NOT_A_CHOICE', params: { value: '中' } } });
  });

  it('LEAD-06 takes several choices apart however they are separated', () => {
    expect(reading('choices', '高、low；高', { choices: levels })).toEqual(['high', 'low']);
    expect(reading('choices', '展会, 老客户|北京')).toEqual(['展会', '老客户', '北京']);
  });

  it('counts characters, not halves of them, against the limit', () => {
    expect(reading('text', '𠮷𠮷', { maxLength: 2 })).toBe('𠮷𠮷');
    expect(reading('text', '𠮷𠮷𠮷', { maxLength: 2 })).toBe('TOO_LONG');
  });
});
