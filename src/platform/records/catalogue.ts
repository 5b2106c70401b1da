import { raw } from 'sql-template-tag';
import type { ConditionField, FieldCatalogue } from '../condition/index.js';
import type { Ctx } from '../context/ctx.js';
import { customConditionField } from './custom-condition.js';
import { customKey, withFormulas, type CustomField } from './custom-field.js';
import type { FieldDescriptor, ObjectDescriptor } from './descriptor.js';
import { readsClock } from './formula/index.js';

/** All fields of an object as this actor may know them: built-in and custom, without the hidden ones. */
export class Catalogue implements FieldCatalogue {
  private readonly fields = new Map<string, ConditionField>();
  /** What this actor may not see; formulas that would tell of it are part of it. */
  readonly hidden: ReadonlySet<string>;
  /** Some formula depends on the present day. */
  readonly readsClock: boolean;

  constructor(
    readonly descriptor: ObjectDescriptor,
    readonly custom: readonly CustomField[],
    bound: ReadonlySet<string>,
  ) {
    const hidden = withFormulas(bound, custom);
    this.hidden = hidden;
    this.readsClock = custom.some(({ tree }) => tree && readsClock(tree));
    for (const field of descriptor.fields) {
      if (field.filterable !== false && !hidden.has(field.key)) this.fields.set(field.key, builtIn(field));
    }
    for (const field of custom) {
      if (!hidden.has(customKey(field.key))) this.fields.set(customKey(field.key), customConditionField(field));
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
