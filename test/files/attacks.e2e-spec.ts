import { connect } from 'node:net';
import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import sql from 'sql-template-tag';
import request, { type Response } from 'supertest';
import type { Person } from '../support/enterprise.js';
import { eventually } from '../support/jobs.js';
import { useWorld } from '../support/world.js';
import { picture } from './pictures.js';

const MIB = 1_048_576;
const directory = join(tmpdir(), `highseas-files-${randomUUID()}`);
const world = useWorld((config) => ({
  ...config,
  files: { ...config.files, directory, maxUploadBytes: 4 * MIB, maxVoiceBytes: 2 * MIB, quotaBytes: 3 * MIB },
}));

const code = ({ status, body }: Response): unknown[] => [status, (body as { code?: string }).code];
const storedBy = async (tenantId: string): Promise<string[]> => {
  const folder = join(directory, tenantId, 'files');
  return existsSync(folder) ? readdir(folder) : [];
};
const PNG = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const SCRIPT = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(document.domain)</script></svg>';

describe('an upload that pretends', () => {
  it.each([
    ['a script as a picture', 'photo.png', Buffer.from(SCRIPT), [422, 'FILE_TYPE_MISMATCH']],
    ['a page as a picture', 'photo.jpg', Buffer.from('<!doctype html><script>1</script>'), [422, 'FILE_TYPE_MISMATCH']],
    ['a program as a document', 'offer.pdf', Buffer.from('MZ\x90\0\x03'), [422, 'FILE_TYPE_MISMATCH']],
    ['a program as text', 'readme.txt', Buffer.from([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0]), [422, 'FILE_TYPE_MISMATCH']],
    ['a picture as voice', 'voice.mp3', Buffer.from(PNG), [422, 'FILE_TYPE_MISMATCH']],
    ['a program', 'setup.exe', Buffer.from('MZ\x90\0\x03'), [415, 'FILE_TYPE_NOT_ALLOWED']],
    ['a program without an extension', 'setup', Buffer.from('MZ\x90\0\x03'), [415, 'FILE_TYPE_NOT_ALLOWED']],
    ['a picture with a second extension', 'a.png.php', Buffer.from(PNG), [415, 'FILE_TYPE_NOT_ALLOWED']],
    ['nothing', 'empty.txt', Buffer.alloc(0), [422, 'FILE_EMPTY']],
  ])('FILE-01: to be what it is not is refused, and nothing of it stays: %s', async (_, name, content, refusal) => {
    const acme = await world.enterprise();
    expect(code(await acme.admin.upload('/files', name, content))).toEqual(refusal);
    await eventually(
      () => storedBy(acme.id),
      (names) => names.length === 0,
    );
  });

  it.each(['bild.svg', 'seite.html', 'seite.HTM', 'daten.xml'])(
    'FILE-01: with a script in it is only ever a download: %s',
    async (name) => {
      const acme = await world.enterprise();
      const { body } = await acme.admin.upload('/files', name, Buffer.from(SCRIPT));
      const { headers } = await acme.admin.download(`/files/${body.id}/content?disposition=inline`);
      expect(headers).toMatchObject({
        'content-type': 'application/octet-stream',
        'content-disposition': expect.stringMatching(/^attachment;/),
        'content-security-policy': expect.stringMatching(/default-src 'none'.*sandbox/),
        'x-content-type-options': 'nosniff',
      });
    },
  );

  it.each([
    ['../../../etc/passwd.txt', 'passwd.txt'],
    ['..\\..\\windows\\系统.txt', '系统.txt'],
    ['/etc/cron.d/x.txt', 'x.txt'],
    ['a\u202egnp.txt', 'agnp.txt'],
    ['..txt', '..txt'],
    [`${'长'.repeat(300)}.txt`, `${'长'.repeat(196)}.txt`],
  ])('FILE-01: to lie elsewhere by its name %j is only a name', async (name, kept) => {
    const acme = await world.enterprise();
    const { status, body } = await acme.admin.upload('/files', name, Buffer.from('公海'));
    expect([status, body.name]).toEqual([201, kept]);
    expect(await storedBy(acme.id)).toEqual([body.id]);
    const { headers } = await acme.admin.download(`/files/${body.id}/content`);
    expect(headers['content-disposition']).toContain(`filename*=UTF-8''${encodeURIComponent(kept)}`);
  });
});

