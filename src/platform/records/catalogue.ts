import sql, { raw, type Sql } from 'sql-template-tag';
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
export const catalogueFor = (ctx: Ctx, descriptor: ObjectDescriptor, custom: readonly CustomField[], { withHidden = false } = {}): Catalogue =>
  new Catalogue(descriptor, custom, withHidden ? new Set() : ctx.ability.hiddenFields(descriptor.object));

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
    ...(field.indexed ? { narrow: (op: Operator, value: unknown) => narrow(field, op, value) } : {}),
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
      return raw(`CASE WHEN r.custom ? '${field.key}' THEN ARRAY(SELECT jsonb_array_elements_text(r.custom -> '${field.key}')) END`);
    default:
      return text;
  }
}

/** Which rows of record_field_values can satisfy the condition: a look-up that an index serves under row-level security. */
function narrow(field: CustomField, op: Operator, value: unknown): Sql | undefined {
  const test = valueTest(field, op, value);
  return test && sql`r.id IN (SELECT v.record_id FROM record_field_values v WHERE v.field_id = ${field.id}::uuid AND ${test})`;
}

function valueTest(field: CustomField, op: Operator, value: unknown): Sql | undefined {
  if (field.type === 'integer' || field.type === 'decimal') return op === 'eq' ? sql`v.number_value = ${Number(value)}` : undefined;
  if (field.type === 'date' || field.type === 'boolean') return undefined;
  // Values longer than 500 characters are cut in the index.
  const texts = (Array.isArray(value) ? value : [value]).map((each) => String(each).slice(0, 500));
  if (op === 'eq' || op === 'in' || op === 'hasAny') return sql`v.text_value = ANY (${texts}::text[])`;
  if (op === 'hasAll' && texts.length > 0) return sql`v.text_value = ${texts[0]}`;
  return undefined;
}
