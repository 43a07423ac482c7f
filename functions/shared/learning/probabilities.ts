import type { Mode, Model } from './model.ts';
import { classProbability, largestClass, type Predictor } from './predictor.ts';

/** The predictors of a model of classes: scores for each class, of which the largest wins, and probabilities. */
export interface ClassScores {
  readonly labels: Float64Array;
  readonly scores: () => Predictor;
  /** The scores themselves, unless given. */
  readonly probabilities?: () => Predictor;
  /** The predictor of the mode RAW. */
  readonly raw?: () => Predictor;
}

/** The predictors of a model of classes. */
export function classModes({ labels, scores, probabilities, raw }: ClassScores): Model['predictor'] {
  return (mode: Mode) => {
    if (mode === 'CLASSIFICATION') return largestClass(scores(), labels);
    if (mode === 'RAW' && raw) return raw();
    const shares = (probabilities ?? scores)();
    return mode === 'PROBABILITY' ? classProbability(shares) : shares;
  };
}

/** Turns logarithms of weights into probabilities that add up to 1. */
export function shareOut({ outputs, predict }: Predictor): Predictor {
  return {
    outputs,
    predict(rows, count, results) {
      predict(rows, count, results);
      for (let at = 0; at < count * outputs; at += outputs) normalizeLogarithms(results, at, at + outputs);
    },
  };
}

function normalizeLogarithms(values: Float64Array, start: number, end: number): void {
  let largest = -Infinity;
  for (let i = start; i < end; i++) if (values[i] > largest) largest = values[i];
  let sum = 0;
  for (let i = start; i < end; i++) {
    values[i] = Math.exp(values[i] - largest);
    sum += values[i];
  }
  for (let i = start; i < end; i++) values[i] /= sum;
}
