import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import iconv from 'iconv-lite';
import { useWorld } from '../support/world.js';
import { workbookParts } from '../spreadsheet/support/workbook.js';
import { zip } from '../spreadsheet/support/zip.js';
import { csv, imported, leadsOf, pool, xlsx } from './sheets.js';

const fixture = (name: string): Buffer => readFileSync(join(import.meta.dirname, '../spreadsheet/fixtures', name));
const ENCRYPTED = (): Buffer => {
  const file = Buffer.alloc(4096);
  Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]).copy(file);
  file.writeUInt16LE(9, 30);
  file.write('EncryptedPackage', 512, 'utf16le');
  return file;
};

describe('files that people and attackers send', () => {
  const world = useWorld((config) => ({ ...config, files: { ...config.files, maxUploadBytes: 200_000 } }));

  it.each([
    ['an old workbook', () => fixture('libreoffice.xls'), 415, 'SPREADSHEET_UNSUPPORTED'],
    ['an OpenDocument', () => fixture('libreoffice.ods'), 415, 'SPREADSHEET_UNSUPPORTED'],
    ['a picture', () => Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), 415, 'SPREADSHEET_UNSUPPORTED'],
    ['a web page', () => Buffer.from('<html><table><tr><td>姓名</td></tr></table></html>'), 415, 'SPREADSHEET_UNSUPPORTED'],
    ['nothing', () => Buffer.alloc(0), 422, 'SPREADSHEET_EMPTY'],
    ['a workbook with a password', ENCRYPTED, 422, 'SPREADSHEET_ENCRYPTED'],
    ['half a workbook', () => fixture('libreoffice.xlsx').subarray(0, 4000), 422, 'SPREADSHEET_UNREADABLE'],
    [
      'a bomb',
      () => zip(workbookParts({ rows: `<row r="1">${'<c r="A1"/>'.repeat(400_000)}</row>` })),
      413,
      'SPREADSHEET_TOO_LARGE',
    ],
    ['more than is allowed', () => Buffer.alloc(300_000, 'a,b\n'), 413, 'PAYLOAD_TOO_LARGE'],
  ])('LEAD-06 refuses %s with a reason that programs can read', async (_, content, status, code) => {
    const acme = await world.enterprise();
    const answer = await acme.admin.upload('/leads/imports', '线索.xlsx', content());
    expect([answer.status, answer.body.code]).toEqual([status, code]);
    expect((await acme.admin.get('/leads/imports')).body.items).toEqual([]);
  });

  it('LEAD-06 leaves no file behind that it has refused', async () => {
    const acme = await world.enterprise();
    await acme.admin.upload('/leads/imports', 'a.xls', fixture('libreoffice.xls'));
    await acme.admin.upload('/leads/imports', 'a.csv', Buffer.alloc(300_000, 'a,b\n'));
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(readdirSync(join(world.config.files.directory, acme.id, 'uploads'))).toEqual([]);
  });

  it('LEAD-06 wants a form with one file', async () => {
    const acme = await world.enterprise();
    expect((await acme.admin.post('/leads/imports', { file: 'a' })).status).toBe(415);
    expect(
      (await acme.admin.upload('/leads/imports', 'a.csv', Buffer.from('姓名\n'), { wealth: '1' })).body.errors[0],
    ).toMatchObject({ pointer: '/wealth', code: 'UNKNOWN_PROPERTY' });
    expect(
      (await acme.admin.upload('/leads/imports', 'a.csv', Buffer.from('姓名\n李静\n'), { sheet: 'nowhere' })).body.errors[0],
    ).toMatchObject({ pointer: '/sheet', code: 'NO_SUCH_SHEET' });
    expect((await world.anonymous().upload('/leads/imports', 'a.csv', Buffer.from('姓名\n'))).status).toBe(401);
  });

  it('LEAD-06 notices another file under the same idempotency key', async () => {
    const acme = await world.enterprise();
    const client = acme.admin.with({ 'Idempotency-Key': 'import-1' });
    const first = await client.upload('/leads/imports', 'a.csv', Buffer.from('姓名\n李静\n'));
    expect((await client.upload('/leads/imports', 'a.csv', Buffer.from('姓名\n李静\n'))).body.id).toBe(first.body.id);
    expect((await client.upload('/leads/imports', 'a.csv', Buffer.from('姓名\n王伟\n'))).body.code).toBe(
      'IDEMPOTENCY_KEY_REUSED',
    );
  });

  it('LEAD-06 takes what Excel in China saves: GB18030 with titles above the headers', async () => {
    const acme = await world.enterprise();
    const poolId = await pool(acme, '华东');
    const text = '2026年春季展会线索\r\n\r\n姓名*,手机号码,公司名称\r\n李静,="13800138000",华夏科技\r\n';
    const result = await imported(acme.admin, '线索.csv', iconv.encode(text, 'gb18030'), { poolId });
    expect(result).toMatchObject({ headerRow: 3, counts: { created: 1, failed: 0 } });
    expect(await leadsOf(acme, 'name, phone, company')).toEqual([{ name: '李静', phone: '+8613800138000', company: '华夏科技' }]);
  });

  it('LEAD-06 takes the template that it hands out', async () => {
    const acme = await world.enterprise();
    const poolId = await pool(acme, '华东');
    const template = await acme.admin.download('/leads/import-template?format=csv');
    const labels = (template.body as Buffer).toString().split('\r\n')[1]!;
    expect(labels).toContain('*姓名');
    const filled = Buffer.concat([
      template.body as Buffer,
      Buffer.from(
        `${labels
          .split(',')
          .map((label) => (label === '*姓名' ? '李静' : ''))
          .join(',')}\r\n`,
      ),
    ]);
    const draft = await acme.admin.upload('/leads/imports', 't.csv', filled);
    expect(draft.body).toMatchObject({ headerRow: 2, unmapped: [], missing: [] });
    expect((await imported(acme.admin, 't.csv', filled, { poolId })).counts.created).toBe(1);
  });

  it('LEAD-06 asks for required columns before it starts', async () => {
    const acme = await world.enterprise();
    const draft = await acme.admin.upload('/leads/imports', 'a.xlsx', await xlsx(['称呼', '电话'], [['李静', '13800138000']]));
    expect(draft.body.missing).toEqual([{ key: 'name', label: '姓名', type: 'text', required: true }]);
    expect((await acme.admin.post(`/leads/imports/${draft.body.id}/runs`)).body.code).toBe('IMPORT_INCOMPLETE');
    const mapped = await acme.admin.patch(`/leads/imports/${draft.body.id}`, {
      mapping: [
        { column: 0, field: 'name' },
        { column: 1, field: 'phone' },
      ],
    });
    expect(mapped.body).toMatchObject({ missing: [], version: 2 });
    expect((await acme.admin.with({ 'If-Match': '"1"' }).patch(`/leads/imports/${draft.body.id}`, {})).status).toBe(412);
  });

  it('OPS-02 keeps imports from other enterprises and from colleagues who may not see them', async () => {
    const acme = await world.enterprise({ managers: 1 });
    const other = await world.enterprise();
    const draft = await acme.admin.upload('/leads/imports', 'a.csv', await csv(['姓名'], [['李静']]));
    expect((await other.admin.get(`/leads/imports/${draft.body.id}`)).body.code).toBe('IMPORT_NOT_FOUND');
    expect((await acme.managers[0]!.get(`/leads/imports/${draft.body.id}`)).body.code).toBe('IMPORT_NOT_FOUND');
  });
});
