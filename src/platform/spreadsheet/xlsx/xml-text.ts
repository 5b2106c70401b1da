import { codeOf, isXmlSpace } from './xml-scanner.js';

const AMPERSAND = 0x26;
const UNDERSCORE = 0x5f;
const COLON = 0x3a;
const EQUALS = 0x3d;
const ENTITY = /&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(lt|gt|amp|quot|apos));/gi;
const NAMED: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };
// How Excel writes characters that XML cannot hold; `_x005F_` is an underscore that is meant as such.
const ESCAPED_CHARACTER = /_x([0-9a-f]{4})_/gi;

/** Text between tags as a string; only XML's own five entities and character references mean anything. */
export function decodeText(bytes: Buffer, from: number, to: number, literal = false): string {
  const text = bytes.toString('utf8', from, to);
  return literal || !text.includes('&') ? text : text.replace(ENTITY, entity);
}

/** Excel's own escapes in what a cell shows. */
export function unescapeCell(text: string): string {
  if (!text.includes('_x') && !text.includes('_X')) return text;
  return text.replace(ESCAPED_CHARACTER, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}

/** True when the bytes mean exactly what they are, so that they can be copied instead of decoded. */
export function isPlain(bytes: Buffer, from: number, to: number): boolean {
  for (let at = from; at < to; at += 1) {
    const byte = bytes[at];
    if (byte === AMPERSAND || byte === UNDERSCORE) return false;
  }
  return true;
}

function entity(whole: string, hex?: string, decimal?: string, name?: string): string {
  if (name !== undefined) return NAMED[name.toLowerCase()] ?? whole;
  const point = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
  return point <= 0x10ffff ? String.fromCodePoint(point) : whole;
}

/** Walks over the attributes of one tag without making strings of them; one object serves all tags. */
export class Attributes {
  /** `nameCode` of the current attribute's local name. */
  name = 0;
  from = 0;
  to = 0;
  private bytes: Buffer = Buffer.alloc(0);
  private at = 0;
  private end = 0;

  reset(bytes: Buffer, from: number, to: number): this {
    this.bytes = bytes;
    this.at = from;
    this.end = to;
    return this;
  }

  next(): boolean {
    const { bytes, end } = this;
    let at = this.at;
    while (at < end && isXmlSpace(bytes[at]!)) at += 1;
    let name = 0;
    for (; at < end && bytes[at] !== EQUALS; at += 1) {
      const byte = bytes[at]!;
      if (byte === COLON) name = 0;
      else if (!isXmlSpace(byte)) name = (name * 31 + byte) | 0;
    }
    at += 1;
    while (at < end && isXmlSpace(bytes[at]!)) at += 1;
    if (at >= end) return false;
    const quote = bytes[at]!;
    this.name = name;
    this.from = at + 1;
    at += 1;
    while (at < end && bytes[at] !== quote) at += 1;
    this.to = at;
    this.at = at + 1;
    return true;
  }

  text(): string {
    return decodeText(this.bytes, this.from, this.to);
  }

  /** The value as a number that is not negative, or -1. */
  integer(): number {
    return integerAt(this.bytes, this.from, this.to);
  }

  /** The `nameCode` of the value. */
  code(): number {
    return codeOf(this.bytes, this.from, this.to);
  }

  /** The 1-based column of a cell reference such as `AB12`; 0 when it names none. */
  column(): number {
    let value = 0;
    for (let at = this.from; at < this.to; at += 1) {
      const letter = this.bytes[at]! & 0xdf;
      if (letter < 0x41 || letter > 0x5a) break;
      value = value * 26 + letter - 0x40;
    }
    return value;
  }
}

/** Digits as a number; -1 when there are none or something else is among them. */
export function integerAt(bytes: Buffer, from: number, to: number): number {
  let value = from < to ? 0 : -1;
  for (let at = from; at < to; at += 1) {
    const digit = bytes[at]! - 0x30;
    if (digit < 0 || digit > 9) return -1;
    value = value * 10 + digit;
  }
  return value;
}
