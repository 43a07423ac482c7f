import { wrong } from '../../errors.ts';
import type { Model } from '../model.ts';
import { classProbability, largestClass, type Predictor, predictAll } from '../predictor.ts';
import { seededRandom, shuffleFirst } from '../random.ts';
import { classesOf, rowsByClass, rowsOf, type Samples, type Work } from '../samples.ts';
import type { Kernel } from './kernel.ts';
import { decisionValues, type Machine, modelOf } from './machine.ts';
import type { SvmOptions } from './options.ts';
import { KernelPoints } from './points.ts';
import { coupleProbabilities, fitSigmoid, type Sigmoid, sigmoidAt } from './probability.ts';
import { type Decision, separate, separateByShare } from './problems.ts';

/** Most weights: of each sample for each two classes. */
const MAX_WEIGHTS = 20_000_000;
/** Parts of the samples that are predicted from the others, to learn how sure predictions are. */
const FOLDS = 5;

type Pair = readonly [number, number];

/** Finds the decision function that separates samples by their signs (1 or -1). */
type Separate = (points: Float64Array, signs: Int8Array) => Decision;

/** Learns to separate each pair of classes; the class that wins most often, or by the largest margins, is predicted. */
export function classModel(
  { columns, targets }: Samples,
  kernel: Kernel,
  options: SvmOptions,
  probability: boolean,
  work: Work,
): Model {
  const width = columns.length;
  const points = rowsOf(columns);
  const classes = classesOf(targets);
  const groups = rowsByClass(classes);
  const pairs = groups.flatMap((_, a) => groups.slice(a + 1).map((__, i): Pair => [a, a + 1 + i]));
  if (pairs.length * targets.length > MAX_WEIGHTS) {
    throw wrong(
      `There are too many classes (${groups.length}) for a support vector machine with ${targets.length} samples; use 'subsampling'.`,
    );
  }
  const solve = options.type === 'NU_SVC' ? separateByShare : separate;
  const find: Separate = (part, signs) => solve(new KernelPoints(part, width, kernel), signs, options, work);
  const linear = options.kernel === 'LINEAR';
  const sigmoids: Sigmoid[] = [];
  const decisions = pairs.map(([a, b]): Decision => {
    const members = Int32Array.from([...groups[a], ...groups[b]]);
    const part = partOf(points, members, width);
    const signs = Int8Array.from(members, (_, i) => (i < groups[a].length ? 1 : -1));
    const { weights, offset } = find(part, signs);
    if (probability) {
      const values = crossValidated(part, signs, width, find, (own, found) =>
        decisionValues({ points: own, width, kernel, decisions: [found], linear }),
      );
      sigmoids.push(fitSigmoid(values, signs));
    }
    const all = new Float64Array(targets.length);
    members.forEach((row, i) => {
      all[row] = weights[i];
    });
    return { weights: all, offset };
  });
  return answering({ points, width, kernel, decisions, linear }, pairs, sigmoids, classes.labels, options.margin);
}

/** Makes the predictors. A function of its own, so that a kept model does not keep the data of its training. */
function answering(
  machine: Machine,
  pairs: readonly Pair[],
  sigmoids: readonly Sigmoid[],
  labels: Float64Array,
  margin: boolean,
): Model {
  const answer: Model['predictor'] = (mode) => {
    const values = decisionValues(machine);
    if (mode === 'CLASSIFICATION') return largestClass(pairScores(values, pairs, labels.length, margin), labels);
    const shares = pairProbabilities(values, pairs, sigmoids, labels.length);
    return mode === 'PROBABILITY' ? classProbability(shares) : shares;
  };
  return modelOf(machine, answer, labels);
}

function partOf(points: Float64Array, rows: Int32Array, width: number): Float64Array {
  const part = new Float64Array(rows.length * width);
  rows.forEach((row, i) => {
    part.set(points.subarray(row * width, (row + 1) * width), i * width);
  });
  return part;
}

/** The decision for each sample of a machine that has learnt from others. */
function crossValidated(
  points: Float64Array,
  signs: Int8Array,
  width: number,
  find: Separate,
  valuesOf: (points: Float64Array, found: Decision) => Predictor,
): Float64Array {
  const order = Int32Array.from(signs, (_, row) => row);
  shuffleFirst(order, order.length, seededRandom(0));
  const values = new Float64Array(signs.length);
  for (let fold = 0; fold < FOLDS; fold++) {
    const tested = order.filter((_, i) => i % FOLDS === fold);
    const others = order.filter((_, i) => i % FOLDS !== fold);
    const known = Int8Array.from(others, (row) => signs[row]);
    if (!known.includes(1) || !known.includes(-1)) {
      // Only one class is left to learn from: it is what would be said.
      for (const row of tested) values[row] = known[0] ?? 0;
      continue;
    }
    const part = partOf(points, others, width);
    const found = predictAll(valuesOf(part, find(part, known)), partOf(points, tested, width), width);
    tested.forEach((row, i) => {
      values[row] = found[i];
    });
  }
  return values;
}

/** Decisions as probabilities of classes. */
function pairProbabilities(
  decisions: Predictor,
  pairs: readonly Pair[],
  sigmoids: readonly Sigmoid[],
  classes: number,
): Predictor {
  let values = new Float64Array(0);
  const matrix = new Float64Array(classes * classes);
  return {
    outputs: classes,
    predict(rows, count, results) {
      if (values.length < count * pairs.length) values = new Float64Array(count * pairs.length);
      decisions.predict(rows, count, values);
      for (let row = 0; row < count; row++) {
        pairs.forEach(([a, b], i) => {
          const sure = sigmoidAt(sigmoids[i], values[row * pairs.length + i]);
          matrix[a * classes + b] = Math.min(1 - 1e-7, Math.max(1e-7, sure));
          matrix[b * classes + a] = 1 - matrix[a * classes + b];
        });
        if (classes === 1) results[row] = 1;
        else coupleProbabilities(matrix, classes, results, row * classes);
      }
    },
  };
}

function pairScores(
  decisions: Predictor,
  pairs: readonly (readonly [number, number])[],
  classes: number,
  margin: boolean,
): Predictor {
  let values = new Float64Array(0);
  return {
    outputs: classes,
    predict(rows, count, results) {
      if (values.length < count * pairs.length) values = new Float64Array(count * pairs.length);
      decisions.predict(rows, count, values);
      results.fill(0, 0, count * classes);
      for (let row = 0; row < count; row++) {
        for (let i = 0; i < pairs.length; i++) {
          const value = values[row * pairs.length + i];
          const [a, b] = pairs[i];
          if (margin) {
            results[row * classes + a] += value;
            results[row * classes + b] -= value;
          } else results[row * classes + (value > 0 ? a : b)]++;
        }
      }
    },
  };
}
