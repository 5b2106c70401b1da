import sql, { join, raw, type Sql } from 'sql-template-tag';
import type { Formula } from './formula.js';

/** When and where a formula is asked: `today` is this day of the enterprise. */
export interface FormulaMoment {
  today: string;
  zone: string;
}

/** The value of a formula in SQL of row r: numeric or date, NULL where an operand is missing or nothing can be divided. */
export function formulaSql(formula: Formula, at: FormulaMoment): Sql {
  switch (formula.kind) {
    case 'number':
      return raw(`${formula.value}::numeric`);
    case 'today':
      return sql`${at.today}::date`;
    case 'field': {
      const { custom, column, isInstant } = formula.source;
      const value = custom === undefined ? `r.${column}` : `(r.custom ->> '${custom}')`;
      if (isInstant) return sql`(${raw(value)} AT TIME ZONE ${at.zone}::text)::date`;
      return raw(`${value}::${formula.type === 'number' ? 'numeric' : 'date'}`);
    }
    case 'rounded': {
      const value = formulaSql(formula.of, at);
      return formula.type === 'number' ? sql`round(${value}, ${raw(String(formula.places))})` : value;
    }
    case 'call':
      return callSql(
        formula,
        formula.args.map((each) => formulaSql(each, at)),
      );
  }
}

function callSql({ name, args }: Extract<Formula, { kind: 'call' }>, [a, b, ...more]: Sql[]): Sql {
  switch (name) {
    case 'add':
      return sql`(${a} + ${b})`;
    case 'subtract':
      return sql`(${a} - ${b})`;
    case 'multiply':
      return sql`(${a} * ${b})`;
    case 'divide':
      return sql`exact_quotient(${a}, ${b})`;
    case 'negate':
      return sql`(- ${a})`;
    case 'shift':
      return sql`day_shifted(${a}, ${b})`;
    case 'back':
      return sql`day_shifted(${a}, - ${b})`;
    case 'between':
      return sql`(${a} - ${b})::numeric`;
    case 'round': {
      const places = args[1]?.kind === 'number' ? args[1].value : '0';
      return sql`round(${a}, ${raw(places)})`;
    }
    case 'min':
      return sql`least(${join([a, b, ...more].filter((each) => each !== undefined))})`;
    case 'max':
      return sql`greatest(${join([a, b, ...more].filter((each) => each !== undefined))})`;
    case 'ifEmpty':
      return sql`coalesce(${a}, ${b})`;
    default:
      return sql`${raw(name)}(${a})`;
  }
}
