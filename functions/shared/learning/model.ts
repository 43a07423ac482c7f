import type { Predictor } from './predictor.ts';
import type { Samples, Work } from './samples.ts';

/** All that can be predicted of a row. */
export const MODES = [
  'CLASSIFICATION',
  'REGRESSION',
  'PROBABILITY',
  'MULTIPROBABILITY',
  'RAW',
  'RAW_REGRESSION',
] as const;

/** What can be predicted of a row. */
export type Mode = (typeof MODES)[number];

/** What a model says of itself: numbers, texts, and lists and dictionaries of them. */
export type Explained = number | string | readonly Explained[] | ReadonlyMap<string, Explained>;

/** What has been learnt from samples. */
export interface Model {
  /** About what it takes, for caches. */
  readonly bytes: number;
  /** How a mode's numbers are predicted; only for modes that the learner has. */
  predictor(mode: Mode): Predictor;
  /** @param names the inputs' names */
  explain(names: readonly string[]): ReadonlyMap<string, Explained>;
}

/** A way to learn. */
export interface Learner {
  readonly modes: readonly Mode[];
  /** Whether what it learns for a mode are numbers, not classes. */
  readonly regression: (mode: Mode) => boolean;
  /** Whether a mode gives several numbers a row as an array. */
  readonly array: (mode: Mode) => boolean;
  /** The names of the numbers that a row gets, where they are results of their own and no array. */
  readonly outputs?: readonly string[];
  /** Whether what it learns for two modes is not the same: modes with the same answer share a model. Unless given, `regression` decides. */
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
