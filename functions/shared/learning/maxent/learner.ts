import { wrong } from '../../errors.ts';
import type { Explained, Learner, Model } from '../model.ts';
import type { Predictor } from '../predictor.ts';
import { seededRandom } from '../random.ts';
import { rowsOf, type Samples, type Work } from '../samples.ts';
import { type Feature, type FeatureKind, featuresOf, type Range } from './features.ts';
import { type Fit, fitMaxent } from './fit.ts';
import { type Betas, regularizer } from './regularization.ts';

/** Most numbers: of each feature at each point of the background. */
const MAX_NUMBERS = 20_000_000;

export type OutputFormat = 'cloglog' | 'logistic' | 'cumulative' | 'raw';

export interface MaxentOptions {
  /** The names of the inputs that are categories. */
  readonly categorical: ReadonlySet<string>;
  readonly format: OutputFormat;
  /** The kinds of features for a number of presences. */
  readonly kinds: (presences: number) => ReadonlySet<FeatureKind>;
  /** The presences that are added to the background: those that are new to it, all, or none. */
  readonly addPresences: 'new' | 'all' | 'none';
  readonly betas: Betas;
  readonly clamp: boolean;
  /** Whether the difference that clamping makes is an output, too. */
  readonly clampOutput: boolean;
  /** The share of the presences that is held aside. */
  readonly testShare: number;
  readonly seed: number;
}

/**
 * Maxent: learns a species' habitat from samples of its presence (1) and of the background (0) (Phillips, Anderson and Schapire, Maximum
 * entropy modeling of species geographic distributions, 2006; Phillips et al., Opening the black box, 2017).
 */
export function maxentLearner(options: MaxentOptions): Learner {
  return {
    modes: ['PROBABILITY'],
    regression: () => false,
    array: () => false,
    outputs: options.clampOutput ? ['probability', 'clamp'] : ['probability'],
    learn: (samples, _, work) => learn(samples, options, work),
  };
}

function learn(samples: Samples, options: MaxentOptions, work: Work): Model {
  const { format, clamp, clampOutput } = options;
  const width = samples.columns.length;
  const categorical = samples.columns.map((_, input) => options.categorical.has(samples.names?.[input] ?? ''));
  const { presences, background } = divided(samples, options);
  const columns = samples.columns.map((column) => Float64Array.from(background, (row) => column[row]));
  const ranges = samples.columns.map((column) => rangeOf(column, background, presences));
  const kinds = options.kinds(presences.length);
  const features = featuresOf(columns, ranges, categorical, kinds);
  if (features.length * background.length > MAX_NUMBERS) {
    throw wrong(
      `${features.length} features of ${background.length} background samples are too many; use fewer inputs or 'subsampling'.`,
    );
  }
  work((features.length * (background.length + presences.length)) / 4);
  const rows = rowsOf(samples.columns);
  const over = (feature: Feature, members: Int32Array): Float64Array =>
    Float64Array.from(members, (row) => feature.of(rows, row * width));
  const slackOf = regularizer(kinds, presences.length, options.betas);
  const present = features.map((feature) => over(feature, presences));
  const slack = Float64Array.from(features, ({ kind }, j) => slackOf(kind, present[j]));
  const means = Float64Array.from(present, (values) => values.reduce((sum, value) => sum + value, 0) / values.length);
  const values = features.map((feature) => over(feature, background));
  const fit = fitMaxent(values, means, slack, background.length, work);
  const used = features.filter((_, j) => fit.weights[j] !== 0);
  const weights = fit.weights.filter((weight) => weight !== 0);
  const counts = { presences: presences.length, background: background.length };
  return modelOf(
    { features: used, weights, ranges, categorical, clamp, clampOutput, answer: formatted(format, fit) },
    fit,
    counts,
  );
}

/** Apart from `learn`, so that a model that is kept does not keep the samples. */
function modelOf(
  suitable: Suitability,
  { entropy, raw }: Fit,
  counts: { presences: number; background: number },
): Model {
  const { features, weights } = suitable;
  return {
    bytes: 200 * features.length + raw.byteLength,
    predictor: () => suitability(suitable),
    explain: (names) =>
      new Map<string, Explained>([
        ['numberOfPresences', counts.presences],
        ['numberOfBackgroundPoints', counts.background],
        ['entropy', entropy],
        ['weights', new Map(features.map(({ name }, j) => [name(names), weights[j]]))],
      ]),
  };
}

