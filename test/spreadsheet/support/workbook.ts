import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type Cell,
  type ReadLimits,
  readRows,
  type SheetRow,
  type WorkbookSource,
} from '../../../src/platform/spreadsheet/index.js';
import { type Part, zip } from './zip.js';

const MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

/** The parts of a hand-made workbook with one sheet; each can be replaced. */
export interface HandMade {
  /** What stands within `sheetData`. */
  rows: string;
  strings?: string;
  styles?: string;
  properties?: string;
  relations?: string;
  sheet?: Partial<Part>;
}

export function workbookParts({ rows, strings, styles, properties = '', relations = OFFICE, sheet }: HandMade): Part[] {
  const parts: Part[] = [
    { name: '_rels/.rels', data: rels(`<Relationship Id="rId1" Type="${relations}/officeDocument" Target="xl/workbook.xml"/>`) },
    {
      name: 'xl/workbook.xml',
      data: `<?xml version="1.0"?><workbook ${MAIN} xmlns:r="${OFFICE}">${properties}<sheets><sheet name="客户" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    },
    {
      name: 'xl/_rels/workbook.xml.rels',
      data: rels(
        `<Relationship Id="rId1" Type="${relations}/worksheet" Target="worksheets/sheet1.xml"/>` +
          `<Relationship Id="rId2" Type="${relations}/sharedStrings" Target="/xl/sharedStrings.xml"/>` +
          `<Relationship Id="rId3" Type="${relations}/styles" Target="styles.xml"/>`,
      ),
    },
    { name: 'xl/worksheets/sheet1.xml', data: `<worksheet ${MAIN}><sheetData>${rows}</sheetData></worksheet>`, ...sheet },
  ];
  if (strings !== undefined) parts.push({ name: 'xl/sharedStrings.xml', data: `<sst ${MAIN}>${strings}</sst>` });
  if (styles !== undefined) parts.push({ name: 'xl/styles.xml', data: `<styleSheet ${MAIN}>${styles}</styleSheet>` });
  return parts;
}

export function workbook(handMade: HandMade): Buffer {
  return zip(workbookParts(handMade));
}

function rels(inner: string): string {
  return `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${inner}</Relationships>`;
}

/** A folder of the test's own; `remove` takes it away with everything in it. */
export async function scratch() {
  const folder = await mkdtemp(join(tmpdir(), 'spreadsheet-'));
  let count = 0;
  return {
    path: (name: string) => join(folder, `${(count += 1)}-${name}`),
    async file(content: string | Buffer, fileName = '客户.xlsx'): Promise<WorkbookSource> {
      const path = join(folder, `${(count += 1)}`);
      await writeFile(path, content);
      return { path, fileName };
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

export type Scratch = Awaited<ReturnType<typeof scratch>>;

export async function allRows(
  source: WorkbookSource,
  options: { sheet?: string; batch?: number; limits?: Partial<ReadLimits> } = {},
): Promise<SheetRow[]> {
  const rows: SheetRow[] = [];
  for await (const batch of readRows(source, options)) rows.push(...batch);
  return rows;
}

export async function allCells(source: WorkbookSource, options = {}): Promise<Cell[][]> {
  return (await allRows(source, options)).map(({ cells }) => cells);
}
