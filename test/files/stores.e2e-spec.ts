import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { DiskFileStore } from '../../src/platform/files/disk-file-store.js';
import { fileKey, type FileStore } from '../../src/platform/files/index.js';
import type { FoundFile } from '../../src/platform/files/file-store.js';
import { S3FileStore } from '../../src/platform/files/s3-file-store.js';
import { newId } from '../../src/platform/database/ids.js';
import { startS3 } from '../support/s3.js';
import { useWorld } from '../support/world.js';
import { picture } from './pictures.js';

const MIB = 1_048_576;

interface Stand {
  store: FileStore;
  /** What lies there unfinished. */
  unfinished(): Promise<string[]>;
  stop(): Promise<void>;
}

async function disk(): Promise<Stand> {
  const root = await mkdtemp(join(tmpdir(), 'highseas-disk-'));
  const unfinished = async (): Promise<string[]> =>
    (await readdir(root, { recursive: true })).filter((name) => name.endsWith('.part'));
  return { store: new DiskFileStore(root), unfinished, stop: () => rm(root, { recursive: true }) };
}

async function s3(): Promise<Stand> {
  const { config, unfinished, stop } = await startS3();
  return { store: new S3FileStore(config), unfinished, stop };
}

describe.each([
  ['on disk', disk],
  ['in a bucket', s3],
])('a file store %s', (_, make) => {
  let stand: Stand;
  let store: FileStore;
  const tenant = newId();
  const key = (): string => fileKey(tenant, 'files', newId());
  beforeAll(async () => {
    stand = await make();
    ({ store } = stand);
  });
  afterAll(() => stand.stop());

  const bytesOf = async (at: string, range?: { first: number; last: number }): Promise<Buffer> =>
    buffer((await store.read(at, range)).stream);
  async function listed(): Promise<string[]> {
    const found: FoundFile[] = [];
    for await (const page of store.list(tenant, 'files')) found.push(...page);
    return found.map((file) => file.key);
  }

  it('FILE-01: gives back what it was given, whole and in part', async () => {
    const at = key();
    expect(await store.write(at, Readable.from([Buffer.from('01234'), Buffer.from('56789')]))).toEqual({ bytes: 10 });
    expect(String(await bytesOf(at))).toBe('0123456789');
    expect(String(await bytesOf(at, { first: 2, last: 4 }))).toBe('234');
    const { stream, bytes } = await store.read(at, { first: 2, last: 4 });
    stream.destroy();
    expect(bytes).toBe(3);
    expect(await store.withLocal(at, async (path) => String(await readFile(path)))).toBe('0123456789');
    await store.write(at, Readable.from([Buffer.from('new')]));
    expect(String(await bytesOf(at))).toBe('new');
  });

  it('FILE-01: takes a large file without holding it', async () => {
    const at = key();
    const piece = randomBytes(MIB);
    expect(
      await store.write(
        at,
        Readable.from(
          (function* () {
            for (let n = 0; n < 25; n++) yield piece;
          })(),
        ),
      ),
    ).toEqual({ bytes: 25 * MIB });
    expect((await bytesOf(at, { first: 24 * MIB, last: 25 * MIB - 1 })).equals(piece)).toBe(true);
    expect(await stand.unfinished()).toEqual([]);
  });

  it.each([1, 20])('FILE-01: keeps nothing of a file that breaks off after %i MiB', async (size) => {
    const at = key();
    async function* broken(): AsyncGenerator<Buffer> {
      for (let n = 0; n < size; n++) yield Buffer.alloc(MIB, n);
      throw new Error('The sender has left');
    }
    await expect(store.write(at, Readable.from(broken()))).rejects.toThrow('The sender has left');
    await expect(store.read(at)).rejects.toMatchObject({ code: 'FILE_GONE' });
    expect(await stand.unfinished()).toEqual([]);
  });

  it('FILE-01: lists what is complete, and forgets what is removed', async () => {
    const [kept, gone] = [key(), key()];
    for (const at of [kept, gone]) await store.write(at, Readable.from([Buffer.from('x')]));
    expect(await listed()).toEqual(expect.arrayContaining([kept, gone]));
    await store.remove(gone);
    await store.remove(gone);
    expect(await listed()).not.toContain(gone);
    await expect(store.read(gone)).rejects.toMatchObject({ code: 'FILE_GONE' });
    await expect(store.withLocal(gone, () => Promise.resolve())).rejects.toMatchObject({ code: 'FILE_GONE' });
  });

  it('FILE-01: removes what a dead writer has left unfinished, and not what is being written', async () => {
    const source = new Readable({ read: () => undefined });
    for (let n = 0; n < 20; n++) source.push(Buffer.alloc(MIB));
    const written = store.write(key(), source).catch(() => undefined);
    while ((await stand.unfinished()).length === 0) await new Promise((resolve) => setTimeout(resolve, 20));
    expect(await store.removeUnfinished(tenant, new Date(Date.now() - 60_000))).toBe(0);
    expect(await store.removeUnfinished(newId(), new Date(Date.now() + 60_000))).toBe(0);
    expect(await store.removeUnfinished(tenant, new Date(Date.now() + 60_000))).toBe(1);
    expect(await stand.unfinished()).toEqual([]);
    source.destroy(new Error('The writer is dead'));
    await written;
  });

  it('FILE-01: takes no key that the program has not made', async () => {
    for (const wrong of ['../etc/passwd', `${tenant}/files/../../x`, '', 'x']) {
      await expect(store.read(wrong)).rejects.toThrow('Not a file key');
      await expect(store.write(wrong, Readable.from([]))).rejects.toThrow('Not a file key');
    }
  });
});

describe('an installation with a bucket', () => {
  let stop: () => Promise<void>;
  const s3Config = startS3().then((server) => {
    ({ stop } = server);
    return server.config;
  });
  const directory = join(tmpdir(), `highseas-unused-${newId()}`);
  const world = useWorld(async (config) => ({ ...config, files: { ...config.files, directory, s3: await s3Config } }));
  afterAll(() => stop());

  it('FILE-01: keeps uploads there, makes thumbnails of them and cuts what is too large', async () => {
    const { admin } = await world.enterprise();
    const content = await picture('jpeg', 400, 300);
    const { body } = await admin.upload('/files', 'a.jpg', content);
    expect((await admin.download(`/files/${body.id}/content`)).body).toEqual(content);
    const part = await admin.with({ Range: 'bytes=1-2' }).download(`/files/${body.id}/content`);
    expect([part.status, part.body]).toEqual([206, content.subarray(1, 3)]);
    for (let state = 'pending'; state === 'pending';)
      state = ((await admin.get(`/files/${body.id}`)).body as { thumbnails: string }).thumbnails;
    expect((await admin.download(`/files/${body.id}/thumbnails/small`)).status).toBe(200);
    const large = await admin.upload('/files', 'a.png', Buffer.concat([await picture(), Buffer.alloc(2 * MIB)]));
    expect([large.status, large.body.code]).toEqual([413, 'FILE_TOO_LARGE']);
    expect(existsSync(directory)).toBe(false);
  });
});
