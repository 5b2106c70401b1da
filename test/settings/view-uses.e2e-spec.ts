import type { Person } from '../support/enterprise.js';
import { jobEnd } from '../support/jobs.js';
import { useWorld } from '../support/world.js';
import { HIGH, listedViews, saveView as save } from './views.js';

describe('what saved views speak of, and whose they are', () => {
  const world = useWorld();

  it('VIEW-01 DICT-03: a field or choice that a shared view speaks of is not removed, of a private one it only drops out', async () => {
    const { admin } = await world.enterprise();
    const choices = [
      { code: 'a', label: '甲' },
      { code: 'b', label: '乙' },
    ];
    const { body: size } = await admin.post('/custom-fields', {
      object: 'lead',
      label: '规模',
      key: 'size',
      type: 'choice',
      choices,
    });
    const condition = { any: [{ field: 'custom.size', op: 'in', value: ['a'] }, ...HIGH.all] };
    const view = await save(admin, { name: '规模', condition, sharedWith: { everyone: true } });
    const fewer = await admin.patch(`/custom-fields/${size.id}`, { choices: [choices[1]] });
    expect([fewer.status, fewer.body.errors[0].code, fewer.body.errors[0].detail]).toEqual([409, 'SAVED_VIEW', '共享视图“规模”']);
    expect((await admin.delete(`/custom-fields/${size.id}`)).status).toBe(409);
    await admin.patch(`/views/${view.id}`, { condition: null, columns: ['custom.size'] });
    expect((await admin.delete(`/custom-fields/${size.id}`)).body.errors[0].code).toBe('SAVED_VIEW');
    await admin.patch(`/views/${view.id}`, { condition, sharedWith: null });
    expect((await admin.delete(`/custom-fields/${size.id}`)).status).toBe(202);
    expect((await admin.get(`/views/${view.id}`)).body).toMatchObject({ columns: [], unavailableFields: ['custom.size'] });
    expect((await admin.patch(`/views/${view.id}`, { name: '仍可改名' })).status).toBe(200);
  });

  it('VIEW-01 DICT-02: an item that a shared view names is not deleted; when it is merged, views name its survivor', async () => {
    const acme = await world.enterprise({ salespeople: 1 });
    const item = async (label: string): Promise<string> =>
      (await acme.admin.post('/dictionaries/customerLevel/items', { label })).body.id as string;
    const [from, into] = [await item('旧级'), await item('新级')];
    const condition = { all: [{ field: 'levelId', op: 'in', value: [from] }] };
    const settings = { object: 'customer', name: '旧级客户', condition };
    const view = await save(acme.admin, { ...settings, sharedWith: { everyone: true } });
    const { body: own } = await acme.salespeople[0]!.post('/views', settings);
    const deleted = await acme.admin.delete(`/dictionary-items/${from}`);
    expect([deleted.status, deleted.body.errors?.[0].code]).toEqual([409, 'SAVED_VIEW']);
    const merger = await acme.admin.post(`/dictionary-items/${from}/merger`, { intoId: into });
    expect(await jobEnd(acme.admin, merger.body.id as string)).toMatchObject({ status: 'succeeded' });
    const merged = { all: [{ field: 'levelId', op: 'in', value: [into] }] };
    expect((await acme.salespeople[0]!.get(`/views/${own.id}`)).body.condition).toEqual(merged);
    expect((await acme.admin.get(`/views/${view.id}`)).body.condition).toEqual(merged);
  });

  it('VIEW-01 ORG-07: what a leaver shares goes to the successor, or to the enterprise; private views go', async () => {
    const acme = await world.enterprise({ managers: 2, salespeople: 1 });
    const [first, second] = acme.managers;
    const shared = await save(first!, { name: '共享', sharedWith: { everyone: true } });
    await save(first!, { name: '私有' });
    const { body: preview } = await acme.admin.get(`/employees/${first!.id}/belongings`);
    expect(preview.duties).toContainEqual(
      expect.objectContaining({ kind: 'sharedViewAuthor', items: [{ id: shared.id, name: '共享' }] }),
    );
    const leave = async (person: Person, plan: object): Promise<void> => {
      const answer = await acme.admin.post(`/employees/${person.id}/departures`, { handOver: [], reason: '离职', ...plan });
      expect(await jobEnd(acme.admin, answer.body.id as string)).toMatchObject({ status: 'succeeded' });
    };
    await leave(first!, { successorId: second!.id });
    expect((await acme.admin.get(`/views/${shared.id}`)).body).toMatchObject({ ownerId: second!.id, name: '共享' });
    expect(await listedViews(second!)).toEqual(['共享']);
    await leave(second!, {});
    expect((await acme.salespeople[0]!.get(`/views/${shared.id}`)).body).toMatchObject({ ownerId: null, ownerName: null });
    expect((await acme.admin.patch(`/views/${shared.id}`, { name: '公司的' })).status).toBe(200);
  });
});
