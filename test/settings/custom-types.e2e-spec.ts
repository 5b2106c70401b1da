import sql from 'sql-template-tag';
import { CUSTOM_FIELD_TYPES } from '../../src/platform/records/custom-types.js';
import { csv, exported, imported } from '../imports/sheets.js';
import type { Enterprise, Person } from '../support/enterprise.js';
import { statementsOf } from '../support/statements.js';
import { useWorld } from '../support/world.js';
import { peopleOf, typeCases, type TypeCase } from './types.js';

interface Row {
  id: string;
  name: string;
  custom: Record<string, unknown>;
}

const LABEL = (type: string): string => `字段 ${type}`;
const valuesOf = (cases: TypeCase[], pick: (one: TypeCase) => unknown): Record<string, unknown> =>
  Object.fromEntries(cases.map((one) => [one.type, pick(one)]));

describe('every type of custom field', () => {
  const world = useWorld();

  /** An enterprise with a field of each type, keyed by the type. */
  async function enterprise(indexed = false): Promise<{ acme: Enterprise; cases: TypeCase[]; ids: Map<string, string> }> {
    const acme = await world.enterprise({ salespeople: 2 });
    const cases = typeCases(await peopleOf(acme));
    const ids = new Map<string, string>();
    for (const { type, settings, noIndex } of cases) {
      const body = { object: 'lead', key: type, label: LABEL(type), type, ...settings, indexed: indexed && !noIndex };
      const made = await acme.admin.post('/custom-fields', body);
      expect([type, made.status]).toEqual([type, 201]);
      ids.set(type, made.body.id);
    }
    return { acme, cases, ids };
  }

  async function three(admin: Person, cases: TypeCase[]): Promise<Row> {
    const made = await admin.post('/leads', { name: 'A', custom: valuesOf(cases, ({ a }) => a) });
    expect(made.body.errors ?? []).toEqual([]);
    await admin.post('/leads', { name: 'B', custom: valuesOf(cases, ({ b }) => b) });
    await admin.post('/leads', { name: 'C' });
    return made.body;
  }

  const names = (body: { items: Row[] }): string => body.items.map(({ name }) => name).join('');

  it('DICT-03 is in the table below, save what nobody writes, and files, which are told of by themselves', async () => {
    const acme = await world.enterprise({ salespeople: 2 });
    expect(
      typeCases(await peopleOf(acme))
        .map(({ type }) => type)
        .sort(),
    ).toEqual(CUSTOM_FIELD_TYPES.filter((type) => type !== 'formula' && type !== 'file').sort());
  });

  it('DICT-03 takes its values, answers them alike in lists and single reads, and takes back what it answered', async () => {
    const { acme, cases } = await enterprise();
    const lead = await three(acme.admin, cases);
    const expected = valuesOf(cases, ({ a, answered = a }) => answered);
    expect(lead.custom).toEqual(expected);
    const { body: list } = await acme.admin.get('/leads?filter[name]=A');
    expect(list.items[0].custom).toEqual(expected);
    const again = await acme.admin.patch(`/leads/${lead.id}`, { custom: lead.custom });
    expect(again.body.custom).toEqual(expected);
    const emptied = await acme.admin.patch(`/leads/${lead.id}`, { custom: valuesOf(cases, () => null) });
    expect(emptied.body.custom).toEqual({});
  });

  it('DICT-03 refuses what is no value of it, with a pointer', async () => {
    const { acme, cases } = await enterprise();
    const most = Math.max(...cases.map(({ bad }) => bad.length));
    for (let n = 0; n < most; n++) {
      const tried = cases.flatMap(({ type, bad }) => bad.slice(n, n + 1).map(([value, code]) => ({ type, value, code })));
      const answer = await acme.admin.post('/leads', {
        name: 'A',
        custom: Object.fromEntries(tried.map(({ type, value }) => [type, value])),
      });
      expect(answer.status).toBe(400);
      const errors = answer.body.errors as { pointer: string; code: string }[];
      expect(Object.fromEntries(errors.map(({ pointer, code }) => [pointer, code]))).toEqual(
        Object.fromEntries(tried.map(({ type, code }) => [`/custom/${type}`, code])),
      );
    }
  });

  it.each([false, true])(
    'DICT-03 API-02 is filtered by the operators that fit, and sorted by where it has an index: %s',
    async (indexed) => {
      const { acme, cases } = await enterprise(indexed);
      await three(acme.admin, cases);
      for (const { type, where, order } of cases) {
        const field = `custom.${type}`;
        for (const [op, value, expected] of where) {
          const leaf = { field, op, ...(value === undefined ? {} : { value }) };
          const { body } = await acme.admin.post('/leads/search', { condition: leaf, sort: 'createdAt' });
          expect([leaf, names(body)]).toEqual([leaf, expected]);
          const { body: rest } = await acme.admin.post('/leads/search', { condition: { not: leaf }, sort: 'createdAt' });
          expect([leaf, names(rest)]).toEqual([leaf, [...'ABC'].filter((name) => !expected.includes(name)).join('')]);
        }
        const sorted = await acme.admin.get(`/leads?sort=${field}`);
        expect([type, sorted.status === 200 ? names(sorted.body) : sorted.status]).toEqual([
          type,
          indexed && order ? `${order}C` : 400,
        ]);
        const backwards = await acme.admin.get(`/leads?sort=-${field}`);
        if (indexed && order) expect([type, names(backwards.body)]).toEqual([type, `${[...order].toReversed().join('')}C`]);
      }
    },
  );

  it('DICT-03 takes no index where its values have none', async () => {
    const { acme, cases, ids } = await enterprise();
    for (const { type, noIndex } of cases) {
      const answer = await acme.admin.patch(`/custom-fields/${ids.get(type)}`, { indexed: true });
      expect([type, answer.status]).toEqual([type, noIndex ? 400 : 200]);
    }
  });

  it('DICT-03 LEAD-06 comes in by spreadsheet cells, with a row’s faults told by column, and goes out again', async () => {
    const { acme, cases } = await enterprise();
    const columns = cases.map(({ type }) => LABEL(type));
    const result = await imported(
      acme.admin,
      'a.csv',
      await csv(
        ['姓名', '负责人', ...columns],
        [
          ['A', '陈海', ...cases.map(({ cell }) => cell)],
          ['B', '陈海', ...cases.map(({ badCell }) => badCell?.[0] ?? '')],
        ],
      ),
    );
    expect(result.counts).toMatchObject({ created: 1, failed: 1 });
    const { body: lead } = await acme.admin.get('/leads');
    expect(lead.items[0].custom).toEqual(valuesOf(cases, ({ a, answered = a }) => answered));
    const { body: failed } = await acme.admin.get(`/leads/imports/${result.id}/errors`);
    const errors = failed.items[0].errors as { field: string; code: string }[];
    expect(Object.fromEntries(errors.map(({ field, code }) => [field, code]))).toEqual(
      Object.fromEntries(cases.flatMap(({ type, badCell }) => (badCell ? [[`custom.${type}`, badCell[1]]] : []))),
    );
    const { rows } = await exported(acme.admin, { format: 'csv', fields: ['name', 'custom'] });
    const [header, row] = rows;
    expect(header).toEqual(['姓名', ...columns]);
    expect(row).toEqual(['A', ...cases.map(({ cell, shown = cell }) => String(shown))]);
  });

  it('DICT-03 is told by key in the history', async () => {
    const { acme, cases } = await enterprise();
    const lead = await three(acme.admin, cases);
    await acme.admin.patch(`/leads/${lead.id}`, { custom: valuesOf(cases, ({ b }) => b) });
    const { body } = await acme.admin.get(`/leads/${lead.id}/timeline`);
    const change = body.items.find(({ kind }: { kind: string }) => kind === 'change');
    expect(Object.keys(change.content.changes).sort()).toEqual(cases.map(({ type }) => `custom.${type}`).sort());
  });

  it('DICT-03 PERM-07 is hidden and kept from being written by the roles’ field rules', async () => {
    const { acme, cases } = await enterprise(true);
    const lead = await three(acme.admin, cases);
    const bound = async (access: 'hidden' | 'readOnly'): Promise<Person> => {
      const role = await acme.admin.post('/roles', {
        name: access,
        grants: [{ object: 'lead', actions: ['read', 'update', 'create'], scope: 'all' }],
        fieldRules: cases.map(({ type }) => ({ object: 'lead', field: `custom.${type}`, access })),
      });
      const person = await acme.person(access, []);
      await acme.admin.post(`/roles/${role.body.id}/assignments`, { ids: [person.id] });
      return person;
    };
    const blind = await bound('hidden');
    expect((await blind.get(`/leads/${lead.id}`)).body.custom).toEqual({});
    const reader = await bound('readOnly');
    expect((await reader.get(`/leads/${lead.id}`)).body.custom).toEqual(lead.custom);
    for (const person of [blind, reader]) {
      const answer = await person.patch(`/leads/${lead.id}`, { custom: lead.custom });
      expect([answer.status, answer.body.errors?.length]).toEqual([403, cases.length]);
    }
    for (const { type } of cases) {
      const answers = await Promise.all(
        [`filter[custom.${type}][isNull]=true`, `sort=custom.${type}`, `fields=custom.${type}`].map((query) =>
          blind.get(`/leads?${query}`),
        ),
      );
      expect(answers.map(({ status }) => status)).toEqual([400, 400, 400]);
    }
  });

  it('DICT-03 shows people and departments that have gone as unknown, and costs a list no further statement', async () => {
    const { acme, cases } = await enterprise();
    await three(acme.admin, cases);
    const sent = await statementsOf(() => acme.admin.get('/leads'));
    expect(sent.filter(({ text }) => text.includes('leads r'))).toHaveLength(1);
    expect(sent.filter(({ text }) => /^\s*SELECT .* FROM (employees|departments|dictionary_items) /.test(text))).toEqual([]);
    const gone = '018f0000-0000-7000-8000-000000000000';
    const values = JSON.stringify({ person: gone, department: gone });
    await acme.as((ctx) =>
      ctx.db.run(sql`UPDATE leads SET custom = custom || ${values}::jsonb, version = version + 1 WHERE name = 'A'`),
    );
    const { body } = await acme.admin.get('/leads?filter[name]=A');
    expect(body.items[0].custom).toMatchObject({ person: { id: gone, name: null }, department: { id: gone, name: null } });
    const { rows } = await exported(acme.admin, { format: 'csv', fields: ['name', 'custom.person'], filter: { name: 'A' } });
    expect(rows[1]).toEqual(['A', '(未知)']);
  });

  it('DICT-03 has defaults of its own form, and none that is no value of it', async () => {
    const { acme, cases, ids } = await enterprise();
    for (const { type, a, answered = a, bad } of cases) {
      const path = `/custom-fields/${ids.get(type)}`;
      expect([type, (await acme.admin.patch(path, { defaultValue: bad[0]![0] })).body.errors?.[0].pointer]).toEqual([
        type,
        '/defaultValue',
      ]);
      expect([type, (await acme.admin.patch(path, { defaultValue: a, required: true })).status]).toEqual([type, 200]);
      const { body: lead } = await acme.admin.post('/leads', { name: 'D' });
      expect([type, lead.custom[type]]).toEqual([type, answered]);
      expect((await acme.admin.patch(`/leads/${lead.id}`, { custom: { [type]: null } })).body.errors[0].code).toBe('REQUIRED');
    }
  });
});
