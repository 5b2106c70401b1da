import sql, { empty, raw, type Sql } from 'sql-template-tag';
import type { ConditionField, FieldCatalogue, Operator } from '../condition/index.js';
import type { Ctx } from '../context/ctx.js';
import { customKey, type CustomField } from './custom-field.js';
import type { FieldDescriptor, ObjectDescriptor } from './descriptor.js';

/** All fields of an object as this actor may know them: built-in and custom, without the hidden ones. */
export class Catalogue implements FieldCatalogue {
  private readonly fields = new Map<string, ConditionField>();

  constructor(
    readonly descriptor: ObjectDescriptor,
    readonly custom: readonly CustomField[],
    readonly hidden: ReadonlySet<string>,
  ) {
    for (const field of descriptor.fields) {
      if (field.filterable !== false && !hidden.has(field.key)) this.fields.set(field.key, builtIn(field));
    }
    for (const field of custom) {
      if (!hidden.has(customKey(field.key))) this.fields.set(customKey(field.key), ofCustom(field));
    }
  }

  field(key: string): ConditionField | undefined {
    return this.fields.get(key);
  }

  /** The built-in field, if this actor may see it. */
  builtIn(key: string): FieldDescriptor | undefined {
    return this.hidden.has(key) ? undefined : this.descriptor.fields.find((field) => field.key === key);
  }

  /** The custom field behind `custom.<key>`, if this actor may see it. */
  customField(key: string): CustomField | undefined {
    return this.hidden.has(key) ? undefined : this.custom.find((field) => customKey(field.key) === key);
  }
}

/**
 * Makes the catalogue for the actor of a context. Rules of the enterprise see every field: they speak for the
 * administrator who wrote them, whoever triggers them.
 */
export function catalogueFor(
  ctx: Ctx,
  descriptor: ObjectDescriptor,
  custom: readonly CustomField[],
  { withHidden = false } = {},
): Catalogue {
  const hidden = withHidden ? NOTHING : ctx.ability.hiddenFields(descriptor.object);
  let ofFields = made.get(custom);
  if (!ofFields) made.set(custom, (ofFields = new WeakMap()));
  let known = ofFields.get(hidden);
  if (known?.descriptor !== descriptor) ofFields.set(hidden, (known = new Catalogue(descriptor, custom, hidden)));
  return known;
}

const NOTHING: ReadonlySet<string> = new Set();
/** A catalogue lives as long as the definitions and the ability that it was made of. */
const made = new WeakMap<readonly CustomField[], WeakMap<ReadonlySet<string>, Catalogue>>();

function builtIn(field: FieldDescriptor): ConditionField {
  return {
    key: field.key,
    type: field.type,
    expression: raw(`r.${field.column}`),
    read: (row) => row[field.key],
    ...(field.choices ? { choices: field.choices.map((choice) => choice.code) } : {}),
  };
}

function ofCustom(field: CustomField): ConditionField {
  const key = customKey(field.key);
  return {
    key,
    type: field.type,
    expression: customExpression(field),
    read: (row) => (row.custom as Record<string, unknown> | undefined)?.[field.key],
    ...(field.type === 'choice' || field.type === 'choices' ? { choices: field.choices.map((choice) => choice.code) } : {}),
    ...(field.indexed ? { lookUp: (op: Operator, value: unknown) => lookUp(field, op, value) } : {}),
  };
}

/** The value of a custom field in SQL; keys are checked by the table to be plain names. */
export function customExpression(field: CustomField): Sql {
  const text = raw(`(r.custom ->> '${field.key}')`);
  switch (field.type) {
    case 'integer':
      return sql`${text}::bigint`;
    case 'decimal':
      return sql`${text}::numeric`;
    case 'date':
      return sql`${text}::date`;
    case 'boolean':
      return sql`${text}::boolean`;
    case 'choices':
      return raw(
        `CASE WHEN r.custom ? '${field.key}' THEN ARRAY(SELECT jsonb_array_elements_text(r.custom -> '${field.key}')) END`,
      );
    default:
      return text;
  }
}

/**
 * The comparison as a look-up in record_field_values, which an index serves under row-level security, and whose statistics
 * the planner knows. Scalars have ordinal 0, which makes the look-up unique and so a plain join.
 */
function lookUp(field: CustomField, op: Operator, value: unknown): Sql | undefined {
  const numeric = field.type === 'integer' || field.type === 'decimal' || field.type === 'date';
  const test = numeric ? numberTest(field, op, value) : textTest(field, op, value);
  return (
    test &&
    sql`r.id IN (SELECT v.record_id FROM record_field_values v WHERE v.field_id = ${field.id}::uuid AND ${test}${field.type === 'choices' ? empty : raw(' AND v.ordinal = 0')})`
  );
}

/** Texts below 500 characters stand in the row whole. */
function textTest(field: CustomField, op: Operator, value: unknown): Sql | undefined {
  if (field.type === 'boolean' || !['eq', 'in', 'hasAny'].includes(op)) return undefined;
  const texts = (Array.isArray(value) ? value : [value]).map(String);
  if (texts.length === 0 || texts.some((text) => text.length >= 500)) return undefined;
  return texts.length === 1 ? sql`v.text_value = ${texts[0]}` : sql`v.text_value = ANY (${texts}::text[])`;
}

const SIGNS: Partial<Record<Operator, string>> = { eq: '=', gt: '>', gte: '>=', lt: '<', lte: '<=' };

/** Numbers that a float holds exactly: whole ones and halves, quarters … up to 2^53. Others are compared as they are stored. */
function numberTest(field: CustomField, op: Operator, value: unknown): Sql | undefined {
  const numbers = (op === 'between' ? (value as unknown[]) : [value]).map((each) => floatOf(field, each));
  if (numbers.some((each) => each === undefined)) return undefined;
  if (op === 'between') return sql`v.number_value >= ${numbers[0]} AND v.number_value <= ${numbers[1]}`;
  const sign = SIGNS[op];
  return sign === undefined ? undefined : sql`v.number_value ${raw(sign)} ${numbers[0]}`;
}

const DAY_MS = 86_400_000;

function floatOf(field: CustomField, value: unknown): number | undefined {
  if (field.type === 'date')
    return typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value) ? Date.parse(`${value}T00:00:00Z`) / DAY_MS : undefined;
  const number = Number(value);
  return Number.isFinite(number) && Number.isSafeInteger(number * 4) ? number : undefined;
}
