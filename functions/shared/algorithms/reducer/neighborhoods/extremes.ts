import type { Neighborhoods, ReduceNeighborhoods } from './neighborhood-form.ts';
import type { Run } from './runs.ts';
import { counts, knownWhere } from './sums.ts';

/** The largest of the neighbours. */
export const maxNeighbors: ReduceNeighborhoods = (around) => [extremes(around, 1)];

/** The smallest of the neighbours. */
export const minNeighbors: ReduceNeighborhoods = (around) => [extremes(around, -1)];

export const minMaxNeighbors: ReduceNeighborhoods = (around) => [extremes(around, -1), extremes(around, 1)];

/** @param sign -1 for the smallest: the largest of all with their signs turned */
function extremes(around: Neighborhoods, sign: 1 | -1) {
  const { values, mask } = around;
  const best = largest(
    values.map((value, i) => (mask === undefined || mask[i] > 0 ? sign * value : -Infinity)),
    around,
  );
  if (sign === -1) for (let i = 0; i < best.length; i++) best[i] = -best[i];
  const valid = mask?.map((weight) => (weight > 0 ? 1 : 0));
  return knownWhere(best, counts(around, valid));
}

/**
 * The largest value around each pixel. Maxima over windows of 2, 4, 8 … pixels in a row are computed from those of half the length; those
 * of other lengths from two overlapping windows; those of a neighbourhood from its runs.
 */
function largest(numbers: Float64Array, around: Neighborhoods): Float64Array {
  const { across, column, row, width, height, check } = around;
  const best = new Float64Array(width * height).fill(-Infinity);
  let [ofPower, power] = [numbers, 1];
  for (const [length, runs] of byLength(around.runs)) {
    for (; power * 2 <= length; power *= 2) ofPower = largerOf(ofPower, power);
    const inARow = length === power ? ofPower : largerOf(ofPower, length - power);
    for (const { y, from } of runs) {
      check();
      for (let line = 0, i = 0; line < height; line++) {
        const first = (row + y + line) * across + column + from;
        for (let x = 0; x < width; x++, i++) if (inARow[first + x] > best[i]) best[i] = inARow[first + x];
      }
    }
  }
  return best;
}

/** The larger of each number and the one that is `places` entries behind it; meaningless, and not used, at the end of a row. */
function largerOf(numbers: Float64Array, places: number): Float64Array {
  const larger = numbers.slice();
  for (let i = 0, other = places; other < numbers.length; i++, other++) {
    if (numbers[other] > larger[i]) larger[i] = numbers[other];
  }
  return larger;
}

/** Runs of the same length together, the shortest first. */
function byLength(runs: readonly Run[]): [length: number, runs: Run[]][] {
  const groups = new Map<number, Run[]>();
  for (const run of runs) {
    const length = run.to - run.from + 1;
    const group = groups.get(length);
    if (group === undefined) groups.set(length, [run]);
    else group.push(run);
  }
  return [...groups].sort(([a], [b]) => a - b);
}
