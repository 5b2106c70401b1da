import sql, { empty, raw, type Sql } from 'sql-template-tag';
import { DateTime } from 'luxon';
import type { ConditionField, Moment, Operator } from '../condition/index.js';
import { conditionTypeOf, customKey, type CustomField } from './custom-field.js';
import { customType } from './custom-types.js';
import { formulaSql, formulaValue, type Formula, type FormulaMoment } from './formula/index.js';

/** What conditions ask of a custom field: in SQL of the row r, in memory of `custom`, and by the index where there is one. */
export function customConditionField(field: CustomField): ConditionField {
  if (field.tree) return formulaField(field, field.tree);
  const condition = conditionTypeOf(field);
  return {
    key: customKey(field.key),
    type: condition,
    expression: customExpression(field),
    read: (row) => plainValue(field, (row.custom as Record<string, unknown> | undefined)?.[field.key]),
    ...(condition === 'choice' || condition === 'choices' ? { choices: field.choices.map((choice) => choice.code) } : {}),
    ...(field.indexed ? { lookUp: (op: Operator, value: unknown) => lookUp(field, op, value) } : {}),
  };
}

/** What formulas are asked by: the day and zone of a call. */
export const formulaMoment = ({ now, zone }: Pick<Moment, 'now' | 'zone'>): FormulaMoment => ({
  today: DateTime.fromJSDate(now, { zone }).toFormat('yyyy-MM-dd'),
  zone,
});

const formulaField = (field: CustomField, tree: Formula): ConditionField => ({
  key: customKey(field.key),
  type: conditionTypeOf(field),
  expression: (moment) => formulaSql(tree, formulaMoment(moment)),
  read: (row, moment) => formulaValue(tree, row, formulaMoment(moment)),
});

/** What of a value conditions compare: of a place its address. */
const plainValue = ({ type }: CustomField, value: unknown): unknown =>
  type === 'place' ? (value as { address?: string | null } | null | undefined)?.address : value;

const CASTS: Partial<Record<ConditionField['type'], string>> = {
  integer: 'bigint',
  decimal: 'numeric',
  money: 'numeric',
  date: 'date',
  time: 'time',
  boolean: 'boolean',
  reference: 'uuid',
  dictionary: 'uuid',
};

/** The value of a custom field in SQL; keys are checked by the table to be plain names. */
function customExpression({ key, type }: CustomField): Sql {
  if (type === 'formula') return raw('NULL::numeric');
  if (type === 'place') return raw(`(r.custom -> '${key}' ->> 'address')`);
  if (type === 'choices')
    return raw(`CASE WHEN r.custom ? '${key}' THEN ARRAY(SELECT jsonb_array_elements_text(r.custom -> '${key}')) END`);
  const cast = CASTS[customType(type).condition];
  return raw(`(r.custom ->> '${key}')${cast ? `::${cast}` : ''}`);
}

/**
 * The comparison as a look-up in record_field_values, which an index serves under row-level security, and whose statistics
 * the planner knows. Scalars have ordinal 0, which makes the look-up unique and so a plain join.
 */
function lookUp(field: CustomField, op: Operator, value: unknown): Sql | undefined {
  const test = customType(field.type).index === 'number' ? numberTest(field, op, value) : textTest(op, value);
  return (
    test &&
    sql`r.id IN (SELECT v.record_id FROM record_field_values v WHERE v.field_id = ${field.id}::uuid AND ${test}${field.type === 'choices' ? empty : raw(' AND v.ordinal = 0')})`
  );
}

/** Texts below 500 characters stand in the row whole. */
function textTest(op: Operator, value: unknown): Sql | undefined {
  if (!['eq', 'in', 'hasAny'].includes(op)) return undefined;
  const texts = (Array.isArray(value) ? value : [value]).map(String);
  if (texts.length === 0 || texts.some((text) => text.length >= 500)) return undefined;
  return texts.length === 1 ? sql`v.text_value = ${texts[0]}` : sql`v.text_value = ANY (${texts}::text[])`;
}

const SIGNS: Partial<Record<Operator, string>> = { eq: '=', gt: '>', gte: '>=', lt: '<', lte: '<=' };

function numberTest(field: CustomField, op: Operator, value: unknown): Sql | undefined {
  const numbers = (op === 'between' ? (value as unknown[]) : [value]).map((each) => floatOf(field, each));
  if (numbers.some((each) => each === undefined)) return undefined;
  if (op === 'between') return sql`v.number_value >= ${numbers[0]} AND v.number_value <= ${numbers[1]}`;
  const sign = SIGNS[op];
  return sign === undefined ? undefined : sql`v.number_value ${raw(sign)} ${numbers[0]}`;
}

const DAY_MS = 86_400_000;

/**
 * Up to here a float tells each value of the type from its neighbours: whole numbers, amounts of two places, decimals of six.
 * Beyond, and for operands that a float does not hold exactly, values are compared as they are stored.
 */
const EXACT_BELOW: Partial<Record<CustomField['type'], number>> = { integer: 2 ** 53, money: 2 ** 45, decimal: 2 ** 32 };

/** The operand as record_field_values keeps values: days since 1970, minutes since midnight, numbers. */
function floatOf({ type }: CustomField, value: unknown): number | undefined {
  if (type === 'date')
    return typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value) ? Date.parse(`${value}T00:00:00Z`) / DAY_MS : undefined;
  if (type === 'time') {
    const [hours, minutes] = String(value).split(':').map(Number);
    return hours! * 60 + minutes!;
  }
  const number = Number(value);
  const exact = EXACT_BELOW[type] !== undefined && Math.abs(number) < EXACT_BELOW[type] && Number.isSafeInteger(number * 4);
  return exact ? number : undefined;
}
