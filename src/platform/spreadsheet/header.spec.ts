import { allRows, scratch, type Scratch, workbook } from '../../../test/spreadsheet/support/workbook.js';
import { findHeader } from './index.js';

const LABELS = new Set(['客户名称', '手机', '签约日期', '客户']);
const known = (label: string) => LABELS.has(label);

describe('finding the header', () => {
  let files: Scratch;
  beforeAll(async () => {
    files = await scratch();
  });
  afterAll(() => files.remove());

  it('looks below title and notes and takes required marks off', async () => {
    const source = { path: 'test/spreadsheet/fixtures/libreoffice.xlsx', fileName: 'libreoffice.xlsx' };
    expect(await findHeader(source, { known })).toEqual({
      row: 3,
      labels: ['客户名称', '手机', '金额', '签约日期', '上次跟进', '是否重点'],
    });
    expect(await findHeader(source, { sheet: '字典', known })).toEqual({ row: 1, labels: ['级别', 'A', 'B'] });
  });

  it('keeps gaps, joins broken lines and prefers the upper of two equal rows', async () => {
    const source = await files.file('客户\n\n * 客户名称 ,,"联系\n手机",手机＊\n客户名称,手机\n');
    expect(await findHeader(source, { known })).toEqual({ row: 3, labels: ['客户名称', null, '联系 手机', '手机'] });
  });

  it('offers the first row with two cells when no label is known', async () => {
    const source = await files.file('报表\n甲,乙\n1,2\n');
    expect(await findHeader(source, { known: () => false })).toEqual({ row: 2, labels: ['甲', '乙'] });
  });

  it('says that there is nothing in an empty sheet', async () => {
    const source = await files.file(workbook({ rows: '<row r="1"><c r="A1" s="1"/></row>' }));
    expect(await allRows(source)).toEqual([]);
    await expect(findHeader(source, { known })).rejects.toMatchObject({ code: 'SPREADSHEET_EMPTY' });
  });
});
