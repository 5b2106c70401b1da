import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, open, opendir, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { newId } from '../database/ids.js';
import { assertFileKey, isFileKey, type FileArea } from './file-key.js';
import { FileStore, type ByteRange, type FoundFile, type StoredFile } from './file-store.js';
import { fileGone } from './files.errors.js';

const UNFINISHED = '.part';
const PAGE = 1000;

/** Files in one directory; several nodes need it to be a shared one. */
export class DiskFileStore extends FileStore {
  constructor(private readonly root: string) {
    super();
  }

  async write(key: string, source: Readable): Promise<{ bytes: number }> {
    const path = this.pathOf(key);
    const unfinished = `${path}.${newId()}${UNFINISHED}`;
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    // flush: the bytes are on the disk before the file gets its name.
    const target = createWriteStream(unfinished, { flags: 'wx', mode: 0o600, flush: true });
    try {
      await pipeline(source, target);
      await rename(unfinished, path);
      await flushDirectory(dirname(path));
    } catch (error) {
      await rm(unfinished, { force: true });
      throw error;
    }
    return { bytes: target.bytesWritten };
  }

  async read(key: string, range?: ByteRange): Promise<StoredFile> {
    const file = await open(this.pathOf(key)).catch(orGone);
    if (range) {
      const { first, last } = range;
      return { stream: createReadStream('', { fd: file, start: first, end: last }), bytes: last - first + 1 };
    }
    const { size } = await file.stat();
    return { stream: createReadStream('', { fd: file }), bytes: size };
  }

  async withLocal<T>(key: string, work: (path: string) => Promise<T>): Promise<T> {
    const path = this.pathOf(key);
    await stat(path).catch(orGone);
    return work(path);
  }

  async remove(key: string): Promise<void> {
    await rm(this.pathOf(key), { force: true });
  }

  async removeUnfinished(tenantId: string, before: Date): Promise<number> {
    const names = await readdir(join(this.root, tenantId), { recursive: true }).catch(() => []);
    const paths = names.filter((name) => name.endsWith(UNFINISHED)).map((name) => join(this.root, tenantId, name));
    const abandoned = await Promise.all(paths.map((path) => isOlder(path, before)));
    await Promise.all(paths.filter((_, at) => abandoned[at]).map((path) => rm(path, { force: true })));
    return abandoned.filter(Boolean).length;
  }

  async *list(tenantId: string, area: FileArea): AsyncIterable<FoundFile[]> {
    const directory = await opendir(join(this.root, tenantId, area)).catch(() => undefined);
    let keys: string[] = [];
    for await (const { name } of directory ?? []) {
      const key = `${tenantId}/${area}/${name}`;
      // Neither unfinished files nor what a file system keeps for itself.
      if (isFileKey(key)) keys.push(key);
      if (keys.length < PAGE) continue;
      yield await this.found(keys);
      keys = [];
    }
    if (keys.length > 0) yield await this.found(keys);
  }

  private async found(keys: string[]): Promise<FoundFile[]> {
    const facts = await Promise.all(keys.map((key) => stat(this.pathOf(key)).catch(() => undefined)));
    return keys.flatMap((key, n) => (facts[n] ? [{ key, at: facts[n].mtime }] : []));
  }

  private pathOf(key: string): string {
    assertFileKey(key);
    return join(this.root, key);
  }
}

async function isOlder(path: string, before: Date): Promise<boolean> {
  const found = await stat(path).catch(() => undefined);
  return found !== undefined && found.mtime < before;
}

/** Without it a crash of the machine could forget the new name. */
async function flushDirectory(path: string): Promise<void> {
  const directory = await open(path);
  try {
    await directory.sync();
  } finally {
    await directory.close();
  }
}

function orGone(error: NodeJS.ErrnoException): never {
  throw error.code === 'ENOENT' ? fileGone() : error;
}
