import { wrong } from '../../errors.ts';
import { METRICS, minimumDistanceLearner } from '../../learning/minimum-distance.ts';
import type { Learner } from '../../learning/model.ts';
import { naiveBayesLearner } from '../../learning/naive-bayes.ts';
import { type NeighbourMetric, neighbourLearner } from '../../learning/neighbours/learner.ts';
import { insidePolygon } from '../../learning/spectral-region.ts';
import { algorithm } from '../declare.ts';
import * as t from '../language/types.ts';
import { defaulted, optional, required } from '../parameter.ts';
import { Classifier } from './classifier.ts';
import { atLeast, oneOf } from './limits.ts';
import { Method } from './method.ts';

const MAX_NEIGHBOURS = 1_000;
const NEIGHBOUR_METRICS: readonly NeighbourMetric[] = ['EUCLIDEAN', 'MAHALANOBIS', 'MANHATTAN', 'BRAYCURTIS'];
const SEARCH_METHODS = ['AUTO', 'LINEAR_SEARCH', 'KD_TREE', 'COVER_TREE'];

/** Classifiers by distances and by frequencies. */
export const DISTANCE_CLASSIFIERS = [
  algorithm({
    name: 'Classifier.minimumDistance',
    description:
      'The class with the nearest mean; as regression, the distance from it; raw, the distances from all means.',
    returns: 'Classifier',
    parameters: { metric: defaulted(t.string, 'euclidean'), kNearest: defaulted(t.integer, 1) },
    examples: [
      {
        args: { metric: 'cosine' },
        result: { type: 'Classifier.minimumDistance', metric: 'cosine', kNearest: 1, mode: 'CLASSIFICATION' },
      },
    ],
    run: (args) => {
      const metric = METRICS[oneOf('metric', args.metric, Object.keys(METRICS))];
      const learner = minimumDistanceLearner(metric, atLeast('kNearest', args.kNearest, 1));
      return new Classifier(new Method('minimumDistance', args, learner));
    },
  }),
  algorithm({
    name: 'Classifier.smileKNN',
    description: 'The class that most of the k nearest samples have; as regression, their mean.',
    returns: 'Classifier',
    parameters: {
      k: defaulted(t.integer, 1),
      searchMethod: defaulted(t.string, 'AUTO'),
      metric: defaulted(t.string, 'EUCLIDEAN'),
    },
    examples: [
      {
        args: { k: 3 },
        result: {
          type: 'Classifier.smileKNN',
          k: 3,
          searchMethod: 'AUTO',
          metric: 'EUCLIDEAN',
          mode: 'CLASSIFICATION',
        },
      },
    ],
    run: (args) => {
      const metric = oneOf('metric', args.metric, NEIGHBOUR_METRICS);
      const method = oneOf('searchMethod', args.searchMethod, SEARCH_METHODS);
      const k = atLeast('k', args.k, 1);
      if (k > MAX_NEIGHBOURS) throw wrong(`'k' must be at most ${MAX_NEIGHBOURS}. Got ${k}.`);
      const learner = neighbourLearner(k, metric, method !== 'LINEAR_SEARCH');
      return new Classifier(new Method('smileKNN', args, learner));
    },
  }),
  algorithm({
    name: 'Classifier.smileNaiveBayes',
    description: 'Multinomial naive Bayes: inputs are taken for counts, negative ones for 0.',
    returns: 'Classifier',
    parameters: { lambda: defaulted(t.float, 1e-6) },
    examples: [{ args: {}, result: { type: 'Classifier.smileNaiveBayes', lambda: 1e-6, mode: 'CLASSIFICATION' } }],
    run: (args) =>
      new Classifier(new Method('smileNaiveBayes', args, naiveBayesLearner(atLeast('lambda', args.lambda, 0)))),
  }),
  algorithm({
    name: 'Classifier.spectralRegion',
    description: 'Whether two inputs lie within a polygon of their plane: 1 or 0.',
    returns: 'Classifier',
    parameters: { coordinates: required(t.list(t.list(t.float))), schema: optional(t.list(t.string)) },
    examples: [
      {
        args: {
          coordinates: [
            [0, 0],
            [1, 0],
            [0, 1],
          ],
        },
        result: {
          type: 'Classifier.spectralRegion',
          coordinates: [
            [0, 0],
            [1, 0],
            [0, 1],
          ],
          mode: 'CLASSIFICATION',
          schema: ['u', 'v'],
        },
      },
    ],
    run: ({ coordinates, schema }) => {
      const names = schema ?? ['u', 'v'];
      if (names.length !== 2) throw wrong(`'schema' must have 2 names. Got ${names.length}.`);
      const corners = coordinates.map(([x, y], i): [number, number] => {
        if (coordinates[i].length === 2 && Number.isFinite(x) && Number.isFinite(y)) return [x, y];
        throw wrong("'coordinates' must be pairs of finite numbers.");
      });
      if (corners.length < 3) throw wrong(`'coordinates' must have at least 3 points. Got ${corners.length}.`);
      const model = { bytes: 0, predictor: () => insidePolygon(corners), explain: () => new Map() };
      const learner: Learner = {
        modes: ['CLASSIFICATION'],
        regression: () => false,
        array: () => false,
        learn: () => model,
      };
      const knowledge = { schema: names, classes: () => Float64Array.of(0, 1), model: () => model };
      return new Classifier(new Method('spectralRegion', { coordinates: corners }, learner), undefined, knowledge);
    },
  }),
];
