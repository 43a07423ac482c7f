import { wrong } from '../../errors.ts';
import type { Value } from '../../values/value.ts';
import { algorithm } from '../declare.ts';
import * as t from '../language/types.ts';
import { required } from '../parameter.ts';
import { Binary, type Relation } from './binary.ts';
import { type Token, tokensOf } from './expression-tokens.ts';
import type { Filter } from './filter.ts';
import { And, Not, Or } from './logical.ts';
import * as relations from './relations.ts';

/** Parentheses and negations nest less deep than this. */
const MAX_DEPTH = 200;

const RELATIONS: { readonly [operator: string]: Relation } = {
  '==': relations.EQUALS,
  '!=': relations.NOT_EQUALS,
  '<': relations.LESS_THAN,
  '<=': relations.LESS_THAN_OR_EQUALS,
  '>': relations.GREATER_THAN,
  '>=': relations.GREATER_THAN_OR_EQUALS,
};

/** Words for operators, in capitals or not. */
const WORDS: { readonly [word: string]: string } = { and: '&&', or: '||', not: '!' };

/** Reads a filter's text: comparisons of properties, numbers and quoted strings; NOT, AND, OR or `!`, `&&`, `||`, and parentheses. */
class FilterParser {
  readonly #tokens: readonly Token[];
  #at = 0;
  #depth = 0;

  constructor(text: string) {
    this.#tokens = tokensOf(text);
  }

  parse(): Filter {
    const filter = this.#or();
    if (this.#next.kind !== 'end') throw wrong(`Unexpected '${this.#next.text}' in the expression.`);
    return filter;
  }

  get #next(): Token {
    return this.#tokens[this.#at];
  }

  #take(operator: string): boolean {
    const { kind, text } = this.#next;
    const taken = (kind === 'operator' && text === operator) || (kind === 'name' && wordFor(text) === operator);
    if (taken) this.#at++;
    return taken;
  }

  #or(): Filter {
    const filters = [this.#and()];
    while (this.#take('||')) filters.push(this.#and());
    return filters.length === 1 ? filters[0] : new Or(filters);
  }

  #and(): Filter {
    const filters = [this.#factor()];
    while (this.#take('&&')) filters.push(this.#factor());
    return filters.length === 1 ? filters[0] : new And(filters);
  }

  #factor(): Filter {
    if (++this.#depth > MAX_DEPTH) throw wrong(`The expression is nested deeper than ${MAX_DEPTH} levels.`);
    const filter = this.#nested() ?? this.#comparison();
    this.#depth--;
    return filter;
  }

  #nested(): Filter | undefined {
    if (this.#take('!')) return new Not(this.#factor());
    if (!this.#take('(')) return undefined;
    const filter = this.#or();
    if (!this.#take(')')) throw wrong(`')' is expected in the expression, not '${this.#next.text}'.`);
    return filter;
  }

  #comparison(): Filter {
    const left = this.#operand();
    const operator = this.#next;
    if (operator.kind !== 'operator' || !Object.hasOwn(RELATIONS, operator.text)) {
      throw wrong(`A comparison is expected in the expression, not '${operator.text}'.`);
    }
    this.#at++;
    const right = this.#operand();
    return new Binary(RELATIONS[operator.text], {
      leftField: left.field,
      leftValue: left.value,
      rightField: right.field,
      rightValue: right.value,
    });
  }

  #operand(): { field: string | null; value: Value } {
    const { kind, text } = this.#next;
    this.#at++;
    if (kind === 'name' && wordFor(text) === undefined) return { field: text, value: null };
    if (kind === 'string') return { field: null, value: text };
    if (kind === 'number') return { field: null, value: Number(text) };
    throw wrong(`A property, a number or a string is expected in the expression, not '${text}'.`);
  }
}

function wordFor(name: string): string | undefined {
  const word = name.toLowerCase();
  return Object.hasOwn(WORDS, word) ? WORDS[word] : undefined;
}

/**
 * The filter that a text describes.
 * @throws ServiceError INVALID_ARGUMENT saying where it cannot be read
 */
export function parseFilter(text: string): Filter {
  return new FilterParser(text).parse();
}

/** Filters as text. */
export const FILTER_EXPRESSION = [
  algorithm({
    name: 'Filter.expression',
    description: 'A filter from its text, such as "a > 1 AND NOT (b == \'x\')".',
    returns: 'Filter',
    parameters: { expression: required(t.string) },
    examples: [
      {
        args: { expression: "a > 1 AND NOT (b == 'x')" },
        result: {
          type: 'Filter.and',
          filters: [
            { type: 'Filter.greaterThan', leftField: 'a', rightValue: 1 },
            { type: 'Filter.not', filter: { type: 'Filter.equals', leftField: 'b', rightValue: 'x' } },
          ],
        },
      },
    ],
    run: ({ expression }) => parseFilter(expression),
  }),
];
