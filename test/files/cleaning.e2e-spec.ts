import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import sql from 'sql-template-tag';
import { Attachments, AttachmentSubjects, fileKey, FileStore } from '../../src/platform/files/index.js';
import { newId } from '../../src/platform/database/ids.js';
import { integrityChecks } from '../../src/platform/integrity/integrity-checks.js';
import { acting } from '../support/acting.js';
import type { Enterprise } from '../support/enterprise.js';
import { eventually, jobEnd } from '../support/jobs.js';
import { useWorld } from '../support/world.js';
import { picture } from './pictures.js';

const directory = join(tmpdir(), `highseas-files-${randomUUID()}`);
const world = useWorld((config) => ({ ...config, files: { ...config.files, directory } }));
beforeAll(() => world.get(AttachmentSubjects).register({ object: 'cleanNote', readable: (_, ids) => Promise.resolve(ids) }));

const stored = async (acme: Enterprise): Promise<string[]> =>
  existsSync(join(directory, acme.id))
    ? (await readdir(join(directory, acme.id), { recursive: true, withFileTypes: true }))
        .filter((entry) => entry.isFile())
        .map(({ name }) => name)
    : [];

async function upload({ admin }: Enterprise): Promise<string> {
  const { body } = await admin.upload('/files', 'a.png', await picture());
  const { id } = body as { id: string };
  await eventually(
    () => admin.get(`/files/${id}`),
    (answer) => (answer.body as { thumbnails: string }).thumbnails === 'ready',
  );
  return id;
}

async function clean({ admin }: Enterprise): Promise<Record<string, unknown> | null> {
  const { body } = await admin.post('/schedules/files.clean/runs');
  return (await jobEnd(admin, (body as { id: string }).id)).result;
}

describe('cleaning', () => {
  it('FILE-01: purges an upload that hangs on nothing for a day, its thumbnails and its share of the quota', async () => {
    const acme = await world.enterprise();
    const [young, old, hung] = [await upload(acme), await upload(acme), await upload(acme)];
    await acting(world, acme, acme.admin, (ctx) => world.get(Attachments).attach(ctx, 'cleanNote', newId(), [hung]));
    await acme.as((ctx) => ctx.db.run(sql`UPDATE files SET unattached_since = now() - interval '25 hours' WHERE id = ${old}`));
    expect(await clean(acme)).toEqual({ unattached: 1, unknown: 0 });
    expect((await acme.admin.get(`/files/${old}`)).status).toBe(404);
    expect((await stored(acme)).filter((name) => name.includes(old))).toEqual([]);
    for (const id of [young, hung]) expect((await stored(acme)).filter((name) => name.includes(id))).toHaveLength(4);
    const { bytes } = await acme.as((ctx) => ctx.db.one<{ bytes: number }>(sql`SELECT bytes FROM file_usage`));
    expect(bytes).toBe(2 * (await picture()).length);
  });

  it('FILE-01: removes stored files that have no row a day later, as a crash between store and row leaves them', async () => {
    const acme = await world.enterprise();
    const kept = await upload(acme);
    const store = world.get(FileStore);
    const orphans = (['files', 'uploads', 'exports', 'thumbnails'] as const).map((area) => fileKey(acme.id, area, newId()));
    const fresh = fileKey(acme.id, 'files', newId());
    for (const key of [...orphans, fresh]) await store.write(key, Readable.from([Buffer.from('x')]));
    const yesterday = new Date(Date.now() - 25 * 3_600_000);
    for (const key of orphans) await utimes(join(directory, key), yesterday, yesterday);
    for (const name of [`files/${kept}`, `thumbnails/${kept}-small.webp`])
      await utimes(join(directory, acme.id, name), yesterday, yesterday);
    expect(await clean(acme)).toEqual({ unattached: 0, unknown: 4 });
    expect((await acme.admin.download(`/files/${kept}/content`)).status).toBe(200);
    expect((await acme.admin.download(`/files/${kept}/thumbnails/small`)).status).toBe(200);
    expect(orphans.some((key) => existsSync(join(directory, key)))).toBe(false);
    expect(existsSync(join(directory, fresh))).toBe(true);
  });

  it('FILE-01: takes a file that its uploader removes out of the store', async () => {
    const acme = await world.enterprise();
    const id = await upload(acme);
    expect((await acme.admin.delete(`/files/${id}`)).status).toBe(204);
    await eventually(
      () => stored(acme),
      (names) => names.length === 0,
    );
  });

  it('FILE-01: finds by its integrity checks what is kept twice and does not agree', async () => {
    const acme = await world.enterprise();
    const id = await upload(acme);
    const wrong = (): Promise<string[]> =>
      acme.as(async (ctx) => {
        const checks = integrityChecks.all().filter(({ name }) => name.startsWith('files.'));
        const found = await Promise.all(checks.map(async ({ name, run }) => ((await run(ctx.db)).length > 0 ? [name] : [])));
        return found.flat();
      });
    expect(await wrong()).toEqual([]);
    await acme.as((ctx) => ctx.db.run(sql`UPDATE file_usage SET bytes = bytes + 1`));
    await acme.as((ctx) => ctx.db.run(sql`UPDATE files SET unattached_since = NULL WHERE id = ${id}`));
    expect(await wrong()).toEqual(['files.usage', 'files.unattached']);
  });
});
