import type { Client } from '../support/client.js';

/** One field of each type; `grade` and `areas` with choices. */
export const FIELDS = [
  { key: 'note', label: '说明', type: 'text' },
  { key: 'size', label: '规模', type: 'integer' },
  { key: 'budget', label: '预算', type: 'decimal' },
  { key: 'due', label: '截止', type: 'date' },
  { key: 'vip', label: '重点', type: 'boolean' },
  {
    key: 'grade',
    label: '等级',
    type: 'choice',
    choices: [
      { code: 'gold', label: '金' },
      { code: 'silver', label: '银' },
      { code: 'iron', label: '铁' },
    ],
  },
  {
    key: 'areas',
    label: '区域',
    type: 'choices',
    choices: [
      { code: 'east', label: '东' },
      { code: 'south', label: '南' },
      { code: 'west', label: '西' },
    ],
  },
  { key: 'alt', label: '备用电话', type: 'phone' },
] as const;

export const FULL = {
  note: '华夏 alpha',
  size: 10,
  budget: '100.50',
  due: '2026-01-10',
  vip: true,
  grade: 'gold',
  areas: ['east', 'south'],
  alt: '138 0013 8001',
};
export const HALF = {
  note: 'Beta',
  size: 20,
  budget: '99.9',
  due: '2026-03-01',
  vip: false,
  grade: 'silver',
  areas: ['east'],
  alt: '13900139002',
};

/** Creates the fields; their ids by key. */
export async function addFields(client: Client, settings: object = {}): Promise<Map<string, string>> {
  const ids = new Map<string, string>();
  for (const field of FIELDS) {
    const answer = await client.post('/custom-fields', { object: 'lead', ...field, ...settings });
    if (answer.status !== 201) throw new Error(`The field answered ${answer.status} ${JSON.stringify(answer.body)}`);
    ids.set(field.key, answer.body.id);
  }
  return ids;
}

/** Conditions of every family of operators and the leads for which they hold, of A (full), B (half) and C (empty). */
export const QUESTIONS: [field: string, op: string, value: unknown, names: string][] = [
  ['note', 'eq', 'Beta', 'B'],
  ['note', 'ne', 'Beta', 'AC'],
  ['note', 'in', ['Beta', '华夏 alpha'], 'AB'],
  ['note', 'contains', '夏 AL', 'A'],
  ['note', 'startsWith', 'be', 'B'],
  ['note', 'endsWith', 'a', 'AB'],
  ['note', 'isNull', undefined, 'C'],
  ['size', 'eq', 10, 'A'],
  ['size', 'gt', 10, 'B'],
  ['size', 'between', [10, 20], 'AB'],
  ['size', 'notIn', [10], 'BC'],
  ['budget', 'eq', '100.5', 'A'],
  ['budget', 'gte', '99.90', 'AB'],
  ['budget', 'lt', '100', 'B'],
  ['due', 'eq', '2026-01-10', 'A'],
  ['due', 'on', '2026-03-01', 'B'],
  ['due', 'before', '2026-02-01', 'A'],
  ['due', 'olderThan', { days: 1 }, 'AB'],
  ['due', 'isNotNull', undefined, 'AB'],
  ['vip', 'eq', true, 'A'],
  ['vip', 'ne', true, 'BC'],
  ['grade', 'eq', 'gold', 'A'],
  ['grade', 'in', ['silver', 'iron'], 'B'],
  ['grade', 'notIn', ['gold'], 'BC'],
  ['areas', 'hasAny', ['south', 'west'], 'A'],
  ['areas', 'hasAll', ['east'], 'AB'],
  ['areas', 'hasNone', ['south'], 'BC'],
  ['areas', 'isNull', undefined, 'C'],
  ['alt', 'eq', '+8613800138001', 'A'],
  ['alt', 'endsWith', '9002', 'B'],
];
