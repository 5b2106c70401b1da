import { open } from 'node:fs/promises';
import { SpreadsheetInvalid, unreadable } from './spreadsheet-invalid.js';

/** A file on this machine; `fileName` is what its sender called it and decides nothing but the name of a CSV's sheet. */
export interface WorkbookSource {
  path: string;
  fileName: string;
}

export interface SheetInfo {
  name: string;
  hidden: boolean;
}

const HEAD_BYTES = 4100;
const ZIP = Buffer.from([0x50, 0x4b, 0x03, 0x04]);
const COMPOUND = Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);
const UTF16 = [Buffer.from([0xff, 0xfe]), Buffer.from([0xfe, 0xff])];
// Formats that are text themselves; "xls" files of older web systems are HTML tables.
const TEXT_FORMATS: readonly (readonly [RegExp, string])[] = [
  [/^\uFEFF?\s*<(!doctype html|html|head|meta|table)/i, 'html'],
  [/^\uFEFF?\s*<(\?xml|[a-z]+:?workbook)/i, 'xml'],
  [/^%PDF-/, 'pdf'],
  [/^\{\\rtf/, 'rtf'],
];

/** Tells by content what a file is; throws for whatever is neither a workbook nor text. */
export async function kindOf(source: WorkbookSource): Promise<'xlsx' | 'csv'> {
  const head = await readAt(source.path, 0, HEAD_BYTES);
  if (head.length === 0) throw new SpreadsheetInvalid('SPREADSHEET_EMPTY');
  if (head.subarray(0, 4).equals(ZIP)) return refuseOpenDocument(head);
  if (head.subarray(0, 8).equals(COMPOUND)) throw await compoundFault(source.path, head);
  if (UTF16.some((mark) => head.subarray(0, 2).equals(mark))) return 'csv';
  if (head.some(isControl)) throw await binaryFault(head);
  const text = head.toString('latin1').replace(/^\u00EF\u00BB\u00BF/, '');
  const format = TEXT_FORMATS.find(([pattern]) => pattern.test(text));
  if (format !== undefined) throw unsupported(format[1]);
  return 'csv';
}

function refuseOpenDocument(head: Buffer): 'xlsx' {
  // OpenDocument puts its media type first and uncompressed, so that it can be told from here.
  const type = /^mimetypeapplication\/vnd\.oasis\.opendocument\.([a-z]+)/.exec(head.toString('latin1', 30, 120))?.[1];
  if (type !== undefined) throw unsupported(type === 'spreadsheet' ? 'ods' : 'opendocument');
  return 'xlsx';
}

/** OLE compound files: what Excel encrypts, and the formats before 2007. */
async function compoundFault(path: string, head: Buffer): Promise<SpreadsheetInvalid> {
  const sectorBytes = 2 ** Math.min(head.readUInt16LE(30), 16);
  const directory = await readAt(path, (head.readUInt32LE(48) + 1) * sectorBytes, HEAD_BYTES);
  const names = directory.toString('utf16le');
  return names.includes('EncryptedPackage') || names.includes('EncryptionInfo')
    ? new SpreadsheetInvalid('SPREADSHEET_ENCRYPTED')
    : unsupported('xls');
}

async function binaryFault(head: Buffer): Promise<SpreadsheetInvalid> {
  const { fileTypeFromBuffer } = await import('file-type');
  const type = await fileTypeFromBuffer(head);
  return type === undefined ? unreadable('binary') : unsupported(type.ext);
}

function unsupported(type: string): SpreadsheetInvalid {
  return new SpreadsheetInvalid('SPREADSHEET_UNSUPPORTED', { type });
}

function isControl(byte: number): boolean {
  return byte < 0x09 || (byte > 0x0d && byte < 0x20 && byte !== 0x1a && byte !== 0x1b);
}

async function readAt(path: string, at: number, length: number): Promise<Buffer> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, at);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}
