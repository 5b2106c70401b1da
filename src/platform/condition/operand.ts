import { DateTime } from 'luxon';
import type { Operator } from './condition.js';
import { durationLimits, isClockUnit } from './duration.js';
import type { ConditionField, FieldType } from './field.js';
import { periodCodes } from './period.js';

/** What one operand looks like. */
export interface Form {
  /** Named to people in CONDITION_VALUE_INVALID. */
  name: string;
  /** The operand as it is kept, undefined where it does not have this form. */
  read(value: unknown): unknown;
  /** The JSON value that a query parameter's text stands for, where it is not the text itself. */
  fromText?: (value: unknown) => unknown;
}

/** How many operands an operator takes. */
export type Arity = 'none' | 'one' | 'pair' | 'list';

/** Longer operands are mistakes, or attacks. */
const MAX_TEXT = 1000;
/** PostgreSQL text holds no NUL, and UTF-8 no half of a surrogate pair. */
const UNSTORABLE = /[\0\p{Surrogate}]/u;
const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;
const DECIMAL = /^-?\d{1,30}(?:\.\d{1,30})?$/;
const DAY = /^[1-9]\d{3}-\d{2}-\d{2}$/;
const INSTANT = /^[1-9]\d{3}-\d{2}-\d{2}T(?:[01]\d|2[0-3]):\d{2}(?::\d{2}(?:\.\d{1,6})?)?(?:Z|[+-](?:0\d|1[0-4]):[0-5]\d)$/;

function textForm(name: string, accepts: (text: string) => boolean, keep = (text: string) => text): Form {
  return { name, read: (value) => (typeof value === 'string' && accepts(value) ? keep(value) : undefined) };
}

const isText = (text: string) => text.length <= MAX_TEXT && !UNSTORABLE.test(text);
/** Up to the year 9998, so that the day after a day is always a day. */
const isTime = (text: string) => !text.startsWith('9999') && DateTime.fromISO(text).isValid;
const isDay = (text: string) => DAY.test(text) && isTime(text);
const isInstant = (text: string) => INSTANT.test(text) && isTime(text);

const text = textForm('text', isText);
const searchText = textForm('searchText', (value) => value !== '' && isText(value));
const decimal = textForm('decimal', (value) => DECIMAL.test(value));
const day = textForm('date', isDay);
const clock = textForm('time', (value) => /^(?:[01]\d|2[0-3]):[0-5]\d$/.test(value));
const instant = textForm('timestamp', isInstant);
const dayOrInstant = textForm('dateOrTimestamp', (value) => isDay(value) || isInstant(value));
const reference = textForm(
  'reference',
  (value) => value === '$me' || UUID.test(value),
  (value) => value.toLowerCase(),
);
const item = textForm(
  'id',
  (value) => UUID.test(value),
  (value) => value.toLowerCase(),
);
const period = textForm('period', (value) => (periodCodes as readonly string[]).includes(value));

const integer: Form = {
  name: 'integer',
  read: (value) => (Number.isSafeInteger(value) ? value : undefined),
  fromText: wholeNumber,
};

const boolean: Form = {
  name: 'boolean',
  read: (value) => (typeof value === 'boolean' ? value : undefined),
  fromText: (value) => (value === 'true' ? true : value === 'false' ? false : value),
};

const scalars: Readonly<Record<FieldType, Form>> = {
  text,
  phone: text,
  email: text,
  integer,
  decimal,
  money: decimal,
  date: day,
  time: clock,
  timestamp: instant,
  boolean,
  choice: text,
  choices: text,
  reference,
  dictionary: item,
  // there is nothing to compare it with
  file: item,
};

/** What stands on the right of an operator that the field's type offers. */
export function operandOf(field: ConditionField, op: Operator): { arity: Arity; form: Form } {
  const form = formOf(field.type, op);
  if (op === 'isNull' || op === 'isNotNull') return { arity: 'none', form };
  if (op === 'between') return { arity: 'pair', form };
  return { arity: ['in', 'notIn', 'hasAny', 'hasAll', 'hasNone', 'under'].includes(op) ? 'list' : 'one', form };
}

function formOf(type: FieldType, op: Operator): Form {
  switch (op) {
    case 'contains':
    case 'startsWith':
    case 'endsWith':
      return searchText;
    case 'on':
      return day;
    case 'period':
      return period;
    case 'olderThan':
    case 'within':
    case 'withinNext':
      return type === 'date' ? durationForm('calendarDuration', (unit) => !isClockUnit(unit)) : duration;
    case 'gt':
    case 'gte':
    case 'lt':
    case 'lte':
    case 'before':
    case 'after':
    case 'between':
      return type === 'timestamp' ? dayOrInstant : scalars[type];
    default:
      return scalars[type];
  }
}

function durationForm(name: string, accepts: (unit: string) => boolean): Form {
  const limits: Readonly<Record<string, number>> = durationLimits;
  return {
    name,
    read(value) {
      const [entry, ...more] = entries(value);
      if (!entry || more.length > 0) return undefined;
      const [unit, n] = entry;
      const limit = Object.hasOwn(limits, unit) && accepts(unit) ? (limits[unit] ?? 0) : -1;
      return Number.isSafeInteger(n) && Number(n) >= 0 && Number(n) <= limit ? { [unit]: n } : undefined;
    },
    fromText: (value) => Object.fromEntries(entries(value).map(([unit, n]) => [unit, wholeNumber(n)])),
  };
}

const duration = durationForm('duration', () => true);

function entries(value: unknown): [string, unknown][] {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.entries(value) : [];
}

function wholeNumber(value: unknown): unknown {
  return typeof value === 'string' && /^-?\d{1,16}$/.test(value) ? Number(value) : value;
}
