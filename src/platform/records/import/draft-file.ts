import { validationFailed } from '../../errors/index.js';
import { text } from '../../i18n/locale.js';
import {
  cellText,
  estimateRows,
  findHeader,
  readRows,
  sheets,
  type Header,
  type SheetInfo,
  type SheetRow,
  type WorkbookSource,
} from '../../spreadsheet/index.js';

/** As many rows are looked at for a preview. */
const LOOKED_AT = 200;

/** What there is to see of a file before it is imported. */
export interface DraftFile {
  sheets: SheetInfo[];
  header: Header;
  /** The first rows below the header. */
  rows: SheetRow[];
  rowEstimate: number;
}

export interface DraftFileOptions {
  sheet: string | null;
  /** Where the headers are, if a person has said so. */
  headerRow: number | null;
  known: (label: string) => boolean;
}

/**
 * Looks at the beginning of a file.
 * @throws SpreadsheetInvalid for a file that cannot be read
 * @throws Problem validationFailed for a sheet or header row that it has not
 */
export async function inspectFile(source: WorkbookSource, { sheet, headerRow, known }: DraftFileOptions): Promise<DraftFile> {
  const found = await sheets(source);
  if (sheet !== null && !found.some(({ name }) => name === sheet)) throw noSuchSheet(sheet);
  const name = sheet ?? undefined;
  const header = headerRow === null ? await findHeader(source, { sheet: name, known }) : await headerAt(source, name, headerRow);
  const rowEstimate = Math.max(0, (await estimateRows(source, name)) - header.row);
  return { sheets: found, header, rows: await firstRows(source, name, header.row), rowEstimate };
}

async function headerAt(source: WorkbookSource, sheet: string | undefined, wanted: number): Promise<Header> {
  for await (const rows of readRows(source, { sheet, batch: wanted })) {
    const row = rows.find((each) => each.row === wanted);
    if (row)
      return {
        row: wanted,
        labels: row.cells.map(
          (cell) =>
            cellText(cell)
              .replace(/^[*＊]+|[*＊]+$/g, '')
              .trim() || null,
        ),
      };
    if ((rows.at(-1)?.row ?? 0) > wanted) break;
  }
  throw noSuchRow();
}

async function firstRows(source: WorkbookSource, sheet: string | undefined, after: number): Promise<SheetRow[]> {
  const first: SheetRow[] = [];
  for await (const rows of readRows(source, { sheet, batch: LOOKED_AT })) {
    first.push(...rows.filter(({ row }) => row > after));
    if (first.length >= LOOKED_AT) break;
  }
  return first.slice(0, LOOKED_AT);
}

const noSuchSheet = (sheet: string): Error =>
  validationFailed({}, [
    {
      pointer: '/sheet',
      code: 'NO_SUCH_SHEET',
      message: text('没有工作表“{sheet}”', 'There is no sheet {sheet}.'),
      params: { sheet },
    },
  ]);
const noSuchRow = (): Error =>
  validationFailed({}, [{ pointer: '/headerRow', code: 'NO_SUCH_ROW', message: text('该行没有内容', 'This row is empty.') }]);
