import { compareDecimals } from './decimal.js';
import type { FieldType } from './field.js';
import { microseconds } from './instant.js';

/** How values of a type are compared in memory, as PostgreSQL compares them in the column's type. */
interface Ordering {
  /** The comparable form, made once for an operand. */
  of: (value: unknown) => unknown;
  /** Negative, zero or positive as a comes before, with or after b. */
  compare: (a: unknown, b: unknown) => number;
}

const byText: Ordering = { of: String, compare: plainOrder };
const byDecimal: Ordering = { of: String, compare: compareDecimals };
const byInstant: Ordering = { of: microseconds, compare: plainOrder };
const byReference: Ordering = { of: (value) => String(value).toLowerCase(), compare: plainOrder };
const byBoolean: Ordering = { of: (value) => value === true, compare: plainOrder };

const orderings: Readonly<Record<FieldType, Ordering>> = {
  text: byText,
  phone: byText,
  email: byText,
  integer: byDecimal,
  decimal: byDecimal,
  money: byDecimal,
  date: byText,
  time: byText,
  timestamp: byInstant,
  boolean: byBoolean,
  choice: byText,
  choices: byText,
  reference: byReference,
  dictionary: byReference,
  file: byText,
};

export function orderingOf(type: FieldType): Ordering {
  return orderings[type];
}

function plainOrder(a: unknown, b: unknown): number {
  if (a === b) return 0;
  return (a as string) < (b as string) ? -1 : 1;
}
