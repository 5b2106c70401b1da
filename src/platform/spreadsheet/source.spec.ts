import { writeXlsx } from 'hucre/xlsx';
import { allCells, scratch, type Scratch, workbook } from '../../../test/spreadsheet/support/workbook.js';
import { sheets } from './index.js';

describe('telling files apart by content', () => {
  let files: Scratch;
  beforeAll(async () => {
    files = await scratch();
  });
  afterAll(() => files.remove());

  const PNG = Buffer.from('89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000049454e44ae426082', 'hex');

  it('reads a workbook and a text whatever they are called', async () => {
    const book = await files.file(workbook({ rows: '<row><c><v>1</v></c></row>' }), '客户.csv');
    const text = await files.file('BM,ID3\n1,2', '客户.xlsx');
    expect(await allCells(book)).toEqual([[1]]);
    expect(await allCells(text)).toEqual([
      ['BM', 'ID3'],
      ['1', '2'],
    ]);
  });

  it.each([
    ['nothing', Buffer.alloc(0), 'SPREADSHEET_EMPTY', {}],
    ['a picture', PNG, 'SPREADSHEET_UNSUPPORTED', { type: 'png' }],
    ['a PDF', Buffer.from('%PDF-1.7\n'), 'SPREADSHEET_UNSUPPORTED', { type: 'pdf' }],
    ['a web page named xls', Buffer.from('\uFEFF<html><table><tr><td>1'), 'SPREADSHEET_UNSUPPORTED', { type: 'html' }],
    ['XML of Excel 2003', Buffer.from('<?xml version="1.0"?><Workbook>'), 'SPREADSHEET_UNSUPPORTED', { type: 'xml' }],
    ['bytes without a meaning', Buffer.from([1, 2, 3, 0, 250]), 'SPREADSHEET_UNREADABLE', { reason: 'binary' }],
  ])('refuses %s', async (_what, bytes, code, params) => {
    await expect(sheets(await files.file(bytes))).rejects.toMatchObject({ code, params });
  });

  it.each([
    ['xls', 'libreoffice.xls'],
    ['ods', 'libreoffice.ods'],
  ])('refuses %s that LibreOffice saved and names it', async (type, fileName) => {
    const source = { path: `test/spreadsheet/fixtures/${fileName}`, fileName };
    await expect(sheets(source)).rejects.toMatchObject({ code: 'SPREADSHEET_UNSUPPORTED', params: { type } });
  });

  it('says of a workbook with a password that it has one', async () => {
    const encryption = { password: '123456', spinCount: 1000 };
    const bytes = await writeXlsx({ sheets: [{ name: '客户', rows: [['名称']] }], encryption });
    await expect(sheets(await files.file(Buffer.from(bytes)))).rejects.toMatchObject({ code: 'SPREADSHEET_ENCRYPTED' });
  });
});
