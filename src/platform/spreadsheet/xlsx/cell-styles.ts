import { isBuiltInDate, isDateFormat } from './date-format.js';
import { nameCode, type XmlHandler } from './xml-scanner.js';
import { Attributes } from './xml-text.js';

const FORMATS = nameCode('numFmts');
const FORMAT = nameCode('numFmt');
const CELL_STYLES = nameCode('cellXfs');
const STYLE = nameCode('xf');
const FORMAT_ID = nameCode('numFmtId');
const FORMAT_CODE = nameCode('formatCode');

/** Knows of each cell style whether it shows numbers as dates; nothing else of a style matters here. */
export class CellStyles implements XmlHandler {
  private readonly dates: boolean[] = [];
  private readonly custom = new Map<number, boolean>();
  private readonly attributes = new Attributes();
  private within = 0;

  isDate(style: number): boolean {
    return this.dates[style] === true;
  }

  open(name: number, bytes: Buffer, from: number, to: number): void {
    if (name === FORMATS || name === CELL_STYLES) this.within = name;
    else if (name === FORMAT && this.within === FORMATS) this.addFormat(this.attributes.reset(bytes, from, to));
    else if (name === STYLE && this.within === CELL_STYLES) this.addStyle(this.attributes.reset(bytes, from, to));
  }

  close(name: number): void {
    if (name === this.within) this.within = 0;
  }

  text(): void {
    // Styles hold everything in attributes.
  }

  private addFormat(attributes: Attributes): void {
    let id = -1;
    let code = '';
    while (attributes.next()) {
      if (attributes.name === FORMAT_ID) id = attributes.integer();
      else if (attributes.name === FORMAT_CODE) code = attributes.text();
    }
    this.custom.set(id, isDateFormat(code));
  }

  private addStyle(attributes: Attributes): void {
    let id = 0;
    while (attributes.next()) if (attributes.name === FORMAT_ID) id = attributes.integer();
    this.dates.push(this.custom.get(id) ?? isBuiltInDate(id));
  }
}
