import type { Condition, Leaf, Operator } from './condition.js';
import type { ConditionField, FieldCatalogue } from './field.js';
import { type LeafPointers, LeafReader, MAX_LIST } from './leaf.js';
import { operandOf } from './operand.js';
import { operatorsOf } from './operators.js';
import { IssueList, MAX_LEAVES } from './parse.js';

/**
 * Turns the `filter` of a query string, as `qs` parses it, into a condition that asks for all of it:
 * `filter[status]=active`, `filter[level][in]=A,B`, `filter[createdAt][gte]=2026-11-01`, `filter[owner]=$me`,
 * `filter[lastFollowUpAt][olderThan][days]=15`, `filter[phone][isNull]=true` (`false` asks for the opposite). A list may
 * also be repeated, `filter[name][in]=a&filter[name][in]=b`, and then holds values with commas.
 * @param pointer name of the query parameter; issues point to `filter[level][in]`.
 * @throws ConditionInvalid with all issues, up to a hundred.
 */
export function filterToCondition(filter: Record<string, unknown>, catalogue: FieldCatalogue, pointer = 'filter'): Condition {
  const issues = new IssueList();
  const reader = new LeafReader(catalogue, issues.report);
  const asked = Object.entries(filter).flatMap(([key, value]) => questions(key, value, `${pointer}[${key}]`));
  if (asked.length > MAX_LEAVES) issues.report(pointer, 'CONDITION_TOO_LARGE', { limit: MAX_LEAVES });
  const leaves = asked.slice(0, MAX_LEAVES).map((question) => {
    const raw = typed(question, catalogue.field(question.key));
    if (raw) return reader.read({ field: question.key, ...raw }, pointersAt(question));
    issues.report(question.pointer, 'CONDITION_VALUE_INVALID', { expected: 'boolean' });
    return undefined;
  });
  return issues.unlessAny({ all: leaves.filter((leaf): leaf is Leaf => leaf !== undefined) });
}

interface Question {
  key: string;
  op: string;
  value: unknown;
  /** The query parameter of the field, and the one that holds the operand. */
  fieldPointer: string;
  pointer: string;
}

function questions(key: string, value: unknown, fieldPointer: string): Question[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return [{ key, op: 'eq', value, fieldPointer, pointer: fieldPointer }];
  }
  return Object.entries(value).map(([op, operand]) => {
    return { key, op, value: operand, fieldPointer, pointer: `${fieldPointer}[${op}]` };
  });
}

interface Typed {
  op: string;
  value: unknown;
}

/**
 * The operator and its operand with the types that JSON would have given; text that has none is left to be refused.
 * Undefined where a yes or no was wanted and something else stands.
 */
function typed({ op, value }: Question, field: ConditionField | undefined): Typed | undefined {
  const known = field && operatorsOf(field.type).find((operator) => operator === op);
  if (!field || !known) return { op, value };
  const { arity, form } = operandOf(field, known);
  if (arity === 'none') return presence(known, value);
  const fromText = form.fromText ?? ((text: unknown) => text);
  if (arity === 'one') return { op, value: fromText(value) };
  const items = typeof value === 'string' ? value.split(',', MAX_LIST + 1) : value;
  return { op, value: Array.isArray(items) ? items.map(fromText) : items };
}

function presence(op: Operator, value: unknown): Typed | undefined {
  if (value === 'true') return { op, value: undefined };
  return value === 'false' ? { op: op === 'isNull' ? 'isNotNull' : 'isNull', value: undefined } : undefined;
}

function pointersAt({ fieldPointer, pointer }: Question): LeafPointers {
  return { field: fieldPointer, op: pointer, value: pointer, item: () => pointer };
}
