/** The probability of the first of two classes as a function of a decision: 1 / (1 + exp(slope x + offset)). */
export interface Sigmoid {
  readonly slope: number;
  readonly offset: number;
}

const MAX_STEPS = 100;

/** 1 / (1 + exp(x)) and, of it and its complement, no logarithm of 0. */
export function sigmoidAt({ slope, offset }: Sigmoid, decision: number): number {
  return 1 / (1 + Math.exp(slope * decision + offset));
}

/**
 * The sigmoid that says decisions' classes best (Lin, Lin and Weng, A note on Platt's probabilistic outputs for support vector machines,
 * 2007): Newton's method with backtracking on the cross entropy, the targets being a little less certain than 0 and 1.
 */
export function fitSigmoid(decisions: Float64Array, signs: Int8Array): Sigmoid {
  const positive = signs.reduce((sum, sign) => sum + (sign > 0 ? 1 : 0), 0);
  const negative = signs.length - positive;
  const targets = Float64Array.from(signs, (sign) => (sign > 0 ? (positive + 1) / (positive + 2) : 1 / (negative + 2)));
  let sigmoid: Sigmoid = { slope: 0, offset: Math.log((negative + 1) / (positive + 1)) };
  let loss = crossEntropy(sigmoid, decisions, targets);
  for (let step = 0; step < MAX_STEPS; step++) {
    const newton = newtonDirection(sigmoid, decisions, targets);
    if (!newton) break;
    const { slope, offset, descent } = newton;
    let length = 1;
    for (; length >= 1e-10; length /= 2) {
      const next = { slope: sigmoid.slope + length * slope, offset: sigmoid.offset + length * offset };
      const nextLoss = crossEntropy(next, decisions, targets);
      if (nextLoss < loss + 1e-4 * length * descent) {
        [sigmoid, loss] = [next, nextLoss];
        break;
      }
    }
    if (length < 1e-10) break;
  }
  return sigmoid;
}

/** Σ -t log p - (1 - t) log(1 - p), without overflow. */
function crossEntropy({ slope, offset }: Sigmoid, decisions: Float64Array, targets: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < decisions.length; i++) {
    const x = slope * decisions[i] + offset;
    sum += x >= 0 ? targets[i] * x + Math.log1p(Math.exp(-x)) : (targets[i] - 1) * x + Math.log1p(Math.exp(x));
  }
  return sum;
}

/** The direction of Newton's method; undefined if the gradient is almost 0. */
function newtonDirection(
  sigmoid: Sigmoid,
  decisions: Float64Array,
  targets: Float64Array,
): { slope: number; offset: number; descent: number } | undefined {
  let [h11, h22, h21, g1, g2] = [1e-12, 1e-12, 0, 0, 0];
  for (let i = 0; i < decisions.length; i++) {
    const p = sigmoidAt(sigmoid, decisions[i]);
    const bend = p * (1 - p);
    h11 += decisions[i] * decisions[i] * bend;
    h22 += bend;
    h21 += decisions[i] * bend;
    g1 += decisions[i] * (targets[i] - p);
    g2 += targets[i] - p;
  }
  if (Math.abs(g1) < 1e-5 && Math.abs(g2) < 1e-5) return undefined;
  const determinant = h11 * h22 - h21 * h21;
  const slope = -(h22 * g1 - h21 * g2) / determinant;
  const offset = -(h11 * g2 - h21 * g1) / determinant;
  return { slope, offset, descent: g1 * slope + g2 * offset };
}

const MAX_ROUNDS = 100;

/**
 * The classes' probabilities that agree best with those of pairs (Wu, Lin and Weng, Probability estimates for multi-class classification by
 * pairwise coupling, 2004, second method).
 * @param pairs at a * classes + b, the probability of a where it is a or b
 */
export function coupleProbabilities(pairs: Float64Array, classes: number, result: Float64Array, start: number): void {
  const q = new Float64Array(classes * classes);
  for (let a = 0; a < classes; a++) {
    for (let b = 0; b < classes; b++) {
      if (a === b) continue;
      q[a * classes + a] += pairs[b * classes + a] ** 2;
      q[a * classes + b] = -pairs[b * classes + a] * pairs[a * classes + b];
    }
    result[start + a] = 1 / classes;
  }
  const products = new Float64Array(classes);
  for (let round = 0; round < MAX_ROUNDS; round++) {
    let whole = 0;
    for (let a = 0; a < classes; a++) {
      products[a] = 0;
      for (let b = 0; b < classes; b++) products[a] += q[a * classes + b] * result[start + b];
      whole += result[start + a] * products[a];
    }
    if (products.every((product) => Math.abs(product - whole) < 0.005 / classes)) break;
    for (let a = 0; a < classes; a++) {
      const bend = q[a * classes + a];
      const change = (whole - products[a]) / bend;
      result[start + a] += change;
      const scale = 1 + change;
      whole = (whole + change * (change * bend + 2 * products[a])) / (scale * scale);
      for (let b = 0; b < classes; b++) {
        products[b] = (products[b] + change * q[a * classes + b]) / scale;
        result[start + b] /= scale;
      }
    }
  }
}
