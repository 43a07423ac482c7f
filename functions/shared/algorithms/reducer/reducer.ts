import type { Json, ObjectValue, Value } from '../../values/value.ts';

/** Collects numbers with their weights, and says what they come to. */
export interface Accumulator {
  add(value: number, weight: number): void;
  /** The result; null if nothing was added and nothing cannot be said of nothing. */
  result(): Value;
}

/** How many values become one: of a region's pixels, a list's elements, a collection's properties. */
export class Reducer implements ObjectValue {
  readonly typeName = 'Reducer';
  readonly name: string;
  /** The names of its outputs. */
  readonly outputs: readonly string[];
  /**
   * Whether weights matter: such a reducer takes pixels that a region covers in part, by that part; others take the pixels
   * whose centres are in the region, wholly.
   */
  readonly weighted: boolean;
  readonly start: () => Accumulator;

  constructor(name: string, outputs: readonly string[], weighted: boolean, start: () => Accumulator) {
    this.name = name;
    this.outputs = outputs;
    this.weighted = weighted;
    this.start = start;
  }

  encode(): Json {
    return { type: `Reducer.${this.name}` };
  }
}
