import { PassThrough } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import fc from 'fast-check';
import iconv from 'iconv-lite';
import { allCells, allRows, scratch, type Scratch } from '../../../../test/spreadsheet/support/workbook.js';
import { csvWriter, sheets } from '../index.js';

describe('reading csv', () => {
  let files: Scratch;
  beforeAll(async () => {
    files = await scratch();
  });
  afterAll(() => files.remove());

  const TEXT = '名称,手机\r\n华夏科技,13800138000\r\n';

  it.each([
    ['UTF-8', Buffer.from(TEXT)],
    ['UTF-8 with a byte order mark', Buffer.from(`\uFEFF${TEXT}`)],
    ['GB18030', iconv.encode(TEXT, 'gb18030')],
    ['UTF-16LE as Excel saves "Unicode text"', Buffer.from(`\uFEFF${TEXT.replaceAll(',', '\t')}`, 'utf16le')],
    ['UTF-16BE', Buffer.from(`\uFEFF${TEXT}`, 'utf16le').swap16()],
  ])('reads %s', async (_encoding, bytes) => {
    expect(await allCells(await files.file(bytes))).toEqual([
      ['名称', '手机'],
      ['华夏科技', '13800138000'],
    ]);
  });

  it('finds out about GB18030 however late the first Chinese character comes', async () => {
    const text = `${'plain ascii,row\n'.repeat(40_000)}东莞市𠮷公司,1\n`;
    const rows = await allRows(await files.file(iconv.encode(text, 'gb18030')));
    expect(rows.at(-1)).toEqual({ row: 40_001, cells: ['东莞市𠮷公司', '1'] });
  });

  it.each([
    [
      'a;b\n1,5;2\n3,5;4',
      [
        ['a', 'b'],
        ['1,5', '2'],
        ['3,5', '4'],
      ],
    ],
    [
      'a\tb\n"x;y;z"\t2',
      [
        ['a', 'b'],
        ['x;y;z', '2'],
      ],
    ],
    [
      'sep=|\r\na|b\r\n1|2',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    ['名称\n华夏', [['名称'], ['华夏']]],
  ])('tells the delimiter of %p', async (text, cells) => {
    expect(await allCells(await files.file(text))).toEqual(cells);
  });

  it('counts rows as Excel does: a record over several lines is one, an empty line is one', async () => {
    const text = 'a,b\r\n"多\r\n行",1\r\n\r\n,,\r\n  ,\r\nx"y,"2"" inch",\r\n';
    expect(await allRows(await files.file(text))).toEqual([
      { row: 1, cells: ['a', 'b'] },
      { row: 2, cells: ['多\r\n行', '1'] },
      { row: 6, cells: ['x"y', '2" inch'] },
    ]);
  });

  it('takes off what only kept a text from being read as a number or a formula', async () => {
    expect(await allCells(await files.file('="13800138000",\'=1+1,\'tis\n'))).toEqual([['13800138000', '=1+1', "'tis"]]);
  });

  it.each([
    ['a quote that never ends', 'a,b\n1,"2\n3,4', {}, 'SPREADSHEET_UNREADABLE', { reason: 'quote', row: 2 }],
    ['too many rows', 'a\nb\nc', { maxRows: 2 }, 'SPREADSHEET_TOO_LARGE', { what: 'rows', limit: 2 }],
    ['too many columns', 'a\nb,c', { maxColumns: 1 }, 'SPREADSHEET_TOO_LARGE', { what: 'columns', limit: 1, row: 2 }],
    ['too long a cell', 'a\nbcd', { maxCellLength: 2 }, 'SPREADSHEET_TOO_LARGE', { what: 'cell', limit: 2, row: 2 }],
    ['too large a file', 'abcdef', { maxUnpackedBytes: 5 }, 'SPREADSHEET_TOO_LARGE', { what: 'unpacked', limit: 5 }],
  ])('refuses %s', async (_what, text, limits, code, params) => {
    await expect(allRows(await files.file(text), { limits })).rejects.toMatchObject({ code, params });
  });

  it('is one sheet under the name of the file', async () => {
    expect(await sheets(await files.file('a', '客户.2026.csv'))).toEqual([{ name: '客户.2026', hidden: false }]);
  });
});

describe('writing csv', () => {
  async function written(header: string[], rows: (string | number | Date | null)[][], options = {}) {
    const out = new PassThrough();
    const bytes = buffer(out);
    const writer = csvWriter(out, header, options);
    if (rows.length > 0) await writer.write(rows);
    await writer.close();
    return bytes;
  }

  it('writes a mark, CRLF, quotes where needed and no formula', async () => {
    const bytes = await written(
      ['名称', '=备注'],
      [
        ['a,"b"', '=1+1'],
        [-5, new Date('2024-02-29T00:00:00Z')],
        [null, '+8613800138000'],
      ],
    );
    expect(bytes.toString()).toBe('\uFEFF名称,\'=备注\r\n"a,""b""",\'=1+1\r\n-5,2024-02-29\r\n,+8613800138000\r\n');
  });

  it('leaves the mark out on request and writes the header of an empty sheet', async () => {
    expect((await written(['a', 'b'], [], { bom: false })).toString()).toBe('a,b\r\n');
  });

  it('gives back on reading what was written', async () => {
    const files = await scratch();
    const cell = fc.string({ unit: 'grapheme' }).filter((text) => text.trim() !== '' && !/^='|^="|\r(?!\n)/.test(text));
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 5 }), async (rows) => {
        const source = await files.file(await written(['甲', '乙'], rows));
        expect((await allCells(source)).slice(1)).toEqual(rows.map((row) => [...row]));
      }),
      { numRuns: 100 },
    );
    await files.remove();
  });

  it('waits for a slow receiver and fails when it goes away', async () => {
    const out = new PassThrough({ highWaterMark: 16 });
    const writer = csvWriter(out, ['a']);
    let room = false;
    const first = writer.write([['x'.repeat(100)]]).finally(() => {
      room = true;
    });
    await new Promise(setImmediate);
    expect(room).toBe(false);
    out.resume();
    await first;
    out.pause();
    const second = writer.write([['y'.repeat(100)]]);
    out.destroy();
    await expect(second).rejects.toThrow('gone');
    await expect(writer.write([['z']])).rejects.toThrow('gone');
  });
});
