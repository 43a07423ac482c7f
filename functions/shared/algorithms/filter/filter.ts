import type { Box } from '../../geometry/bounds.ts';
import type { Encoder, Json, MaybePromise, ObjectValue, Value } from '../../values/value.ts';
import { mapInOrder } from '../../values/value.ts';
import { type Nesting, nestingOf } from '../collection/nesting.ts';

/** The object that a filter tests: an element, or an item of a list. */
export interface Fields {
  property(name: string): Value;
}

/** Finds the indexes, in ascending order, of the right sides that may pass with a left side. All others cannot pass. */
export type Lookup = (left: Fields) => readonly number[];

/** A condition on one element; in a join, on two of them. */
export abstract class Filter implements ObjectValue {
  readonly typeName = 'Filter';
  readonly nesting: Nesting;

  /** @param parts the filters that it is made of */
  constructor(parts: readonly Filter[] = []) {
    this.nesting = nestingOf(
      'Filters',
      parts.map((part) => part.nesting),
    );
  }

  /**
   * Whether an element passes.
   * @param right the second element of a join; without a join the same one
   */
  abstract test(left: Fields, right?: Fields): boolean;

  /** The measure of a pair of elements that pass: smaller is better; null if the filter has no measure. */
  measure(_left: Fields, _right: Fields): number | null {
    return null;
  }

  /** An index over the right sides of a join; undefined if all of them have to be tried. */
  lookup(_rights: readonly Fields[]): Lookup | undefined {
    return undefined;
  }

  /** Boxes in degrees of which an element that passes must meet one; undefined if it may be anywhere. */
  bounds(): readonly Box[] | undefined {
    return undefined;
  }

  /** The name and the parts that the filter was made from, for its reply form. */
  protected abstract described(): { readonly name: string; readonly parts: { readonly [key: string]: Value } };

  encode(encoder: Encoder): MaybePromise<Json> {
    const { name, parts } = this.described();
    const entries = Object.entries(parts).filter(([, value]) => value !== null);
    const encoded = mapInOrder(entries, ([, value]) => encoder.encode(value));
    const finish = (values: Json[]): Json => ({
      type: `Filter.${name}`,
      ...Object.fromEntries(entries.map(([key], i) => [key, values[i]])),
    });
    return encoded instanceof Promise ? encoded.then(finish) : finish(encoded);
  }
}
