import { byName, type Explained, isArrayMode, type Learner } from './model.ts';
import type { Predictor } from './predictor.ts';
import { classModes, shareOut } from './probabilities.ts';
import { classesOf, type Samples } from './samples.ts';

/** The logarithms of how likely classes are, and inputs' parts of the sum of all inputs within each class. */
interface Likelihoods {
  readonly labels: Float64Array;
  readonly priors: Float64Array;
  /** Inputs of the first class, then those of the next. */
  readonly parts: Float64Array;
}

/**
 * Multinomial naive Bayes: inputs count how often something occurs, and a class is likely if the inputs are shared out as they are within
 * it (McCallum and Nigam, A Comparison of Event Models for Naive Bayes Text Classification, 1998). Negative inputs count as 0.
 * @param lambda is added to each sum, so that no part is 0
 */
export function naiveBayesLearner(lambda: number): Learner {
  return {
    modes: ['CLASSIFICATION', 'PROBABILITY', 'MULTIPROBABILITY'],
    regression: () => false,
    array: isArrayMode,
    learn(samples, _, work) {
      work(samples.columns.length * samples.targets.length);
      const likelihoods = likelihoodsOf(samples, lambda);
      const { labels, priors, parts } = likelihoods;
      const width = samples.columns.length;
      return {
        bytes: parts.byteLength,
        predictor: classModes({
          labels,
          scores: () => logarithms(likelihoods, width),
          probabilities: () => shareOut(logarithms(likelihoods, width)),
        }),
        explain: (names) =>
          new Map<string, Explained>([
            ['classes', [...labels]],
            ['priors', Array.from(priors, Math.exp)],
            [
              'conditionalProbabilities',
              byName(
                names,
                names.map((_name, input) =>
                  Array.from(labels, (_label, index) => Math.exp(parts[index * width + input])),
                ),
              ),
            ],
          ]),
      };
    },
  };
}

function likelihoodsOf({ columns, targets }: Samples, lambda: number): Likelihoods {
  const { labels, indices } = classesOf(targets);
  const width = columns.length;
  const sums = new Float64Array(labels.length * width);
  const counts = new Float64Array(labels.length);
  indices.forEach((index, row) => {
    counts[index]++;
    for (let input = 0; input < width; input++) sums[index * width + input] += Math.max(0, columns[input][row]);
  });
  const parts = new Float64Array(sums.length);
  for (let index = 0; index < labels.length; index++) {
    const inputs = sums.subarray(index * width, (index + 1) * width);
    const total = inputs.reduce((sum, value) => sum + value, 0) + lambda * width;
    inputs.forEach((sum, input) => {
      // Without smoothing, what never occurred is as good as impossible.
      parts[index * width + input] = Math.log(Math.max(total > 0 ? (sum + lambda) / total : 0, Number.MIN_VALUE));
    });
  }
  return { labels, priors: counts.map((count) => Math.log(count / targets.length)), parts };
}

function logarithms({ labels, priors, parts }: Likelihoods, width: number): Predictor {
  const outputs = labels.length;
  return {
    outputs,
    predict(rows, count, results) {
      for (let row = 0; row < count; row++) {
        for (let index = 0; index < outputs; index++) {
          let sum = priors[index];
          for (let input = 0; input < width; input++) {
            const value = rows[row * width + input];
            if (value > 0) sum += value * parts[index * width + input];
          }
          results[row * outputs + index] = sum;
        }
      }
    },
  };
}
