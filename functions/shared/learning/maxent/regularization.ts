import type { FeatureKind } from './features.ts';

/** Regularization by the number of presences, between which it is interpolated: the values of Maxent (Phillips and Dudík, 2008). */
type Table = readonly (readonly [presences: number, value: number])[];

const LINEAR: Table = [
  [10, 1],
  [30, 0.2],
  [100, 0.05],
];
const QUADRATIC: Table = [
  [0, 1.3],
  [10, 0.8],
  [17, 0.5],
  [30, 0.25],
  [100, 0.05],
];
const PRODUCT: Table = [
  [0, 2.6],
  [10, 1.6],
  [17, 0.9],
  [30, 0.55],
  [100, 0.05],
];
const THRESHOLD: Table = [
  [0, 2],
  [100, 1],
];
const HINGE: Table = [[0, 0.5]];
const CATEGORICAL: Table = [
  [0, 0.65],
  [10, 0.5],
  [17, 0.25],
];

function interpolated(table: Table, presences: number): number {
  const next = table.findIndex(([at]) => at >= presences);
  if (next === 0) return table[0][1];
  if (next < 0) return table[table.length - 1][1];
  const [[low, from], [high, to]] = [table[next - 1], table[next]];
  return from + ((to - from) * (presences - low)) / (high - low);
}

/** Values given by the caller; negative ones stand for those of the tables. */
export interface Betas {
  readonly multiplier: number;
  readonly hinge: number;
  readonly lqp: number;
  readonly categorical: number;
  readonly threshold: number;
}

/**
 * The allowed difference between a feature's mean over the distribution and over the presences, as a function of the feature's kind and its
 * values at the presences (as the R package maxnet computes it).
 */
export function regularizer(
  kinds: ReadonlySet<FeatureKind>,
  presences: number,
  betas: Betas,
): (kind: FeatureKind, values: Float64Array) => number {
  const lqp = kinds.has('product') ? PRODUCT : kinds.has('quadratic') ? QUADRATIC : LINEAR;
  const beta = (kind: FeatureKind): number => {
    if (kind === 'hinge') return betas.hinge >= 0 ? betas.hinge : interpolated(HINGE, presences);
    if (kind === 'threshold') return betas.threshold >= 0 ? betas.threshold : interpolated(THRESHOLD, presences);
    if (kind === 'categorical')
      return betas.categorical >= 0 ? betas.categorical : interpolated(CATEGORICAL, presences);
    return betas.lqp >= 0 ? betas.lqp : interpolated(lqp, presences);
  };
  const root = Math.sqrt(presences);
  return (kind, values) => {
    const deviation = standardDeviation(values);
    let least = 0.001;
    if (kind === 'hinge') least = Math.max(least, (Math.max(deviation, 1 / root) * 0.5) / root);
    // A step that all presences are on the same side of says nothing for sure.
    if (kind === 'threshold' && deviation === 0) least = 1;
    return betas.multiplier * Math.max(least, (beta(kind) * deviation) / root);
  };
}

function standardDeviation(values: Float64Array): number {
  if (values.length < 2) return 0;
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return Math.sqrt(squares / (values.length - 1));
}
