import type { Sql } from 'sql-template-tag';
import type { Operator } from './condition.js';
import { ConditionInvalid } from './issues.js';
import type { Moment } from './moment.js';

/** `choices` is a text[] of codes, `reference` and `dictionary` a uuid, `file` anything that is there or not; the others hold one value. */
export type FieldType =
  | 'text'
  | 'phone'
  | 'email'
  | 'integer'
  | 'decimal'
  | 'money'
  | 'date'
  | 'time'
  | 'timestamp'
  | 'boolean'
  | 'choice'
  | 'choices'
  | 'reference'
  | 'dictionary'
  | 'file';

/** What the language needs to know of a field that conditions may speak of. */
export interface ConditionField {
  key: string;
  type: FieldType;
  /**
   * The value in SQL, possibly NULL: text, bigint or narrower, numeric, date, time, timestamptz, boolean, text[] or uuid as
   * the type says. It must not hold numeric NaN or infinite times. What depends on the present is made for it.
   */
  expression: Sql | ((moment: Moment) => Sql);
  /** The codes allowed as operands of a choice; absent where any text may be asked for. */
  choices?: readonly string[];
  /**
   * The same value from a row in memory, null or undefined where it has none: text, phone, email, choice, reference,
   * dictionary as string; integer as number, bigint or string; decimal and money as string; date as `YYYY-MM-DD`;
   * time as `HH:MM`; timestamp as Date
   * or ISO string (PostgreSQL's own output too); choices as string[].
   */
  read(row: Record<string, unknown>, moment: Moment): unknown;
  /**
   * The same truth as the plain comparison, in words that an index serves (custom fields kept as rows): used in its place.
   * Undefined where the operator has no such form. Asked with `$me` resolved.
   */
  lookUp?(op: Operator, value: unknown): Sql | undefined;
}

/** Which fields an object offers to conditions, built-in and custom. */
export interface FieldCatalogue {
  field(key: string): ConditionField | undefined;
}

/**
 * The field of a condition that was parsed before.
 * @throws ConditionInvalid where a stored condition speaks of a field that has been removed since.
 */
export function fieldOf(catalogue: FieldCatalogue, key: string): ConditionField {
  const field = catalogue.field(key);
  if (!field) throw new ConditionInvalid([{ pointer: '', code: 'CONDITION_UNKNOWN_FIELD', params: { field: key } }]);
  return field;
}
