import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { crc32, createInflateRaw } from 'node:zlib';
import type { ReadLimits } from '../limits.js';
import { SpreadsheetInvalid, tooLarge, unreadable } from '../spreadsheet-invalid.js';
import { type XmlHandler, XmlScanner } from './xml-scanner.js';
import { partKey, readZipDirectory, type ZipEntry } from './zip-directory.js';

const STORED = 0;
const DEFLATED = 8;
const LOCAL = 0x04034b50;
const CHUNK = 128 * 1024;
// Small parts may be as repetitive as they like: they cannot hurt.
const RATIO_FREE_BYTES = 1024 ** 2;

/**
 * A ZIP file from which single parts are streamed. Sizes are held against the limits twice: as declared, before anything
 * is unpacked, and as counted while unpacking, because a header can lie.
 */
export class ZipArchive {
  private unpackedBytes = 0;

  private constructor(
    private readonly path: string,
    private readonly parts: ReadonlyMap<string, ZipEntry>,
    private readonly limits: ReadLimits,
  ) {}

  static async open(path: string, limits: ReadLimits): Promise<ZipArchive> {
    const parts = await readZipDirectory(path);
    let declared = 0;
    for (const part of parts.values()) {
      declared += part.unpacked;
      refuseRatio(part, part.unpacked, limits);
    }
    if (declared > limits.maxUnpackedBytes) throw tooLarge('unpacked', limits.maxUnpackedBytes);
    return new ZipArchive(path, parts, limits);
  }

  has(name: string): boolean {
    return this.parts.has(partKey(name));
  }

  /** Declared size of a part when unpacked, in bytes; 0 where there is none. */
  sizeOf(name: string): number {
    return this.parts.get(partKey(name))?.unpacked ?? 0;
  }

  /** Runs a whole XML part through a handler. */
  async scan(name: string, handler: XmlHandler): Promise<void> {
    const scanner = new XmlScanner(handler);
    for await (const chunk of this.unpack(name)) scanner.push(chunk);
    scanner.end();
  }

  /** Streams a part's bytes; each chunk is the receiver's to keep. */
  async *unpack(name: string): AsyncGenerator<Buffer, void, undefined> {
    const part = this.parts.get(partKey(name));
    if (part === undefined) throw unreadable('missing', { part: name });
    let size = 0;
    let crc = 0;
    for await (const chunk of inflated(this.path, part)) {
      size += chunk.length;
      this.unpackedBytes += chunk.length;
      if (size > part.unpacked) throw unreadable('size', { part: part.name });
      if (this.unpackedBytes > this.limits.maxUnpackedBytes) throw tooLarge('unpacked', this.limits.maxUnpackedBytes);
      refuseRatio(part, size, this.limits);
      crc = crc32(chunk, crc);
      yield chunk;
    }
    if (size !== part.unpacked || crc !== part.crc) throw unreadable('damaged', { part: part.name });
  }
}

function refuseRatio(part: ZipEntry, unpacked: number, limits: ReadLimits): void {
  if (unpacked > RATIO_FREE_BYTES && unpacked > part.packed * limits.maxRatio) throw tooLarge('ratio', limits.maxRatio);
}

async function* inflated(path: string, part: ZipEntry): AsyncGenerator<Buffer, void, undefined> {
  if (part.method !== STORED && part.method !== DEFLATED) throw unreadable('method', { part: part.name });
  const start = await dataStart(path, part);
  if (part.packed === 0) return;
  const file = createReadStream(path, { start, end: start + part.packed - 1, highWaterMark: CHUNK });
  const bytes = part.method === STORED ? file : file.pipe(createInflateRaw({ chunkSize: CHUNK }));
  file.on('error', (error) => bytes.destroy(error));
  try {
    for await (const chunk of bytes) yield chunk as Buffer;
  } catch (error) {
    throw isZlibError(error) ? unreadable('damaged', { part: part.name }, error) : error;
  } finally {
    file.destroy();
    bytes.destroy();
  }
}

async function dataStart(path: string, part: ZipEntry): Promise<number> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(30), 0, 30, part.offset);
    if (bytesRead < 30 || buffer.readUInt32LE(0) !== LOCAL) throw unreadable('damaged', { part: part.name });
    return part.offset + 30 + buffer.readUInt16LE(26) + buffer.readUInt16LE(28);
  } finally {
    await file.close();
  }
}

function isZlibError(error: unknown): boolean {
  return !(error instanceof SpreadsheetInvalid) && String((error as { code?: unknown }).code).startsWith('Z_');
}
