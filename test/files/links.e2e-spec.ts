import { randomBytes } from 'node:crypto';
import sql from 'sql-template-tag';
import request, { type Response } from 'supertest';
import { Attachments, AttachmentSubjects } from '../../src/platform/files/index.js';
import { LinkTokens } from '../../src/platform/files/link/link-tokens.js';
import { Clock } from '../../src/platform/context/clock.js';
import { newId } from '../../src/platform/database/ids.js';
import { acting } from '../support/acting.js';
import type { Person } from '../support/enterprise.js';
import { eventually } from '../support/jobs.js';
import { useWorld } from '../support/world.js';
import { picture } from './pictures.js';

const world = useWorld();
const readers = new Map<string, Set<string>>();
beforeAll(() => {
  world.get(AttachmentSubjects).register({
    object: 'linkedNote',
    readable: (ctx, ids) => Promise.resolve(ids.filter((id) => readers.get(id)?.has(ctx.actor.employeeId))),
  });
});

const upload = async (person: Person): Promise<string> =>
  ((await person.upload('/files', 'a.png', await picture())).body as { id: string }).id;
const tokenOf = ({ body }: Response): string => (body as { url: string }).url.split('/').at(-1)!;
const follow = (token: string): Promise<Response> => world.anonymous().download(`/file-links/${token}`);
const problemOf = ({ status, body }: Response): unknown[] => [status, (body as { code: string }).code];

describe('a signed link', () => {
  it('FILE-01: shows the file to a browser without a session, in parts as well, for minutes', async () => {
    const acme = await world.enterprise();
    const content = await picture();
    const id = await upload(acme.admin);
    const link = await acme.admin.post(`/files/${id}/links`, { minutes: 5 });
    expect(link.status).toBe(201);
    expect(Date.parse(link.body.expiresAt as string) - Date.now()).toBeGreaterThan(4 * 60_000);
    expect(link.body.url).toMatch(/^http:\/\/localhost\/api\/v1\/file-links\/[\w.-]+$/);
    const answer = await follow(tokenOf(link));
    expect([answer.status, answer.headers['content-type'], answer.headers['cross-origin-resource-policy']]).toEqual([
      200,
      'image/png',
      'cross-origin',
    ]);
    expect(answer.body).toEqual(content);
    const part = await request(world.url)
      .get(`/api/v1/file-links/${tokenOf(link)}`)
      .set('Range', 'bytes=0-3');
    expect([part.status, part.headers['content-range']]).toEqual([206, `bytes 0-3/${content.length}`]);
    const clock = world.get(Clock);
    clock.shift(5 * 60_000 + 1000);
    try {
      expect(problemOf(await follow(tokenOf(link)))).toEqual([410, 'FILE_LINK_EXPIRED']);
    } finally {
      clock.shift(0);
    }
  });

  it('FILE-01: shows a thumbnail where one was asked for', async () => {
    const acme = await world.enterprise();
    const id = await upload(acme.admin);
    await eventually(
      () => acme.admin.get(`/files/${id}`),
      ({ body }) => (body as { thumbnails: string }).thumbnails === 'ready',
    );
    const link = await acme.admin.post(`/files/${id}/links`, { size: 'small' });
    expect((await follow(tokenOf(link))).headers['content-type']).toBe('image/webp');
  });

  it('FILE-01: is refused from the moment its maker may no longer read the record, or has left', async () => {
    const acme = await world.enterprise({ salespeople: 2 });
    const [maker, leaver] = acme.salespeople as [Person, Person];
    const [note, file] = [newId(), await upload(acme.admin)];
    readers.set(note, new Set([maker.id, leaver.id]));
    await acting(world, acme, acme.admin, (ctx) => world.get(Attachments).attach(ctx, 'linkedNote', note, [file]));
    const token = tokenOf(await maker.post(`/files/${file}/links`, {}));
    const other = tokenOf(await leaver.post(`/files/${file}/links`, {}));
    expect((await follow(token)).status).toBe(200);
    readers.set(note, new Set([leaver.id]));
    expect(problemOf(await follow(token))).toEqual([404, 'FILE_LINK_INVALID']);
    expect((await follow(other)).status).toBe(200);
    await acme.as((ctx) => ctx.db.run(sql`UPDATE employees SET status = 'suspended' WHERE id = ${leaver.id}`));
    expect(problemOf(await follow(other))).toEqual([404, 'FILE_LINK_INVALID']);
  });

  it('FILE-01: is not made for a file that one may not read, nor forged', async () => {
    const acme = await world.enterprise({ salespeople: 1 });
    const id = await upload(acme.admin);
    expect((await acme.salespeople[0]!.post(`/files/${id}/links`, {})).status).toBe(404);
    const token = tokenOf(await acme.admin.post(`/files/${id}/links`, {}));
    const [claims, signature] = token.split('.') as [string, string];
    const swapped = (text: string, at: number): string =>
      `${text.slice(0, at)}${text[at] === 'A' ? 'B' : 'A'}${text.slice(at + 1)}`;
    const forged = [
      swapped(claims, 20) + `.${signature}`,
      `${claims}.${swapped(signature, 5)}`,
      claims,
      `${claims}.`,
      `.${signature}`,
      'x',
      `${token}x`,
    ];
    for (const each of forged) expect([each, ...problemOf(await follow(each))]).toEqual([each, 404, 'FILE_LINK_INVALID']);
  });

  it('FILE-01: stays good while keys are exchanged, and no longer than its key', () => {
    const [old, fresh] = [randomBytes(32), randomBytes(32)];
    const tokens = (...linkSecrets: Buffer[]): LinkTokens =>
      new LinkTokens({ ...world.config, files: { ...world.config.files, linkSecrets } });
    const claims = { tenantId: newId(), fileId: newId(), employeeId: newId(), until: 4_000_000_000, size: 'medium' as const };
    const token = tokens(old).sign(claims);
    expect(tokens(fresh, old).check(token)).toEqual(claims);
    expect(tokens(fresh).check(token)).toBeUndefined();
    expect(tokens(old).check(tokens(fresh, old).sign(claims))).toBeUndefined();
  });
});
