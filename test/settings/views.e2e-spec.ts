import type { Response } from 'supertest';
import type { Enterprise, Person } from '../support/enterprise.js';
import { statementsOf } from '../support/statements.js';
import { useWorld } from '../support/world.js';
import { HIGH, listedViews, saveView as save } from './views.js';

const codes = (answer: Response): string[][] =>
  ((answer.body.errors ?? []) as { pointer: string; code: string }[]).map(({ pointer, code }) => [pointer, code]);

describe('saved views', () => {
  const world = useWorld();

  const role = async (acme: Enterprise, name: string, fieldRules: object[] = [], ...holders: Person[]): Promise<string> => {
    const grants = [{ object: 'lead', actions: ['read', 'create', 'update'], scope: 'all' }];
    const { body } = await acme.admin.post('/roles', { name, grants, fieldRules });
    await acme.admin.post(`/roles/${body.id}/assignments`, { ids: holders.map(({ id }) => id) });
    return body.id as string;
  };
  const listed = async (person: Person, query: string): Promise<string[]> =>
    (await person.get(`/leads?scope=all&${query}`)).body.items.map(({ name }: { name: string }) => name);

  it('VIEW-01: keeps condition, columns, order and buttons, and lists ask for a view by its id beside other filters', async () => {
    const { admin } = await world.enterprise();
    for (const [name, degree, company] of [
      ['甲', 'high', '华夏'],
      ['乙', 'low', '华夏'],
      ['丙', 'high', '远洋'],
    ])
      await admin.post('/leads', { name, degree, company });
    const view = await save(admin, { columns: ['name', 'ownerName'], sort: 'createdAt', buttons: ['claim', 'crm:export'] });
    expect(view).toMatchObject({
      condition: HIGH,
      columns: ['name', 'ownerName'],
      sort: 'createdAt',
      buttons: ['claim', 'crm:export'],
      sharedWith: null,
      ownerName: '陈海',
      unavailableFields: [],
    });
    expect(await listed(admin, `view=${view.id}`)).toEqual(['甲', '丙']);
    expect(await listed(admin, `view=${view.id}&sort=-createdAt`)).toEqual(['丙', '甲']);
    expect(await listed(admin, `view=${view.id}&filter[company]=远洋`)).toEqual(['丙']);
    const { body } = await admin.post('/leads/search', {
      view: view.id,
      condition: { not: { field: 'name', op: 'eq', value: '甲' } },
    });
    expect(body.items.map(({ name }: { name: string }) => name)).toEqual(['丙']);
    expect((await admin.post('/leads/search', { condition: HIGH })).body.items).toHaveLength(2);
    const first = await admin.get(`/leads?scope=all&view=${view.id}&limit=1`);
    expect(await listed(admin, `view=${view.id}&limit=1&cursor=${first.body.page.nextCursor}`)).toEqual(['丙']);
    for (const id of [admin.id, (await save(admin, { object: 'customer', condition: null })).id])
      expect(codes(await admin.get(`/leads?view=${id}`))).toEqual([['?view', 'UNKNOWN_VIEW']]);
  });

  it.each([
    ['customer', 'customers', { name: '华夏科技' }, { name: '远洋科技' }],
    ['contact', 'contacts', { name: '李静' }, { name: '王强' }],
  ])('VIEW-01: narrows lists of each kind of record: %s', async (object, path, wanted, other) => {
    const { admin } = await world.enterprise();
    const { body: customer } = await admin.post('/customers', { name: '东方' });
    const more = object === 'contact' ? { customerId: customer.id as string } : {};
    for (const record of [wanted, other]) expect((await admin.post(`/${path}`, { ...more, ...record })).status).toBe(201);
    const view = await save(admin, { object, condition: { field: 'name', op: 'eq', value: wanted.name }, columns: ['name'] });
    const { body } = await admin.get(`/${path}?view=${view.id}&scope=all`);
    expect(body.items.map(({ name }: { name: string }) => name)).toEqual([wanted.name]);
  });

  it('VIEW-01: takes a filter in place of a condition, and refuses what the author cannot ask of a list, with pointers', async () => {
    const { admin } = await world.enterprise();
    const { body } = await admin.post('/views', { object: 'lead', name: '一', filter: { degree: { in: 'high,low' } } });
    expect(body.condition).toEqual({ all: [{ field: 'degree', op: 'in', value: ['high', 'low'] }] });
    const refused = await admin.post('/views', {
      object: 'lead',
      name: '二',
      condition: {
        all: [
          { field: 'moon', op: 'eq', value: 1 },
          { field: 'degree', op: 'in', value: ['best'] },
        ],
      },
      columns: ['name', 'moon'],
      sort: 'remark',
    });
    expect(codes(refused)).toEqual([
      ['/condition/all/0/field', 'CONDITION_UNKNOWN_FIELD'],
      ['/condition/all/1/value/0', 'CONDITION_VALUE_NOT_A_CHOICE'],
      ['/columns/1', 'UNKNOWN_FIELD'],
      ['/sort', 'NOT_SORTABLE'],
    ]);
    expect(codes(await admin.post('/views', { object: 'lead', name: '三', filter: { moon: '1' } }))).toEqual([
      ['/filter[moon]', 'CONDITION_UNKNOWN_FIELD'],
    ]);
    expect(codes(await admin.post('/views', { object: 'lead', name: '四', filter: {}, condition: HIGH }))).toEqual([
      ['/filter', 'NOT_ALLOWED'],
    ]);
    expect(codes(await admin.post('/views', { object: 'lead', name: '五', buttons: ['<script>'] }))[0]![0]).toMatch(/^\/buttons/);
    expect((await admin.post('/views', { object: 'moon', name: '六' })).status).toBe(404);
    expect((await admin.get('/views?object=moon')).status).toBe(404);
  });

  it('VIEW-01: a view is its author’s alone until it is shared with everybody, roles or departments, those below them included', async () => {
    const acme = await world.enterprise({ managers: 1, salespeople: 2 });
    const [manager] = acme.managers;
    const [first, second] = acme.salespeople;
    const roleId = await role(acme, '电销', [], first!);
    const { body: parent } = await acme.admin.post('/departments', { name: '华东' });
    const { body: below } = await acme.admin.post('/departments', { name: '杭州', parentId: parent.id });
    await acme.admin.patch(`/employees/${second!.id}`, { departmentIds: [below.id], mainDepartmentId: below.id });
    await save(manager!, { name: '私有' });
    await save(manager!, { name: '全员', position: 2, sharedWith: { everyone: true } });
    const byRole = await save(manager!, { name: '电销', position: 1, sharedWith: { roleIds: [roleId] } });
    await save(manager!, { name: '华东', sharedWith: { departmentIds: [parent.id] } });
    expect(byRole).toMatchObject({ sharedWith: { everyone: false, roles: [{ id: roleId, name: '电销' }], departments: [] } });
    expect(await listedViews(manager!)).toEqual(['华东', '私有', '电销', '全员']);
    expect(await listedViews(first!)).toEqual(['电销', '全员']);
    expect(await listedViews(second!)).toEqual(['华东', '全员']);
    expect(await listedViews(acme.admin, 'object=lead&scope=shared')).toEqual(['华东', '电销', '全员']);
    expect((await first!.get('/views?object=lead&scope=shared')).status).toBe(403);
    expect((await second!.get(`/views/${byRole.id}`)).status).toBe(404);
    expect(codes(await second!.get(`/leads?view=${byRole.id}`))).toEqual([['?view', 'UNKNOWN_VIEW']]);
    expect((await first!.post('/views', { object: 'lead', name: '不许', sharedWith: { everyone: true } })).status).toBe(403);
    expect(codes(await manager!.post('/views', { object: 'lead', name: '无', sharedWith: {} }))).toEqual([
      ['/sharedWith', 'REQUIRED'],
    ]);
    const wrong = { roleIds: [roleId, acme.id], departmentIds: [acme.id] };
    expect(codes(await manager!.post('/views', { object: 'lead', name: '错', sharedWith: wrong }))).toEqual([
      ['/sharedWith/roleIds/1', 'NOT_FOUND'],
      ['/sharedWith/departmentIds/0', 'NOT_FOUND'],
    ]);
  });

  it('VIEW-01: its author changes and deletes it, administrators what is shared, others neither; versions are honoured', async () => {
    const acme = await world.enterprise({ managers: 1, salespeople: 1 });
    const [[manager], [seller]] = [acme.managers, acme.salespeople];
    const view = await save(manager!, { sharedWith: { everyone: true } });
    const path = `/views/${view.id}`;
    expect((await seller!.patch(path, { name: 'X' })).status).toBe(403);
    expect((await seller!.delete(path)).status).toBe(403);
    const raced = await Promise.all([1, 2].map(() => manager!.with({ 'if-match': '"1"' }).patch(path, { name: '新' })));
    expect(raced.map(({ status }) => status).sort((a, b) => a - b)).toEqual([200, 412]);
    expect((await acme.admin.patch(path, { condition: null })).body).toMatchObject({ name: '新', condition: null, version: 3 });
    expect((await acme.admin.patch(path, { sharedWith: null })).status).toBe(403);
    expect((await manager!.patch(path, { sharedWith: null })).body.sharedWith).toBeNull();
    expect((await acme.admin.get(path)).status).toBe(404);
    expect((await acme.admin.delete(path)).status).toBe(404);
    expect((await manager!.with({ 'if-match': '"1"' }).delete(path)).status).toBe(412);
    expect((await manager!.delete(path)).status).toBe(204);
    expect((await manager!.get(path)).status).toBe(404);
    const { body: log } = await acme.admin.get('/audit-log');
    expect(log.items.filter(({ action }: { action: string }) => action.startsWith('savedView.'))).toHaveLength(4);
  });

  it('VIEW-01 PERM-07: whoever may not see a field has the view without it, and a condition on it is refused', async () => {
    const acme = await world.enterprise({ managers: 1 });
    const [manager] = acme.managers;
    const bound = await acme.person('受限', []);
    await role(
      acme,
      '受限',
      ['phone', 'lastFollowUpAt', 'degree'].map((field) => ({ object: 'lead', field, access: 'hidden' })),
      bound,
    );
    const settings = { sharedWith: { everyone: true }, columns: ['name', 'phone'], sort: 'lastFollowUpAt' };
    const plain = await save(manager!, { ...settings, condition: null });
    const asking = await save(manager!, settings);
    const seen = await bound.get(`/views/${plain.id}`);
    expect(seen.body).toMatchObject({ columns: ['name'], sort: null, unavailableFields: ['phone', 'lastFollowUpAt'] });
    expect((await bound.get(`/leads?view=${plain.id}`)).status).toBe(200);
    expect((await bound.get(`/views/${asking.id}`)).body.unavailableFields).toEqual(['degree', 'phone', 'lastFollowUpAt']);
    expect(codes(await bound.get(`/leads?view=${asking.id}`))).toEqual([['?view/all/0/field', 'CONDITION_UNKNOWN_FIELD']]);
    expect(codes(await bound.post('/leads/search', { condition: HIGH }))).toEqual([
      ['/condition/all/0/field', 'CONDITION_UNKNOWN_FIELD'],
    ]);
    expect(codes(await bound.post('/views', { object: 'lead', name: 'X', condition: HIGH, columns: ['phone'] }))).toEqual([
      ['/condition/all/0/field', 'CONDITION_UNKNOWN_FIELD'],
      ['/columns/0', 'UNKNOWN_FIELD'],
    ]);
  });

  it('VIEW-01: lists begin with one’s own choice, else that of the newest role, else everybody’s, as far as one still has it', async () => {
    const acme = await world.enterprise({ salespeople: 1 });
    const [seller] = acme.salespeople;
    const [older, newer] = [await role(acme, '甲', [], seller!), await role(acme, '乙', [], seller!)];
    const forAll = await save(acme.admin, { sharedWith: { everyone: true } });
    const forOlder = await save(acme.admin, { sharedWith: { roleIds: [older] } });
    const forNewer = await save(acme.admin, { sharedWith: { roleIds: [newer] } });
    const own = await save(seller!);
    const begins = async (): Promise<unknown> => (await seller!.get('/views?object=lead')).body.default;
    expect(await begins()).toBeNull();
    const chosen = {
      everyone: forAll.id,
      roles: [
        { roleId: older, viewId: forOlder.id },
        { roleId: newer, viewId: forNewer.id },
      ],
    };
    const put = await acme.admin.put('/objects/lead/default-views', chosen);
    expect(put.body).toMatchObject({
      everyone: { id: forAll.id, name: '重点' },
      roles: [{ roleName: '乙' }, { roleName: '甲' }],
    });
    expect(await begins()).toEqual({ viewId: forNewer.id, chosenFor: 'role' });
    await acme.admin.delete(`/views/${forNewer.id}`);
    expect(await begins()).toEqual({ viewId: forOlder.id, chosenFor: 'role' });
    await acme.admin.patch(`/views/${forOlder.id}`, { sharedWith: { roleIds: [await role(acme, '丙')] } });
    expect(await begins()).toEqual({ viewId: forAll.id, chosenFor: 'everyone' });
    expect((await seller!.put('/me/default-views/lead', { viewId: own.id })).body.default).toEqual({
      viewId: own.id,
      chosenFor: 'me',
    });
    await seller!.put('/me/default-views/lead', { viewId: null });
    expect((await seller!.get('/me/default-views/lead')).body.default.chosenFor).toBe('everyone');
    expect(codes(await acme.admin.put('/me/default-views/lead', { viewId: own.id }))).toEqual([['/viewId', 'NOT_FOUND']]);
    const wrong = {
      everyone: forOlder.id,
      roles: [
        { roleId: older, viewId: own.id },
        { roleId: acme.id, viewId: forAll.id },
      ],
    };
    expect(codes(await acme.admin.put('/objects/lead/default-views', wrong))).toEqual([
      ['/everyone', 'NOT_SHARED'],
      ['/roles/0/viewId', 'NOT_FOUND'],
      ['/roles/1/roleId', 'NOT_FOUND'],
    ]);
    expect((await seller!.put('/objects/lead/default-views', chosen)).status).toBe(403);
  });

  it('VIEW-01: limits are exact under a race, and no list takes more statements for more views', async () => {
    const { admin } = await world.enterprise();
    await save(admin);
    const count = async (path: string): Promise<number> => (await statementsOf(() => admin.get(path))).length;
    await admin.get('/views?object=lead');
    const before = await count('/views?object=lead');
    for (let n = 1; n < 98; n++) await save(admin, { name: `视图${n}` });
    expect(await count('/views?object=lead')).toBe(before);
    const raced = await Promise.all([1, 2, 3, 4].map((n) => admin.post('/views', { object: 'lead', name: `末${n}` })));
    expect(raced.map(({ status }) => status).sort((a, b) => a - b)).toEqual([201, 201, 422, 422]);
    const { body } = await admin.get('/views?object=lead');
    expect(body.items).toHaveLength(100);
    const [view] = body.items as { id: string }[];
    for (const path of ['/leads?scope=all', `/leads?scope=all&view=${view!.id}`]) await admin.get(path);
    expect(await count(`/leads?scope=all&view=${view!.id}`)).toBeLessThanOrEqual(
      (await count('/leads?scope=all&filter[degree]=high')) + 1,
    );
  });
});
