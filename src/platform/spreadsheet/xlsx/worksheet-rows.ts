import { isBlank, type Cell, type SheetRow } from '../cell.js';
import type { ReadLimits } from '../limits.js';
import { tooLarge, unreadable } from '../spreadsheet-invalid.js';
import { type CellContext, cellValue, SHARED } from './cell-value.js';
import { nameCode, type XmlHandler } from './xml-scanner.js';
import { Attributes, decodeText, integerAt } from './xml-text.js';

const DATA = nameCode('sheetData');
const ROW = nameCode('row');
const CELL = nameCode('c');
const VALUE = nameCode('v');
const INLINE_STRING = nameCode('is');
const TEXT = nameCode('t');
const PHONETIC = nameCode('rPh');
// Attributes of a row and a cell: its place, its style, its type.
const PLACE = nameCode('r');
const STYLE = nameCode('s');
const TYPE = nameCode('t');
const LAST_ROW = 1_048_576;
const LAST_COLUMN = 16_384;

/**
 * Collects the rows of one worksheet. Hidden rows count like others (a filter must not lose customers), the value of a
 * merged area stands in its first cell, formulas give the value that was saved with them.
 */
export class WorksheetRows implements XmlHandler {
  private ready: SheetRow[] = [];
  private total = 0;
  private readonly attributes = new Attributes();
  private inData = false;
  private row = 0;
  private cells: Cell[] = [];
  private filled = false;
  private column = -1;
  private style = 0;
  private type = 0;
  private inCell = false;
  private inInline = false;
  private inPhonetic = false;
  private capturing = false;
  private raw = '';
  private sharedIndex = -1;

  constructor(
    private readonly context: CellContext,
    private readonly limits: ReadLimits,
  ) {}

  get waiting(): number {
    return this.ready.length;
  }

  /** Hands over at most `count` finished rows. */
  take(count: number): SheetRow[] {
    if (count < this.ready.length) return this.ready.splice(0, count);
    const rows = this.ready;
    this.ready = [];
    return rows;
  }

  open(name: number, bytes: Buffer, from: number, to: number): void {
    if (name === CELL) {
      if (this.inData) this.startCell(this.attributes.reset(bytes, from, to));
    } else if (name === VALUE) this.capturing = this.inCell;
    else if (name === ROW) {
      if (this.inData) this.startRow(this.attributes.reset(bytes, from, to));
    } else if (name === TEXT) this.capturing = this.inInline && !this.inPhonetic;
    else if (name === INLINE_STRING) this.inInline = this.inCell;
    else if (name === PHONETIC) this.inPhonetic = true;
    else if (name === DATA) this.inData = true;
  }

  text(bytes: Buffer, from: number, to: number, literal: boolean): void {
    if (!this.capturing) return;
    if (this.type === SHARED) {
      // Most cells of Excel's are of this kind: their number is read without making a string of it.
      this.sharedIndex = integerAt(bytes, from, to);
      return;
    }
    const text = decodeText(bytes, from, to, literal);
    this.raw = this.raw === '' ? text : this.raw + text;
    if (this.raw.length > this.limits.maxCellLength) this.refuseCell();
  }

  close(name: number): void {
    if (name === CELL) this.endCell();
    else if (name === VALUE || name === TEXT) this.capturing = false;
    else if (name === ROW) this.endRow();
    else if (name === INLINE_STRING) this.inInline = false;
    else if (name === PHONETIC) this.inPhonetic = false;
    else if (name === DATA) this.inData = false;
  }

  private startRow(attributes: Attributes): void {
    let row = this.row + 1;
    while (attributes.next()) if (attributes.name === PLACE) row = attributes.integer();
    if (row < 1 || row > LAST_ROW) throw unreadable('row');
    this.row = row;
    this.cells = [];
    this.filled = false;
    this.column = -1;
  }

  private startCell(attributes: Attributes): void {
    let place = 0;
    this.style = 0;
    this.type = 0;
    this.raw = '';
    this.sharedIndex = -1;
    this.inCell = true;
    while (attributes.next()) {
      if (attributes.name === PLACE) place = attributes.column();
      else if (attributes.name === STYLE) this.style = attributes.integer();
      else if (attributes.name === TYPE) this.type = attributes.code();
    }
    // Some writers leave the reference out and count on the order.
    this.column = place > 0 ? place - 1 : this.column + 1;
    if (this.column >= LAST_COLUMN) throw unreadable('column', { row: this.row });
  }

  private endCell(): void {
    if (!this.inCell) return;
    this.inCell = false;
    const value = this.value();
    if (value === null || value === '') return;
    if (this.column >= this.limits.maxColumns) throw tooLarge('columns', this.limits.maxColumns, { row: this.row });
    if (typeof value === 'string' && value.length > this.limits.maxCellLength) this.refuseCell();
    while (this.cells.length < this.column) this.cells.push(null);
    this.cells[this.column] = value;
    this.filled ||= !isBlank(value);
  }

  private value(): Cell {
    if (this.type === SHARED) return this.context.strings.get(this.sharedIndex);
    return this.raw === '' ? null : cellValue(this.context, this.type, this.style, this.raw);
  }

  private endRow(): void {
    if (!this.filled) return;
    this.filled = false;
    this.total += 1;
    if (this.total > this.limits.maxRows) throw tooLarge('rows', this.limits.maxRows);
    this.ready.push({ row: this.row, cells: this.cells });
  }

  private refuseCell(): never {
    throw tooLarge('cell', this.limits.maxCellLength, { row: this.row });
  }
}
