import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { PassThrough, Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
import ExcelJS from 'exceljs';
import { allRows, scratch, type Scratch } from '../../../../test/spreadsheet/support/workbook.js';
import { type Cell, sheets, xlsxWriter, type XlsxWriterOptions } from '../index.js';

describe('writing xlsx', () => {
  let files: Scratch;
  beforeAll(async () => {
    files = await scratch();
  });
  afterAll(() => files.remove());

  async function written(options: Partial<XlsxWriterOptions>, ...batches: Cell[][][]) {
    const path = files.path('export.xlsx');
    const writer = xlsxWriter(createWriteStream(path), { sheetName: '客户', header: ['名称', '手机', '日期'], ...options });
    for (const rows of batches) await writer.write(rows);
    await writer.close();
    return { path, fileName: 'export.xlsx' };
  }

  it('writes what another program reads: texts, phones as text, dates, numbers, widths, a frozen header', async () => {
    const source = await written({ widths: [30], textColumns: [1] }, [
      ['=1+1', 13_800_138_000, new Date('2024-02-29T00:00:00Z')],
      ['华夏 & <科技>\n"', '+86 138', 1280.5],
    ]);
    const book = new ExcelJS.Workbook();
    await book.xlsx.readFile(source.path);
    const sheet = book.getWorksheet('客户');
    expect(sheet?.getSheetValues().slice(1)).toEqual([
      [undefined, '名称', '手机', '日期'],
      [undefined, '=1+1', '13800138000', new Date('2024-02-29T00:00:00Z')],
      [undefined, '华夏 & <科技>\n"', '+86 138', 1280.5],
    ]);
    expect(sheet?.getCell('A2').type).toBe(ExcelJS.ValueType.String);
    expect(sheet?.getCell('B2').numFmt).toBe('@');
    expect(sheet?.getColumn(1).width).toBe(30);
    expect(sheet?.views[0]).toMatchObject({ state: 'frozen', ySplit: 1 });
  });

  it('gives back on reading what was written, awkward characters included', async () => {
    const rows: Cell[][] = [
      ['a_x0041_b', ' 空 格 ', '\u0001\r\n\t'],
      ['👍𠮷', true, new Date('1900-03-01T00:00:00Z')],
      ['x'.repeat(40_000), null, new Date('2024-02-29T08:30:00Z')],
    ];
    const [, ...read] = await allRows(await written({}, rows.slice(0, 2), [], rows.slice(2)));
    expect(read).toEqual([
      { row: 2, cells: rows[0] },
      { row: 3, cells: rows[1] },
      { row: 4, cells: ['x'.repeat(32_767), null, '2024-02-29 08:30:00'] },
    ]);
  });

  it('writes the header of an export that found nothing', async () => {
    expect(await allRows(await written({}))).toEqual([{ row: 1, cells: ['名称', '手机', '日期'] }]);
  });

  it.each([
    ['客户/线索: [2026]*?', '客户 线索   2026'],
    ["'引号'", '引号'],
    ['很'.repeat(40), '很'.repeat(31)],
    ['[]', 'Sheet1'],
  ])('makes the name %p fit Excel', async (wanted, name) => {
    expect(await sheets(await written({ sheetName: wanted }))).toEqual([{ name, hidden: false }]);
  });

  it('takes no more rows than the receiver has room for', async () => {
    const out = new PassThrough({ highWaterMark: 1024 });
    const writer = xlsxWriter(out, { sheetName: 'a', header: ['a'] });
    let batches = 0;
    const all = (async () => {
      for (; batches < 20; batches += 1) {
        await writer.write(Array.from({ length: 500 }, () => [randomUUID(), randomUUID()]));
      }
      await writer.close();
    })();
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(batches).toBeLessThan(20);
    out.resume();
    await all;
    expect(batches).toBe(20);
  });

  it('fails when the receiver fails, while writing and after', async () => {
    const out = new Writable({ write: (_chunk, _encoding, done) => done(new Error('disk full')) });
    const writer = xlsxWriter(out, { sheetName: 'a', header: ['a'] });
    await finished(out).catch(() => undefined);
    await expect(writer.write([['x']])).rejects.toThrow('disk full');
    await expect(writer.close()).rejects.toThrow('disk full');
  });

  it('releases a writer whose receiver goes away', async () => {
    const out = new PassThrough({ highWaterMark: 16 });
    const writer = xlsxWriter(out, { sheetName: 'a', header: ['a'] });
    await writer.write([['x']]);
    out.destroy();
    await expect(finished(out)).rejects.toThrow('Premature close');
    await expect(writer.write([['y']])).rejects.toThrow('Premature close');
    await expect(writer.close()).rejects.toThrow('Premature close');
  });
});
