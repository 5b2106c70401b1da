import { text } from '../../i18n/locale.js';
import type { ImportColumn } from './import-column.js';
import { applyMapping, guessMapping, missingColumns, unmappedLabels } from './mapping.js';

const columns: ImportColumn[] = [
  { key: 'name', label: text('姓名', 'Name'), type: 'text', required: true, aliases: ['联系人'] },
  { key: 'phone', label: text('电话', 'Phone'), type: 'phone', aliases: ['手机号'] },
  { key: 'custom.size', label: text('规模', '规模'), type: 'text' },
];
const fields = (labels: (string | null)[]): (string | null)[] => guessMapping(labels, columns).map(({ field }) => field);

describe('mapping', () => {
  it('LEAD-06 understands headers in Chinese, in English, by alias and by key, whatever their width and decoration', () => {
    expect(fields(['姓 名*', 'PHONE', '规模'])).toEqual(['name', 'phone', 'custom.size']);
    expect(fields(['联系人', '手机号（必填）', 'custom.size'])).toEqual(['name', 'phone', 'custom.size']);
  });

  it('LEAD-06 takes the first of two columns that mean the same', () => {
    expect(fields(['电话', '手机号', null])).toEqual(['phone', null, null]);
  });

  it('LEAD-06 names headers that it does not understand, but not the error column of a corrected file', () => {
    expect(unmappedLabels(guessMapping(['姓名', '星座', '错误原因', 'Errors', null], columns))).toEqual(['星座']);
  });

  it('LEAD-06 tells which required columns are missing', () => {
    expect(missingColumns(guessMapping(['电话'], columns), columns).map(({ key }) => key)).toEqual(['name']);
  });

  it('LEAD-06 refuses all wrong entries of a mapping at once', () => {
    const current = guessMapping(['姓名', '电话'], columns);
    const asked = [
      { column: 0, field: 'name' },
      { column: 1, field: 'name' },
      { column: 7, field: null },
      { column: 1, field: 'wealth' },
    ];
    expect(() => applyMapping(current, asked, columns)).toThrow(
      expect.objectContaining({
        issues: [
          expect.objectContaining({ pointer: '/mapping/1/field', code: 'MAPPED_TWICE' }),
          expect.objectContaining({ pointer: '/mapping/2/column', code: 'NO_SUCH_COLUMN' }),
          expect.objectContaining({ pointer: '/mapping/3/column', code: 'MAPPED_TWICE' }),
          expect.objectContaining({ pointer: '/mapping/3/field', code: 'UNKNOWN_FIELD' }),
        ],
      }),
    );
  });
});
