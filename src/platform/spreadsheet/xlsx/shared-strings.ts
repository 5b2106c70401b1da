import { tooLarge } from '../spreadsheet-invalid.js';
import { nameCode, type XmlHandler } from './xml-scanner.js';
import { decodeText, isPlain, unescapeCell } from './xml-text.js';

const ITEM = nameCode('si');
const TEXT = nameCode('t');
const PHONETIC = nameCode('rPh');
// The table is the only thing that grows with the workbook; a million rows with four names each fill half of this.
const MAX_BYTES = 192 * 1024 ** 2;

/**
 * The workbook's table of texts, kept as UTF-8 in one buffer: a tenth of what strings would take, and most texts are
 * never made into strings at all. The runs of a rich text are joined; readings above the text (phonetic) are left out.
 */
export class SharedStrings implements XmlHandler {
  private pool: Buffer = Buffer.allocUnsafeSlow(64 * 1024);
  private used = 0;
  private ends: Uint32Array = new Uint32Array(4096);
  private count = 0;
  private inText = false;
  private inPhonetic = false;

  /** The text at a place, or null when the workbook points beyond its own table. */
  get(index: number): string | null {
    if (index < 0 || index >= this.count) return null;
    return this.pool.toString('utf8', index === 0 ? 0 : this.ends[index - 1], this.ends[index]);
  }

  open(name: number): void {
    if (name === TEXT) this.inText = !this.inPhonetic;
    else if (name === PHONETIC) this.inPhonetic = true;
  }

  close(name: number): void {
    if (name === TEXT) this.inText = false;
    else if (name === PHONETIC) this.inPhonetic = false;
    else if (name === ITEM) this.endItem();
  }

  text(bytes: Buffer, from: number, to: number, literal: boolean): void {
    if (!this.inText) return;
    if (isPlain(bytes, from, to)) {
      this.reserve(to - from);
      this.used += bytes.copy(this.pool, this.used, from, to);
      return;
    }
    const text = unescapeCell(decodeText(bytes, from, to, literal));
    this.reserve(text.length * 3);
    this.used += this.pool.write(text, this.used);
  }

  private endItem(): void {
    if (this.count === this.ends.length) {
      const wider = new Uint32Array(this.ends.length * 2);
      wider.set(this.ends);
      this.ends = wider;
    }
    this.ends[this.count] = this.used;
    this.count += 1;
    if (this.count * 4 + this.used > MAX_BYTES) throw tooLarge('texts', MAX_BYTES);
  }

  private reserve(bytes: number): void {
    const needed = this.used + bytes;
    if (needed <= this.pool.length) return;
    if (needed > MAX_BYTES) throw tooLarge('texts', MAX_BYTES);
    const wider = Buffer.allocUnsafeSlow(Math.max(needed, this.pool.length * 2));
    this.pool.copy(wider, 0, 0, this.used);
    this.pool = wider;
  }
}
