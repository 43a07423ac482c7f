import { exponential } from '../exponential.ts';
import type { Work } from '../samples.ts';

/** Rounds over all features. */
const MAX_ROUNDS = 500;
/** Rounds over the features in use between two of all. */
const INNER_ROUNDS = 10;
/** The fit is done when a round makes it better by less. */
const SMALLEST_GAIN = 1e-6;
/** Numbers that are looked at in the time of one visit elsewhere. */
const NUMBERS_A_VISIT = 16;

/** The weights of the features, and the distribution over the background that follows from them. */
export interface Fit {
  readonly weights: Float64Array;
  /** The distribution's probability of each point of the background. */
  readonly raw: Float64Array;
  /** The difference between the weighted sum of a point's features and the logarithm of its probability. */
  readonly normalizer: number;
  readonly entropy: number;
}

/**
 * The distribution over the background with the largest entropy whose means of the features are those over the presences, within `slack`:
 * the exponential of weighted features with the largest likelihood, less Σ slack |weight|. Features are from 0 to 1. Weights are changed
 * one by one, each to the best value that can be told from the feature's mean (Dudík, Phillips and Schapire, Performance Guarantees for
 * Regularized Maximum Entropy Density Estimation, 2004).
 * @param features for each feature its values over the background
 * @param means for each feature its mean over the presences
 */
export function fitMaxent(
  features: readonly Float64Array[],
  means: Float64Array,
  slack: Float64Array,
  count: number,
  work: Work,
): Fit {
  const weights = new Float64Array(features.length);
  const linear = new Float64Array(count);
  // Probabilities times a common factor, `total` being their sum.
  const densities = new Float64Array(count).fill(1);
  let total = count;

  /** Changes one weight; returns by how much the fit gets better at least. */
  const improve = (j: number): number => {
    work(1 + count / NUMBERS_A_VISIT);
    const values = features[j];
    let sum = 0;
    for (let i = 0; i < count; i++) sum += densities[i] * values[i];
    const mean = sum / total;
    const change = bestChange(mean, means[j], slack[j], weights[j]);
    if (change === 0) return 0;
    const before = weights[j];
    weights[j] += change;
    let more = 0;
    for (let i = 0; i < count; i++) {
      const value = values[i];
      // Hinges and categories are 0 at most points.
      if (value === 0) continue;
      linear[i] += change * value;
      const density = densities[i];
      densities[i] = density * exponential(change * value);
      more += densities[i] - density;
    }
    total += more;
    const likelihood = change * means[j] - Math.log1p(mean * Math.expm1(change));
    return likelihood - slack[j] * (Math.abs(weights[j]) - Math.abs(before));
  };

  for (let round = 0; round < MAX_ROUNDS; round++) {
    let gain = 0;
    for (let j = 0; j < features.length; j++) gain += improve(j);
    for (let inner = 0; inner < INNER_ROUNDS; inner++) {
      let more = 0;
      for (let j = 0; j < features.length; j++) if (weights[j] !== 0) more += improve(j);
      if (more < SMALLEST_GAIN) break;
    }
    // From the sums again, so that neither rounding nor overflow builds up.
    const largest = linear.reduce((most, value) => Math.max(most, value), -Infinity);
    total = 0;
    for (let i = 0; i < count; i++) {
      densities[i] = Math.exp(linear[i] - largest);
      total += densities[i];
    }
    if (gain < SMALLEST_GAIN) return distribution(weights, densities, total, largest);
  }
  const largest = linear.reduce((most, value) => Math.max(most, value), -Infinity);
  return distribution(weights, densities, total, largest);
}

function distribution(weights: Float64Array, densities: Float64Array, total: number, largest: number): Fit {
  const raw = densities.map((density) => density / total);
  const entropy = raw.reduce((sum, share) => (share > 0 ? sum - share * Math.log(share) : sum), 0);
  return { weights, raw, normalizer: largest + Math.log(total), entropy };
}

/** The change of a weight that is best for a feature with a mean over the distribution, and a wanted one. */
function bestChange(mean: number, wanted: number, slack: number, weight: number): number {
  if (!(mean > 0 && mean < 1)) return 0;
  const towards = (target: number): number => Math.log((target * (1 - mean)) / (mean * (1 - target)));
  const [lower, upper] = [wanted - slack, wanted + slack];
  if (lower > 0) {
    // A target of 1 or more cannot be reached: as far as is sensible.
    const change = lower < 1 ? towards(lower) : Infinity;
    if (weight + change > 0) return Math.min(change, 5);
  }
  if (upper < 1) {
    const change = upper > 0 ? towards(upper) : -Infinity;
    if (weight + change < 0) return Math.max(change, -5);
  }
  return -weight;
}
