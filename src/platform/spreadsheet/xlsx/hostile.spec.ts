import fc from 'fast-check';
import { allRows, scratch, type Scratch, workbook, workbookParts } from '../../../../test/spreadsheet/support/workbook.js';
import { zip } from '../../../../test/spreadsheet/support/zip.js';
import { SpreadsheetInvalid } from '../index.js';

const ROW = '<row r="1"><c r="A1"><v>1</v></c></row>';

describe('hostile and broken workbooks', () => {
  let files: Scratch;
  beforeAll(async () => {
    files = await scratch();
  });
  afterAll(() => files.remove());

  async function faultOf(bytes: Buffer, limits = {}) {
    const source = await files.file(bytes);
    const error: unknown = await allRows(source, { limits }).catch((thrown: unknown) => thrown);
    if (!(error instanceof SpreadsheetInvalid)) throw new Error('The file was taken', { cause: error });
    return { code: error.code, ...error.params };
  }

  const blanks = (bytes: number) => Buffer.concat([Buffer.from('<worksheet>'), Buffer.alloc(bytes, 0x20)]);

  it('refuses a bomb by what its directory declares', async () => {
    const bomb = workbook({ rows: '', sheet: { data: blanks(20_000_000) } });
    expect(bomb.length).toBeLessThan(40_000);
    expect(await faultOf(bomb)).toEqual({ code: 'SPREADSHEET_TOO_LARGE', what: 'ratio', limit: 250 });
    expect(await faultOf(bomb, { maxRatio: 2000, maxUnpackedBytes: 10_000_000 })).toMatchObject({ what: 'unpacked' });
  });

  it('refuses a bomb whose directory lies about its size', async () => {
    const bomb = workbook({ rows: '', sheet: { data: blanks(20_000_000), declaredSize: 500_000 } });
    expect(await faultOf(bomb)).toEqual({
      code: 'SPREADSHEET_UNREADABLE',
      reason: 'size',
      part: 'xl/worksheets/sheet1.xml',
    });
  });

  it('refuses a document type, so that no entity can expand', async () => {
    const laughs = `<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><worksheet><sheetData>${ROW}</sheetData></worksheet>`;
    expect(await faultOf(workbook({ rows: '', sheet: { data: laughs } }))).toMatchObject({ reason: 'doctype' });
  });

  it('leaves an entity that nobody declared as it stands', async () => {
    const source = await files.file(workbook({ rows: '<row><c t="str"><v>&xxe;&#x110000;&amp;lt;</v></c></row>' }));
    expect(await allRows(source)).toEqual([{ row: 1, cells: ['&xxe;&#x110000;&lt;'] }]);
  });

  it.each([
    ['rows', { maxRows: 2 }, '<row><c><v>1</v></c></row>'.repeat(3), { what: 'rows', limit: 2 }],
    ['columns', { maxColumns: 2 }, '<row r="7"><c r="C7"><v>1</v></c></row>', { what: 'columns', limit: 2, row: 7 }],
    ['text', { maxCellLength: 5 }, '<row><c t="str"><v>123456</v></c></row>', { what: 'cell', limit: 5, row: 1 }],
  ])('refuses more %s than the limit and says where', async (_what, limits, rows, params) => {
    expect(await faultOf(workbook({ rows }), limits)).toEqual({ code: 'SPREADSHEET_TOO_LARGE', ...params });
  });

  it('does not count styled cells that hold nothing', async () => {
    const rows = `${ROW}<row r="2"><c r="XFD2" s="1"/></row>`.concat('<row><c r="A3"/></row>'.repeat(50));
    const source = await files.file(workbook({ rows }));
    expect(await allRows(source, { limits: { maxRows: 1, maxColumns: 1 } })).toEqual([{ row: 1, cells: [1] }]);
  });

  it('refuses a single text without end before it fills the memory', async () => {
    const noise = Buffer.from(Array.from({ length: 3_000_000 }, (_, index) => 0x61 + ((index * index) % 23)));
    const data = Buffer.concat([Buffer.from('<worksheet><sheetData><row><c t="str"><v>'), noise]);
    expect(await faultOf(workbook({ rows: '', sheet: { data } }), { maxRatio: 2000 })).toMatchObject({ what: 'text' });
  });

  it.each([
    ['is cut in the middle of its XML', { data: `<worksheet><sheetData>${ROW}` }, { reason: 'truncated' }],
    ['closes what it never opened', { data: '<worksheet></worksheet></row>' }, { reason: 'xml' }],
    ['is UTF-16', { data: Buffer.from(`\uFEFF<worksheet/>`, 'utf16le') }, { reason: 'encoding' }],
    ['has bytes that changed on their way', { declaredCrc: 1 }, { reason: 'damaged', part: 'xl/worksheets/sheet1.xml' }],
    [
      'has a row beyond the last',
      { data: '<worksheet><sheetData><row r="9999999"/></sheetData></worksheet>' },
      { reason: 'row' },
    ],
  ])('refuses a sheet that %s', async (_what, sheet, params) => {
    expect(await faultOf(workbook({ rows: ROW, sheet }))).toEqual({ code: 'SPREADSHEET_UNREADABLE', ...params });
  });

  it('refuses an archive that lost its end', async () => {
    expect(await faultOf(workbook({ rows: ROW }).subarray(0, 200))).toEqual({
      code: 'SPREADSHEET_UNREADABLE',
      reason: 'truncated',
    });
  });

  it('refuses a part that is locked with a password', async () => {
    expect(await faultOf(workbook({ rows: ROW, sheet: { flags: 1 } }))).toMatchObject({ code: 'SPREADSHEET_ENCRYPTED' });
  });

  it('refuses two parts of one name', async () => {
    const parts = workbookParts({ rows: ROW });
    expect(await faultOf(zip([...parts, { name: 'XL/workbook.xml', data: '' }]))).toMatchObject({ reason: 'duplicate' });
  });

  it('refuses an archive that is no workbook', async () => {
    expect(await faultOf(zip([{ name: 'a.txt', data: 'a' }]))).toEqual({ code: 'SPREADSHEET_UNSUPPORTED', type: 'zip' });
  });

  it('gives rows or a fault, never anything else, whatever byte is broken', async () => {
    const whole = workbook({ rows: ROW.repeat(20), strings: '<si><t>a</t></si>', styles: '<cellXfs><xf/></cellXfs>' });
    const damage = fc.record({ at: fc.nat(whole.length - 1), value: fc.nat(255), cut: fc.boolean() });
    await fc.assert(
      fc.asyncProperty(damage, async ({ at, value, cut }) => {
        const bytes = Buffer.from(cut ? whole.subarray(0, at) : whole);
        if (!cut) bytes[at] = value;
        const source = await files.file(bytes);
        const outcome: unknown = await allRows(source).catch((error: unknown) => error);
        expect(Array.isArray(outcome) || outcome instanceof SpreadsheetInvalid).toBe(true);
      }),
      { numRuns: 150 },
    );
  });
});
