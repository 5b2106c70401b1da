import type { Person } from '../support/enterprise.js';
import { makePool } from '../support/pools.js';
import { useWorld } from '../support/world.js';

const field = (client: Person, body: object) => client.post('/custom-fields', { object: 'lead', ...body });

describe('objects', () => {
  const world = useWorld();

  it('API-02 DICT-03 tell front ends all fields with types, choices, operators and what the asker may do with them', async () => {
    const acme = await world.enterprise({ salespeople: 1 });
    const [seller] = acme.salespeople;
    await field(acme.admin, {
      label: '规模',
      key: 'size',
      type: 'integer',
      indexed: true,
      required: true,
      section: '商务',
      help: '人数',
    });
    await field(acme.admin, { label: '底价', key: 'floor', type: 'decimal' });
    const role = await acme.admin.post('/roles', {
      name: '限制',
      grants: [{ object: 'lead', actions: ['read'], scope: 'own' }],
      fieldRules: [
        { object: 'lead', field: 'custom.floor', access: 'hidden' },
        { object: 'lead', field: 'phone', access: 'readOnly' },
      ],
    });
    expect(role.status).toBe(201);
    const limited = await acme.person('受限', []);
    await acme.admin.post(`/roles/${role.body.id}/assignments`, { ids: [limited.id] });
    const fields = async (person: Person, language = 'zh-CN') => {
      const { body } = await person.with({ 'accept-language': language }).get('/objects/lead');
      return new Map<string, Record<string, unknown>>(body.fields.map((each: { key: string }) => [each.key, each]));
    };
    const mine = await fields(seller!);
    expect(mine.get('custom.size')).toMatchObject({
      label: '规模',
      type: 'integer',
      custom: true,
      sortable: true,
      required: true,
      readOnly: false,
      section: '商务',
      help: '人数',
    });
    expect(mine.get('custom.size')!.operators).toEqual(expect.arrayContaining(['eq', 'gt', 'between', 'isNull']));
    expect(mine.get('custom.floor')).toMatchObject({ sortable: false, filterable: true, importable: true });
    expect(mine.get('ownerId')).toMatchObject({
      label: '负责人',
      type: 'reference',
      nameKey: 'ownerName',
      readOnly: true,
      importable: false,
    });
    expect(mine.get('nextContactAt')).toMatchObject({ readOnly: false, importable: false, sortable: true });
    expect(mine.get('degree')).toMatchObject({
      type: 'choice',
      choices: expect.arrayContaining([{ code: 'high', label: '高', disabled: false }]),
    });
    const bound = await fields(limited, 'en');
    expect(bound.has('custom.floor')).toBe(false);
    expect(bound.get('phone')).toMatchObject({ label: 'Phone', readOnly: true });
    expect(bound.get('title')).toMatchObject({ label: 'Title', readOnly: false });
    const { body: list } = await limited.get('/objects');
    expect(list.items).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          object: 'lead',
          label: '线索',
          actions: expect.arrayContaining(['read']),
          defaultSort: '-createdAt',
        }),
      ]),
    );
    expect((await limited.get('/objects/moon')).status).toBe(404);
  });

  it('PERM-07 POOL-18 answer a hidden reference neither by its id nor by its name, in lists and single reads', async () => {
    const acme = await world.enterprise();
    const role = await acme.admin.post('/roles', {
      name: '无池',
      grants: [{ object: 'lead', actions: ['read'], scope: 'all' }],
      fieldRules: [{ object: 'lead', field: 'poolId', access: 'hidden' }],
    });
    const blind = await acme.person('外包', []);
    await acme.admin.post(`/roles/${role.body.id}/assignments`, { ids: [blind.id] });
    const pool = await makePool(acme, []);
    const [lead] = await pool.leads(1);
    const answers = [await blind.get(`/leads/${lead}`), await blind.get('/leads'), await blind.get('/leads?fields=name')];
    const rows = answers.map(({ body }) => body.items?.[0] ?? body);
    expect(rows.map((row) => [row.id, 'poolId' in row, 'poolName' in row])).toEqual(rows.map(() => [lead, false, false]));
    expect((await blind.get('/leads?fields=poolName')).status).toBe(400);
    expect((await acme.admin.get('/leads?fields=poolName')).body.items).toEqual([
      { id: lead, version: 1, poolId: pool.id, poolName: expect.any(String) },
    ]);
  });
});
