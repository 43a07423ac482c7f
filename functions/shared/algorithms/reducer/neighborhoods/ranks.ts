import { type RankedColumn, rankColumn } from '../../../learning/trees/ranks.ts';

/** Numbers by their places among the distinct ones of them. */
export interface Ranks {
  /** The rank of each number, from 0; those left out have the number of ranks. */
  readonly ranks: Int32Array;
  /** The number of each rank, ascending. */
  readonly numbers: Float64Array;
}

/** Integers in so small a range need not be sorted: all between the smallest and the largest have a rank. */
const SMALL_RANGE = 1 << 17;

/** @param mask 0 for numbers that are left out; undefined: none is */
export function ranksOf(values: Float64Array, mask: Float64Array | undefined, integers: boolean): Ranks {
  const present = mask === undefined ? values : values.filter((_, i) => mask[i] > 0);
  let [min, max] = [Infinity, -Infinity];
  for (let i = 0; i < present.length; i++) {
    if (present[i] < min) min = present[i];
    if (present[i] > max) max = present[i];
  }
  const small = integers && max - min < SMALL_RANGE;
  const { values: numbers, ranks: places } = small ? everyInteger(present, min, max) : rankColumn(present);
  if (mask === undefined) return { ranks: places, numbers };
  const ranks = new Int32Array(values.length);
  for (let i = 0, next = 0; i < ranks.length; i++) ranks[i] = mask[i] > 0 ? places[next++] : numbers.length;
  return { ranks, numbers };
}

function everyInteger(values: Float64Array, min: number, max: number): RankedColumn {
  const ranks = new Int32Array(values.length);
  for (let i = 0; i < ranks.length; i++) ranks[i] = values[i] - min;
  return { ranks, values: Float64Array.from({ length: max - min + 1 }, (_, i) => min + i) };
}
