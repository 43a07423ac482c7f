import type { Value } from '../../values/value.ts';

/** Takes tuples of inputs one by one, and says what they come to: at any time, and as often as asked. */
export interface Accumulator {
  /**
   * @param inputs a value for each input; null where there is none
   * @param weights the weight of each input, 1 where it has none
   */
  add(inputs: readonly Value[], weights: readonly number[]): void;
  /** A value for each output; null where nothing can be said. */
  results(): readonly Value[];
}

/** The same for one input of numbers: pixels come by the million, without lists around them. */
export interface NumberAccumulator {
  add(value: number, weight: number): void;
  results(): readonly Value[];
}
