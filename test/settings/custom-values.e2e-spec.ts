import type { Person } from '../support/enterprise.js';
import { eventually } from '../support/jobs.js';
import { useWorld } from '../support/world.js';
import { addFields, FIELDS, FULL, HALF, QUESTIONS } from './fields.js';

interface Row {
  name: string;
  custom: Record<string, unknown>;
}

describe('values of custom fields', () => {
  const world = useWorld();

  const names = async (person: Person, query: string, body?: object): Promise<string> => {
    const answer = body ? await person.post('/leads/search', body) : await person.get(`/leads?${query}`);
    if (answer.status !== 200) throw new Error(`${query} ${JSON.stringify(body)} answered ${JSON.stringify(answer.body)}`);
    return answer.body.items
      .map((row: Row) => row.name)
      .sort()
      .join('');
  };

  const three = async (person: Person): Promise<void> => {
    for (const lead of [{ name: 'A', custom: FULL }, { name: 'B', custom: HALF }, { name: 'C' }]) {
      expect((await person.post('/leads', lead)).status).toBe(201);
    }
  };

  const ask = async (person: Person): Promise<void> => {
    for (const [field, op, value, expected] of QUESTIONS) {
      const leaf = { field: `custom.${field}`, op, ...(value === undefined ? {} : { value }) };
      expect([leaf, await names(person, '', { condition: leaf })]).toEqual([leaf, expected]);
      const inAll = { all: [leaf, { field: 'status', op: 'eq', value: 'active' }] };
      expect(await names(person, '', { condition: inAll })).toBe(expected);
      const negated = { not: leaf };
      expect([negated, await names(person, '', { condition: negated })]).toEqual([
        negated,
        [...'ABC'].filter((name) => !expected.includes(name)).join(''),
      ]);
    }
    for (const [query, expected] of [
      ['filter[custom.note]=Beta', 'B'],
      ['filter[custom.size][gte]=20', 'B'],
      ['filter[custom.budget][between]=99,100', 'B'],
      ['filter[custom.due][before]=2026-02-01', 'A'],
      ['filter[custom.vip]=true', 'A'],
      ['filter[custom.grade][in]=gold,iron', 'A'],
      ['filter[custom.areas][hasAny]=east', 'AB'],
      ['filter[custom.alt][isNull]=true', 'C'],
    ] as const) {
      expect([query, await names(person, query)]).toEqual([query, expected]);
      const counted = await person.get(`/leads?${query}&count=exact`);
      expect(counted.body.page.total).toBe(expected.length);
    }
  };

  const order = async (person: Person, sort: string): Promise<string> => {
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const page: { status: number; body: { items: Row[]; page: { nextCursor: string | null } } } = await person.get('/leads', {
        sort,
        limit: 1,
        ...(cursor ? { cursor } : {}),
      });
      if (page.status !== 200) return String(page.status);
      seen.push(...page.body.items.map((row) => row.name));
      cursor = page.body.page.nextCursor;
    } while (cursor);
    return seen.join('');
  };

  const sorts = async (person: Person): Promise<void> => {
    const forwards = { note: 'BAC', size: 'ABC', budget: 'BAC', due: 'ABC', vip: 'BAC', grade: 'ABC', alt: 'ABC' };
    for (const [key, expected] of Object.entries(forwards)) {
      expect([key, await order(person, `custom.${key}`)]).toEqual([key, expected]);
      expect([key, await order(person, `-custom.${key}`)]).toEqual([key, `${expected[1]}${expected[0]}C`]);
    }
    expect(await order(person, 'custom.areas')).toBe('400');
  };

  it('DICT-03 API-02 are filtered, searched and counted by every family of operators without an index, and not sorted by', async () => {
    const acme = await world.enterprise();
    await addFields(acme.admin);
    await three(acme.admin);
    await ask(acme.admin);
    expect(await order(acme.admin, 'custom.size')).toBe('400');
  });

  it('DICT-03 API-02 give the same answers with an index, and lists are sorted by them', async () => {
    const acme = await world.enterprise();
    await addFields(acme.admin, { indexed: true });
    await three(acme.admin);
    await ask(acme.admin);
    await sorts(acme.admin);
  });

  it('DICT-03 give the same answers when the index is switched on over existing values, and after it was switched off', async () => {
    const acme = await world.enterprise();
    const ids = await addFields(acme.admin);
    await three(acme.admin);
    for (const id of ids.values()) {
      const switched = await acme.admin.patch(`/custom-fields/${id}`, { indexed: true });
      expect(switched.body).toMatchObject({ indexed: true, indexBuilding: true });
    }
    const ready = () => acme.admin.get('/custom-fields?object=lead');
    await eventually(ready, (answer) => answer.body.items.every((field: { indexBuilding: boolean }) => !field.indexBuilding));
    await ask(acme.admin);
    await sorts(acme.admin);
    const { body: lead } = await acme.admin.get('/leads?filter[name]=A');
    await acme.admin.patch(`/leads/${lead.items[0].id}`, { custom: { size: 30 } });
    expect(await order(acme.admin, 'custom.size')).toBe('BAC');
    await acme.admin.patch(`/custom-fields/${ids.get('size')}`, { indexed: false });
    expect(await names(acme.admin, 'filter[custom.size][gt]=20')).toBe('A');
    await eventually(
      () =>
        acme.as((ctx) =>
          ctx.db.query({ text: 'SELECT 1 FROM record_field_values WHERE field_id = $1', values: [ids.get('size')] } as never),
        ),
      (rows) => rows.length === 0,
    );
  });

  it('DICT-03 are normalised, merged by key, emptied by null and told by key in the history', async () => {
    const acme = await world.enterprise();
    await addFields(acme.admin);
    const { body: lead } = await acme.admin.post('/leads', { name: 'A', custom: FULL });
    expect(lead.custom).toEqual({ ...FULL, alt: '+8613800138001' });
    const changed = await acme.admin.patch(`/leads/${lead.id}`, { custom: { size: 11, note: null } });
    const { note: _note, ...rest } = FULL;
    expect(changed.body.custom).toEqual({ ...rest, size: 11, alt: '+8613800138001' });
    const timeline = await acme.admin.get(`/leads/${lead.id}/timeline`);
    const change = timeline.body.items.find((entry: { kind: string }) => entry.kind === 'change');
    expect(change.content.changes).toEqual({ 'custom.size': [10, 11], 'custom.note': ['华夏 alpha', null] });
    const trimmed = await acme.admin.get('/leads?fields=name,custom.size');
    expect(trimmed.body.items).toEqual([{ id: lead.id, version: 2, name: 'A', custom: { size: 11 } }]);
  });

  it('DICT-03 are refused with a pointer to each that is unknown, of the wrong type, missing or no choice', async () => {
    const acme = await world.enterprise();
    await addFields(acme.admin);
    await acme.admin.post('/custom-fields', { object: 'lead', label: '必填项', key: 'must', type: 'text', required: true });
    const wrong = {
      note: 1,
      size: '10',
      budget: 12.5,
      due: '2026-02-30',
      vip: 'yes',
      grade: 'tin',
      areas: 'east',
      alt: '12',
      'a/b~c': 1,
    };
    const answer = await acme.admin.post('/leads', { name: 'A', custom: wrong });
    expect(answer.status).toBe(400);
    expect(
      Object.fromEntries(answer.body.errors.map((error: { pointer: string; code: string }) => [error.pointer, error.code])),
    ).toEqual({
      '/custom/note': 'NOT_A_STRING',
      '/custom/size': 'NOT_AN_INTEGER',
      '/custom/budget': 'NOT_A_DECIMAL',
      '/custom/due': 'NOT_A_DATE',
      '/custom/vip': 'NOT_A_BOOLEAN',
      '/custom/grade': 'NOT_ALLOWED',
      '/custom/areas': 'NOT_A_LIST',
      '/custom/alt': 'NOT_A_PHONE',
      '/custom/a~1b~0c': 'UNKNOWN_PROPERTY',
      '/custom/must': 'REQUIRED',
    });
    for (const query of [
      'filter[custom.none]=1',
      'filter[custom.grade]=tin',
      'filter[custom.size]=x',
      'filter[custom.vip][gt]=true',
      'sort=custom.none',
      'fields=custom.none',
    ]) {
      expect([query, (await acme.admin.get(`/leads?${query}`)).status]).toEqual([query, 400]);
    }
  });

  it('DICT-03 SEC-02 are the enterprise’s own: another one knows neither definitions nor keys', async () => {
    const [acme, other] = [await world.enterprise(), await world.enterprise()];
    const ids = await addFields(acme.admin);
    expect((await other.admin.get('/custom-fields')).body.items).toEqual([]);
    expect((await other.admin.get(`/custom-fields/${ids.get('size')}`)).status).toBe(404);
    expect((await other.admin.patch(`/custom-fields/${ids.get('size')}`, { label: 'x' })).status).toBe(404);
    expect((await other.admin.delete(`/custom-fields/${ids.get('size')}`)).status).toBe(404);
    expect((await other.admin.post('/leads', { name: 'A', custom: { size: 1 } })).body.errors[0]).toMatchObject({
      pointer: '/custom/size',
      code: 'UNKNOWN_PROPERTY',
    });
    expect((await other.admin.get('/leads?filter[custom.size]=1')).status).toBe(400);
    const { body } = await other.admin.get('/objects/lead');
    expect(body.fields.filter((field: { custom: boolean }) => field.custom)).toEqual([]);
    expect(FIELDS).toHaveLength(8);
  });
});
