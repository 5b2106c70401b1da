import { csv, exported } from '../imports/sheets.js';
import { jobEnd } from '../support/jobs.js';
import type { Enterprise, Person } from '../support/enterprise.js';
import { makeCustomer } from '../support/customers.js';
import { makePool } from '../support/pools.js';
import { statementsOf } from '../support/statements.js';
import { sql, useWorld } from '../support/world.js';
import { fileField, namesIn, upload } from './files.js';

describe('files in custom fields', () => {
  const world = useWorld();

  /** Of these files what they hang on, by id. */
  const hanging = async (acme: Enterprise): Promise<Record<string, string>> => {
    const rows = await acme.as((ctx) =>
      ctx.db.query<{ id: string; place: string }>(sql`SELECT a.file_id AS id, a.object AS place FROM attachments a`),
    );
    return Object.fromEntries(rows.map(({ id, place }) => [id, place]));
  };

  it.each(['lead', 'customer', 'contact'])(
    'DICT-03 FILE-01 takes uploads into a field of a %s and names them in its answers',
    async (object) => {
      const acme = await world.enterprise();
      const { admin } = acme;
      await fileField(acme, object);
      const [a, b, c] = [await upload(admin, '甲.txt'), await upload(admin, '乙.png'), await upload(admin, '丙.txt')];
      const below = object === 'contact' ? { customerId: await makeCustomer(acme, admin) } : {};
      const made = await admin.post(`/${object}s`, { name: '李静', ...below, custom: { contract: [a, b] } });
      expect([made.status, made.body.custom]).toEqual([
        201,
        {
          contract: [
            { id: a, name: '甲.txt', size: expect.any(Number), kind: 'document', mediaType: 'text/plain' },
            { id: b, name: '乙.png', size: expect.any(Number), kind: 'picture', mediaType: 'image/png' },
          ],
        },
      ]);
      const path = `/${object}s/${made.body.id}`;
      expect((await admin.get(`/files/${a}`)).body).toMatchObject({
        object: `${object}.custom.contract`,
        recordId: made.body.id,
      });
      const { body: list } = await admin.get(`/${object}s?scope=all`);
      expect(list.items.find(({ id }: { id: string }) => id === made.body.id).custom).toEqual(made.body.custom);
      const again = await admin.patch(path, { custom: made.body.custom });
      expect(again.body.custom).toEqual(made.body.custom);
      const changed = await admin.patch(path, { custom: { contract: [c, b] } });
      expect(namesIn(changed.body)).toEqual(['丙.txt', '乙.png']);
      expect(Object.keys(await hanging(acme)).sort()).toEqual([b, c].sort());
      expect((await admin.delete(`/files/${a}`)).status).toBe(204);
      expect((await admin.patch(path, { custom: { contract: null } })).body.custom).toEqual({});
      expect(await hanging(acme)).toEqual({});
    },
  );

  it('DICT-03 FILE-01 refuses what is no list of one’s own free uploads, with a pointer to each', async () => {
    const acme = await world.enterprise({ salespeople: 1 });
    const [seller] = acme.salespeople as [Person];
    const stranger = await world.enterprise();
    await fileField(acme, 'lead', { fileKinds: ['picture'] });
    const own = await upload(seller, 'a.png');
    const refused = async (contract: unknown): Promise<unknown[]> => {
      const { status, body } = await seller.post('/leads', { name: 'A', custom: { contract } });
      return [
        status,
        body.code,
        ...body.errors.map(({ pointer, code }: { pointer: string; code: string }) => `${pointer} ${code}`),
      ];
    };
    expect(await refused(own)).toEqual([400, 'VALIDATION_FAILED', '/custom/contract NOT_A_LIST']);
    expect(await refused(['a.png'])).toEqual([400, 'VALIDATION_FAILED', '/custom/contract NOT_AN_ID']);
    const four = [own, await upload(seller, 'b.png'), await upload(seller, 'c.png'), await upload(seller, 'd.png')];
    expect(await refused(four)).toEqual([400, 'VALIDATION_FAILED', '/custom/contract TOO_MANY_FILES']);
    const foreign = [await upload(acme.admin, 'b.png'), await upload(stranger.admin, 'c.png')];
    expect(await refused([own, ...foreign])).toEqual([
      422,
      'FILES_NOT_USABLE',
      '/custom/contract/1 FILE_NOT_USABLE',
      '/custom/contract/2 FILE_NOT_USABLE',
    ]);
    expect(await refused([await upload(seller, 'a.txt')])).toEqual([
      422,
      'FILES_NOT_USABLE',
      '/custom/contract/0 FILE_KIND_NOT_ALLOWED',
    ]);
    expect((await seller.post('/leads', { name: 'A', custom: { contract: [own] } })).status).toBe(201);
    expect(await refused([own])).toEqual([422, 'FILES_NOT_USABLE', '/custom/contract/0 FILE_NOT_USABLE']);
  });

  it('DICT-03 FILE-01 gives a file to exactly one of ten records that want it at the same time', async () => {
    const acme = await world.enterprise();
    await fileField(acme, 'lead');
    const file = await upload(acme.admin);
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, n) => acme.admin.post('/leads', { name: `线索${n}`, custom: { contract: [file] } })),
    );
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 422)).toHaveLength(9);
  });

  it('DICT-03 FILE-01 PERM-07 are read by who sees the field, and by no link from the moment they do not', async () => {
    const acme = await world.enterprise();
    await fileField(acme, 'lead');
    const file = await upload(acme.admin);
    const { body: lead } = await acme.admin.post('/leads', { name: 'A', custom: { contract: [file] } });
    const reader = await acme.person('看客', []);
    const grants = [{ object: 'lead', actions: ['read'], scope: 'all' }];
    const { body: role } = await acme.admin.post('/roles', { name: '看客', grants });
    expect((await reader.get(`/files/${file}`)).status).toBe(404);
    await acme.admin.post(`/roles/${role.id}/assignments`, { ids: [reader.id] });
    expect((await reader.get(`/leads/${lead.id}`)).body.custom).toEqual(lead.custom);
    expect((await reader.download(`/files/${file}/content`)).status).toBe(200);
    const link = await reader.post(`/files/${file}/links`, {});
    const token = (link.body as { url: string }).url.split('/').at(-1)!;
    expect((await world.anonymous().download(`/file-links/${token}`)).status).toBe(200);
    const fieldRules = [{ object: 'lead', field: 'custom.contract', access: 'hidden' }];
    expect((await acme.admin.patch(`/roles/${role.id}`, { fieldRules })).status).toBe(200);
    expect((await reader.get(`/leads/${lead.id}`)).body.custom).toEqual({});
    expect((await reader.get(`/files/${file}`)).status).toBe(404);
    expect((await reader.download(`/files/${file}/content`)).status).toBe(404);
    expect((await world.anonymous().download(`/file-links/${token}`)).status).toBe(404);
    expect((await acme.admin.download(`/files/${file}/content`)).status).toBe(200);
  });

  it('DICT-03 POOL-18 PERM-04 are kept from members of a pool that hides the field, and with private customers', async () => {
    const acme = await world.enterprise({ salespeople: 2 });
    const [owner, member] = acme.salespeople as [Person, Person];
    await fileField(acme, 'lead');
    await fileField(acme, 'customer');
    const pool = await makePool(acme, [member]);
    const [shown, kept] = [await upload(acme.admin), await upload(owner)];
    const { body: lead } = await acme.admin.post('/leads', { name: 'A', poolId: pool.id, custom: { contract: [shown] } });
    expect((await member.get(`/files/${shown}`)).status).toBe(200);
    expect((await acme.admin.patch(`/pools/${pool.id}`, { hiddenFields: ['custom.contract'] })).status).toBe(200);
    expect((await member.get(`/leads/${lead.id}`)).body.custom).toEqual({});
    expect((await member.get(`/files/${shown}`)).status).toBe(404);
    await acme.admin.patch('/enterprise', { settings: { privateCustomers: true } });
    const { body: customer } = await owner.post('/customers', { name: '华夏', custom: { contract: [kept] } });
    expect((await acme.admin.get(`/files/${kept}`)).status).toBe(200);
    expect((await owner.put(`/customers/${customer.id}/privacy`)).status).toBe(200);
    expect((await acme.admin.get(`/files/${kept}`)).status).toBe(404);
    expect((await owner.get(`/files/${kept}`)).status).toBe(200);
  });

  it('DICT-03 API-02 are filtered by being there or not, and neither sorted by nor indexed, unique, computed with or a default', async () => {
    const acme = await world.enterprise();
    const id = await fileField(acme, 'lead', { maxFiles: undefined });
    const { body: with_ } = await acme.admin.post('/leads', { name: 'A', custom: { contract: [await upload(acme.admin)] } });
    await acme.admin.post('/leads', { name: 'B' });
    const names = async (query: string): Promise<unknown> =>
      (await acme.admin.get(`/leads?sort=createdAt&${query}`)).body.items.map(({ name }: { name: string }) => name);
    expect(await names('filter[custom.contract][isNull]=true')).toEqual(['B']);
    expect(await names('filter[custom.contract][isNotNull]=true')).toEqual(['A']);
    expect(await names('fields=name,custom.contract')).toEqual(['A', 'B']);
    for (const query of [`filter[custom.contract]=${with_.id}`, 'filter[custom.contract][contains]=a', 'sort=custom.contract'])
      expect([query, (await acme.admin.get(`/leads?${query}`)).status]).toEqual([query, 400]);
    const pointer = async (body: object): Promise<unknown> =>
      (await acme.admin.patch(`/custom-fields/${id}`, body)).body.errors?.[0].pointer;
    expect(await pointer({ indexed: true })).toBe('/indexed');
    expect(await pointer({ unique: true })).toBe('/unique');
    expect(await pointer({ defaultValue: [with_.id] })).toBe('/defaultValue');
    const formula = { object: 'lead', label: '数', type: 'formula', formula: 'contract + 1' };
    expect((await acme.admin.post('/custom-fields', formula)).body.errors[0].code).toBe('FORMULA_UNKNOWN_FIELD');
    const text = { object: 'lead', label: '文', type: 'text', maxFiles: 2, fileKinds: ['picture'] };
    expect((await acme.admin.post('/custom-fields', text)).body.errors.map((each: { pointer: string }) => each.pointer)).toEqual([
      '/maxFiles',
      '/fileKinds',
    ]);
    const { body: object } = await acme.admin.get('/objects/lead');
    expect(object.fields.find(({ key }: { key: string }) => key === 'custom.contract')).toMatchObject({
      type: 'file',
      maxFiles: 1,
      fileKinds: [],
      operators: ['isNull', 'isNotNull'],
      sortable: false,
      importable: false,
      readOnly: false,
    });
  });

  it('DICT-03 DICT-04 are asked for where the field or the layout requires them', async () => {
    const acme = await world.enterprise();
    const id = await fileField(acme, 'lead', { required: true });
    const refused = async (custom: object): Promise<unknown> =>
      (await acme.admin.post('/leads', { name: 'A', custom })).body.errors;
    const missing = [expect.objectContaining({ pointer: '/custom/contract', code: 'REQUIRED' })];
    expect(await refused({})).toEqual(missing);
    expect(await refused({ contract: [] })).toEqual(missing);
    const { body: lead } = await acme.admin.post('/leads', { name: 'A', custom: { contract: [await upload(acme.admin)] } });
    expect((await acme.admin.patch(`/leads/${lead.id}`, { custom: { contract: null } })).body.errors).toEqual(missing);
    await acme.admin.patch(`/custom-fields/${id}`, { required: false });
    const field = { key: 'custom.contract', width: 'full', required: true, hidden: false };
    expect(
      (await acme.admin.put('/objects/lead/layouts/everyone', { sections: [{ title: '基本', fields: [field] }] })).status,
    ).toBe(200);
    expect(await refused({})).toEqual(missing);
  });

  it('DICT-03 LEAD-06 have no column in spreadsheets that come in, and go out by name', async () => {
    const acme = await world.enterprise();
    await fileField(acme, 'lead');
    const files = [await upload(acme.admin, '甲.txt'), await upload(acme.admin, '乙.txt')];
    await acme.admin.post('/leads', { name: 'A', custom: { contract: files } });
    const sheet = await csv(['姓名', '合同'], [['B', '甲.txt']]);
    const { body: draft } = await acme.admin.upload('/leads/imports', 'a.csv', sheet);
    expect(draft).toMatchObject({ unmapped: ['合同'] });
    const mapping = [
      { column: 0, field: 'name' },
      { column: 1, field: 'custom.contract' },
    ];
    const mapped = await acme.admin.patch(`/leads/imports/${(draft as { id: string }).id}`, { mapping });
    expect([mapped.status, mapped.body.errors[0].code]).toEqual([400, 'UNKNOWN_FIELD']);
    const { rows } = await exported(acme.admin, { format: 'csv', fields: ['name', 'custom'] });
    expect(rows).toEqual([
      ['姓名', '合同'],
      ['A', '甲.txt、乙.txt'],
    ]);
  });

  it('DICT-03 LEAD-08 are told by name in the history, also when the file has gone, and cost a list no statement', async () => {
    const acme = await world.enterprise();
    await fileField(acme, 'lead');
    const [old, now] = [await upload(acme.admin, '旧.txt'), await upload(acme.admin, '新.txt')];
    const { body: lead } = await acme.admin.post('/leads', { name: 'A', custom: { contract: [old] } });
    await acme.admin.patch(`/leads/${lead.id}`, { custom: { contract: [now] } });
    expect((await acme.admin.delete(`/files/${old}`)).status).toBe(204);
    const { body } = await acme.admin.get(`/leads/${lead.id}/timeline`);
    const change = body.items.find(({ kind }: { kind: string }) => kind === 'change');
    expect(change.content.changes).toMatchObject({ 'custom.contract': [[{ name: '旧.txt' }], [{ name: '新.txt' }]] });
    const sent = await statementsOf(() => acme.admin.get('/leads'));
    expect(sent.filter(({ text }) => /\b(files|attachments)\b/.test(text))).toEqual([]);
  });

  it('DICT-03 lets go of the files of a field that is removed, and shows none of one that is disabled', async () => {
    const acme = await world.enterprise();
    const id = await fileField(acme, 'lead');
    const file = await upload(acme.admin);
    const { body: lead } = await acme.admin.post('/leads', { name: 'A', custom: { contract: [file] } });
    const download = async (): Promise<number> => (await acme.admin.download(`/files/${file}/content`)).status;
    await acme.admin.patch(`/custom-fields/${id}`, { status: 'disabled' });
    expect(await download()).toBe(404);
    await acme.admin.patch(`/custom-fields/${id}`, { status: 'active' });
    expect(await download()).toBe(200);
    const removed = await acme.admin.delete(`/custom-fields/${id}`);
    expect((await jobEnd(acme.admin, removed.body.id as string)).status).toBe('succeeded');
    expect((await acme.admin.get(`/leads/${lead.id}`)).body.custom).toEqual({});
    expect(await hanging(acme)).toEqual({});
    const free = await acme.as((ctx) =>
      ctx.db.one<{ free: boolean }>(sql`SELECT unattached_since IS NOT NULL AS free FROM files`),
    );
    expect(free).toEqual({ free: true });
  });

  it('DICT-03 OPS-03 go with the person whose data are erased', async () => {
    const acme = await world.enterprise();
    await fileField(acme, 'lead');
    await acme.admin.post('/custom-fields', { object: 'lead', key: 'letter', label: '信', type: 'email' });
    const file = await upload(acme.admin, '身份证.png');
    const phone = '+8613800138000';
    const { body: lead } = await acme.admin.post('/leads', {
      name: 'A',
      phone,
      custom: { contract: [file], letter: 'li@example.cn' },
    });
    const started = await acme.admin.post('/data-erasures', { phone, reason: '本人申请' });
    expect((await jobEnd(acme.admin, started.body.id as string)).status).toBe('succeeded');
    expect((await acme.admin.get(`/leads/${lead.id}`)).body.custom).toEqual({});
    expect(await hanging(acme)).toEqual({});
    const told = await acme.as((ctx) => ctx.db.query(sql`SELECT FROM record_changes c WHERE c.changes::text LIKE '%身份证%'`));
    expect(told).toEqual([]);
  });
});
