import { isArrayMode, type Learner, type Model } from '../model.ts';
import type { Predictor } from '../predictor.ts';
import { classModes, shareOut } from '../probabilities.ts';
import { type Classes, classesOf } from '../samples.ts';
import { Boosting, type BoostOptions } from './boosting.ts';
import { sumOfTrees } from './ensemble.ts';
import type { Tree } from './tree.ts';

/** Boosted trees, each grown for the residuals of those before (Friedman, Stochastic Gradient Boosting, 2002). */
export function boostLearner(options: BoostOptions): Learner {
  return {
    modes: ['CLASSIFICATION', 'REGRESSION', 'PROBABILITY', 'MULTIPROBABILITY'],
    regression: (mode) => mode === 'REGRESSION',
    array: isArrayMode,
    learn(samples, mode, work) {
      const boosting = new Boosting(samples, options, work);
      return mode === 'REGRESSION'
        ? regressionModel(boosting, options)
        : classModel(boosting, classesOf(samples.targets));
    },
  };
}

function regressionModel(boosting: Boosting, { trees: count, loss: makeLoss }: BoostOptions): Model {
  const { samples, gradients, width } = boosting;
  const { targets } = samples;
  const loss = makeLoss();
  const start = loss.start(targets);
  const predictions = new Float64Array(targets.length).fill(start);
  const trees = Array.from({ length: count }, () => {
    const differences = targets.map((target, row) => target - predictions[row]);
    loss.prepare?.(differences);
    gradients.forEach((_, row) => {
      gradients[row] = loss.gradient(differences[row]);
    });
    return boosting.add(predictions, (rows) => loss.leaf(Float64Array.from(rows, (row) => differences[row])));
  });
  return boosting.model(trees, undefined, sumsOf(trees, width, start));
}

/** Made apart from the training: a model that is kept must not keep the samples. */
function sumsOf(trees: readonly Tree[], width: number, start: number): () => Predictor {
  return () => sumOfTrees(trees, width, start);
}

/** Two classes have trees for the logarithm of the odds of the second one; more have trees each, whose sums are weighed against another. */
function classModel(boosting: Boosting, classes: Classes): Model {
  const { labels, indices } = classes;
  const { width } = boosting;
  const count = boosting.options.trees;
  if (labels.length <= 2) {
    const [start, trees] = boostOdds(boosting, indices, count);
    const odds = sumsOf(trees, width, start);
    const probabilities = () => (labels.length === 1 ? certain() : fromOdds(odds()));
    return boosting.model(trees, labels, classModes({ labels, scores: probabilities }));
  }
  const groups = boostClasses(boosting, classes, count);
  const parts = groups.map(({ start, trees }) => sumsOf(trees, width, start));
  const scores = () => sideBySide(parts.map((part) => part()));
  const modes = classModes({ labels, scores, probabilities: () => shareOut(scores()) });
  return boosting.model(
    groups.flatMap(({ trees }) => trees),
    labels,
    modes,
  );
}

function boostOdds(boosting: Boosting, indices: Int32Array, count: number): [number, Tree[]] {
  const { gradients } = boosting;
  const seconds = indices.reduce((sum, index) => sum + index, 0);
  if (seconds === 0) return [0, []];
  const start = Math.log(seconds / (indices.length - seconds));
  const sums = new Float64Array(indices.length).fill(start);
  const trees = Array.from({ length: count }, () => {
    gradients.forEach((_, row) => {
      gradients[row] = indices[row] - 1 / (1 + Math.exp(-sums[row]));
    });
    return boosting.add(sums, (rows) => newtonStep(gradients, rows));
  });
  return [start, trees];
}

function boostClasses(boosting: Boosting, { labels, indices }: Classes, count: number) {
  const { gradients } = boosting;
  const classes = labels.length;
  const groups = Array.from(labels, (_, index) => {
    const share = indices.reduce((sum, other) => sum + (other === index ? 1 : 0), 0) / indices.length;
    const start = Math.log(share);
    return { start, sums: new Float64Array(indices.length).fill(start), trees: [] as Tree[] };
  });
  for (let i = 0; i < count; i++) {
    // All classes' trees of a round start from the same sums.
    const weights = groups.map(({ sums }) => sums.map(Math.exp));
    const totals = new Float64Array(indices.length);
    for (const weight of weights) for (let row = 0; row < totals.length; row++) totals[row] += weight[row];
    groups.forEach(({ sums, trees }, index) => {
      gradients.forEach((_, row) => {
        gradients[row] = (indices[row] === index ? 1 : 0) - weights[index][row] / totals[row];
      });
      trees.push(boosting.add(sums, (rows) => ((classes - 1) / classes) * newtonStep(gradients, rows)));
    });
  }
  return groups;
}

/** One step of Newton's method for the logarithm of the likelihood. */
function newtonStep(gradients: Float64Array, rows: Int32Array): number {
  let [sum, curvature] = [0, 0];
  for (const row of rows) {
    const gradient = gradients[row];
    sum += gradient;
    curvature += Math.abs(gradient) * (1 - Math.abs(gradient));
  }
  return curvature < 1e-10 ? Math.sign(sum) * Math.min(Math.abs(sum), 1) : sum / curvature;
}

function certain(): Predictor {
  return {
    outputs: 1,
    predict: (_, count, results) => {
      results.fill(1, 0, count);
    },
  };
}

function fromOdds(odds: Predictor): Predictor {
  return {
    outputs: 2,
    predict(rows, count, results) {
      odds.predict(rows, count, results);
      for (let row = count - 1; row >= 0; row--) {
        const second = 1 / (1 + Math.exp(-results[row]));
        results[2 * row] = 1 - second;
        results[2 * row + 1] = second;
      }
    },
  };
}

/** Predictors of one number each as one of several. */
function sideBySide(predictors: readonly Predictor[]): Predictor {
  const outputs = predictors.length;
  return {
    outputs,
    predict(rows, count, results) {
      const column = new Float64Array(count);
      predictors.forEach((predictor, place) => {
        predictor.predict(rows, count, column);
        for (let row = 0; row < count; row++) results[row * outputs + place] = column[row];
      });
    },
  };
}
