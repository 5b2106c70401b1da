import { DictionaryForest, type DictionaryItem } from './dictionary-forest.js';
import { dictionaryLabels } from './dictionary-labels.js';

const item = (id: string, label: string, parentId: string | null = null, status: DictionaryItem['status'] = 'active') => ({
  id,
  dictionary: 'region',
  parentId,
  code: null,
  label,
  position: 0,
  status,
  mergedIntoId: status === 'merged' ? 'east' : null,
  version: 1,
});

const forest = new DictionaryForest([
  item('east', '华东'),
  item('shanghai', '上海', 'east'),
  item('drum1', '鼓楼区', 'east'),
  item('north', '华北'),
  item('drum2', '鼓楼区', 'north'),
  item('old', '旧区', null, 'disabled'),
  item('gone', '合并区', null, 'merged'),
]);
const { find, names } = dictionaryLabels(forest, 'region');

describe('labels of a dictionary in spreadsheets', () => {
  it('DICT-01: a label or the end of a path means the one item that has it', () => {
    expect([find('上海'), find('华东/上海'), find(' 华东 > 上海 '), find('华北/鼓楼区')]).toEqual([
      'shanghai',
      'shanghai',
      'shanghai',
      'drum2',
    ]);
  });

  it('DICT-01: a label that several items have is ambiguous, and what cannot be chosen means nothing', () => {
    expect([find('鼓楼区'), find('旧区'), find('合并区'), find('火星')]).toEqual(['ambiguous', undefined, undefined, undefined]);
  });

  it('DICT-01: offers every item by its path', () => {
    expect(names).toEqual(['华东', '华东/上海', '华东/鼓楼区', '华北', '华北/鼓楼区']);
  });

  it('finds what is merged below its survivor', () => {
    expect(forest.under(['east']).toSorted()).toEqual(['drum1', 'east', 'gone', 'shanghai']);
  });
});
