import type { Value } from '../../values/value.ts';
import { type Fields, Filter } from './filter.ts';

/** A condition on the left element alone. */
export class Unary extends Filter {
  readonly #name: string;
  readonly #parts: { readonly [key: string]: Value };
  readonly #passes: (fields: Fields) => boolean;

  constructor(name: string, parts: { readonly [key: string]: Value }, passes: (fields: Fields) => boolean) {
    super();
    this.#name = name;
    this.#parts = parts;
    this.#passes = passes;
  }

  test(left: Fields): boolean {
    return this.#passes(left);
  }

  protected described() {
    return { name: this.#name, parts: this.#parts };
  }
}
