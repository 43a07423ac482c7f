import { unimplemented, wrong } from '../../errors.ts';
import { cascadeLearner } from '../../learning/clusters/cascade.ts';
import { cobwebLearner } from '../../learning/clusters/cobweb.ts';
import { DISTANCES } from '../../learning/clusters/distance.ts';
import { kMeansLearner } from '../../learning/clusters/simple.ts';
import { canopyStart, farthestStart, plusPlusStart, randomStart } from '../../learning/clusters/start.ts';
import { quantizationLearner } from '../../learning/clusters/vector-quantization.ts';
import { xMeansLearner } from '../../learning/clusters/x-means.ts';
import { atLeast, oneOf, share } from '../classifier/limits.ts';
import { Method } from '../classifier/method.ts';
import { algorithm } from '../declare.ts';
import * as t from '../language/types.ts';
import { defaulted, optional, required } from '../parameter.ts';
import { Clusterer } from './clusterer.ts';

const MAX_CLUSTERS = 10_000;
/** Iterations of k-means unless a number is given, as Weka has it. */
const ITERATIONS = 500;

function clusterCount(name: string, value: number, smallest = 1): number {
  atLeast(name, value, smallest);
  if (value > MAX_CLUSTERS) throw wrong(`'${name}' must be at most ${MAX_CLUSTERS}. Got ${value}.`);
  return value;
}

function distanceNamed(distanceFunction: string) {
  return DISTANCES[oneOf('distanceFunction', distanceFunction, Object.keys(DISTANCES))];
}

function iterations(maxIterations: number | null): number {
  return maxIterations === null ? ITERATIONS : atLeast('maxIterations', maxIterations, 1);
}

