import { wrong } from '../../errors.ts';
import { MODES } from '../../learning/model.ts';
import { predictAll } from '../../learning/predictor.ts';
import { rowsOf } from '../../learning/samples.ts';
import { INTEGER_TYPES } from '../../raster/pixel-type.ts';
import { constantValue } from '../../values/constant.ts';
import { andThen, type Value } from '../../values/value.ts';
import { ArrayValue, allocate } from '../array/array-value.ts';
import { collectionType } from '../collection/types.ts';
import { ConfusionMatrix } from '../confusion-matrix/confusion-matrix.ts';
import type { Context } from '../context.ts';
import { algorithm } from '../declare.ts';
import { $call } from '../example.ts';
import * as t from '../language/types.ts';
import { defaulted, optional, required } from '../parameter.ts';
import type { Classifier } from './classifier.ts';
import { classifierType } from './classifier-type.ts';
import { EXAMPLE_CART, EXAMPLE_FEATURES } from './examples.ts';
import { gatherSamples } from './gather.ts';
import { Training } from './training.ts';
import { workOf } from './work.ts';

/** The confusion matrix of a classifier over its training samples: rows are the actual classes, columns the predicted ones. */
function resubstitution(classifier: Classifier, context: Context): ConfusionMatrix {
  const { knowledge, mode } = classifier;
  if (!(knowledge instanceof Training)) throw wrong(`The classifier ${classifier.name} has not been trained.`);
  if (mode !== 'CLASSIFICATION' || classifier.array) {
    throw wrong(`The classifier must give one class ('CLASSIFICATION'). Its output mode is '${mode}'.`);
  }
  const labels = knowledge.classes();
  const size = labels[labels.length - 1] + 1;
  const counts = allocate([size, size]);
  const { columns, targets } = knowledge.samples;
  context.spend(targets.length);
  const predictor = classifier.model(workOf(context)).predictor(mode);
  const predicted = predictAll(predictor, rowsOf(columns), columns.length);
  targets.forEach((target, row) => {
    counts[target * size + predicted[row]]++;
  });
  return new ConfusionMatrix(new ArrayValue([size, size], counts, INTEGER_TYPES.int32), null);
}

/** Training, and explanations of classifiers. */
export const CLASSIFIER_TRAIN = [
  algorithm({
    name: 'Classifier.train',
    description:
      'A classifier that learns from the numeric properties of features. Features without one of them are left out.',
    returns: 'Classifier',
    parameters: {
      classifier: required(classifierType),
      features: required(collectionType),
      classProperty: required(t.string),
      inputProperties: optional(t.list(t.string)),
      subsampling: defaulted(t.float, 1),
      subsamplingSeed: defaulted(t.integer, 0),
    },
    examples: [
      {
        args: {
          classifier: $call('Classifier.smileCart', {}),
          features: EXAMPLE_FEATURES,
          classProperty: 'class',
          inputProperties: ['a'],
        },
        result: { type: 'Classifier.smileCart', minLeafPopulation: 1, mode: 'CLASSIFICATION', schema: ['a'] },
      },
    ],
    run: ({ classifier, features, classProperty, inputProperties, subsampling, subsamplingSeed }, context) => {
      if (classifier.schema !== null && !(classifier.knowledge instanceof Training)) {
        throw wrong(`The classifier ${classifier.name} cannot be trained.`);
      }
      const gathering = { inputs: inputProperties, target: classProperty, subsampling, seed: subsamplingSeed };
      return andThen(gatherSamples(features, gathering, context), (gathered) =>
        classifier.withKnowledge(new Training('Classifier.train', classifier.method.key, classProperty, gathered)),
      );
    },
  }),
  algorithm({
    name: 'Classifier.schema',
    description: 'The names of the inputs of a trained classifier.',
    returns: 'List<String>',
    parameters: { classifier: required(classifierType) },
    examples: [{ args: { classifier: EXAMPLE_CART }, result: ['a'] }],
    run: ({ classifier }) => classifier.knowledge.schema,
  }),
  algorithm({
    name: 'Classifier.mode',
    description: 'The output mode of a classifier.',
    returns: 'String',
    parameters: { classifier: required(classifierType) },
    examples: [{ args: { classifier: EXAMPLE_CART }, result: 'CLASSIFICATION' }],
    run: ({ classifier }) => classifier.mode,
  }),
  algorithm({
    name: 'Classifier.setOutputMode',
    description: 'The classifier with another output mode: classes, numbers, or probabilities of classes.',
    returns: 'Classifier',
    parameters: { classifier: required(classifierType), mode: required(t.oneOf(...MODES)) },
    examples: [
      {
        args: { classifier: $call('Classifier.smileCart', {}), mode: 'REGRESSION' },
        result: { type: 'Classifier.smileCart', minLeafPopulation: 1, mode: 'REGRESSION' },
      },
    ],
    run: ({ classifier, mode }) => classifier.withMode(mode),
  }),
  algorithm({
    name: 'Classifier.confusionMatrix',
    description: 'The confusion matrix of a trained classifier on its own training samples.',
    returns: 'ConfusionMatrix',
    parameters: { classifier: required(classifierType) },
    examples: [
      {
        args: { classifier: EXAMPLE_CART },
        result: [
          [2, 0],
          [0, 2],
        ],
      },
    ],
    run: ({ classifier }, context) => resubstitution(classifier, context),
  }),
  algorithm({
    name: 'Classifier.explain',
    description: 'A description of a trained classifier: its parameters, importances and trees, as far as it has them.',
    returns: 'Dictionary<Object>',
    parameters: { classifier: required(classifierType) },
    examples: [
      {
        args: { classifier: EXAMPLE_CART },
        result: {
          classes: [0, 1],
          importance: { a: 2 },
          minLeafPopulation: 1,
          tree: '1) root 4 2 0 (0.5 0.5)\n  2) a<=4.5 2 0 0 (1 0) *\n  3) a>4.5 2 0 1 (0 1) *\n',
        },
      },
    ],
    run: ({ classifier }, context) => {
      const { schema } = classifier.knowledge;
      const learnt = classifier.model(workOf(context)).explain(schema);
      const given = classifier.method.given.map(([name, value]): [string, Value] => [name, constantValue(value)]);
      return new Map<string, Value>([...given, ...learnt]);
    },
  }),
];
