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
