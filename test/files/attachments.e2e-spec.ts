import { Attachments, AttachmentSubjects } from '../../src/platform/files/index.js';
import type { Ctx } from '../../src/platform/context/ctx.js';
import { newId } from '../../src/platform/database/ids.js';
import { acting } from '../support/acting.js';
import type { Enterprise, Person } from '../support/enterprise.js';
import { useWorld } from '../support/world.js';
import { picture } from './pictures.js';

const world = useWorld();
/** Who may read which record of a kind that only this test knows. */
const readers = new Map<string, Set<string>>();
beforeAll(() => {
  world.get(AttachmentSubjects).register({
    object: 'note',
    readable: (ctx, ids) => Promise.resolve(ids.filter((id) => readers.get(id)?.has(ctx.actor.employeeId))),
  });
});

async function upload(person: Person, name = 'a.png'): Promise<string> {
  return ((await person.upload('/files', name, await picture())).body as { id: string }).id;
}
const as = <T>(acme: Enterprise, person: Person, work: (attachments: Attachments, ctx: Ctx) => Promise<T>): Promise<T> =>
  acting(world, acme, person, (ctx) => work(world.get(Attachments), ctx));

describe('a file on a record', () => {
  it('FILE-01: is read by whoever may read the record, and by nobody else from the moment they may not', async () => {
    const acme = await world.enterprise({ salespeople: 2 });
    const [sender, reader] = acme.salespeople as [Person, Person];
    const [note, file] = [newId(), await upload(sender)];
    readers.set(note, new Set([sender.id, reader.id]));
    await as(acme, sender, (attachments, ctx) => attachments.attach(ctx, 'note', note, [file]));
    expect((await reader.get(`/files/${file}`)).body).toMatchObject({ object: 'note', recordId: note });
    expect((await reader.get(`/files/${file}/content`)).status).toBe(200);
    readers.set(note, new Set([sender.id]));
    expect((await reader.get(`/files/${file}`)).status).toBe(404);
    expect((await reader.get(`/files/${file}/content`)).status).toBe(404);
    readers.set(note, new Set());
    expect((await sender.get(`/files/${file}/content`)).status).toBe(404);
    readers.set(note, new Set([sender.id]));
    expect((await sender.delete(`/files/${file}`)).body.code).toBe('FILE_ATTACHED');
  });

  it('FILE-01: keeps its place in the order of the record', async () => {
    const acme = await world.enterprise();
    const [note, other] = [newId(), newId()];
    const [a, b, c] = [await upload(acme.admin, 'a.png'), await upload(acme.admin, 'b.png'), await upload(acme.admin, 'c.png')];
    const names = (found: Map<string, { name: string }[]>, id: string): string[] | undefined =>
      found.get(id)?.map(({ name }) => name);
    await as(acme, acme.admin, async (attachments, ctx) => {
      await attachments.attach(ctx, 'note', note, [b, a]);
      await attachments.attach(ctx, 'note', note, [b, c]);
      const found = await attachments.of(ctx, 'note', [note, other]);
      expect(names(found, note)).toEqual(['b.png', 'a.png', 'c.png']);
      expect(found.has(other)).toBe(false);
      await attachments.replace(ctx, 'note', note, [c, b]);
      expect(names(await attachments.of(ctx, 'note', [note]), note)).toEqual(['c.png', 'b.png']);
      await attachments.attach(ctx, 'note', other, [a]);
      await attachments.move(ctx, 'note', 'note', [{ fromId: note, toId: other }]);
      expect(names(await attachments.of(ctx, 'note', [note, other]), other)).toEqual(['a.png', 'c.png', 'b.png']);
      await attachments.detach(ctx, 'note', [other]);
      expect((await attachments.of(ctx, 'note', [note, other])).size).toBe(0);
    });
  });

  it('FILE-01: is not one that somebody else has uploaded, that hangs elsewhere, that nobody has, or of another enterprise', async () => {
    const acme = await world.enterprise({ salespeople: 1 });
    const stranger = await world.enterprise();
    const [mine, hung] = [await upload(acme.admin), await upload(acme.admin)];
    await as(acme, acme.admin, (attachments, ctx) => attachments.attach(ctx, 'note', newId(), [hung]));
    const ids = [mine, await upload(acme.salespeople[0]!), hung, newId(), await upload(stranger.admin)];
    const refused = as(acme, acme.admin, (attachments, ctx) => attachments.attach(ctx, 'note', newId(), ids));
    await expect(refused).rejects.toMatchObject({
      code: 'FILES_NOT_USABLE',
      issues: [1, 2, 3, 4].map((n) => expect.objectContaining({ pointer: `/fileIds/${n}` })),
    });
  });

  it('FILE-01: hangs on exactly one of ten records that want it at the same time', async () => {
    const acme = await world.enterprise();
    const file = await upload(acme.admin);
    const notes = Array.from({ length: 10 }, () => newId());
    const results = await Promise.allSettled(
      notes.map((note) => as(acme, acme.admin, (attachments, ctx) => attachments.attach(ctx, 'note', note, [file]))),
    );
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const found = await as(acme, acme.admin, (attachments, ctx) => attachments.of(ctx, 'note', notes));
    expect(found.size).toBe(1);
  });
});
