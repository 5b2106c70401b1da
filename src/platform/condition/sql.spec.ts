import sql, { raw } from 'sql-template-tag';
import type { Condition } from './condition.js';
import type { ConditionField } from './field.js';
import { catalogue, moment } from '../../../test/condition/fields.js';
import { ConditionInvalid } from './issues.js';
import { conditionSql } from './sql.js';

const compiled = (condition: Condition, fields = catalogue) => {
  const { text, values } = conditionSql(condition, fields, moment);
  return [text, ...values];
};

describe('a condition in SQL', () => {
  it.each<[Condition, unknown[]]>([
    [{ field: 'name', op: 'eq', value: '华夏' }, ['(r.name) = $1::text', '华夏']],
    [{ field: 'level', op: 'in', value: ['A', 'B'] }, ['(r.level) = ANY ($1::text[])', ['A', 'B']]],
    [{ field: 'visits', op: 'gte', value: 3 }, ['((r.visits) >= $1::bigint)', 3]],
    [
      { field: 'amount', op: 'between', value: ['0', '9.99'] },
      ['((r.amount) >= $1::numeric AND (r.amount) <= $2::numeric)', '0', '9.99'],
    ],
    [{ field: 'tags', op: 'hasAll', value: ['A'] }, ['(r.tags) @> $1::text[]', ['A']]],
    [{ field: 'phone', op: 'isNull' }, ['(r.phone) IS NULL']],
  ])('leaves %j plain, so that an index can answer it', (condition, expected) => {
    expect(compiled(condition)).toEqual(expected);
  });

  it.each<[Condition, unknown[]]>([
    [{ field: 'name', op: 'ne', value: 'x' }, ['(((r.name) = $1::text) IS NOT TRUE)', 'x']],
    [{ not: { field: 'name', op: 'eq', value: 'x' } }, ['(((r.name) = $1::text) IS NOT TRUE)', 'x']],
    [{ field: 'tags', op: 'hasNone', value: ['A'] }, ['(((r.tags) && $1::text[]) IS NOT TRUE)', ['A']]],
  ])('turns round %j so that a missing value counts', (condition, expected) => {
    expect(compiled(condition)).toEqual(expected);
  });

  it('keeps each group together', () => {
    const isNull = (field: string): Condition => ({ field, op: 'isNull' });
    expect(compiled({ all: [isNull('name'), { any: [isNull('phone'), isNull('owner')] }, { any: [] }, { all: [] }] })).toEqual([
      '((r.name) IS NULL AND ((r.phone) IS NULL OR (r.owner) IS NULL) AND FALSE AND TRUE)',
    ]);
  });

  it('matches what people type literally', () => {
    expect(compiled({ field: 'name', op: 'startsWith', value: '100%_\\' })).toEqual([
      '(r.name) COLLATE "pg_c_utf8" ILIKE $1::text',
      '100\\%\\_\\\\%',
    ]);
  });

  it('knows who asks, and that nobody asks', () => {
    const mine: Condition = { field: 'owner', op: 'eq', value: '$me' };
    expect(compiled(mine)).toEqual(['(r.owner) = $1::uuid', moment.actorId]);
    const { actorId: _, ...nobody } = moment;
    expect(conditionSql(mine, catalogue, nobody).text).toBe('FALSE');
    expect(conditionSql({ field: 'owner', op: 'notIn', value: ['$me'] }, catalogue, nobody).text).toBe('((FALSE) IS NOT TRUE)');
  });

  it('takes the form that an index serves in place of the comparison, below a negation too', () => {
    const lookUp = jest.fn((_op: string, value: unknown) => sql`r.custom @> ${value}`);
    const field: ConditionField = { key: 'boss', type: 'reference', expression: raw('r.boss'), read: () => null, lookUp };
    const leaf: Condition = { field: 'boss', op: 'eq', value: '$me' };
    expect(compiled(leaf, { field: () => field })).toEqual(['r.custom @> $1', moment.actorId]);
    expect(compiled({ not: leaf }, { field: () => field })).toEqual(['((r.custom @> $1) IS NOT TRUE)', moment.actorId]);
    expect(lookUp.mock.calls).toEqual([
      ['eq', moment.actorId],
      ['eq', moment.actorId],
    ]);
  });

  it('compares plainly where an operator has no such form', () => {
    const field: ConditionField = {
      key: 'boss',
      type: 'reference',
      expression: raw('r.boss'),
      read: () => null,
      lookUp: () => undefined,
    };
    expect(compiled({ field: 'boss', op: 'eq', value: '$me' }, { field: () => field })).toEqual([
      '(r.boss) = $1::uuid',
      moment.actorId,
    ]);
  });

  it('refuses a stored condition whose field is gone', () => {
    expect(() => compiled({ field: 'gone', op: 'isNull' })).toThrow(ConditionInvalid);
  });
});
