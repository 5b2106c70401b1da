/** What a formula comes to: an exact number, or a day. */
export type FormulaType = 'number' | 'date';

/** A formula read and typed against the fields of its object; formulas that it reads stand inside. */
export type Formula =
  | { kind: 'number'; type: 'number'; value: string }
  | { kind: 'today'; type: 'date' }
  | { kind: 'field'; type: FormulaType; source: FieldSource }
  | { kind: 'rounded'; type: FormulaType; of: Formula; places: number }
  | { kind: 'call'; type: FormulaType; name: Call; args: Formula[] };

/** Where an operand is found: the column or custom key, and whether its instants must become days. */
export interface FieldSource {
  /** As filters call it. */
  key: string;
  /** Key inside `custom`; absent for a built-in field. */
  custom?: string;
  column?: string;
  isInstant: boolean;
}

/** Operators and functions. `shift` and `back` move a day by whole days, `between` counts the days from one to another. */
export type Call =
  | 'add'
  | 'subtract'
  | 'multiply'
  | 'divide'
  | 'negate'
  | 'shift'
  | 'back'
  | 'between'
  | 'round'
  | 'floor'
  | 'ceil'
  | 'abs'
  | 'min'
  | 'max'
  | 'ifEmpty';

/** A division is exact to so many places, half away from zero. */
export const QUOTIENT_PLACES = 12;
/** Operators, operands and functions of a formula with all formulas that it reads. */
export const MOST_NODES = 200;

/** What is wrong with a formula, for the definition's editor. */
export class FormulaInvalid extends Error {
  constructor(
    readonly code: 'FORMULA_SYNTAX' | 'FORMULA_UNKNOWN_FIELD' | 'FORMULA_TYPES' | 'FORMULA_CYCLE' | 'FORMULA_TOO_LARGE',
    readonly params: Record<string, string | number> = {},
  ) {
    super(code);
  }
}

/** The fields that a formula reads, by itself and through other formulas. */
export function readsOf(formula: Formula): string[] {
  if (formula.kind === 'field') return [formula.source.key];
  if (formula.kind === 'rounded') return readsOf(formula.of);
  return formula.kind === 'call' ? formula.args.flatMap(readsOf) : [];
}

/** Whether its value depends on the present day or on the enterprise's zone. */
export function readsClock(formula: Formula): boolean {
  if (formula.kind === 'field') return formula.source.isInstant;
  if (formula.kind === 'rounded') return readsClock(formula.of);
  return formula.kind === 'today' || (formula.kind === 'call' && formula.args.some(readsClock));
}

export function nodesOf(formula: Formula): number {
  if (formula.kind === 'rounded') return 1 + nodesOf(formula.of);
  return formula.kind === 'call' ? formula.args.reduce((sum, each) => sum + nodesOf(each), 1) : 1;
}
