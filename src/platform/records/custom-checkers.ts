import { isId } from '../database/ids.js';
import { normalisePhone } from '../text/index.js';
import type { CustomField } from './custom-field.js';
import { customType, type CustomFieldType } from './custom-types.js';
import { placeOf } from './place.js';
import { decimalOf, linkOf, EMAIL, MONEY_PLACES, TIME_OF_DAY } from './value-forms.js';

/** A refusal by its code, or the value as it is stored. */
export type Checked = { code: string } | { value: unknown };
type Checker = (raw: unknown, field: CustomField) => Checked;

const DECIMAL = /^-?\d{1,15}(\.\d{1,6})?$/;
const DATE = /^\d{4}-\d\d-\d\d$/;

const checked = (value: unknown, code: string): Checked => (value === undefined ? { code } : { value });

/** Takes text alone, and refuses the rest by a code. */
const textual =
  (code: string, read: (text: string) => unknown): Checker =>
  (raw) =>
    checked(typeof raw === 'string' ? read(raw) : undefined, code);

const text: Checker = (raw, { type }) => {
  if (typeof raw !== 'string') return { code: 'NOT_A_STRING' };
  return raw.length > customType(type).maxLength! ? { code: 'TOO_LONG' } : { value: raw };
};

/** An id, or what answers show of it: `{ id, name }`. */
const idOf = (raw: unknown): string | undefined => {
  const id = typeof raw === 'object' && raw !== null ? (raw as { id?: unknown }).id : raw;
  return isId(id) ? id.toLowerCase() : undefined;
};

const reference: Checker = (raw) => checked(idOf(raw), 'NOT_AN_ID');

const choices: Checker = (raw, field) => {
  if (!Array.isArray(raw)) return { code: 'NOT_A_LIST' };
  return raw.every((each) => isChoice(field, each)) ? { value: [...new Set(raw)] } : { code: 'NOT_ALLOWED' };
};

/** Ids of files, or what answers show of them; which files they are is looked up when the record takes them. */
const files: Checker = (raw, { maxFiles }) => {
  if (!Array.isArray(raw)) return { code: 'NOT_A_LIST' };
  const ids = raw.map(idOf);
  if (ids.includes(undefined)) return { code: 'NOT_AN_ID' };
  const each = [...new Set(ids)];
  if (each.length > maxFiles!) return { code: 'TOO_MANY_FILES' };
  return { value: each.length === 0 ? null : each.map((id) => ({ id })) };
};

/** How a value of each type is read as clients send it. */
export const checkers: Readonly<Record<CustomFieldType, Checker>> = {
  text,
  longText: text,
  integer: (raw) => (Number.isSafeInteger(raw) ? { value: raw } : { code: 'NOT_AN_INTEGER' }),
  decimal: textual('NOT_A_DECIMAL', (each) => (DECIMAL.test(each) ? each : undefined)),
  money: textual('NOT_MONEY', (each) => decimalOf(each, MONEY_PLACES)),
  date: textual('NOT_A_DATE', (each) => (isDate(each) ? each : undefined)),
  time: textual('NOT_A_TIME', (each) => (TIME_OF_DAY.test(each) ? each : undefined)),
  boolean: (raw) => (typeof raw === 'boolean' ? { value: raw } : { code: 'NOT_A_BOOLEAN' }),
  choice: (raw, field) => (isChoice(field, raw) ? { value: raw } : { code: 'NOT_ALLOWED' }),
  choices,
  phone: textual('NOT_A_PHONE', normalisePhone),
  email: textual('NOT_AN_EMAIL', (each) => (each.length <= 254 && EMAIL.test(each) ? each.toLowerCase() : undefined)),
  link: textual('NOT_A_LINK', linkOf),
  person: reference,
  department: reference,
  region: reference,
  file: files,
  formula: () => ({ code: 'READ_ONLY' }),
  place: (raw) => checked(placeOf(raw), 'NOT_A_PLACE'),
};

const isChoice = (field: CustomField, value: unknown): boolean =>
  field.choices.some((choice) => choice.code === value && !choice.disabled);

/** A day of the calendar between 1900 and 9998; `2026-02-30` is none. */
function isDate(value: string): boolean {
  const time = Date.parse(`${value}T00:00:00Z`);
  return (
    DATE.test(value) && value > '1900' && value < '9999' && !Number.isNaN(time) && new Date(time).toISOString().startsWith(value)
  );
}
