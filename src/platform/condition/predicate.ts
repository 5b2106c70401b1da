import { type Check, resolveLeaf } from './check.js';
import type { Condition, Leaf } from './condition.js';
import { type FieldCatalogue, fieldOf, type FieldType } from './field.js';
import type { Moment } from './moment.js';
import { orderingOf } from './ordering.js';
import type { Bound, Range } from './range.js';
import { foldCase } from './text.js';

type Test<T> = (value: T) => boolean;
type Row = Record<string, unknown>;

/**
 * The condition as a function of a row in memory; answers what `conditionSql` answers for the same row.
 * @throws ConditionInvalid where the catalogue no longer knows a field. The function itself throws a RangeError on a
 * value that is not of the field's type.
 */
export function conditionPredicate(condition: Condition, catalogue: FieldCatalogue, moment: Moment): Test<Row> {
  const compile = (inner: Condition) => conditionPredicate(inner, catalogue, moment);
  if ('all' in condition) {
    const tests = condition.all.map(compile);
    return (row) => tests.every((test) => test(row));
  }
  if ('any' in condition) {
    const tests = condition.any.map(compile);
    return (row) => tests.some((test) => test(row));
  }
  if ('not' in condition) {
    const test = compile(condition.not);
    return (row) => !test(row);
  }
  return leafPredicate(condition, catalogue, moment);
}

function leafPredicate(leaf: Leaf, catalogue: FieldCatalogue, moment: Moment): Test<Row> {
  const field = fieldOf(catalogue, leaf.field);
  const { check, negated } = resolveLeaf(leaf, field, moment);
  const test = checkPredicate(check, field.type);
  return (row) => {
    const value = field.read(row, moment);
    return (value !== null && value !== undefined && test(value)) !== negated;
  };
}

function checkPredicate(check: Check, type: FieldType): Test<unknown> {
  switch (check.kind) {
    case 'present':
      return () => true;
    case 'oneOf':
      return oneOf(check.values, type);
    case 'range':
      return inRange(check, type);
    case 'match':
      return matches(check);
    case 'hasAny':
      return (value) => check.values.some((code) => (value as string[]).includes(code));
    case 'hasAll':
      return (value) => check.values.every((code) => (value as string[]).includes(code));
  }
}

function oneOf(values: readonly unknown[], type: FieldType): Test<unknown> {
  const { of, compare } = orderingOf(type);
  const wanted = values.map(of);
  return (value) => {
    const actual = of(value);
    return wanted.some((one) => compare(actual, one) === 0);
  };
}

function inRange({ from, to }: Range, type: FieldType): Test<unknown> {
  const { of, compare } = orderingOf(type);
  const side = (bound: Bound | undefined, sign: 1 | -1): Test<unknown> => {
    if (!bound) return () => true;
    const limit = of(bound.value);
    return (value) => {
      const order = compare(value, limit) * sign;
      return bound.inclusive ? order >= 0 : order > 0;
    };
  };
  const above = side(from, 1);
  const below = side(to, -1);
  return (value) => {
    const actual = of(value);
    return above(actual) && below(actual);
  };
}

function matches({ where, text }: Extract<Check, { kind: 'match' }>): Test<unknown> {
  const wanted = foldCase(text);
  return (value) => {
    const actual = foldCase(String(value));
    if (where === 'startsWith') return actual.startsWith(wanted);
    return where === 'endsWith' ? actual.endsWith(wanted) : actual.includes(wanted);
  };
}
