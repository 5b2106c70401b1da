import type { Leaf } from './condition.js';
import type { ConditionField } from './field.js';
import type { Moment } from './moment.js';
import type { Range } from './range.js';
import { isTimeOperator, timeRange } from './time-range.js';

/**
 * What a leaf comes down to once the present and the asker are known. SQL and memory carry out these few checks and
 * nothing else, which is why they cannot disagree on time zones, working days or periods.
 */
export type Check =
  | { kind: 'present' }
  | { kind: 'oneOf'; values: readonly unknown[] }
  | ({ kind: 'range' } & Range)
  | { kind: 'match'; where: 'contains' | 'startsWith' | 'endsWith'; text: string }
  | { kind: 'hasAny' | 'hasAll'; values: readonly string[] };

/** A field without a value fails each check; `negated` turns the outcome round after that. */
export interface Resolved {
  check: Check;
  negated: boolean;
  /** The operand with `$me` replaced; undefined where nobody is `$me`. */
  operand: unknown;
}

/** Takes leaves that `parseCondition` has passed: operands are not examined again. */
export function resolveLeaf(leaf: Leaf, field: ConditionField, moment: Moment): Resolved {
  const operand = field.type === 'reference' ? withActor(leaf.value, moment) : leaf.value;
  const { check, negated = false } = checkOf(leaf, operand, field, moment);
  return { check, negated, operand };
}

function checkOf(leaf: Leaf, value: unknown, field: ConditionField, moment: Moment): { check: Check; negated?: boolean } {
  if ((field.type === 'date' || field.type === 'timestamp') && isTimeOperator(leaf.op)) {
    return { check: { kind: 'range', ...timeRange(leaf.op, value, field.type, moment) } };
  }
  switch (leaf.op) {
    case 'isNull':
      return { check: { kind: 'present' }, negated: true };
    case 'isNotNull':
      return { check: { kind: 'present' } };
    case 'eq':
    case 'ne':
      return { check: { kind: 'oneOf', values: value === undefined ? [] : [value] }, negated: leaf.op === 'ne' };
    case 'in':
    case 'notIn':
      return { check: { kind: 'oneOf', values: value as unknown[] }, negated: leaf.op === 'notIn' };
    case 'under':
      return { check: { kind: 'oneOf', values: moment.dictionaries.under(value as string[]) } };
    case 'contains':
    case 'startsWith':
    case 'endsWith':
      return { check: { kind: 'match', where: leaf.op, text: value as string } };
    case 'hasAny':
    case 'hasAll':
      return { check: { kind: leaf.op, values: value as string[] } };
    case 'hasNone':
      return { check: { kind: 'hasAny', values: value as string[] }, negated: true };
    default:
      return { check: { kind: 'range', ...numberRange(leaf, value) } };
  }
}

function numberRange(leaf: Leaf, value: unknown): Range {
  switch (leaf.op) {
    case 'gt':
      return { from: { value, inclusive: false } };
    case 'gte':
      return { from: { value, inclusive: true } };
    case 'lt':
      return { to: { value, inclusive: false } };
    case 'lte':
      return { to: { value, inclusive: true } };
    case 'between': {
      const [low, high] = value as [unknown, unknown];
      return { from: { value: low, inclusive: true }, to: { value: high, inclusive: true } };
    }
    default:
      throw new RangeError(`Operator ${leaf.op} does not fit the field ${leaf.field}`);
  }
}

function withActor(value: unknown, moment: Moment): unknown {
  const actual = (item: unknown) => (item === '$me' ? moment.actorId : item);
  return Array.isArray(value) ? value.map(actual).filter((item) => item !== undefined) : actual(value);
}
