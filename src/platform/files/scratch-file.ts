import { randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Writable } from 'node:stream';
import type { StoredFile } from './file-store.js';

/**
 * Writes a file to be sent at once and forgotten: first to the disk, so that a slow reader holds neither memory nor the
 * transaction that its rows come from. It has no name any more when this returns, only an open handle.
 */
export async function scratchFile(write: (out: Writable) => Promise<void>): Promise<StoredFile> {
  const path = join(tmpdir(), `highseas-${randomUUID()}`);
  try {
    const out = createWriteStream(path, { flags: 'wx', mode: 0o600 });
    await write(out);
    const { size } = await stat(path);
    const stream = createReadStream(path);
    await new Promise((opened, failed) => stream.once('ready', opened as () => void).once('error', failed));
    return { stream, bytes: size };
  } finally {
    await rm(path, { force: true });
  }
}
