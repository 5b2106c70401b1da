import { tooLarge, unreadable } from '../spreadsheet-invalid.js';

/** Receives a document's parts in order. Byte ranges are valid during the call only. */
export interface XmlHandler {
  /** @param name `nameCode` of the local name; the range holds the attributes. */
  open(name: number, bytes: Buffer, from: number, to: number): void;
  close(name: number): void;
  /** @param literal true for CDATA, in which nothing is escaped. */
  text(bytes: Buffer, from: number, to: number, literal: boolean): void;
}

const LT = 0x3c;
const GT = 0x3e;
const SLASH = 0x2f;
const COLON = 0x3a;
const BANG = 0x21;
const QUESTION = 0x3f;
const QUOTE = 0x22;
const APOSTROPHE = 0x27;
// One tag or one text; a cell's 32 767 characters need 400 kB even when each is written as an entity.
const MAX_TOKEN_BYTES = 1024 ** 2;

/**
 * The number by which handlers know a name: a hash, because making a string of each tag would be the greatest cost of
 * reading a sheet. A collision could only make a forged file read as another forged file.
 */
export function nameCode(name: string): number {
  const bytes = Buffer.from(name);
  return codeOf(bytes, 0, bytes.length);
}

/** The hash of the bytes in a range. */
export function codeOf(bytes: Buffer, from: number, to: number): number {
  let code = 0;
  for (let at = from; at < to; at += 1) code = (code * 31 + bytes[at]!) | 0;
  return code;
}

export function isXmlSpace(byte: number): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
}

/**
 * A push tokenizer for the XML that spreadsheets consist of: UTF-8, no DTD. A document type is refused, so there are no
 * entities of its own to expand and no external ones to fetch.
 */
export class XmlScanner {
  private rest: Buffer = Buffer.alloc(0);
  private depth = 0;
  private begun = false;
  private rooted = false;

  constructor(private readonly handler: XmlHandler) {}

  push(chunk: Buffer): void {
    if (!this.begun) this.begin(chunk);
    const bytes = this.rest.length === 0 ? chunk : Buffer.concat([this.rest, chunk]);
    let at = 0;
    while (at < bytes.length) {
      const next = bytes[at] === LT ? this.markup(bytes, at) : this.characters(bytes, at);
      if (next < 0) break;
      at = next;
    }
    this.rest = bytes.subarray(at);
    if (this.rest.length > MAX_TOKEN_BYTES) throw tooLarge('text', MAX_TOKEN_BYTES);
  }

  /** Throws unless the document was complete. */
  end(): void {
    if (!this.rooted || this.depth !== 0 || this.rest.some((byte) => !isXmlSpace(byte))) throw unreadable('truncated');
  }

  private begin(chunk: Buffer): void {
    this.begun = true;
    if (chunk.subarray(0, 4).some((byte) => byte === 0 || byte >= 0xfe)) throw unreadable('encoding');
  }

  /** Where the next token begins, or -1 when this one is not complete yet. */
  private characters(bytes: Buffer, from: number): number {
    let at = from;
    while (at < bytes.length && bytes[at] !== LT) at += 1;
    if (at === bytes.length) return -1;
    this.handler.text(bytes, from, at, false);
    return at;
  }

  private markup(bytes: Buffer, from: number): number {
    switch (bytes[from + 1]) {
      case undefined:
        return -1;
      case SLASH:
        return this.closeTag(bytes, from + 2);
      case BANG:
        return this.declaration(bytes, from);
      case QUESTION:
        return after(bytes, '?>', from + 2);
      default:
        return this.openTag(bytes, from + 1);
    }
  }

  private openTag(bytes: Buffer, from: number): number {
    let at = from;
    let name = 0;
    for (; at < bytes.length; at += 1) {
      const byte = bytes[at]!;
      if (byte === GT || byte === SLASH || isXmlSpace(byte)) break;
      name = byte === COLON ? 0 : (name * 31 + byte) | 0;
    }
    const end = tagEnd(bytes, at);
    if (end < 0) return -1;
    const empty = bytes[end - 1] === SLASH;
    this.rooted = true;
    this.handler.open(name, bytes, at, empty ? end - 1 : end);
    if (empty) this.handler.close(name);
    else this.depth += 1;
    return end + 1;
  }

  private closeTag(bytes: Buffer, from: number): number {
    let name = 0;
    for (let at = from; at < bytes.length; at += 1) {
      const byte = bytes[at]!;
      if (byte === GT) {
        this.depth -= 1;
        if (this.depth < 0) throw unreadable('xml');
        this.handler.close(name);
        return at + 1;
      }
      if (byte === COLON) name = 0;
      else if (!isXmlSpace(byte)) name = (name * 31 + byte) | 0;
    }
    return -1;
  }

  private declaration(bytes: Buffer, from: number): number {
    if (bytes.length < from + 9) return -1;
    if (bytes.toString('latin1', from, from + 4) === '<!--') return after(bytes, '-->', from + 4);
    if (bytes.toString('latin1', from, from + 9) !== '<![CDATA[') throw unreadable('doctype');
    const next = after(bytes, ']]>', from + 9);
    if (next > 0) this.handler.text(bytes, from + 9, next - 3, true);
    return next;
  }
}

/** The `>` that ends a tag; one within quotes does not. */
function tagEnd(bytes: Buffer, from: number): number {
  let quote = 0;
  for (let at = from; at < bytes.length; at += 1) {
    const byte = bytes[at]!;
    if (quote !== 0) {
      if (byte === quote) quote = 0;
    } else if (byte === GT) return at;
    else if (byte === QUOTE || byte === APOSTROPHE) quote = byte;
  }
  return -1;
}

function after(bytes: Buffer, mark: string, from: number): number {
  const at = bytes.indexOf(mark, from, 'latin1');
  return at < 0 ? -1 : at + mark.length;
}
