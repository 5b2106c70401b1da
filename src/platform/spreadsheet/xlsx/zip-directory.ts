import { open, type FileHandle } from 'node:fs/promises';
import { SpreadsheetInvalid, tooLarge, unreadable } from '../spreadsheet-invalid.js';

/** One part of an archive as its central directory declares it; the declared sizes are claims, not facts. */
export interface ZipEntry {
  name: string;
  method: number;
  crc: number;
  packed: number;
  unpacked: number;
  /** Where the local header begins. */
  offset: number;
}

const END = 0x06054b50;
const END64 = 0x06064b50;
const LOCATOR64 = 0x07064b50;
const CENTRAL = 0x02014b50;
const UNKNOWN32 = 0xffffffff;
const MAX_ENTRIES = 10_000;
const MAX_DIRECTORY_BYTES = 8 * 1024 ** 2;

/** Reads the central directory only; keys are part names as OPC compares them (lower case, `/`, no leading slash). */
export async function readZipDirectory(path: string): Promise<Map<string, ZipEntry>> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    const { start, length, count } = await locate(file, size);
    if (count > MAX_ENTRIES) throw tooLarge('parts', MAX_ENTRIES);
    if (length > MAX_DIRECTORY_BYTES) throw tooLarge('directory', MAX_DIRECTORY_BYTES);
    if (start + length > size) throw unreadable('truncated');
    return entries(await bytesAt(file, start, length), count, size);
  } finally {
    await file.close();
  }
}

export function partKey(name: string): string {
  return name.replaceAll('\\', '/').replace(/^\/+/, '').toLowerCase();
}

async function locate(file: FileHandle, size: number) {
  // The end record is 22 bytes and a comment of at most 64 kB.
  const tailStart = Math.max(0, size - 22 - 0xffff);
  const tail = await bytesAt(file, tailStart, size - tailStart);
  let at = tail.length - 22;
  while (at >= 0 && tail.readUInt32LE(at) !== END) at -= 1;
  if (at < 0) throw unreadable('truncated');
  const locator = at - 20;
  if (locator >= 0 && tail.readUInt32LE(locator) === LOCATOR64) {
    return locate64(file, Number(tail.readBigUInt64LE(locator + 8)), size);
  }
  return { count: tail.readUInt16LE(at + 10), length: tail.readUInt32LE(at + 12), start: tail.readUInt32LE(at + 16) };
}

async function locate64(file: FileHandle, at: number, size: number) {
  if (at + 56 > size) throw unreadable('truncated');
  const end = await bytesAt(file, at, 56);
  if (end.readUInt32LE(0) !== END64) throw unreadable('directory');
  return {
    count: Number(end.readBigUInt64LE(32)),
    length: Number(end.readBigUInt64LE(40)),
    start: Number(end.readBigUInt64LE(48)),
  };
}

async function bytesAt(file: FileHandle, start: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, start);
  return buffer.subarray(0, bytesRead);
}

function entries(bytes: Buffer, count: number, size: number): Map<string, ZipEntry> {
  const found = new Map<string, ZipEntry>();
  let at = 0;
  for (let index = 0; index < count; index += 1) {
    if (at + 46 > bytes.length || bytes.readUInt32LE(at) !== CENTRAL) throw unreadable('directory');
    const nameEnd = at + 46 + bytes.readUInt16LE(at + 28);
    const extraEnd = nameEnd + bytes.readUInt16LE(at + 30);
    const next = extraEnd + bytes.readUInt16LE(at + 32);
    if (next > bytes.length) throw unreadable('directory');
    const entry = entryAt(bytes, at, nameEnd, extraEnd);
    if (entry.offset + entry.packed > size) throw unreadable('truncated');
    const key = partKey(entry.name);
    // Two parts of one name let two programs see two different workbooks in one file.
    if (found.has(key)) throw unreadable('duplicate', { part: entry.name });
    found.set(key, entry);
    at = next;
  }
  return found;
}

function entryAt(bytes: Buffer, at: number, nameEnd: number, extraEnd: number): ZipEntry {
  const name = bytes.toString('utf8', at + 46, nameEnd);
  if ((bytes.readUInt16LE(at + 8) & 1) !== 0) throw new SpreadsheetInvalid('SPREADSHEET_ENCRYPTED', { part: name });
  const entry = {
    name,
    method: bytes.readUInt16LE(at + 10),
    crc: bytes.readUInt32LE(at + 16),
    packed: bytes.readUInt32LE(at + 20),
    unpacked: bytes.readUInt32LE(at + 24),
    offset: bytes.readUInt32LE(at + 42),
  };
  return widen(entry, bytes.subarray(nameEnd, extraEnd));
}

/** ZIP64: a field of all ones has its real value in the extra field, in this order. */
function widen(entry: ZipEntry, extra: Buffer): ZipEntry {
  let at = 0;
  while (at + 4 <= extra.length && extra.readUInt16LE(at) !== 1) at += 4 + extra.readUInt16LE(at + 2);
  at += 4;
  for (const field of ['unpacked', 'packed', 'offset'] as const) {
    if (entry[field] !== UNKNOWN32) continue;
    if (at + 8 > extra.length) throw unreadable('directory');
    entry[field] = Number(extra.readBigUInt64LE(at));
    at += 8;
  }
  return entry;
}
