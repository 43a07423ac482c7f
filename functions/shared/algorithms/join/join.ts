import {
  type Encoder,
  type Json,
  type MaybePromise,
  mapInOrder,
  type ObjectValue,
  type Value,
} from '../../values/value.ts';
import type { Element } from '../collection/element.ts';
import type { Match } from './match.ts';

/** The kind of elements in a join's result. */
export type JoinResult =
  /** Some of the first collection's elements, as they are. */
  | 'selection'
  /** Elements of the first collection with properties more. */
  | 'elements'
  /** Features of their own. */
  | 'pairs';

/** A join of two collections: a function from an element of the first, with its matches in the second, to elements of the result. */
export class Join implements ObjectValue {
  readonly typeName = 'Join';
  readonly result: JoinResult;
  readonly results: (first: Element, matches: Generator<Match>) => readonly Element[];
  readonly #name: string;
  readonly #parts: { readonly [key: string]: Value };

  constructor(
    name: string,
    parts: { readonly [key: string]: Value },
    result: JoinResult,
    results: (first: Element, matches: Generator<Match>) => readonly Element[],
  ) {
    this.#name = name;
    this.#parts = parts;
    this.result = result;
    this.results = results;
  }

  encode(encoder: Encoder): MaybePromise<Json> {
    const entries = Object.entries(this.#parts).filter(([, value]) => value !== null);
    const encoded = mapInOrder(entries, ([, value]) => encoder.encode(value));
    const finish = (values: Json[]): Json => ({
      type: `Join.${this.#name}`,
      ...Object.fromEntries(entries.map(([key], i) => [key, values[i]])),
    });
    return encoded instanceof Promise ? encoded.then(finish) : finish(encoded);
  }
}