/** The rows of presences that are learnt from, and those of the background. */
function divided(
  { columns, targets }: Samples,
  { addPresences, testShare, seed }: MaxentOptions,
): { presences: Int32Array; background: Int32Array } {
  const odd = targets.find((target) => target !== 0 && target !== 1);
  if (odd !== undefined) throw wrong(`The class must be 1 (presence) or 0 (background). Got ${odd}.`);
  const all = Int32Array.from(targets, (_, row) => row);
  const random = seededRandom(seed);
  const presences = all.filter((row) => targets[row] === 1 && !(testShare > 0 && random.uniform() < testShare));
  const background = all.filter((row) => targets[row] === 0);
  if (presences.length === 0) throw wrong('There are no presences (samples of class 1).');
  const key = (row: number): string => columns.map((column) => column[row]).join();
  const known = new Set(addPresences === 'new' ? Array.from(background, key) : []);
  const added = presences.filter((row) => {
    if (addPresences !== 'new') return addPresences === 'all';
    const own = key(row);
    const isNew = !known.has(own);
    known.add(own);
    return isNew;
  });
  const whole = Int32Array.from([...background, ...added]);
  if (whole.length === 0) throw wrong('There is no background (samples of class 0).');
  return { presences, background: whole };
}

function rangeOf(column: Float64Array, ...groups: readonly Int32Array[]): Range {
  let [low, high] = [Infinity, -Infinity];
  for (const rows of groups) {
    for (const row of rows) {
      low = Math.min(low, column[row]);
      high = Math.max(high, column[row]);
    }
  }
  return { low, high };
}

/** Converts the logarithm of a raw probability to the output format. */
function formatted(format: OutputFormat, { raw, entropy, normalizer }: Fit): (sum: number) => number {
  if (format === 'raw') return (sum) => Math.exp(sum - normalizer);
  if (format === 'cloglog') return (sum) => -Math.expm1(-Math.exp(sum - normalizer + entropy));
  if (format === 'logistic') return (sum) => 1 / (1 + Math.exp(normalizer - entropy - sum));
  const sorted = raw.slice().sort();
  const sums = new Float64Array(sorted.length);
  sorted.forEach((share, i) => {
    sums[i] = share + (i > 0 ? sums[i - 1] : 0);
  });
  // The percentage of the background that is no more suitable.
  return (sum) => {
    const own = Math.exp(sum - normalizer) * (1 + 1e-12);
    let [low, high] = [0, sorted.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (sorted[middle] <= own) low = middle + 1;
      else high = middle;
    }
    return low === 0 ? 0 : Math.min(100, 100 * sums[low - 1]);
  };
}

interface Suitability {
  readonly features: readonly Feature[];
  readonly weights: Float64Array;
  readonly ranges: readonly Range[];
  readonly categorical: readonly boolean[];
  readonly clamp: boolean;
  readonly clampOutput: boolean;
  readonly answer: (sum: number) => number;
}

function suitability({ features, weights, ranges, categorical, clamp, clampOutput, answer }: Suitability): Predictor {
  const outputs = clampOutput ? 2 : 1;
  const width = ranges.length;
  const held = new Float64Array(width);
  const of = (rows: Float64Array, start: number): number => {
    let sum = 0;
    for (let j = 0; j < features.length; j++) sum += weights[j] * features[j].of(rows, start);
    return answer(sum);
  };
  return {
    outputs,
    predict(rows, count, results) {
      for (let row = 0; row < count; row++) {
        const start = row * width;
        let outside = false;
        for (let i = 0; i < width; i++) {
          const value = rows[start + i];
          const { low, high } = ranges[i];
          held[i] = categorical[i] ? value : Math.min(high, Math.max(low, value));
          if (held[i] !== value) outside = true;
        }
        const clamped = of(held, 0);
        const free = outside && (!clamp || clampOutput) ? of(rows, start) : clamped;
        results[row * outputs] = clamp ? clamped : free;
        if (clampOutput) results[row * outputs + 1] = clamp ? Math.abs(clamped - free) : 0;
      }
    },
  };
}
