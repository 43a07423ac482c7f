/** The loss that a boosted regression minimizes: its start value, the targets of trees, and the values of leaves. */
export interface Loss {
  /** The best constant prediction. */
  start(targets: Float64Array): number;
  /** Called before each tree with all differences between targets and predictions. */
  prepare?(differences: Float64Array): void;
  /** The target of a tree for a row, from the difference between target and prediction. */
  gradient(difference: number): number;
  /** The value of a leaf, from the differences of its rows. */
  leaf(differences: Float64Array): number;
}

function median(values: Float64Array): number {
  const sorted = Float64Array.from(values).sort();
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : sorted[middle - 1] / 2 + sorted[middle] / 2;
}

function mean(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

const leastSquares: Loss = { start: mean, gradient: (difference) => difference, leaf: mean };

const leastAbsoluteDeviation: Loss = { start: median, gradient: Math.sign, leaf: median };

/** The share of differences that count as they are; larger ones count by their sign. */
const HUBER_SHARE = 0.9;

function huber(): Loss {
  let limit = 0;
  return {
    start: median,
    prepare(differences) {
      const sizes = differences.map(Math.abs).sort();
      limit = sizes[Math.floor(HUBER_SHARE * (sizes.length - 1))];
    },
    gradient: (difference) => Math.max(-limit, Math.min(limit, difference)),
    leaf(differences) {
      const middle = median(differences);
      return middle + mean(differences.map((difference) => Math.max(-limit, Math.min(limit, difference - middle))));
    },
  };
}

/** Losses by name (Friedman, Greedy Function Approximation: A Gradient Boosting Machine, 2001). */
export const LOSSES: { readonly [name: string]: () => Loss } = {
  LeastSquares: () => leastSquares,
  LeastAbsoluteDeviation: () => leastAbsoluteDeviation,
  Huber: huber,
};