/** Clusterers. */
export const CLUSTERERS = [
  algorithm({
    name: 'Clusterer.wekaKMeans',
    description: 'K-means; with the Manhattan distance, centres are medians.',
    returns: 'Clusterer',
    parameters: {
      nClusters: required(t.integer),
      init: defaulted(t.integer, 0),
      canopies: defaulted(t.boolean, false),
      maxCandidates: defaulted(t.integer, 100),
      periodicPruning: defaulted(t.integer, 10_000),
      minDensity: defaulted(t.integer, 2),
      t1: defaulted(t.float, -1.5),
      t2: defaulted(t.float, -1),
      distanceFunction: defaulted(t.string, 'Euclidean'),
      maxIterations: optional(t.integer),
      preserveOrder: defaulted(t.boolean, false),
      fast: defaulted(t.boolean, false),
      seed: defaulted(t.integer, 10),
    },
    examples: [
      {
        args: { nClusters: 3 },
        result: {
          type: 'Clusterer.wekaKMeans',
          nClusters: 3,
          init: 0,
          canopies: false,
          maxCandidates: 100,
          periodicPruning: 10_000,
          minDensity: 2,
          t1: -1.5,
          t2: -1,
          distanceFunction: 'Euclidean',
          preserveOrder: false,
          fast: false,
          seed: 10,
        },
      },
    ],
    run: (args) => {
      const clusters = clusterCount('nClusters', args.nClusters);
      const { minDensity, t2, seed } = args;
      const maxCandidates = clusterCount('maxCandidates', args.maxCandidates);
      const periodicPruning = atLeast('periodicPruning', args.periodicPruning, 1);
      const starts = [
        randomStart,
        plusPlusStart,
        canopyStart({ maxCandidates, periodicPruning, minDensity, t2 }),
        farthestStart,
      ];
      const start = starts[args.init];
      if (!start) throw wrong(`'init' must be 0, 1, 2 or 3. Got ${args.init}.`);
      const distance = distanceNamed(args.distanceFunction);
      const maxIterations = iterations(args.maxIterations);
      const learner = kMeansLearner({ clusters, start, distance, maxIterations, seed });
      return new Clusterer(new Method('wekaKMeans', args, learner), clusters);
    },
  }),
  algorithm({
    name: 'Clusterer.wekaCascadeKMeans',
    description: "K-means with the number of clusters that is best by Calinski and Harabasz's criterion.",
    returns: 'Clusterer',
    parameters: {
      minClusters: defaulted(t.integer, 2),
      maxClusters: defaulted(t.integer, 10),
      restarts: defaulted(t.integer, 10),
      manual: defaulted(t.boolean, false),
      init: defaulted(t.boolean, false),
      distanceFunction: defaulted(t.string, 'Euclidean'),
      maxIterations: optional(t.integer),
    },
    examples: [
      {
        args: { maxClusters: 5 },
        result: {
          type: 'Clusterer.wekaCascadeKMeans',
          minClusters: 2,
          maxClusters: 5,
          restarts: 10,
          manual: false,
          init: false,
          distanceFunction: 'Euclidean',
        },
      },
    ],
    run: (args) => {
      if (args.manual) throw unimplemented('Terrane has nobody to choose the number of clusters by hand.');
      const minClusters = clusterCount('minClusters', args.minClusters, 2);
      const maxClusters = clusterCount('maxClusters', args.maxClusters, minClusters);
      const learner = cascadeLearner({
        minClusters,
        maxClusters,
        restarts: atLeast('restarts', args.restarts, 1),
        start: args.init ? plusPlusStart : randomStart,
        distance: distanceNamed(args.distanceFunction),
        maxIterations: iterations(args.maxIterations),
      });
      return new Clusterer(new Method('wekaCascadeKMeans', args, learner), maxClusters);
    },
  }),
  algorithm({
    name: 'Clusterer.wekaXMeans',
    description: 'K-means that divides clusters as long as that is worth it by the Bayesian information criterion.',
    returns: 'Clusterer',
    parameters: {
      minClusters: defaulted(t.integer, 2),
      maxClusters: defaulted(t.integer, 8),
      maxIterations: defaulted(t.integer, 3),
      maxKMeans: defaulted(t.integer, 1000),
      maxForChildren: defaulted(t.integer, 1000),
      useKD: defaulted(t.boolean, false),
      cutoffFactor: defaulted(t.float, 0),
      distanceFunction: defaulted(t.string, 'Euclidean'),
      seed: defaulted(t.integer, 10),
    },
    examples: [
      {
        args: {},
        result: {
          type: 'Clusterer.wekaXMeans',
          minClusters: 2,
          maxClusters: 8,
          maxIterations: 3,
          maxKMeans: 1000,
          maxForChildren: 1000,
          useKD: false,
          cutoffFactor: 0,
          distanceFunction: 'Euclidean',
          seed: 10,
        },
      },
    ],
    run: (args) => {
      const minClusters = clusterCount('minClusters', args.minClusters);
      const maxClusters = clusterCount('maxClusters', args.maxClusters, minClusters);
      const learner = xMeansLearner({
        minClusters,
        maxClusters,
        maxIterations: atLeast('maxIterations', args.maxIterations, 1),
        maxKMeans: atLeast('maxKMeans', args.maxKMeans, 1),
        maxForChildren: atLeast('maxForChildren', args.maxForChildren, 1),
        cutoffFactor: args.cutoffFactor === 0 ? 0 : share('cutoffFactor', args.cutoffFactor),
        distance: distanceNamed(args.distanceFunction),
        seed: args.seed,
      });
      return new Clusterer(new Method('wekaXMeans', args, learner), maxClusters);
    },
  }),
  algorithm({
    name: 'Clusterer.wekaLVQ',
    description: 'Vector quantization: each sample in turn draws the nearest centre towards itself.',
    returns: 'Clusterer',
    parameters: {
      numClusters: defaulted(t.integer, 7),
      learningRate: defaulted(t.float, 1),
      epochs: defaulted(t.integer, 1000),
      normalizeInput: defaulted(t.boolean, false),
    },
    examples: [
      {
        args: { numClusters: 3 },
        result: { type: 'Clusterer.wekaLVQ', numClusters: 3, learningRate: 1, epochs: 1000, normalizeInput: false },
      },
    ],
    run: (args) => {
      const clusters = clusterCount('numClusters', args.numClusters);
      const learner = quantizationLearner({
        clusters,
        learningRate: share('learningRate', args.learningRate),
        epochs: atLeast('epochs', args.epochs, 1),
        // The documentation of this argument says "skip normalizing the attributes".
        normalized: !args.normalizeInput,
      });
      return new Clusterer(new Method('wekaLVQ', args, learner), clusters);
    },
  }),
  algorithm({
    name: 'Clusterer.wekaCobweb',
    description: 'Concept formation: samples are sorted into a tree of concepts, whose leaves are the clusters.',
    returns: 'Clusterer',
    parameters: {
      acuity: defaulted(t.float, 1),
      cutoff: defaulted(t.float, 0.002),
      seed: defaulted(t.integer, 42),
    },
    examples: [{ args: {}, result: { type: 'Clusterer.wekaCobweb', acuity: 1, cutoff: 0.002, seed: 42 } }],
    run: (args) => {
      const { acuity, cutoff, seed } = args;
      if (!(acuity > 0)) throw wrong(`'acuity' must be above 0. Got ${acuity}.`);
      if (!(cutoff >= 0)) throw wrong(`'cutoff' must be at least 0. Got ${cutoff}.`);
      return new Clusterer(new Method('wekaCobweb', args, cobwebLearner({ acuity, cutoff, seed })), 2 ** 31);
    },
  }),
];
