import { DateTime } from 'luxon';
import {
  add,
  ceilOf,
  compare,
  divide,
  exact,
  exactText,
  floor,
  multiply,
  negate,
  round,
  subtract,
  truncated,
  type Exact,
} from './exact.js';
import type { FieldSource, Formula } from './formula.js';
import type { FormulaMoment } from './formula-sql.js';

type Row = Record<string, unknown>;
/** A number, a day `YYYY-MM-DD`, or nothing. */
type Value = Exact | string | undefined;

/** The value of a formula for a row in memory: what `formulaSql` comes to for the same row. */
export function formulaValue(formula: Formula, row: Row, at: FormulaMoment): string | null {
  const value = valueOf(formula, row, at);
  if (value === undefined) return null;
  return typeof value === 'string' ? value : exactText(value);
}

function valueOf(formula: Formula, row: Row, at: FormulaMoment): Value {
  switch (formula.kind) {
    case 'number':
      return exact(formula.value);
    case 'today':
      return at.today;
    case 'field':
      return operand(formula.source, formula.type === 'date', row, at);
    case 'rounded': {
      const value = valueOf(formula.of, row, at);
      return typeof value === 'object' ? round(value, formula.places) : value;
    }
    case 'call':
      return called(
        formula,
        formula.args.map((each) => valueOf(each, row, at)),
      );
  }
}

function operand({ key, custom, isInstant }: FieldSource, isDay: boolean, row: Row, { zone }: FormulaMoment): Value {
  const value = custom === undefined ? row[key] : (row.custom as Row | undefined)?.[custom];
  if (value === null || value === undefined) return undefined;
  if (isInstant) {
    const instant = value instanceof Date ? value : new Date(value as string);
    return DateTime.fromJSDate(instant, { zone }).toFormat('yyyy-MM-dd');
  }
  return isDay ? (value as string) : exact(value);
}

type Called = Extract<Formula, { kind: 'call' }>;

function called({ name, type, args: asked }: Called, args: Value[]): Value {
  const present = args.filter((each) => each !== undefined);
  if (name === 'ifEmpty') return present[0];
  if (name === 'min' || name === 'max') return extreme(name === 'min' ? -1 : 1, present);
  if (present.length < args.length) return undefined;
  if (name === 'round') return round(args[0] as Exact, asked[1]?.kind === 'number' ? Number(asked[1].value) : 0);
  if (name === 'between') return days(args[0] as string, args[1] as string);
  if (name === 'shift' || name === 'back') return shifted(args[0] as string, args[1] as Exact, name === 'shift' ? 1n : -1n);
  return type === 'number' ? arithmetic(name, args as Exact[]) : undefined;
}

function arithmetic(name: Called['name'], [a, b]: Exact[]): Exact | undefined {
  switch (name) {
    case 'add':
      return add(a!, b!);
    case 'subtract':
      return subtract(a!, b!);
    case 'multiply':
      return multiply(a!, b!);
    case 'divide':
      return divide(a!, b!);
    case 'floor':
      return floor(a!);
    case 'ceil':
      return ceilOf(a!);
    case 'abs':
      return a!.digits < 0n ? negate(a!) : a;
    default:
      return negate(a!);
  }
}

const extreme = (sign: 1 | -1, values: readonly (Exact | string)[]): Value =>
  values.reduce<Value>((best, each) => (best === undefined || order(each, best) * sign > 0 ? each : best), undefined);

const order = (a: Exact | string, b: Exact | string): number =>
  typeof a === 'string' ? (a < (b as string) ? -1 : a > (b as string) ? 1 : 0) : compare(a, b as Exact);

const DAY_MS = 86_400_000;

const days = (to: string, from: string): Exact => ({
  digits: BigInt(Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS)),
  scale: 0,
});

/** As day_shifted in the database: by whole days, between the years 1000 and 9998. */
function shifted(day: string, by: Exact, direction: 1n | -1n): string | undefined {
  const count = truncated(by) * direction;
  if (count < -4_000_000n || count > 4_000_000n) return undefined;
  const time = new Date(Date.parse(day) + Number(count) * DAY_MS);
  const year = time.getUTCFullYear();
  return year >= 1000 && year <= 9998 ? time.toISOString().slice(0, 10) : undefined;
}
