import sharp from 'sharp';
import { deflateSync } from 'node:zlib';
import type { Person } from '../support/enterprise.js';
import { eventually } from '../support/jobs.js';
import { useWorld } from '../support/world.js';
import { picture } from './pictures.js';

const world = useWorld();

/** Uploads a picture and waits until it is known whether there are thumbnails of it. */
async function uploaded(person: Person, name: string, content: Buffer): Promise<{ id: string; thumbnails: string }> {
  const { body } = await person.upload('/files', name, content);
  const settled = await eventually(
    () => person.get(`/files/${(body as { id: string }).id}`),
    (answer) => (answer.body as { thumbnails: string }).thumbnails !== 'pending',
  );
  return settled.body as { id: string; thumbnails: string };
}

/** A PNG that says it has so many pixels, in a few hundred bytes. */
function bomb(width: number, height: number): Buffer {
  const chunk = (type: string, data: Buffer): Buffer => {
    const body = Buffer.concat([Buffer.from(type), data]);
    const frame = Buffer.alloc(8);
    frame.writeUInt32BE(data.length, 0);
    let crc = 0xffffffff;
    for (const byte of body) {
      crc ^= byte;
      for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
    }
    frame.writeUInt32BE((crc ^ 0xffffffff) >>> 0, 4);
    return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([1, 0, 0, 0, 0], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const data = deflateSync(Buffer.alloc(20_000));
  return Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', data), chunk('IEND', Buffer.alloc(0))]);
}

describe('a picture', () => {
  it('FILE-01: has thumbnails of three sizes, upright and without what the camera wrote', async () => {
    const acme = await world.enterprise();
    const photo = await sharp({ create: { width: 2000, height: 1000, channels: 3, background: '#1565c0' } })
      .withMetadata({ orientation: 6 })
      .withExifMerge({ IFD0: { Make: 'HighSeas Camera' } })
      .jpeg()
      .toBuffer();
    expect((await sharp(photo).metadata()).exif).toBeDefined();
    const { id, thumbnails } = await uploaded(acme.admin, '门店.jpg', photo);
    expect(thumbnails).toBe('ready');
    for (const [size, longer] of [
      ['small', 160],
      ['medium', 480],
      ['large', 1280],
    ] as const) {
      const answer = await acme.admin.download(`/files/${id}/thumbnails/${size}`);
      expect([answer.status, answer.headers['content-type']]).toEqual([200, 'image/webp']);
      const { width, height, exif, orientation } = await sharp(answer.body as Buffer).metadata();
      expect({ width, height, exif, orientation }).toEqual({
        width: longer / 2,
        height: longer,
        exif: undefined,
        orientation: undefined,
      });
    }
  });

  it("FILE-01: tells its thumbnails' state as long as there are none", async () => {
    const acme = await world.enterprise();
    const { body } = await acme.admin.upload('/files', 'a.png', await picture());
    await acme.as((ctx) => ctx.db.executeSql(`UPDATE files SET thumbnails = 'pending' WHERE id = $1`, [body.id]));
    const pending = await acme.admin.get(`/files/${body.id}/thumbnails/small`);
    expect([pending.status, pending.body.code, pending.headers['retry-after']]).toEqual([404, 'THUMBNAIL_PENDING', '1']);
    const text = await acme.admin.upload('/files', 'a.txt', Buffer.from('公海'));
    const none = await acme.admin.get(`/files/${text.body.id}/thumbnails/small`);
    expect([none.status, none.body.code]).toEqual([404, 'THUMBNAIL_UNAVAILABLE']);
    expect((await acme.admin.get(`/files/${body.id}/thumbnails/huge`)).status).toBe(400);
  });

  it.each([
    ['claims to have a billion pixels', bomb(40_000, 40_000)],
    [
      'is broken',
      Buffer.concat([
        Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
        Buffer.from('\0\0\0\x0dIHDR'),
        Buffer.alloc(300, 7),
      ]),
    ],
  ])('FILE-01: that %s has no thumbnails and troubles nobody', async (_, content) => {
    const acme = await world.enterprise();
    const { id, thumbnails } = await uploaded(acme.admin, 'a.png', content);
    expect(thumbnails).toBe('failed');
    expect((await acme.admin.get(`/files/${id}/thumbnails/large`)).body.code).toBe('THUMBNAIL_UNAVAILABLE');
    const next = await uploaded(acme.admin, 'b.png', await picture());
    expect(next.thumbnails).toBe('ready');
  });
});