describe('a part of a file', () => {
  const content = Buffer.from('0123456789');
  async function file(): Promise<{ person: Person; id: string; etag: string }> {
    const { admin } = await world.enterprise();
    const { body } = await admin.upload('/files', 'a.txt', content);
    return { person: admin, id: (body as { id: string }).id, etag: `"${(body as { sha256: string }).sha256}"` };
  }

  it('FILE-01: is sent where it lies within the file, and the whole where ranges are many or make no sense', async () => {
    const { person, id, etag } = await file();
    const ask = (headers: Record<string, string>): Promise<Response> => person.with(headers).download(`/files/${id}/content`);
    const parts = [
      ['bytes=0-3', '0123', 'bytes 0-3/10'],
      ['bytes=8-', '89', 'bytes 8-9/10'],
      ['bytes=-2', '89', 'bytes 8-9/10'],
      ['bytes=-500', '0123456789', 'bytes 0-9/10'],
      ['bytes=5-999999999999999', '56789', 'bytes 5-9/10'],
    ] as const;
    for (const [range, bytes, described] of parts) {
      const answer = await ask({ Range: range });
      expect([range, answer.status, String(answer.body), answer.headers['content-range']]).toEqual([
        range,
        206,
        bytes,
        described,
      ]);
      expect(answer.headers['content-length']).toBe(String(bytes.length));
    }
    const many = `bytes=${Array.from({ length: 500 }, (_, n) => `${n % 10}-`).join(',')}`;
    for (const range of [
      many,
      'bytes=0-0,0-',
      'bytes=5-2',
      'bytes=-',
      'bytes=a-b',
      'lines=1-2',
      'bytes=1e3-',
      `bytes=${'9'.repeat(30)}-`,
      'bytes=--1',
    ]) {
      const answer = await ask({ Range: range });
      expect([range, answer.status, String(answer.body)]).toEqual([range, 200, '0123456789']);
    }
    for (const range of ['bytes=10-', 'bytes=999999999999999-', 'bytes=-0']) {
      const answer = await ask({ Range: range });
      expect([range, ...code(answer), answer.headers['content-range']]).toEqual([
        range,
        416,
        'RANGE_NOT_SATISFIABLE',
        'bytes */10',
      ]);
    }
    expect((await ask({ 'If-None-Match': `"x", W/${etag}` })).status).toBe(304);
    expect((await ask({ Range: 'bytes=0-0', 'If-Range': etag })).status).toBe(206);
    expect((await ask({ Range: 'bytes=0-0', 'If-Range': '"other"' })).status).toBe(200);
    const head = await request(world.url).head(`/api/v1/files/${id}/content`).set('Authorization', `Bearer ${person.token}`);
    expect([head.status, head.headers['content-length'], head.text]).toEqual([200, '10', undefined]);
  });
});

describe('an upload beyond a limit', () => {
  it('FILE-01: of its kind is cut while it arrives, and leaves nothing', async () => {
    const acme = await world.enterprise();
    const large = await acme.admin.upload('/files', 'a.png', Buffer.concat([await picture(), Buffer.alloc(2 * MIB)]));
    expect(code(large)).toEqual([413, 'FILE_TOO_LARGE']);
    expect((await acme.admin.upload('/files', 'a.amr', Buffer.concat([Buffer.from('#!AMR\n'), Buffer.alloc(MIB)]))).status).toBe(
      201,
    );
    const document = Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(4 * MIB)]);
    expect(code(await acme.admin.upload('/files', 'a.pdf', document))[0]).toBe(413);
    await eventually(
      () => storedBy(acme.id),
      (names) => names.length === 1,
    );
  });

  it('FILE-01: of the enterprise is refused, also when ten arrive at the same time', async () => {
    const acme = await world.enterprise();
    const voice = Buffer.concat([Buffer.from('#!AMR\n'), Buffer.alloc(MIB - 6)]);
    const answers = await Promise.all(Array.from({ length: 10 }, () => acme.admin.upload('/files', 'a.amr', voice)));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(3);
    expect(new Set(answers.filter(({ status }) => status !== 201).map((answer) => code(answer).join(' ')))).toEqual(
      new Set(['422 FILE_QUOTA_EXCEEDED']),
    );
    await eventually(
      () => storedBy(acme.id),
      (names) => names.length === 3,
    );
    const { bytes } = await acme.as((ctx) => ctx.db.one<{ bytes: number }>(sql`SELECT bytes FROM file_usage`));
    expect(bytes).toBe(3 * MIB);
  });

  it('FILE-01: that never ends is answered long before, and its connection does not stay', async () => {
    const acme = await world.enterprise();
    const { port } = new URL(world.url);
    const socket = connect(Number(port), '127.0.0.1');
    let answer = '';
    socket.on('data', (chunk: Buffer) => (answer += chunk.toString('latin1')));
    const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
    socket.on('error', () => undefined);
    const form = '--x\r\nContent-Disposition: form-data; name="file"; filename="a.png"\r\nContent-Type: image/png\r\n\r\n';
    socket.write(
      `POST /api/v1/files HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${acme.admin.token}\r\nContent-Type: multipart/form-data; boundary=x\r\nContent-Length: 99999999999\r\n\r\n${form}`,
    );
    socket.write(Buffer.from(await picture()));
    while (!socket.destroyed) {
      if (!socket.write(Buffer.alloc(MIB))) await Promise.race([new Promise((resolve) => socket.once('drain', resolve)), closed]);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    await closed;
    expect(answer).toMatch(/^HTTP\/1\.1 413 /);
    expect(answer).toContain('FILE_TOO_LARGE');
    expect(await storedBy(acme.id)).toEqual([]);
  });

  it('FILE-01: or whose sender leaves half-way leaves nothing', async () => {
    const acme = await world.enterprise();
    const { port } = new URL(world.url);
    const socket = connect(Number(port), '127.0.0.1');
    const form = '--x\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\n';
    socket.write(
      `POST /api/v1/files HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${acme.admin.token}\r\nContent-Type: multipart/form-data; boundary=x\r\nContent-Length: 999999\r\n\r\n${form}${'公海'.repeat(10_000)}`,
    );
    await eventually(
      () => storedBy(acme.id),
      (names) => names.length === 1,
    );
    socket.destroy();
    await eventually(
      () => storedBy(acme.id),
      (names) => names.length === 0,
    );
  });
});
