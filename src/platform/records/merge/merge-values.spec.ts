import { mergedValues, type Mergeable } from './merge-values.js';

const lead = (id: string, values: object = {}, custom: Record<string, unknown> = {}): Mergeable => ({
  id,
  tags: [],
  degree: 'none',
  ...values,
  custom,
});
const KEYS = ['name', 'phone', 'title', 'tags', 'degree'];

describe('mergedValues', () => {
  it('LEAD-02 keeps what the survivor has and takes the first of what it has not', () => {
    const survivor = lead('a', { name: '李静', phone: null, title: '经理' }, { size: 0 });
    const others = [
      lead('b', { name: '李静静', phone: null, degree: 'low' }, { size: 5 }),
      lead('c', { phone: '+86138', degree: 'high' }, { vip: false }),
    ];
    expect(mergedValues(survivor, others, {}, KEYS, ['size', 'vip'], { degree: 'none' })).toEqual({
      changes: { phone: '+86138', degree: 'low' },
      custom: { vip: false },
    });
  });

  it('LEAD-02 takes the value of the lead that was chosen, also an empty one', () => {
    const survivor = lead('a', { name: '李静', title: '经理' }, { size: 1 });
    const others = [lead('b', { name: '李静静', title: null }, {})];
    expect(mergedValues(survivor, others, { name: 'b', title: 'b', 'custom.size': 'b' }, KEYS, ['size'])).toEqual({
      changes: { name: '李静静', title: null },
      custom: { size: null },
    });
  });

  it('LEAD-02 unites tags unless somebody’s were chosen', () => {
    const survivor = lead('a', { tags: ['甲', '乙'] });
    const others = [lead('b', { tags: ['乙', '丙'] })];
    expect(mergedValues(survivor, others, {}, KEYS, []).changes).toEqual({ tags: ['甲', '乙', '丙'] });
    expect(mergedValues(survivor, others, { tags: 'b' }, KEYS, []).changes).toEqual({ tags: ['乙', '丙'] });
    expect(mergedValues(survivor, others, { tags: 'a' }, KEYS, []).changes).toEqual({});
  });
});
