import { csv, imported } from '../imports/sheets.js';
import type { Enterprise, Person } from '../support/enterprise.js';
import { statementsOf } from '../support/statements.js';
import { useWorld } from '../support/world.js';

const LAYOUT = {
  sections: [
    { title: '联系', fields: [{ key: 'phone', required: true }, { key: 'name' }, { key: 'wechat', hidden: true }] },
    { title: '商务', fields: [{ key: 'custom.budget', required: true, width: 'full' }, { key: 'createdAt' }] },
  ],
};
const codes = (answer: { body: { errors?: { pointer: string; code: string }[] } }): string[][] =>
  (answer.body.errors ?? []).map(({ pointer, code }) => [pointer, code]);

describe('form layouts', () => {
  const world = useWorld();

  const budget = (acme: Enterprise, settings: object = {}) =>
    acme.admin.post('/custom-fields', { object: 'lead', label: '预算', key: 'budget', type: 'money', ...settings });

  /** Titles with their fields: `联系: phone* name`; required ones with an asterisk, read-only ones in brackets. */
  const form = async (person: Person): Promise<string[]> => {
    const { body } = await person.get('/objects/lead/layout');
    return body.sections.map(
      ({ title, fields }: { title: string; fields: { key: string; required: boolean; readOnly: boolean }[] }) =>
        `${title}: ${fields.map(({ key, required, readOnly }) => (readOnly ? `(${key})` : `${key}${required ? '*' : ''}`)).join(' ')}`,
    );
  };

  it('DICT-04: without a layout the form is what the fields themselves say, in the sections of the enterprise’s own', async () => {
    const acme = await world.enterprise({ salespeople: 1 });
    await budget(acme, { section: '商务', required: true });
    await acme.admin.post('/custom-fields', { object: 'lead', label: '说明', key: 'note', type: 'longText' });
    const [first, second] = await form(acme.salespeople[0]!);
    expect(first).toMatch(/^基本信息: name\* company title phone .* custom\.note$/);
    expect(second).toBe('商务: custom.budget*');
    const { body } = await acme.admin.get('/objects/lead/layouts/everyone');
    expect(body).toMatchObject({ audience: 'everyone', roleName: null, version: 0 });
    expect((await acme.admin.get('/objects/lead/layouts')).body.items).toEqual([]);
    expect((await acme.salespeople[0]!.get('/objects/moon/layout')).status).toBe(404);
  });

  it('DICT-04: sections, order, width, required and hidden fields are the administrators’ to say, with versions', async () => {
    const acme = await world.enterprise({ salespeople: 1 });
    await budget(acme);
    const [seller] = acme.salespeople;
    const path = '/objects/lead/layouts/everyone';
    expect((await acme.admin.with({ 'if-match': '"1"' }).put(path, LAYOUT)).status).toBe(412);
    const put = await acme.admin.with({ 'if-match': '"0"' }).put(path, LAYOUT);
    expect(put.body).toMatchObject({ version: 1, object: 'lead' });
    expect(put.body.sections[1].fields[0]).toEqual({ key: 'custom.budget', width: 'full', required: true, hidden: false });
    const shown = await form(seller!);
    expect(shown[0]).toMatch(/^联系: phone\* name\* company /);
    expect(shown[0]).not.toContain('wechat');
    expect(shown[1]).toBe('商务: custom.budget* (createdAt)');
    const raced = await Promise.all([1, 2].map(() => acme.admin.with({ 'if-match': '"1"' }).put(path, LAYOUT)));
    expect(raced.map(({ status }) => status).sort((a, b) => a - b)).toEqual([200, 412]);
    for (const answer of [await seller!.put(path, LAYOUT), await seller!.get(path), await seller!.delete(path)])
      expect(answer.status).toBe(403);
    expect((await acme.admin.delete(path)).status).toBe(204);
    expect((await acme.admin.delete(path)).status).toBe(404);
    expect((await form(seller!))[0]).toMatch(/^基本信息: /);
  });

  it('DICT-04: refuses unknown fields, fields that stand twice, required ones that nobody writes or sees, each with a pointer', async () => {
    const acme = await world.enterprise();
    await budget(acme, { required: true });
    await acme.admin.post('/custom-fields', {
      object: 'lead',
      label: '等级',
      key: 'level',
      type: 'integer',
      required: true,
      defaultValue: 1,
    });
    const fields = [
      { key: 'phone' },
      { key: 'moon' },
      { key: 'phone' },
      { key: 'createdAt', required: true },
      { key: 'name', hidden: true },
      { key: 'custom.budget', hidden: true },
      { key: 'custom.level', hidden: true },
    ];
    const answer = await acme.admin.put('/objects/lead/layouts/everyone', { sections: [{ title: '一', fields }] });
    expect(codes(answer)).toEqual([
      ['/sections/0/fields/1/key', 'UNKNOWN_FIELD'],
      ['/sections/0/fields/2/key', 'NOT_UNIQUE'],
      ['/sections/0/fields/3/required', 'NOT_ALLOWED'],
      ['/sections/0/fields/4/hidden', 'REQUIRED_FIELD_HIDDEN'],
      ['/sections/0/fields/5/hidden', 'REQUIRED_FIELD_HIDDEN'],
    ]);
    for (const path of ['/objects/moon/layouts/everyone', '/objects/lead/layouts/x', `/objects/lead/layouts/${acme.admin.id}`])
      expect([path, (await acme.admin.put(path, LAYOUT)).status]).toEqual([path, 404]);
  });

  it('DICT-04: what a form requires the server demands of new records and changes, of the API and of imports alike', async () => {
    const acme = await world.enterprise();
    await budget(acme);
    const { body: old } = await acme.admin.post('/leads', { name: '旧' });
    await acme.admin.put('/objects/lead/layouts/everyone', LAYOUT);
    expect(codes(await acme.admin.post('/leads', { name: 'A' }))).toEqual([
      ['/custom/budget', 'REQUIRED'],
      ['/phone', 'REQUIRED'],
    ]);
    const whole = { name: 'A', phone: '13800138000', custom: { budget: '1.00' } };
    const { body: lead } = await acme.admin.post('/leads', whole);
    expect(lead.phone).toBe('+8613800138000');
    expect((await acme.admin.patch(`/leads/${old.id}`, { title: '经理' })).status).toBe(200);
    const emptied = await acme.admin.patch(`/leads/${lead.id}`, { phone: null, custom: { budget: null } });
    expect(codes(emptied)).toEqual([
      ['/custom/budget', 'REQUIRED'],
      ['/phone', 'REQUIRED'],
    ]);
    const rows = [
      ['B', '13800138001', '2', '陈海'],
      ['C', '', '', '陈海'],
    ];
    const result = await imported(acme.admin, 'a.csv', await csv(['姓名', '电话', '预算', '负责人'], rows));
    expect(result.counts).toMatchObject({ created: 1, failed: 1 });
    const { body: failed } = await acme.admin.get(`/leads/imports/${result.id}/errors`);
    expect(failed.items[0].errors.map(({ field, code }: { field: string; code: string }) => [field, code])).toEqual([
      ['phone', 'REQUIRED'],
      ['custom.budget', 'REQUIRED'],
    ]);
    const without = await acme.admin.upload('/leads/imports', 'b.csv', await csv(['姓名', '电话'], [['D', '13800138002']]));
    const run = await acme.admin.post(`/leads/imports/${without.body.id}/runs`);
    expect(run.body.errors[0]).toMatchObject({ code: 'COLUMN_MISSING' });
  });

  it('DICT-04 PERM-07: the layout of a role goes before everybody’s, of several that of the newest role; field rules before both', async () => {
    const acme = await world.enterprise({ salespeople: 1 });
    await budget(acme);
    const [seller] = acme.salespeople;
    const role = async (name: string, fieldRules: object[] = []): Promise<string> => {
      const grants = [{ object: 'lead', actions: ['read', 'create', 'update'], scope: 'all' }];
      return (await acme.admin.post('/roles', { name, grants, fieldRules })).body.id as string;
    };
    const lay = async (audience: string, title: string, key: string): Promise<void> => {
      const sections = [{ title, fields: [{ key, required: true }] }];
      expect((await acme.admin.put(`/objects/lead/layouts/${audience}`, { sections })).status).toBe(200);
    };
    const give = (id: string, person: Person) => acme.admin.post(`/roles/${id}/assignments`, { ids: [person.id] });
    const [first, second] = [await role('甲'), await role('乙')];
    await lay('everyone', '众', 'title');
    await lay(first, '甲', 'phone');
    await lay(second, '乙', 'email');
    expect((await form(seller!))[0]).toMatch(/^众: title\* /);
    await give(second, seller!);
    await give(first, seller!);
    expect((await form(seller!))[0]).toMatch(/^乙: email\* /);
    expect(codes(await seller!.post('/leads', { name: 'A' }))).toEqual([['/email', 'REQUIRED']]);
    const { body } = await acme.admin.get('/objects/lead/layouts');
    expect(body.items.map(({ roleName }: { roleName: string | null }) => roleName)).toEqual([null, '乙', '甲']);

    const rules = [
      { object: 'lead', field: 'phone', access: 'readOnly' },
      { object: 'lead', field: 'custom.budget', access: 'hidden' },
    ];
    const bound = await role('丙', rules);
    const sections = [
      {
        title: '丙',
        fields: [
          { key: 'phone', required: true },
          { key: 'custom.budget', required: true },
        ],
      },
    ];
    await acme.admin.put(`/objects/lead/layouts/${bound}`, { sections });
    const limited = await acme.person('受限', []);
    await give(bound, limited);
    expect((await form(limited))[0]).toMatch(/^丙: \(phone\) name\* /);
    expect((await limited.post('/leads', { name: 'B' })).status).toBe(201);
  });

  it('DICT-04: nobody pays for it with a statement, and a field that is deleted leaves the form by itself', async () => {
    const acme = await world.enterprise();
    const { body: field } = await budget(acme);
    const count = async () => (await statementsOf(() => acme.admin.post('/leads', { name: 'A' }))).length;
    await acme.admin.put('/objects/lead/layouts/everyone', {
      sections: [{ title: '一', fields: [{ key: 'custom.budget' }, { key: 'title' }] }],
    });
    await acme.admin.post('/leads', { name: 'warm' });
    const before = await count();
    await acme.admin.delete('/objects/lead/layouts/everyone');
    await acme.admin.post('/leads', { name: 'warm' });
    expect(before).toBe(await count());
    await acme.admin.put('/objects/lead/layouts/everyone', {
      sections: [{ title: '一', fields: [{ key: 'custom.budget', required: true }, { key: 'title' }] }],
    });
    expect((await acme.admin.delete(`/custom-fields/${field.id}`)).status).toBe(202);
    expect((await form(acme.admin))[0]).toMatch(/^一: title /);
    expect((await acme.admin.post('/leads', { name: 'C' })).status).toBe(201);
  });
});
