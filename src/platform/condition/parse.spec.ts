import { catalogue } from '../../../test/condition/fields.js';
import { ConditionInvalid, type ConditionIssue } from './issues.js';
import { parseCondition } from './parse.js';

function issuesOf(input: unknown, pointer?: string): readonly ConditionIssue[] {
  try {
    parseCondition(input, catalogue, pointer);
  } catch (error) {
    if (error instanceof ConditionInvalid) return error.issues;
    throw error;
  }
  return [];
}

const codesOf = (input: unknown) => issuesOf(input).map((issue) => issue.code);
const nested = (depth: number): unknown => (depth === 1 ? { field: 'name', op: 'isNull' } : { not: nested(depth - 1) });

describe('reading a condition', () => {
  it.each([
    { all: [] },
    { any: [{ field: 'level', op: 'in', value: ['A', 'B'] }, { not: { field: 'phone', op: 'isNull' } }] },
    { field: 'seenAt', op: 'olderThan', value: { workdays: 15 } },
    { field: 'seenAt', op: 'gte', value: '2026-11-01' },
    { field: 'seenAt', op: 'eq', value: '2026-11-01T08:00:00.123456+08:00' },
    { field: 'amount', op: 'between', value: ['0', '12800.00'] },
    { field: 'owner', op: 'eq', value: '$me' },
    { field: 'signedOn', op: 'period', value: 'thisQuarter' },
    { field: 'name', op: 'eq', value: '' },
    { field: 'active', op: 'eq', value: false },
  ])('takes %j as it is', (condition) => {
    expect(parseCondition(condition, catalogue)).toEqual(condition);
  });

  it('writes references in lower case, as the database does', () => {
    const owner = '018F0000-0000-7000-8000-00000000000A';
    expect(parseCondition({ field: 'owner', op: 'in', value: [owner] }, catalogue)).toEqual({
      field: 'owner',
      op: 'in',
      value: [owner.toLowerCase()],
    });
  });

  it('reports every issue at once, each with its pointer', () => {
    const condition = {
      all: [
        { field: 'nobody', op: 'eq', value: 1 },
        { any: [{ field: 'name', op: 'gt', value: 'a' }, { not: { field: 'level', op: 'in', value: ['A', 'Z', 7] } }] },
        { field: 'visits', op: 'eq', value: '3', note: 'x' },
      ],
    };
    const issues = issuesOf(condition, '/filter');
    expect(issues.map(({ pointer, code }) => `${code} ${pointer}`)).toEqual([
      'CONDITION_UNKNOWN_FIELD /filter/all/0/field',
      'CONDITION_OPERATOR_NOT_ALLOWED /filter/all/1/any/0/op',
      'CONDITION_VALUE_NOT_A_CHOICE /filter/all/1/any/1/not/value/1',
      'CONDITION_VALUE_INVALID /filter/all/1/any/1/not/value/2',
      'CONDITION_UNKNOWN_PROPERTY /filter/all/2/note',
      'CONDITION_VALUE_INVALID /filter/all/2/value',
    ]);
    expect(issues[2]?.params).toEqual({ value: 'Z', choices: ['A', 'B', 'C'] });
    expect(issues[5]?.params).toEqual({ expected: 'integer' });
  });

  it.each([null, undefined, 'x', [], {}, { op: 'eq', value: 1 }, { all: {} }, { any: [], all: [] }, { all: [], field: 'name' }])(
    'calls %j malformed',
    (input) => {
      expect(codesOf(input)).toEqual(['CONDITION_MALFORMED']);
    },
  );

  it.each([
    ['name', 'eq', null],
    ['name', 'eq', undefined],
    ['name', 'eq', 'a\0b'],
    ['name', 'eq', '\ud83d'],
    ['name', 'contains', ''],
    ['name', 'contains', 'x'.repeat(1001)],
    ['visits', 'eq', 1.5],
    ['visits', 'eq', 2 ** 53],
    ['amount', 'gt', 12.5],
    ['amount', 'gt', '1e3'],
    ['amount', 'gt', 'NaN'],
    ['signedOn', 'eq', '2026-02-30'],
    ['signedOn', 'eq', '2026-11-21T00:00:00Z'],
    ['signedOn', 'gt', '9999-12-31'],
    ['signedOn', 'olderThan', { hours: 1 }],
    ['seenAt', 'eq', '2026-11-21'],
    ['seenAt', 'gt', '2026-11-21T08:00:00'],
    ['seenAt', 'gt', '2026-11-21T24:00:00Z'],
    ['seenAt', 'on', '2026-11-21T08:00:00Z'],
    ['seenAt', 'olderThan', { days: 1, hours: 1 }],
    ['seenAt', 'olderThan', {}],
    ['seenAt', 'olderThan', { days: -1 }],
    ['seenAt', 'olderThan', { days: 1.5 }],
    ['seenAt', 'olderThan', { days: 36_501 }],
    ['seenAt', 'olderThan', { toString: 1 }],
    ['seenAt', 'period', 'someday'],
    ['active', 'eq', 'true'],
    ['owner', 'eq', 'me'],
  ])('refuses %s %s %j as a value', (field, op, value) => {
    expect(issuesOf({ field, op, value })).toEqual([
      expect.objectContaining({ pointer: '/value', code: 'CONDITION_VALUE_INVALID' }),
    ]);
  });

  it('refuses a value where none belongs', () => {
    expect(codesOf({ field: 'name', op: 'isNull', value: true })).toEqual(['CONDITION_VALUE_NOT_ALLOWED']);
  });

  it.each([
    ['amount', 'gt', 'like'],
    ['level', 'eq', 'gt'],
    ['tags', 'hasAny', 'eq'],
    ['active', 'eq', 'in'],
    ['name', 'eq', 'constructor'],
  ])('names the operators of %s when asked for another', (field, known, wrong) => {
    const [issue] = issuesOf({ field, op: wrong, value: 'x' });
    expect(issue).toMatchObject({ code: 'CONDITION_OPERATOR_NOT_ALLOWED', params: { field, op: wrong } });
    expect(issue?.params.allowed).toContain(known);
  });

  it('holds lists to one to a thousand operands, and pairs to two', () => {
    const list = (length: number) => ({ field: 'visits', op: 'in', value: Array.from({ length }, (_, n) => n) });
    expect(codesOf(list(1000))).toEqual([]);
    expect(codesOf(list(1001))).toEqual(['CONDITION_LIST_LENGTH']);
    expect(codesOf(list(0))).toEqual(['CONDITION_LIST_LENGTH']);
    expect(codesOf({ field: 'visits', op: 'in', value: 1 })).toEqual(['CONDITION_LIST_LENGTH']);
    expect(codesOf({ field: 'visits', op: 'between', value: [1] })).toEqual(['CONDITION_LIST_LENGTH']);
  });

  it('goes eight levels deep and no further', () => {
    expect(codesOf(nested(8))).toEqual([]);
    expect(issuesOf(nested(9))).toEqual([{ pointer: '/not'.repeat(8), code: 'CONDITION_TOO_DEEP', params: { limit: 8 } }]);
  });

  it('takes two hundred leaves and says once that there are more', () => {
    const leaves = (length: number) => ({ all: Array.from({ length }, () => ({ field: 'name', op: 'isNull' })) });
    expect(codesOf(leaves(200))).toEqual([]);
    expect(codesOf(leaves(100_000))).toEqual(['CONDITION_TOO_LARGE']);
    expect(codesOf({ any: Array.from({ length: 201 }, () => ({ all: [] })) })).toEqual(['CONDITION_TOO_LARGE']);
  });

  it('escapes the pointer to a property with a slash', () => {
    expect(issuesOf({ all: [], 'a/b~c': 1 })[0]?.pointer).toBe('/a~1b~0c');
  });
});
