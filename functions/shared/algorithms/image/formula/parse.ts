import { wrong } from '../../../errors.ts';
import { type Token, tokenize } from './tokens.ts';

/** A formula over images, as Image.expression takes it. */
export type Formula =
  | { readonly kind: 'number'; readonly value: number; readonly float: boolean }
  | { readonly kind: 'text'; readonly value: string }
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'member'; readonly of: Formula; readonly key: Formula }
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly Formula[] }
  | { readonly kind: 'choice'; readonly test: Formula; readonly yes: Formula; readonly no: Formula };

/** Binary operators by precedence, loosest first, with their scalar operations. */
const LEVELS: readonly { readonly [symbol: string]: string }[] = [
  { '||': 'or' },
  { '&&': 'and' },
  { '|': 'bitwiseOr' },
  { '^': 'bitwiseXor' },
  { '&': 'bitwiseAnd' },
  { '==': 'eq', '!=': 'neq' },
  { '<': 'lt', '<=': 'lte', '>': 'gt', '>=': 'gte' },
  { '<<': 'leftShift', '>>': 'rightShift' },
  { '+': 'add', '-': 'subtract' },
  { '*': 'multiply', '/': 'divide', '%': 'mod' },
];

/** Parentheses and operators nest less deep than this. */
const MAX_DEPTH = 200;

/** Parses a formula such as `2.5 * (nir - b('red')) / (a.B4 + 1)`, or with an assignment in front, which is ignored. */
export function parseFormula(text: string): Formula {
  return new Parser(tokenize(text)).parse();
}

class Parser {
  readonly #tokens: readonly Token[];
  #next = 0;
  #depth = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  parse(): Formula {
    if (this.#tokens[0].kind === 'name' && this.#tokens[1].text === '=') this.#next = 2;
    const formula = this.#choice();
    if (this.#peek.kind !== 'end') throw this.#unexpected();
    return formula;
  }

  get #peek(): Token {
    return this.#tokens[this.#next];
  }

  #unexpected(): Error {
    const { text, at } = this.#peek;
    return wrong(`Unexpected '${text}' at position ${at}.`);
  }

  #accept(symbol: string): boolean {
    const found = this.#peek.kind === 'symbol' && this.#peek.text === symbol;
    if (found) this.#next++;
    return found;
  }

  #expect(symbol: string): void {
    if (!this.#accept(symbol)) throw this.#unexpected();
  }

  #choice(): Formula {
    if (++this.#depth > MAX_DEPTH) throw wrong(`The expression is nested deeper than ${MAX_DEPTH} levels.`);
    const test = this.#binary(0);
    let formula = test;
    if (this.#accept('?')) {
      const yes = this.#choice();
      this.#expect(':');
      formula = { kind: 'choice', test, yes, no: this.#choice() };
    }
    this.#depth--;
    return formula;
  }

  #binary(level: number): Formula {
    if (level === LEVELS.length) return this.#unary();
    let left = this.#binary(level + 1);
    for (;;) {
      const { kind, text } = this.#peek;
      const name = kind === 'symbol' && Object.hasOwn(LEVELS[level], text) ? LEVELS[level][text] : undefined;
      if (name === undefined) return left;
      this.#next++;
      left = { kind: 'call', name, args: [left, this.#binary(level + 1)] };
    }
  }

  #unary(): Formula {
    if (++this.#depth > MAX_DEPTH) throw wrong(`The expression is nested deeper than ${MAX_DEPTH} levels.`);
    const formula = this.#signed();
    this.#depth--;
    return formula;
  }

  #signed(): Formula {
    if (this.#accept('+')) return this.#unary();
    if (this.#accept('-')) {
      const operand = this.#unary();
      if (operand.kind === 'number') return { ...operand, value: -operand.value };
      return { kind: 'call', name: 'multiply', args: [operand, { kind: 'number', value: -1, float: false }] };
    }
    if (this.#accept('!')) return { kind: 'call', name: 'not', args: [this.#unary()] };
    if (this.#accept('~')) return { kind: 'call', name: 'bitwiseNot', args: [this.#unary()] };
    return this.#power();
  }

  #power(): Formula {
    const base = this.#postfix();
    return this.#accept('**') ? { kind: 'call', name: 'pow', args: [base, this.#unary()] } : base;
  }

  #postfix(): Formula {
    let formula = this.#primary();
    for (;;) {
      if (this.#accept('.')) {
        const { kind, text } = this.#peek;
        if (kind !== 'name') throw this.#unexpected();
        this.#next++;
        formula = { kind: 'member', of: formula, key: { kind: 'text', value: text } };
      } else if (this.#accept('[')) {
        const key = this.#choice();
        this.#expect(']');
        formula = { kind: 'member', of: formula, key };
      } else {
        return formula;
      }
    }
  }

  #primary(): Formula {
    const token = this.#peek;
    if (this.#accept('(')) {
      const formula = this.#choice();
      this.#expect(')');
      return formula;
    }
    if (token.kind === 'end' || token.kind === 'symbol') throw this.#unexpected();
    this.#next++;
    if (token.kind === 'number') return { kind: 'number', value: Number(token.text), float: /[.eE]/.test(token.text) };
    if (token.kind === 'text') return { kind: 'text', value: token.text };
    if (!this.#accept('(')) return { kind: 'name', name: token.text };
    const args: Formula[] = [];
    while (!this.#accept(')')) {
      if (args.length > 0) this.#expect(',');
      args.push(this.#choice());
    }
    return { kind: 'call', name: token.text, args };
  }
}
