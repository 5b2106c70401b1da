import { FormulaInvalid } from './formula.js';

/** A formula as it is written, before anything is known of its fields. */
export type Expression =
  | { kind: 'number'; value: string }
  | { kind: 'name'; name: string; at: number }
  | { kind: 'unary'; of: Expression }
  | { kind: 'binary'; op: '+' | '-' | '*' | '/'; left: Expression; right: Expression; at: number }
  | { kind: 'call'; name: string; args: Expression[]; at: number };

interface Token {
  text: string;
  at: number;
}

const MOST_DEPTH = 30;
const TOKEN = /\s*(?:(\d{1,15}(?:\.\d{1,6})?(?![\w.])|[A-Za-z][A-Za-z0-9]*(?:\.[A-Za-z][A-Za-z0-9]*)?|[-+*/(),]))/y;

/** Full-width and mathematical signs as people type them. */
const plain = (source: string): string => source.normalize('NFKC').replaceAll('×', '*').replaceAll('÷', '/').replaceAll('−', '-');

/** Reads `(amount - cost) * 0.13`: + - * / with their usual precedence, parentheses, functions. @throws FormulaInvalid */
export function parseFormula(source: string): Expression {
  return new Parser(tokensOf(plain(source))).whole();
}

/** The names of fields in a formula; none where it cannot be read. */
export function namesIn(source: string): string[] {
  return tokensOf(plain(source)).flatMap(({ text }) => (/^[A-Za-z]/.test(text) ? [text] : []));
}

function tokensOf(source: string): Token[] {
  const tokens: Token[] = [];
  for (let at = 0; source.slice(at).trim() !== '';) {
    TOKEN.lastIndex = at;
    const [whole, text] = TOKEN.exec(source) ?? [];
    if (whole === undefined || text === undefined) throw new FormulaInvalid('FORMULA_SYNTAX', { at: at + 1 });
    at += whole.length;
    tokens.push({ text, at: at - text.length + 1 });
  }
  return tokens;
}

class Parser {
  private next = 0;
  private depth = 0;

  constructor(private readonly tokens: readonly Token[]) {}

  whole(): Expression {
    const expression = this.sum();
    if (this.next < this.tokens.length) throw this.unexpected();
    return expression;
  }

  private sum(): Expression {
    return this.chain(['+', '-'], () => this.chain(['*', '/'], () => this.factor()));
  }

  private chain(operators: readonly string[], operand: () => Expression): Expression {
    let left = operand();
    for (let token = this.peek(); token && operators.includes(token.text); token = this.peek()) {
      this.next++;
      left = { kind: 'binary', op: token.text as '+', left, right: operand(), at: token.at };
    }
    return left;
  }

  private factor(): Expression {
    if (++this.depth > MOST_DEPTH) throw new FormulaInvalid('FORMULA_TOO_LARGE', { limit: MOST_DEPTH });
    const expression = this.single();
    this.depth--;
    return expression;
  }

  private single(): Expression {
    const token = this.tokens[this.next++];
    if (!token) throw this.unexpected();
    const { text, at } = token;
    if (text === '-') return { kind: 'unary', of: this.factor() };
    if (text === '(') {
      const inner = this.sum();
      this.expect(')');
      return inner;
    }
    if (/^\d/.test(text)) return { kind: 'number', value: text };
    if (!/^[A-Za-z]/.test(text)) throw new FormulaInvalid('FORMULA_SYNTAX', { at });
    return this.peek()?.text === '(' ? { kind: 'call', name: text, args: this.args(), at } : { kind: 'name', name: text, at };
  }

  private args(): Expression[] {
    this.expect('(');
    const args = [this.sum()];
    while (this.peek()?.text === ',') {
      this.next++;
      args.push(this.sum());
    }
    this.expect(')');
    return args;
  }

  private expect(text: string): void {
    if (this.peek()?.text !== text) throw this.unexpected();
    this.next++;
  }

  private peek(): Token | undefined {
    return this.tokens[this.next];
  }

  private unexpected(): FormulaInvalid {
    const last = this.tokens.at(-1);
    return new FormulaInvalid('FORMULA_SYNTAX', { at: this.peek()?.at ?? (last ? last.at + last.text.length : 1) });
  }
}
