import type { Condition } from './condition.js';
import { catalogue, moment } from '../../../test/condition/fields.js';
import { ConditionInvalid } from './issues.js';
import { conditionPredicate } from './predicate.js';

const holds = (condition: Condition, row: Record<string, unknown>) => conditionPredicate(condition, catalogue, moment)(row);

describe('a condition in memory', () => {
  it.each<[Condition, boolean]>([
    [{ field: 'name', op: 'eq', value: '' }, false],
    [{ field: 'name', op: 'ne', value: 'x' }, true],
    [{ field: 'level', op: 'notIn', value: ['A'] }, true],
    [{ field: 'tags', op: 'hasAny', value: ['A'] }, false],
    [{ field: 'tags', op: 'hasNone', value: ['A'] }, true],
    [{ field: 'visits', op: 'lt', value: 1 }, false],
    [{ not: { field: 'visits', op: 'lt', value: 1 } }, true],
    [{ field: 'seenAt', op: 'olderThan', value: { days: 15 } }, false],
    [{ field: 'owner', op: 'eq', value: '$me' }, false],
    [{ field: 'name', op: 'isNull' }, true],
    [{ field: 'name', op: 'isNotNull' }, false],
  ])('asked %j of a missing value answers %s', (condition, expected) => {
    expect(holds(condition, {})).toBe(expected);
    expect(
      holds(condition, Object.fromEntries(['name', 'level', 'tags', 'visits', 'seenAt', 'owner'].map((key) => [key, null]))),
    ).toBe(expected);
  });

  it.each<[Condition, Record<string, unknown>, boolean]>([
    [{ field: 'amount', op: 'eq', value: '1.5' }, { amount: '1.50' }, true],
    [{ field: 'amount', op: 'gt', value: '0.1' }, { amount: '0.10000000000000000001' }, true],
    [{ field: 'amount', op: 'lt', value: '-9' }, { amount: '-10' }, true],
    [{ field: 'rate', op: 'gte', value: '99999999999999.99' }, { rate: '99999999999999.98' }, false],
    [{ field: 'visits', op: 'in', value: [1, 9_007_199_254_740_991] }, { visits: 9_007_199_254_740_991n }, true],
    [{ field: 'seenAt', op: 'eq', value: '2026-11-21T08:00:00+08:00' }, { seenAt: new Date('2026-11-21T00:00:00Z') }, true],
    [{ field: 'seenAt', op: 'gt', value: '2026-11-21T00:00:00Z' }, { seenAt: '2026-11-21 08:00:00.000001+08' }, true],
    [{ field: 'seenAt', op: 'on', value: '2026-11-21' }, { seenAt: '2026-11-20T16:00:00Z' }, true],
    [{ field: 'signedOn', op: 'before', value: '2026-11-21' }, { signedOn: '2026-11-20' }, true],
    [{ field: 'name', op: 'contains', value: '华夏' }, { name: '北京华夏科技' }, true],
    [{ field: 'name', op: 'endsWith', value: 'LTD' }, { name: 'Acme ltd' }, true],
    [{ field: 'name', op: 'eq', value: 'acme' }, { name: 'Acme' }, false],
    [{ field: 'tags', op: 'hasAll', value: ['A', 'B'] }, { tags: ['B', 'C', 'A'] }, true],
    [{ field: 'tags', op: 'isNull' }, { tags: [] }, false],
    [{ field: 'owner', op: 'in', value: ['$me'] }, { owner: moment.actorId }, true],
    [{ field: 'active', op: 'ne', value: true }, { active: false }, true],
    [{ any: [] }, {}, false],
    [{ all: [] }, {}, true],
  ])('answers %j of %o with %s', (condition, row, expected) => {
    expect(holds(condition, row)).toBe(expected);
  });

  it('complains of a value that is not of the field’s type', () => {
    expect(() => holds({ field: 'amount', op: 'gt', value: '1' }, { amount: 'much' })).toThrow(RangeError);
    expect(() => holds({ field: 'seenAt', op: 'gt', value: '2026-11-21' }, { seenAt: 'today' })).toThrow(RangeError);
  });

  it('refuses a stored condition whose field is gone', () => {
    expect(() => holds({ field: 'gone', op: 'isNull' }, {})).toThrow(ConditionInvalid);
  });
});
