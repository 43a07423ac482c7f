import type { Predictor } from './predictor.ts';
import type { Samples, Work } from './samples.ts';
import type { TreeEnsemble } from './trees/tree.ts';

/** The kinds of predictions for a row: the output modes of classifiers. */
export const MODES = [
  'CLASSIFICATION',
  'REGRESSION',
  'PROBABILITY',
  'MULTIPROBABILITY',
  'RAW',
  'RAW_REGRESSION',
] as const;

/** The kind of prediction for a row. */
export type Mode = (typeof MODES)[number];

/** A value in a model's explanation: numbers, texts, and lists and dictionaries of them. */
export type Explained = number | string | readonly Explained[] | ReadonlyMap<string, Explained>;

/** A model learnt from samples. */
export interface Model {
  /** The model's approximate size, for caches. */
  readonly bytes: number;
  /** The predictor of a mode; only for modes that the learner has. */
  predictor(mode: Mode): Predictor;
  /** @param names the inputs' names */
  explain(names: readonly string[]): ReadonlyMap<string, Explained>;
  /** What a model of trees consists of: models that can be kept in files have it. */
  readonly ensemble?: TreeEnsemble;
}

/** A learning method: makes a model from samples. */
export interface Learner {
  readonly modes: readonly Mode[];
  /** Whether the mode's targets are numbers, not classes. */
  readonly regression: (mode: Mode) => boolean;
  /** Whether a mode gives several numbers a row as an array. */
  readonly array: (mode: Mode) => boolean;
  /** The names of the numbers that a row gets, where they are results of their own and no array. */
  readonly outputs?: readonly string[];
  /** A text that is equal for modes that can share a model. Unless given, modes with the same `regression` do. */
  readonly variant?: (mode: Mode) => string;
  /** Throws an error that begins with a colon if nothing can be learnt from the samples. */
  learn(samples: Samples, mode: Mode, work: Work): Model;
}

/** The modes whose results are arrays with most learners. */
export function isArrayMode(mode: Mode): boolean {
  return mode === 'MULTIPROBABILITY' || mode === 'RAW' || mode === 'RAW_REGRESSION';
}

/** The modes that predict numbers with most learners. */
export function isRegressionMode(mode: Mode): boolean {
  return mode === 'REGRESSION' || mode === 'RAW_REGRESSION';
}

/** Numbers by the inputs' names. */
export function byName(names: readonly string[], values: Iterable<Explained>): ReadonlyMap<string, Explained> {
  const list = [...values];
  return new Map(names.map((name, i) => [name, list[i]]));
}
