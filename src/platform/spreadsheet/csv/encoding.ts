import { createReadStream } from 'node:fs';

/** Names as iconv-lite knows them. */
export type Encoding = 'utf8' | 'utf-16le' | 'utf-16be' | 'gb18030';

const MARKS: readonly (readonly [string, Encoding])[] = [
  ['efbbbf', 'utf8'],
  ['fffe', 'utf-16le'],
  ['feff', 'utf-16be'],
];

/**
 * The encoding of a text file: what its mark says, else UTF-8 if every byte of it fits, else GB18030, in which Excel and
 * WPS in China save CSV. The whole file is looked at, because the first Chinese name may stand far below.
 */
export async function encodingOf(path: string): Promise<Encoding> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let first = true;
  for await (const chunk of createReadStream(path, { highWaterMark: 256 * 1024 }) as AsyncIterable<Buffer>) {
    const marked = first ? markOf(chunk) : undefined;
    if (marked !== undefined) return marked;
    first = false;
    if (!fits(decoder, chunk)) return 'gb18030';
  }
  return fits(decoder) ? 'utf8' : 'gb18030';
}

/** Without a chunk: whether the text ended where a character does. */
function fits(decoder: InstanceType<typeof TextDecoder>, chunk?: Buffer): boolean {
  try {
    decoder.decode(chunk, { stream: chunk !== undefined });
    return true;
  } catch {
    return false;
  }
}

function markOf(chunk: Buffer): Encoding | undefined {
  const start = chunk.toString('hex', 0, 3);
  return MARKS.find(([mark]) => start.startsWith(mark))?.[1];
}
