import { crc32, deflateRawSync } from 'node:zlib';

/** One part of an archive; the last three fields let a test tell lies about it. */
export interface Part {
  name: string;
  data: string | Buffer;
  stored?: boolean;
  declaredSize?: number;
  declaredCrc?: number;
  flags?: number;
}

/** Builds a ZIP file by hand, so that a test can put into it what no library would write. */
export function zip(parts: Part[]): Buffer {
  const bodies: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const part of parts) {
    const record = fields(part);
    const local = Buffer.concat([u32(0x04034b50), record.common, u16(0), record.name, record.data]);
    const tail = Buffer.concat([u16(0), u16(0), u16(0), u16(0), u32(0), u32(offset)]);
    directory.push(u32(0x02014b50), u16(20), record.common, tail, record.name);
    bodies.push(local);
    offset += local.length;
  }
  const central = Buffer.concat(directory);
  const count = u16(parts.length);
  const end = Buffer.concat([u32(0x06054b50), u16(0), u16(0), count, count, u32(central.length), u32(offset), u16(0)]);
  return Buffer.concat([...bodies, central, end]);
}

function fields(part: Part) {
  const plain = Buffer.from(part.data);
  const data = part.stored ? plain : deflateRawSync(plain);
  const name = Buffer.from(part.name);
  const common = Buffer.concat([
    u16(20),
    u16(part.flags ?? 0x800),
    u16(part.stored ? 0 : 8),
    u32(0),
    u32(part.declaredCrc ?? crc32(plain)),
    u32(data.length),
    u32(part.declaredSize ?? plain.length),
    u16(name.length),
  ]);
  return { data, name, common };
}

function u16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value);
  return bytes;
}

function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
