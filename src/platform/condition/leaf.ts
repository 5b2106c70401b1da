import type { Leaf, Operator } from './condition.js';
import type { ConditionField, FieldCatalogue } from './field.js';
import type { ConditionIssueCode } from './issues.js';
import { type Form, operandOf } from './operand.js';
import { operatorsOf } from './operators.js';

/** The most operands that one `in`, `hasAny`, … may list. */
export const MAX_LIST = 1000;

export type Report = (pointer: string, code: ConditionIssueCode, params?: Readonly<Record<string, unknown>>) => void;

/** Where issues with the parts of a leaf are reported. */
export interface LeafPointers {
  field: string;
  op: string;
  value: string;
  item(index: number): string;
}

export interface RawLeaf {
  field: unknown;
  op: unknown;
  value: unknown;
}

/** Reads leaves against a catalogue; what does not fit is reported, and answered with undefined. */
export class LeafReader {
  constructor(
    private readonly catalogue: FieldCatalogue,
    private readonly report: Report,
  ) {}

  read(raw: RawLeaf, at: LeafPointers): Leaf | undefined {
    const field = typeof raw.field === 'string' ? this.catalogue.field(raw.field) : undefined;
    if (!field) {
      this.report(at.field, 'CONDITION_UNKNOWN_FIELD', { field: raw.field });
      return undefined;
    }
    const allowed = operatorsOf(field.type);
    const op = allowed.find((known) => known === raw.op);
    if (!op) {
      this.report(at.op, 'CONDITION_OPERATOR_NOT_ALLOWED', { field: field.key, op: raw.op, allowed });
      return undefined;
    }
    return this.operand(field, op, raw.value, at);
  }

  private operand(field: ConditionField, op: Operator, value: unknown, at: LeafPointers): Leaf | undefined {
    const { arity, form } = operandOf(field, op);
    const leaf = (read: unknown): Leaf | undefined => (read === undefined ? undefined : { field: field.key, op, value: read });
    if (arity === 'one') return leaf(this.single(field, form, value, at.value));
    if (arity === 'pair') return leaf(this.several(field, form, value, at, 2, 2));
    if (arity === 'list') return leaf(this.several(field, form, value, at, 1, MAX_LIST));
    if (value === undefined) return { field: field.key, op };
    this.report(at.value, 'CONDITION_VALUE_NOT_ALLOWED', { op });
    return undefined;
  }

  private several(
    field: ConditionField,
    form: Form,
    value: unknown,
    at: LeafPointers,
    min: number,
    max: number,
  ): unknown[] | undefined {
    if (!Array.isArray(value) || value.length < min || value.length > max) {
      this.report(at.value, 'CONDITION_LIST_LENGTH', { min, max });
      return undefined;
    }
    const items = value.map((item, index) => this.single(field, form, item, at.item(index)));
    return items.includes(undefined) ? undefined : items;
  }

  private single(field: ConditionField, form: Form, value: unknown, pointer: string): unknown {
    const read = form.read(value);
    if (read === undefined) {
      this.report(pointer, 'CONDITION_VALUE_INVALID', { expected: form.name });
      return undefined;
    }
    if (isChoice(field) && field.choices && !field.choices.includes(read as string)) {
      this.report(pointer, 'CONDITION_VALUE_NOT_A_CHOICE', { value: read, choices: field.choices });
      return undefined;
    }
    return read;
  }
}

function isChoice(field: ConditionField): boolean {
  return field.type === 'choice' || field.type === 'choices';
}
