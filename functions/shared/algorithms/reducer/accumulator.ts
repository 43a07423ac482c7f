import type { Value } from '../../values/value.ts';

/** Takes tuples of inputs one by one. Results can be asked for at any time, and repeatedly. */
export interface Accumulator {
  /**
   * @param inputs a value for each input; null where there is none
   * @param weights the weight of each input, 1 where it has none
   */
  add(inputs: readonly Value[], weights: readonly number[]): void;
  /** A value for each output; null where nothing can be said. */
  results(): readonly Value[];
}

/** An accumulator of one input of numbers, for millions of pixels without a list for each. */
export interface NumberAccumulator {
  add(value: number, weight: number): void;
  results(): readonly Value[];
}
