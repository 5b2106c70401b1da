import { posix } from 'node:path';
import { SpreadsheetInvalid, unreadable } from '../spreadsheet-invalid.js';
import type { SheetInfo } from '../source.js';
import { nameCode, type XmlHandler } from './xml-scanner.js';
import { Attributes } from './xml-text.js';
import type { ZipArchive } from './zip-archive.js';

/** Where in the archive what lies; names are as the archive has them. */
export interface Workbook {
  sheets: (SheetInfo & { part: string })[];
  strings: string | undefined;
  styles: string | undefined;
  date1904: boolean;
}

interface Relation {
  id: string;
  /** The last word of the type: both editions of the standard, transitional and strict, agree on it. */
  kind: string;
  target: string;
}

const RELATIONSHIP = nameCode('Relationship');
const SHEET = nameCode('sheet');
const PROPERTIES = nameCode('workbookPr');
const ID = nameCode('id');
const IDENTIFIER = nameCode('Id');
const TYPE = nameCode('Type');
const TARGET = nameCode('Target');
const NAME = nameCode('name');
const STATE = nameCode('state');
const DATE_1904 = nameCode('date1904');

/** Follows the relationships from the package to the worksheets; chart sheets and macros are not sheets to read. */
export async function readWorkbook(zip: ZipArchive): Promise<Workbook> {
  const part = (await relations(zip, '')).find(({ kind }) => kind === 'officeDocument')?.target;
  if (part === undefined) throw new SpreadsheetInvalid('SPREADSHEET_UNSUPPORTED', { type: 'zip' });
  if (!part.toLowerCase().endsWith('.xml')) throw new SpreadsheetInvalid('SPREADSHEET_UNSUPPORTED', { type: 'xlsb' });
  const list = new SheetList();
  await zip.scan(part, list);
  const related = await relations(zip, part);
  const byId = new Map(related.map((relation) => [relation.id, relation]));
  const sheets = list.sheets.flatMap(({ id, name, hidden }) => {
    const relation = byId.get(id);
    return relation?.kind === 'worksheet' ? [{ name, hidden, part: relation.target }] : [];
  });
  if (sheets.length === 0) throw unreadable('sheets');
  const partOf = (wanted: string) => related.find(({ kind, target }) => kind === wanted && zip.has(target))?.target;
  return { sheets, strings: partOf('sharedStrings'), styles: partOf('styles'), date1904: list.date1904 };
}

async function relations(zip: ZipArchive, part: string): Promise<Relation[]> {
  const folder = posix.dirname(part);
  const name = posix.join(folder, '_rels', `${posix.basename(part)}.rels`);
  if (!zip.has(name)) return [];
  const list = new RelationList();
  await zip.scan(name, list);
  return list.relations.map((relation) => ({ ...relation, target: posix.resolve('/', folder, relation.target) }));
}

class RelationList implements XmlHandler {
  readonly relations: Relation[] = [];
  private readonly attributes = new Attributes();

  open(name: number, bytes: Buffer, from: number, to: number): void {
    if (name !== RELATIONSHIP) return;
    const attributes = this.attributes.reset(bytes, from, to);
    const relation = { id: '', kind: '', target: '' };
    while (attributes.next()) {
      if (attributes.name === IDENTIFIER) relation.id = attributes.text();
      else if (attributes.name === TYPE) relation.kind = attributes.text().split('/').pop() ?? '';
      else if (attributes.name === TARGET) relation.target = attributes.text().replaceAll('\\', '/');
    }
    this.relations.push(relation);
  }

  close(): void {
    // Relationships are empty elements.
  }

  text(): void {
    // Everything stands in attributes.
  }
}

class SheetList implements XmlHandler {
  readonly sheets: (SheetInfo & { id: string })[] = [];
  date1904 = false;
  private readonly attributes = new Attributes();

  open(name: number, bytes: Buffer, from: number, to: number): void {
    const attributes = this.attributes.reset(bytes, from, to);
    if (name === SHEET) this.addSheet(attributes);
    else if (name === PROPERTIES) {
      while (attributes.next()) if (attributes.name === DATE_1904) this.date1904 = /^(1|true)$/.test(attributes.text());
    }
  }

  close(): void {
    // Sheets are empty elements.
  }

  text(): void {
    // Everything stands in attributes.
  }

  private addSheet(attributes: Attributes): void {
    const sheet = { id: '', name: '', hidden: false };
    while (attributes.next()) {
      if (attributes.name === ID) sheet.id = attributes.text();
      else if (attributes.name === NAME) sheet.name = attributes.text();
      else if (attributes.name === STATE) sheet.hidden = attributes.text() !== 'visible';
    }
    this.sheets.push(sheet);
  }
}
