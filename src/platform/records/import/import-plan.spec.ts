import type { Ctx } from '../../context/ctx.js';
import { text } from '../../i18n/locale.js';
import { DictionaryForest, type DictionaryItem } from '../dictionary/dictionary-forest.js';
import { dictionaryLabels } from '../dictionary/dictionary-labels.js';
import { ImportPlan } from './import-plan.js';
import type { ImportRow } from './import.queries.js';
import type { ImportTarget } from './import-target.js';

const item = (id: string, status: DictionaryItem['status'] = 'active', mergedIntoId: string | null = null): DictionaryItem => ({
  id,
  dictionary: 'unit',
  parentId: null,
  code: null,
  label: `label of ${id}`,
  position: 0,
  status,
  mergedIntoId,
  version: 1,
});

describe('an import whose dictionary changes while it runs', () => {
  it('DICT-02: writes the survivor of a merged item, and refuses rows whose item nobody can choose any more', async () => {
    const before = new DictionaryForest(['kept', 'merged', 'disabled', 'gone'].map((id) => item(id)));
    const column = {
      key: 'unitId',
      label: text('单位', 'Unit'),
      type: 'dictionary',
      labels: dictionaryLabels(before, 'unit'),
    } as const;
    const plan = await ImportPlan.begin(
      { zone: 'UTC' } as Ctx,
      { defaults: {}, begin: async () => ({}) } as unknown as ImportTarget,
      { id: '1', options: {}, lastRow: 0, mapping: [{ column: 0, label: '单位', field: 'unitId' }] } as unknown as ImportRow,
      [column],
    );
    const rows = plan.parse(['kept', 'merged', 'disabled', 'gone'].map((id, row) => ({ row, cells: [`label of ${id}`] })));
    const after = new DictionaryForest([item('kept'), item('merged', 'merged', 'kept'), item('disabled', 'disabled')]);
    expect(plan.renew(rows, after).map(({ values, issues }) => issues[0]?.code ?? values.unitId)).toEqual([
      'kept',
      'kept',
      'NOT_AN_ITEM',
      'NOT_AN_ITEM',
    ]);
  });
});
