/** The statistics of a co-occurrence matrix, in their order. */
export const TEXTURE_FEATURES = [
  'asm',
  'contrast',
  'corr',
  'var',
  'idm',
  'savg',
  'svar',
  'sent',
  'ent',
  'dvar',
  'dent',
  'imcorr1',
  'imcorr2',
  'maxcorr',
  'diss',
  'inertia',
  'shade',
  'prom',
] as const;

/**
 * Pairs of grey levels that occur side by side, counted both ways, and what they tell of a texture. The matrix is never written out: a
 * window has few pairs of many possible ones.
 * Sources: R. M. Haralick, K. Shanmugam and I. Dinstein, Textural features for image classification, 1973 (f1 to f13, with logarithms to
 * the base e and the sum variance around the sum average); R. W. Conners, M. M. Trivedi and C. A. Harlow, Segmentation of a high-resolution
 * urban scene using texture operators, 1984 (inertia, shade and prominence).
 */
export class Cooccurrence {
  readonly #pairs: Float64Array;
  readonly #sums: Float64Array;
  readonly #differences: Float64Array;
  readonly #levels: Float64Array;
  #count = 0;

  /** @param most pairs at a time */
  constructor(most: number) {
    this.#pairs = new Float64Array(most);
    this.#sums = new Float64Array(most);
    this.#differences = new Float64Array(most);
    this.#levels = new Float64Array(2 * most);
  }

  clear(): void {
    this.#count = 0;
  }

  get count(): number {
    return this.#count;
  }

  /**
   * Takes two neighbours: their grey levels, and the numbers of these among the levels of the window.
   * @param ranks how many levels there are
   */
  add(one: number, other: number, rankOfOne: number, rankOfOther: number, ranks: number): void {
    const at = this.#count++;
    this.#pairs[at] = Math.min(rankOfOne, rankOfOther) * ranks + Math.max(rankOfOne, rankOfOther);
    this.#sums[at] = one + other;
    this.#differences[at] = Math.abs(one - other);
    this.#levels[2 * at] = one;
    this.#levels[2 * at + 1] = other;
  }

  /** Adds the features of the pairs to sums, in the order of their names. There must be a pair. */
  addFeatures(results: Float64Array, ranks: number): void {
    const count = this.#count;
    const [pairs, sums] = [this.#pairs.subarray(0, count), this.#sums.subarray(0, count)];
    const [differences, levels] = [this.#differences.subarray(0, count), this.#levels.subarray(0, 2 * count)];
    const sumAverage = mean(sums, (sum) => sum);
    const average = sumAverage / 2;
    const contrast = mean(differences, (difference) => difference ** 2);
    const dissimilarity = mean(differences, (difference) => difference);
    const variance = mean(levels, (level) => (level - average) ** 2);
    const sumVariance = mean(sums, (sum) => (sum - sumAverage) ** 2);
    // (i - m)(j - m) is a quarter of the square of the sum's deviation less that of the difference.
    const covariance = (sumVariance - contrast) / 4;
    let [energy, entropy] = [0, 0];
    forEachRun(pairs, (pair, part) => {
      const same = pair % (ranks + 1) === 0;
      const p = same ? part : part / 2;
      energy += (same ? 1 : 2) * p * p;
      entropy -= part * Math.log(p);
    });
    const marginal = entropyOf(levels);
    const values = [
      energy,
      contrast,
      variance > 0 ? covariance / variance : 0,
      variance,
      mean(differences, (difference) => 1 / (1 + difference ** 2)),
      sumAverage,
      sumVariance,
      entropyOf(sums),
      entropy,
      contrast - dissimilarity ** 2,
      entropyOf(differences),
      // Both of Haralick's mixed entropies are the sum of those of the margins, which are the same.
      marginal > 0 ? (entropy - 2 * marginal) / marginal : 0,
      Math.sqrt(Math.max(0, 1 - Math.exp(-2 * (2 * marginal - entropy)))),
      // The maximal correlation coefficient is documented as not computed.
      0,
      dissimilarity,
      contrast,
      mean(sums, (sum) => (sum - sumAverage) ** 3),
      mean(sums, (sum) => (sum - sumAverage) ** 4),
    ];
    for (const [i, value] of values.entries()) results[i] += value;
  }
}

function mean(values: Float64Array, of: (value: number) => number): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += of(values[i]);
  return sum / values.length;
}

/** Visits the different values with the part of all that each is. Sorts them. */
function forEachRun(values: Float64Array, visit: (value: number, part: number) => void): void {
  values.sort();
  for (let from = 0, to = 0; from < values.length; from = to) {
    while (to < values.length && values[to] === values[from]) to++;
    visit(values[from], (to - from) / values.length);
  }
}

function entropyOf(values: Float64Array): number {
  let entropy = 0;
  forEachRun(values, (_, part) => {
    entropy -= part * Math.log(part);
  });
  return entropy;
}
