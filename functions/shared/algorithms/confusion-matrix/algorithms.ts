import { DOUBLE } from '../../raster/pixel-type.ts';
import { float } from '../../values/number.ts';
import { arrayFrom } from '../array/array-from.ts';
import { ArrayValue } from '../array/array-value.ts';
import { algorithm } from '../declare.ts';
import { $call } from '../example.ts';
import * as t from '../language/types.ts';
import { defaulted, optional, required } from '../parameter.ts';
import { consumersAccuracy, fScore, kappa, overallAccuracy, producersAccuracy } from './accuracy.ts';
import { ConfusionMatrix } from './confusion-matrix.ts';
import { confusionMatrixType } from './confusion-matrix-type.ts';

function doubles(shape: readonly number[], values: readonly number[]): ArrayValue {
  return new ArrayValue(shape, Float64Array.from(values), DOUBLE);
}

const COUNTS = [
  [6, 2],
  [3, 9],
];
const MATRIX = $call('ConfusionMatrix', { array: COUNTS });
const matrix = { confusionMatrix: required(confusionMatrixType) };

/** Algorithms that assess the accuracy of a classification. */
export const CONFUSION_MATRIX = [
  algorithm({
    name: 'ConfusionMatrix',
    description: 'A confusion matrix of counts: rows are the actual classes, columns the predicted ones.',
    returns: 'ConfusionMatrix',
    parameters: { array: required(t.object), order: optional(t.list(t.integer)) },
    examples: [{ args: { array: COUNTS, order: [4, 7] }, result: COUNTS }],
    run: ({ array, order }) => new ConfusionMatrix(arrayFrom(array, null), order),
  }),
  algorithm({
    name: 'ConfusionMatrix.array',
    description: 'The counts: rows are the actual classes, columns the predicted ones.',
    returns: 'Array',
    parameters: matrix,
    examples: [{ args: { confusionMatrix: MATRIX }, result: COUNTS }],
    run: ({ confusionMatrix }) => confusionMatrix.array,
  }),
  algorithm({
    name: 'ConfusionMatrix.order',
    description: 'The class of each row and column.',
    returns: 'List<Integer>',
    parameters: matrix,
    examples: [{ args: { confusionMatrix: MATRIX }, result: [0, 1] }],
    run: ({ confusionMatrix }) => confusionMatrix.order,
  }),
  algorithm({
    name: 'ConfusionMatrix.accuracy',
    description: 'The overall accuracy: the share of samples that were predicted correctly.',
    returns: 'Float',
    parameters: matrix,
    examples: [{ args: { confusionMatrix: MATRIX }, result: 0.75 }],
    run: ({ confusionMatrix }) => float(overallAccuracy(confusionMatrix)),
  }),
  algorithm({
    name: 'ConfusionMatrix.producersAccuracy',
    description:
      "The producer's accuracy of each class, as a column: the share of its samples that were predicted correctly.",
    returns: 'Array',
    parameters: matrix,
    examples: [{ args: { confusionMatrix: MATRIX }, result: [[0.75], [0.75]] }],
    run: ({ confusionMatrix }) => doubles([confusionMatrix.size, 1], producersAccuracy(confusionMatrix)),
  }),
  algorithm({
    name: 'ConfusionMatrix.consumersAccuracy',
    description:
      "The consumer's accuracy of each class, as a row: the share of the samples predicted as that class that are of that class.",
    returns: 'Array',
    parameters: matrix,
    examples: [{ args: { confusionMatrix: MATRIX }, result: [[0.6666666666666666, 0.8181818181818182]] }],
    run: ({ confusionMatrix }) => doubles([1, confusionMatrix.size], consumersAccuracy(confusionMatrix)),
  }),
  algorithm({
    name: 'ConfusionMatrix.kappa',
    description: "Cohen's kappa: how much better than by chance the prediction is.",
    returns: 'Float',
    parameters: matrix,
    examples: [{ args: { confusionMatrix: MATRIX }, result: 0.4897959183673469 }],
    run: ({ confusionMatrix }) => float(kappa(confusionMatrix)),
  }),
  algorithm({
    name: 'ConfusionMatrix.fscore',
    description: "The F score of each class: the harmonic mean of both accuracies, the producer's weighed by beta.",
    returns: 'Array',
    parameters: { ...matrix, beta: defaulted(t.float, 1) },
    examples: [{ args: { confusionMatrix: MATRIX }, result: [0.7058823529411765, 0.782608695652174] }],
    run: ({ confusionMatrix, beta }) => doubles([confusionMatrix.size], fScore(confusionMatrix, beta)),
  }),
];
