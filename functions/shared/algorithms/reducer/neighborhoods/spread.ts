import type { Neighborhoods, ReduceNeighborhoods } from './neighborhood-form.ts';
import { counts, knownWhere } from './sums.ts';
import { EXACT, integerSums } from './window-sums.ts';

/** Weighted variances of the neighbours as a whole population, or a function of them. */
export function varianceOfNeighbors(statistic: (variance: number) => number): ReduceNeighborhoods {
  return (around) => {
    const { neighbors, largest, binary, equalWeight } = around;
    const exact =
      binary && equalWeight !== undefined && (largest * Math.max(neighbors.length, around.across)) ** 2 <= EXACT;
    const { variances, weights } = exact ? ofIntegers(around) : ofAny(around);
    for (let i = 0; i < variances.length; i++) variances[i] = statistic(variances[i]);
    return [knownWhere(variances, weights)];
  };
}

interface Variances {
  readonly variances: Float64Array;
  readonly weights: Float64Array;
}

/**
 * Variances of integers of equal weights, without rounding: the sums, and the number of values times the sum of squares, are integers that
 * doubles hold.
 */
function ofIntegers(around: Neighborhoods): Variances {
  const { values, mask } = around;
  const weights = counts(around, mask);
  const sums = integerSums(values, around);
  const variances = integerSums(
    values.map((value) => value * value),
    around,
  );
  for (let i = 0; i < variances.length; i++) {
    const [n, sum] = [weights[i], sums[i]];
    variances[i] = (n * variances[i] - sum * sum) / (n * n);
  }
  return { variances, weights };
}

/** One neighbour after the other, as `Moments` does for one pixel. */
function ofAny({ values, mask, neighbors, across, column, row, width, height, check }: Neighborhoods): Variances {
  const pixels = width * height;
  const [means, squares, weights] = [new Float64Array(pixels), new Float64Array(pixels), new Float64Array(pixels)];
  for (const neighbor of neighbors) {
    check();
    for (let y = 0, i = 0; y < height; y++) {
      for (let x = 0, at = (row + neighbor.y + y) * across + column + neighbor.x; x < width; x++, i++, at++) {
        const weight = mask === undefined ? neighbor.weight : neighbor.weight * mask[at];
        if (weight === 0) continue;
        const before = weights[i];
        const after = before + weight;
        const delta = values[at] - means[i];
        const part = (delta / after) * weight;
        squares[i] += delta * part * before;
        means[i] += part;
        weights[i] = after;
      }
    }
  }
  return { variances: squares.map((sum, i) => sum / weights[i]), weights };
}
