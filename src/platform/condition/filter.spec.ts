import { parse } from 'qs';
import { catalogue } from '../../../test/condition/fields.js';
import { filterToCondition } from './filter.js';
import { ConditionInvalid } from './issues.js';

function conditionOf(query: string) {
  return filterToCondition((parse(query).filter ?? {}) as Record<string, unknown>, catalogue);
}

function issuesOf(query: string): string[] {
  try {
    conditionOf(query);
  } catch (error) {
    if (error instanceof ConditionInvalid) return error.issues.map(({ code, pointer }) => `${code} ${pointer}`);
    throw error;
  }
  return [];
}

describe('the filter of a query string', () => {
  it.each([
    ['filter[level]=A', { field: 'level', op: 'eq', value: 'A' }],
    ['filter[level][in]=A,B', { field: 'level', op: 'in', value: ['A', 'B'] }],
    ['filter[name][in]=a,b&filter[name][in]=c', { field: 'name', op: 'in', value: ['a,b', 'c'] }],
    ['filter[visits][between]=1,5', { field: 'visits', op: 'between', value: [1, 5] }],
    ['filter[amount][gte]=12800.00', { field: 'amount', op: 'gte', value: '12800.00' }],
    ['filter[active]=false', { field: 'active', op: 'eq', value: false }],
    ['filter[seenAt][gte]=2026-11-01', { field: 'seenAt', op: 'gte', value: '2026-11-01' }],
    ['filter[seenAt][olderThan][workdays]=15', { field: 'seenAt', op: 'olderThan', value: { workdays: 15 } }],
    ['filter[phone][isNull]=true', { field: 'phone', op: 'isNull' }],
    ['filter[phone][isNull]=false', { field: 'phone', op: 'isNotNull' }],
    ['filter[phone][isNotNull]=false', { field: 'phone', op: 'isNull' }],
    ['filter[owner]=$me', { field: 'owner', op: 'eq', value: '$me' }],
  ])('reads %s', (query, leaf) => {
    expect(conditionOf(query)).toEqual({ all: [leaf] });
  });

  it('asks for everything that it names', () => {
    expect(conditionOf('filter[visits][gte]=1&filter[visits][lt]=5&filter[level]=A')).toEqual({
      all: [
        { field: 'visits', op: 'gte', value: 1 },
        { field: 'visits', op: 'lt', value: 5 },
        { field: 'level', op: 'eq', value: 'A' },
      ],
    });
  });

  it('holds for every row when it is empty', () => {
    expect(conditionOf('')).toEqual({ all: [] });
  });

  it('reports all issues by the parameter that has them', () => {
    const query = [
      'filter[nobody]=1',
      'filter[level][like]=A',
      'filter[level][in]=A,Z',
      'filter[visits]=three',
      'filter[phone][isNull]=maybe',
      'filter[name]=a&filter[name]=b',
      'filter[seenAt][olderThan][days]=soon',
    ].join('&');
    expect(issuesOf(query)).toEqual([
      'CONDITION_UNKNOWN_FIELD filter[nobody]',
      'CONDITION_OPERATOR_NOT_ALLOWED filter[level][like]',
      'CONDITION_VALUE_NOT_A_CHOICE filter[level][in]',
      'CONDITION_VALUE_INVALID filter[visits]',
      'CONDITION_VALUE_INVALID filter[phone][isNull]',
      'CONDITION_VALUE_INVALID filter[name]',
      'CONDITION_VALUE_INVALID filter[seenAt][olderThan]',
    ]);
  });

  it('refuses more questions than a condition may hold, and longer lists', () => {
    const many = Object.fromEntries(Array.from({ length: 201 }, (_, n) => [`field${n}`, 'x']));
    expect(() => filterToCondition(many, catalogue)).toThrow('CONDITION_TOO_LARGE');
    const list = Array.from({ length: 1001 }, () => '1').join(',');
    expect(issuesOf(`filter[visits][in]=${list}`)).toEqual(['CONDITION_LIST_LENGTH filter[visits][in]']);
  });
});
