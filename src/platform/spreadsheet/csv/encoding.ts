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
  try {
    for await (const chunk of createReadStream(path, { highWaterMark: 256 * 1024 }) as AsyncIterable<Buffer>) {
      const marked = first ? markOf(chunk) : undefined;
      if (marked !== undefined) return marked;
      first = false;
      decoder.decode(chunk, { stream: true });
    }
    decoder.decode();
    return 'utf8';
  } catch (error) {
    if (error instanceof TypeError) return 'gb18030';
    throw error;
  }
}

function markOf(chunk: Buffer): Encoding | undefined {
  const start = chunk.toString('hex', 0, 3);
  return MARKS.find(([mark]) => start.startsWith(mark))?.[1];
}
