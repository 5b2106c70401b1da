import sql, { join, raw, type Sql } from 'sql-template-tag';
import { type Check, resolveLeaf } from './check.js';
import type { Condition, Leaf } from './condition.js';
import { type FieldCatalogue, fieldOf, type FieldType } from './field.js';
import type { Moment } from './moment.js';
import type { Bound, Range } from './range.js';
import { escapeLike } from './text.js';

/** Operands carry their type, so that an operand beyond an int column's range is no error, and arrays are typed. */
const sqlTypes: Readonly<Record<FieldType, string>> = {
  text: 'text',
  phone: 'text',
  email: 'text',
  integer: 'bigint',
  decimal: 'numeric',
  money: 'numeric',
  date: 'date',
  time: 'time',
  timestamp: 'timestamptz',
  boolean: 'boolean',
  choice: 'text',
  choices: 'text',
  reference: 'uuid',
  dictionary: 'uuid',
  file: 'text',
};

interface Compiling {
  catalogue: FieldCatalogue;
  moment: Moment;
}

/**
 * The condition as parameterised SQL for WHERE, ON, FILTER or CASE WHEN. Where nothing negates it, it may be NULL for
 * false, which keeps plain comparisons open to indexes: append `IS TRUE` before you show it as a value or negate it.
 * @throws ConditionInvalid where the catalogue no longer knows a field.
 */
export function conditionSql(condition: Condition, catalogue: FieldCatalogue, moment: Moment): Sql {
  return compile(condition, { catalogue, moment });
}

function compile(condition: Condition, at: Compiling): Sql {
  if ('all' in condition) return group(condition.all, ' AND ', 'TRUE', at);
  if ('any' in condition) return group(condition.any, ' OR ', 'FALSE', at);
  if ('not' in condition) return sql`((${compile(condition.not, at)}) IS NOT TRUE)`;
  return leafSql(condition, at);
}

function group(conditions: readonly Condition[], separator: string, none: string, at: Compiling): Sql {
  if (conditions.length === 0) return raw(none);
  return join(
    conditions.map((condition) => compile(condition, at)),
    separator,
    '(',
    ')',
  );
}

function leafSql(leaf: Leaf, at: Compiling): Sql {
  const field = fieldOf(at.catalogue, leaf.field);
  const { check, negated, operand } = resolveLeaf(leaf, field, at.moment);
  const value = sql`(${typeof field.expression === 'function' ? field.expression(at.moment) : field.expression})`;
  if (check.kind === 'present') return negated ? sql`${value} IS NULL` : sql`${value} IS NOT NULL`;
  const plain = (negated ? undefined : field.lookUp?.(leaf.op, operand)) ?? checkSql(check, value, sqlTypes[field.type]);
  return negated ? sql`((${plain}) IS NOT TRUE)` : plain;
}

function checkSql(check: Exclude<Check, { kind: 'present' }>, value: Sql, type: string): Sql {
  switch (check.kind) {
    case 'oneOf':
      return oneOfSql(check.values, value, type);
    case 'range':
      return rangeSql(check, value, type);
    case 'match':
      // The collation is stated so that letters fold the same in every database, and as foldCase folds them.
      return sql`${value} COLLATE "pg_c_utf8" ILIKE ${likePattern(check)}::text`;
    case 'hasAny':
      return sql`${value} && ${check.values}::text[]`;
    case 'hasAll':
      return sql`${value} @> ${check.values}::text[]`;
  }
}

function oneOfSql(values: readonly unknown[], value: Sql, type: string): Sql {
  if (values.length === 0) return raw('FALSE');
  if (values.length === 1) return sql`${value} = ${values[0]}${cast(type)}`;
  return sql`${value} = ANY (${values}${cast(`${type}[]`)})`;
}

function rangeSql({ from, to }: Range, value: Sql, type: string): Sql {
  const side = (bound: Bound | undefined, sign: '<' | '>') =>
    bound ? [sql`${value} ${raw(bound.inclusive ? `${sign}=` : sign)} ${bound.value}${cast(type)}`] : [];
  return join([...side(from, '>'), ...side(to, '<')], ' AND ', '(', ')');
}

function cast(type: string): Sql {
  return raw(`::${type}`);
}

function likePattern({ where, text }: Extract<Check, { kind: 'match' }>): string {
  const literal = escapeLike(text);
  return `${where === 'startsWith' ? '' : '%'}${literal}${where === 'endsWith' ? '' : '%'}`;
}
