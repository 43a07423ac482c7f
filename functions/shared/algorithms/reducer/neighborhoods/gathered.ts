import type { OrderedNumbers } from '../ordered-numbers.ts';
import { sortAscending } from '../sorted-numbers.ts';
import { tileResult } from '../tiles/tile-accumulator.ts';
import { WeightedNumbers } from '../weighted-numbers.ts';
import type { ReduceNeighborhoods } from './neighborhood-form.ts';
import { ranksOf } from './ranks.ts';

/** More values than these become histograms where they are reduced pixel by pixel. */
export const MOST_NUMBERS = 100_000;

/** Statistics of the neighbours in their order, by their weights: those of one pixel after the other are gathered in the same room. */
export function orderedNeighbors(
  outputs: number,
  statistics: (numbers: OrderedNumbers) => readonly (number | null)[],
): ReduceNeighborhoods {
  return ({ values, mask, largest, neighbors, across, column, row, width, height, check }) => {
    const most = neighbors.length;
    if (most > MOST_NUMBERS) return undefined;
    const { ranks, numbers } = ranksOf(values, mask, largest < Infinity);
    const places = Int32Array.from(neighbors, ({ x, y }) => y * across + x);
    const placeWeights = Float64Array.from(neighbors, ({ weight }) => weight);
    const [keys, sorted, weights] = [new Float64Array(most), new Float64Array(most), new Float64Array(most)];
    const weightOf = (neighbor: number, centre: number) =>
      mask === undefined ? placeWeights[neighbor] : placeWeights[neighbor] * mask[centre + places[neighbor]];

    function numbersAround(centre: number): OrderedNumbers | undefined {
      let count = 0;
      for (let k = 0; k < most; k++) {
        // Numbers that are equal stay in the order of the neighbours.
        if (weightOf(k, centre) > 0) keys[count++] = ranks[centre + places[k]] * most + k;
      }
      if (count === 0) return undefined;
      sortAscending(keys.subarray(0, count));
      for (let i = 0; i < count; i++) {
        const rank = Math.floor(keys[i] / most);
        sorted[i] = numbers[rank];
        weights[i] = weightOf(keys[i] - rank * most, centre);
      }
      return new WeightedNumbers(sorted.subarray(0, count), weights.subarray(0, count));
    }

    const results = Array.from({ length: outputs }, () => new Float64Array(width * height));
    const known = new Uint8Array(width * height);
    for (let y = 0, pixel = 0; y < height; y++) {
      check();
      for (let x = 0; x < width; x++, pixel++) {
        const around = numbersAround((row + y) * across + column + x);
        if (around === undefined) continue;
        known[pixel] = 1;
        const found = statistics(around);
        for (let output = 0; output < outputs; output++) results[output][pixel] = found[output] ?? Number.NaN;
      }
    }
    return results.map((each) => tileResult(each, known));
  };
}
