import type { FieldType } from '../../condition/index.js';
import { customKey, type CustomField } from '../custom-field.js';
import { customType } from '../custom-types.js';
import type { ObjectDescriptor } from '../descriptor.js';
import { FormulaInvalid, MOST_NODES, nodesOf, type Call, type Formula, type FormulaType } from './formula.js';
import { parseFormula, type Expression } from './syntax.js';

const TYPES: Partial<Record<FieldType, FormulaType>> = {
  integer: 'number',
  decimal: 'number',
  money: 'number',
  date: 'date',
  timestamp: 'date',
};

/** Reads the formulas of one object; a formula that others read is read once. */
export class FormulaReader {
  private readonly done = new Map<string, Formula>();
  private readonly open = new Set<string>();
  private readonly custom: ReadonlyMap<string, CustomField>;

  constructor(
    private readonly descriptor: Pick<ObjectDescriptor, 'fields'>,
    custom: readonly CustomField[],
  ) {
    this.custom = new Map(custom.map((field) => [field.key, field]));
  }

  /** @throws FormulaInvalid for words that are no formula, unknown fields, types that do not fit, circles */
  read(field: CustomField): Formula {
    const known = this.done.get(field.key);
    if (known) return known;
    if (this.open.has(field.key)) throw new FormulaInvalid('FORMULA_CYCLE', { field: customKey(field.key) });
    this.open.add(field.key);
    const of = this.typed(parseFormula(field.formula ?? ''));
    this.open.delete(field.key);
    const formula: Formula = { kind: 'rounded', type: of.type, of, places: field.decimals ?? 0 };
    if (nodesOf(formula) > MOST_NODES) throw new FormulaInvalid('FORMULA_TOO_LARGE', { limit: MOST_NODES });
    this.done.set(field.key, formula);
    return formula;
  }

  private typed(expression: Expression): Formula {
    switch (expression.kind) {
      case 'number':
        return { kind: 'number', type: 'number', value: expression.value };
      case 'name':
        return this.named(expression.name);
      case 'unary':
        return negated(this.typed(expression.of));
      case 'binary':
        return binary(expression.op, this.typed(expression.left), this.typed(expression.right), expression.at);
      case 'call':
        return called(
          expression.name,
          expression.args.map((each) => this.typed(each)),
          expression.at,
        );
    }
  }

  /** `today`, a custom field by its key or as `custom.key`, a built-in field. The enterprise's own go first: what is built in may grow. */
  private named(name: string): Formula {
    if (name === 'today') return { kind: 'today', type: 'date' };
    const custom = this.custom.get(name.replace(/^custom\./, ''));
    if (custom?.type === 'formula') return this.read(custom);
    const field = custom ? undefined : this.descriptor.fields.find(({ key, filterable }) => key === name && filterable !== false);
    const kind = custom ? customType(custom.type).condition : field?.type;
    const type = kind && TYPES[kind];
    if (!type) throw new FormulaInvalid('FORMULA_UNKNOWN_FIELD', { field: name });
    const source = custom ? { key: customKey(custom.key), custom: custom.key } : { key: name, column: field!.column };
    return { kind: 'field', type, source: { ...source, isInstant: kind === 'timestamp' } };
  }
}

function binary(op: '+' | '-' | '*' | '/', left: Formula, right: Formula, at: number): Formula {
  const types = `${left.type} ${op} ${right.type}`;
  const meanings: Record<string, [Call, FormulaType]> = {
    'number + number': ['add', 'number'],
    'number - number': ['subtract', 'number'],
    'number * number': ['multiply', 'number'],
    'number / number': ['divide', 'number'],
    'date + number': ['shift', 'date'],
    'date - number': ['back', 'date'],
    'date - date': ['between', 'number'],
  };
  const [name, type] = meanings[types] ?? [];
  if (!name || !type) throw new FormulaInvalid('FORMULA_TYPES', { at });
  return { kind: 'call', type, name, args: [left, right] };
}

/** What each function takes. */
const SIGNATURES: Record<string, (args: readonly Formula[]) => boolean> = {
  round: ([of, places]) => of?.type === 'number' && (places === undefined || isPlaces(places)),
  floor: ([of]) => of?.type === 'number',
  ceil: ([of]) => of?.type === 'number',
  abs: ([of]) => of?.type === 'number',
  min: (args) => args.every(({ type }) => type === args[0]?.type),
  max: (args) => args.every(({ type }) => type === args[0]?.type),
  ifEmpty: ([of, otherwise]) => otherwise?.type === of?.type,
};
const MOST_ARGS: Record<string, number> = { round: 2, floor: 1, ceil: 1, abs: 1, ifEmpty: 2 };

function called(name: string, args: Formula[], at: number): Formula {
  if (!Object.hasOwn(SIGNATURES, name)) throw new FormulaInvalid('FORMULA_SYNTAX', { at });
  if (args.length > (MOST_ARGS[name] ?? 10) || !SIGNATURES[name]!(args)) throw new FormulaInvalid('FORMULA_TYPES', { at });
  return { kind: 'call', type: args[0]!.type, name: name as Call, args };
}

function negated(of: Formula): Formula {
  if (of.type !== 'number') throw new FormulaInvalid('FORMULA_TYPES', { at: 1 });
  return { kind: 'call', type: 'number', name: 'negate', args: [of] };
}

const isPlaces = (formula: Formula): boolean => formula.kind === 'number' && /^[0-9]$/.test(formula.value);
