/** What a leaf asks of its field; `operatorsOf` says which type of field takes which. */
export type Operator =
  | 'eq'
  | 'ne'
  | 'in'
  | 'notIn'
  | 'gt'
  | 'gte'
  | 'lt'
  | 'lte'
  | 'between'
  | 'isNull'
  | 'isNotNull'
  | 'contains'
  | 'startsWith'
  | 'endsWith'
  | 'hasAny'
  | 'hasAll'
  | 'hasNone'
  | 'under'
  | 'on'
  | 'before'
  | 'after'
  | 'olderThan'
  | 'within'
  | 'withinNext'
  | 'period';

export interface Leaf {
  field: string;
  op: Operator;
  value?: unknown;
}

/**
 * One syntax tree for filters, views, rules and reports. Truth is two-valued: a comparison with a field that has no
 * value is false, its negation (`ne`, `notIn`, `hasNone`, `not`) is therefore true. An empty `all` is true, an empty
 * `any` false.
 */
export type Condition = { all: Condition[] } | { any: Condition[] } | { not: Condition } | Leaf;

/** All that a condition asks, whichever of it must hold. */
export function leavesOf(condition: Condition): Leaf[] {
  if ('all' in condition) return condition.all.flatMap(leavesOf);
  if ('any' in condition) return condition.any.flatMap(leavesOf);
  return 'not' in condition ? leavesOf(condition.not) : [condition];
}
