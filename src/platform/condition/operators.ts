import type { Operator } from './condition.js';
import type { FieldType } from './field.js';

const presence = ['isNull', 'isNotNull'] as const;
const equality = ['eq', 'ne', 'in', 'notIn', ...presence] as const;
const order = [...equality, 'gt', 'gte', 'lt', 'lte', 'between'] as const;
/** No order on text: it would depend on a collation, and SQL and memory would differ. */
const text = [...equality, 'contains', 'startsWith', 'endsWith'] as const;
const time = [...order, 'on', 'before', 'after', 'olderThan', 'within', 'withinNext', 'period'] as const;

const operators: Readonly<Record<FieldType, readonly Operator[]>> = {
  text,
  phone: text,
  email: text,
  integer: order,
  decimal: order,
  money: order,
  date: time,
  time: order,
  timestamp: time,
  boolean: ['eq', 'ne', ...presence],
  choice: equality,
  choices: ['hasAny', 'hasAll', 'hasNone', ...presence],
  reference: equality,
  dictionary: [...equality, 'under'],
  file: presence,
};

/** The operators that a field of this type takes, in the order in which a front end would offer them. */
export function operatorsOf(type: FieldType): readonly Operator[] {
  return operators[type];
}
