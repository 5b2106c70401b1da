import ExcelJS from 'exceljs';
import {
  allCells,
  allRows,
  scratch,
  type Scratch,
  workbook,
  workbookParts,
} from '../../../../test/spreadsheet/support/workbook.js';
import { zip } from '../../../../test/spreadsheet/support/zip.js';
import { readRows, sheets } from '../index.js';

const FIXTURES = 'test/spreadsheet/fixtures';
const day = (text: string) => new Date(`${text}Z`);

describe('reading xlsx', () => {
  let files: Scratch;
  beforeAll(async () => {
    files = await scratch();
  });
  afterAll(() => files.remove());

  async function saved(fill: (book: ExcelJS.Workbook) => void) {
    const book = new ExcelJS.Workbook();
    fill(book);
    return files.file(Buffer.from(await book.xlsx.writeBuffer()));
  }

  it('reads a workbook that LibreOffice saved: title, hidden row, rich text, dates, formulas, errors', async () => {
    const source = { path: `${FIXTURES}/libreoffice.xlsx`, fileName: 'libreoffice.xlsx' };
    expect(await sheets(source)).toEqual([
      { name: '客户', hidden: false },
      { name: '字典', hidden: true },
      { name: '空表', hidden: false },
    ]);
    expect(await allRows(source)).toEqual([
      { row: 1, cells: ['客户导入表'] },
      { row: 2, cells: ['说明：带 * 的列必填'] },
      { row: 3, cells: ['客户名称*', '手机', '金额', '签约日期', '上次跟进', '是否重点'] },
      { row: 4, cells: ['华夏科技有限公司', 13_800_138_000, 1280.5, day('2024-02-29'), day('2024-02-29T08:30:00'), true] },
      { row: 5, cells: ['长江贸易 & <伙伴>', '+86 139 0013 9000', -3, day('1999-12-31'), null, false] },
      { row: 7, cells: ['隐藏的公司', '13700137000'] },
      { row: 8, cells: ['富文本', '13600136000', 2561, '#DIV/0!'] },
    ]);
    expect(await allRows(source, { sheet: '字典' })).toEqual([{ row: 1, cells: ['级别', 'A', 'B'] }]);
    expect(await allRows(source, { sheet: '空表' })).toEqual([]);
  });

  it('reads a workbook of another writer with shared strings, merged title, hidden and empty rows', async () => {
    const source = await saved((book) => {
      book.addWorksheet('说明', { state: 'veryHidden' }).addRow(['不要导入']);
      const sheet = book.addWorksheet('客户');
      sheet.mergeCells('A1:D1');
      sheet.getCell('A1').value = '客户表';
      sheet.getRow(3).values = ['名称', '手机'];
      sheet.getRow(4).values = [{ richText: [{ text: '华' }, { font: { bold: true }, text: '夏' }] }, '138 0013 8000'];
      sheet.getRow(4).hidden = true;
      sheet.getRow(6).values = ['   ', '\u00A0\u3000'];
      sheet.getRow(900).getCell(2).fill = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFFFFF00' } };
    });
    expect(await sheets(source)).toEqual([
      { name: '说明', hidden: true },
      { name: '客户', hidden: false },
    ]);
    // exceljs repeats the title in every cell of the merged area; Excel writes it once.
    const rows = await allRows(source);
    expect(rows.map(({ row }) => row)).toEqual([1, 3, 4]);
    expect(rows[2]?.cells).toEqual(['华夏', '138 0013 8000']);
  });

  it.each([
    ['yyyy-mm-dd', 45_351, day('2024-02-29')],
    ['yyyy"年"m"月"d"日"', 45_351, day('2024-02-29')],
    ['[$-804]yyyy"年"m"月"d"日";@', 45_351, day('2024-02-29')],
    ['[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy', 45_351, day('2024-02-29')],
    ['m/d/yy h:mm', 45_351.354_166_666_7, day('2024-02-29T08:30:00')],
    ['上午/下午h"时"mm"分"', 0.354_166_666_666_667, '08:30'],
    ['h:mm:ss', 0.354_178_240_740_741, '08:30:01'],
    ['General', 45_351, 45_351],
    ['#,##0.00_);[Red]\\(#,##0.00\\)', 45_351, 45_351],
    ['0.00"days"', 45_351, 45_351],
    ['_ [$¥-804]* #,##0.00_ ', 45_351, 45_351],
    ['0.00E+00', 45_351, 45_351],
    ['yyyy-mm-dd', 59, day('1900-02-28')],
    ['yyyy-mm-dd', 61, day('1900-03-01')],
    ['yyyy-mm-dd', -1, -1],
    ['yyyy-mm-dd', 13_800_138_000, 13_800_138_000],
  ])('shows a number under %s as its reader sees it (%d)', async (format, serial, expected) => {
    const code = format.replaceAll('"', '&quot;');
    const source = await files.file(
      workbook({
        rows: `<row r="1"><c r="A1" s="1"><v>${serial}</v></c></row>`,
        styles: `<numFmts><numFmt numFmtId="176" formatCode="${code}"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="176"/></cellXfs>`,
      }),
    );
    expect(await allCells(source)).toEqual([[expected]]);
  });

  it.each([14, 22, 31, 57, 58])('knows the built-in date format %d', async (id) => {
    const styles = `<cellXfs><xf/><xf numFmtId="${id}"/></cellXfs>`;
    const source = await files.file(workbook({ rows: '<row><c s="1"><v>45351</v></c></row>', styles }));
    expect(await allCells(source)).toEqual([[day('2024-02-29')]]);
  });

  it('counts dates from 1904 when the workbook says so', async () => {
    const source = await files.file(
      workbook({
        rows: '<row r="1"><c r="A1" s="0"><v>43889</v></c></row>',
        styles: '<cellXfs><xf numFmtId="14"/></cellXfs>',
        properties: '<workbookPr date1904="1"/>',
      }),
    );
    expect(await allCells(source)).toEqual([[day('2024-02-29')]]);
  });

  it('reads inline strings, rows and cells without references, prefixes and CDATA', async () => {
    const rows =
      '<x:row><x:c t="inlineStr"><x:is><x:t>华夏</x:t></x:is></x:c><x:c/><x:c t="inlineStr"><x:is><x:r><x:t>a</x:t></x:r>' +
      '<x:r><x:t xml:space="preserve"> b</x:t></x:r><x:rPh sb="0" eb="1"><x:t>かな</x:t></x:rPh></x:is></x:c></x:row>' +
      "<x:row r='5'><!-- a > b --><x:c r='B5' t='str'><x:f>A1&amp;\"x\"</x:f><x:v><![CDATA[<&amp;>]]></x:v></x:c></x:row>";
    expect(await allRows(await files.file(workbook({ rows })))).toEqual([
      { row: 1, cells: ['华夏', null, 'a b'] },
      { row: 5, cells: [null, '<&amp;>'] },
    ]);
  });

  it('takes shared strings apart: runs joined, readings left out, entities and escapes decoded', async () => {
    const strings =
      '<si><t>A&amp;B &#x4e2d;&#22269;</t></si><si><r><rPr><b/></rPr><t>华</t></r><r><t>夏</t></r></si>' +
      '<si><t>東京</t><rPh sb="0" eb="2"><t>トウキョウ</t></rPh></si><si><t>第一行_x000D_\n第二行_x005F_x0041_</t></si><si><t/></si><si/>';
    const cells = [0, 1, 2, 3, 4, 5, 99].map((index) => `<c t="s"><v>${index}</v></c>`).join('');
    const source = await files.file(workbook({ rows: `<row>${cells}<c><v>1</v></c></row>`, strings }));
    expect(await allCells(source)).toEqual([['A&B 中国', '华夏', '東京', '第一行\r\n第二行_x0041_', null, null, null, 1]]);
  });

  it('reads what "Strict Open XML" and programs on Windows do differently', async () => {
    const parts = workbookParts({
      rows: '<row r="1"><c r="A1" t="d"><v>2024-02-29</v></c><c r="B1" t="d"><v>2024-02-29T08:30:00</v></c><c r="C1" t="b"><v>true</v></c></row>',
      relations: 'http://purl.oclc.org/ooxml/officeDocument/relationships',
    }).map((part) => ({ ...part, name: part.name.replaceAll('/', '\\').replace('sheet1', 'Sheet1') }));
    expect(await allCells(await files.file(zip(parts)))).toEqual([[day('2024-02-29'), day('2024-02-29T08:30:00'), true]]);
  });

  it('yields batches of the size asked for and stops when the caller does', async () => {
    const rows = Array.from({ length: 25 }, (_, index) => `<row r="${index + 1}"><c><v>${index}</v></c></row>`).join('');
    const source = await files.file(workbook({ rows }));
    const sizes: number[] = [];
    for await (const batch of readRows(source, { batch: 10 })) sizes.push(batch.length);
    expect(sizes).toEqual([10, 10, 5]);
    for await (const batch of readRows(source, { batch: 10 })) {
      expect(batch[0]).toEqual({ row: 1, cells: [0] });
      break;
    }
  });

  it('names the sheet that is not there', async () => {
    const source = await files.file(workbook({ rows: '' }));
    await expect(allRows(source, { sheet: '线索' })).rejects.toMatchObject({
      code: 'SPREADSHEET_UNREADABLE',
      params: { reason: 'sheet', sheet: '线索' },
    });
  });
});
