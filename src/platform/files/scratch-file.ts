import { randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { StoredFile } from './file-store.js';

const OWN = { flags: 'wx', mode: 0o600 };
const scratchPath = (): string => join(tmpdir(), `highseas-${randomUUID()}`);

/** Gives what a stream brings as a path on this machine, until the work is done. */
export async function withScratchPath<T>(source: Readable, work: (path: string) => Promise<T>): Promise<T> {
  const path = scratchPath();
  try {
    await pipeline(source, createWriteStream(path, OWN));
    return await work(path);
  } finally {
    await rm(path, { force: true });
  }
}

/**
 * Writes a file to be sent at once and forgotten: first to the disk, so that a slow reader holds neither memory nor the
 * transaction that its rows come from. It has no name any more when this returns, only an open handle.
 */
export async function scratchFile(write: (out: Writable) => Promise<void>): Promise<StoredFile> {
  const path = scratchPath();
  try {
    const out = createWriteStream(path, OWN);
    await write(out);
    const { size } = await stat(path);
    const stream = createReadStream(path);
    await new Promise((opened, failed) => stream.once('ready', opened as () => void).once('error', failed));
    return { stream, bytes: size };
  } finally {
    await rm(path, { force: true });
  }
}
