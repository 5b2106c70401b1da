import { createHash } from 'node:crypto';
import { useWorld } from '../support/world.js';
import { picture } from './pictures.js';

const world = useWorld();

describe('an upload', () => {
  it('FILE-01: is told by its content, and its facts and bytes are read back', async () => {
    const acme = await world.enterprise();
    const png = await picture();
    const answer = await acme.admin.upload('/files', '门店 照片.png', png);
    expect(answer.status).toBe(201);
    expect(answer.headers.location).toBe(`/api/v1/files/${answer.body.id}`);
    expect(answer.body).toMatchObject({
      name: '门店 照片.png',
      size: png.length,
      kind: 'picture',
      mediaType: 'image/png',
      sha256: createHash('sha256').update(png).digest('hex'),
      createdBy: acme.admin.id,
      createdByName: acme.admin.name,
      object: null,
      recordId: null,
    });
    const facts = await acme.admin.get(`/files/${answer.body.id}`);
    expect(facts.body).toMatchObject({ id: answer.body.id, name: '门店 照片.png', sha256: answer.body.sha256 });
    const content = await acme.admin.download(`/files/${answer.body.id}/content`);
    expect(content.status).toBe(200);
    expect(content.body).toEqual(png);
    expect(content.headers).toMatchObject({
      'content-type': 'image/png',
      'content-length': String(png.length),
      etag: `"${answer.body.sha256}"`,
      'x-content-type-options': 'nosniff',
      'content-security-policy': expect.stringContaining('sandbox'),
      'content-disposition': `inline; filename="__ __.png"; filename*=UTF-8''${encodeURIComponent('门店 照片.png')}`,
    });
  });

  it.each([
    ['合同.pdf', Buffer.from('%PDF-1.7\n1 0 obj'), 'document', 'application/pdf'],
    ['客户.csv', Buffer.from('姓名,电话\n李静,13800138000\n'), 'document', 'text/csv'],
    ['gbk.txt', Buffer.from([0xd0, 0xd5, 0xc3, 0xfb, 0x0a]), 'document', 'text/plain'],
    ['录音.amr', Buffer.from('#!AMR\n0123456789'), 'voice', 'audio/amr'],
    ['录音.m4a', Buffer.from(`\0\0\0\x20ftypmp42\0\0\0\0${'x'.repeat(40)}`), 'voice', 'audio/mp4'],
    [
      '报价.xlsx',
      Buffer.from([0x50, 0x4b, 3, 4, 20, 0, 0, 0, 8, 0, ...Array<number>(100).fill(65)]),
      'document',
      'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    ],
  ])('FILE-01: of %s is what its content says', async (name, content, kind, mediaType) => {
    const acme = await world.enterprise();
    const { status, body } = await acme.admin.upload('/files', name, content);
    expect([status, body.kind, body.mediaType]).toEqual([201, kind, mediaType]);
  });

  it("FILE-01: is its uploader's alone, and not there for colleagues and other enterprises", async () => {
    const acme = await world.enterprise({ salespeople: 1 });
    const other = await world.enterprise();
    const { body } = await acme.salespeople[0]!.upload('/files', 'a.png', await picture());
    for (const stranger of [acme.admin, other.admin]) {
      for (const path of [`/files/${body.id}`, `/files/${body.id}/content`]) {
        const answer = await stranger.get(path);
        expect([answer.status, answer.body.code]).toEqual([404, 'FILE_NOT_FOUND']);
      }
      expect((await stranger.delete(`/files/${body.id}`)).status).toBe(404);
    }
    expect((await acme.salespeople[0]!.delete(`/files/${body.id}`)).status).toBe(204);
    expect((await acme.salespeople[0]!.get(`/files/${body.id}`)).status).toBe(404);
  });
});
