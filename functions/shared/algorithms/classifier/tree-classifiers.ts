import { wrong } from '../../errors.ts';
import { boostLearner } from '../../learning/trees/boost.ts';
import { cartLearner, forestLearner } from '../../learning/trees/learners.ts';
import { LOSSES } from '../../learning/trees/loss.ts';
import { algorithm } from '../declare.ts';
import * as t from '../language/types.ts';
import { defaulted, optional, required } from '../parameter.ts';
import { Classifier } from './classifier.ts';
import { EXAMPLE_TEXT } from './examples.ts';
import { checkedTexts, givenClassifier } from './given-trees.ts';
import { atLeast, MAX_TREES, oneOf, share } from './limits.ts';
import { Method } from './method.ts';

/** A limit of leaves; none if it is not given. */
function leafLimit(maxNodes: number | null): number {
  if (maxNodes === null) return Infinity;
  return atLeast('maxNodes', maxNodes, 2);
}

function treeCount(numberOfTrees: number): number {
  atLeast('numberOfTrees', numberOfTrees, 1);
  if (numberOfTrees > MAX_TREES) throw wrong(`'numberOfTrees' must be at most ${MAX_TREES}. Got ${numberOfTrees}.`);
  return numberOfTrees;
}

const GIVEN_REPLY = { mode: 'CLASSIFICATION', schema: ['a'] };

/** Classifiers of decision trees. */
export const TREE_CLASSIFIERS = [
  algorithm({
    name: 'Classifier.smileCart',
    description: 'A classification or regression tree, split where impurity falls most.',
    returns: 'Classifier',
    parameters: { maxNodes: optional(t.integer), minLeafPopulation: defaulted(t.integer, 1) },
    examples: [
      {
        args: { maxNodes: 10 },
        result: { type: 'Classifier.smileCart', maxNodes: 10, minLeafPopulation: 1, mode: 'CLASSIFICATION' },
      },
    ],
    run: (args) => {
      const minLeaf = atLeast('minLeafPopulation', args.minLeafPopulation, 1);
      const learner = cartLearner({ minLeaf, maxLeaves: leafLimit(args.maxNodes) });
      return new Classifier(new Method('smileCart', args, learner));
    },
  }),
  algorithm({
    name: 'Classifier.smileRandomForest',
    description: 'A random forest: trees over random parts of the samples, with random inputs tried for each split.',
    returns: 'Classifier',
    parameters: {
      numberOfTrees: required(t.integer),
      variablesPerSplit: optional(t.integer),
      minLeafPopulation: defaulted(t.integer, 1),
      bagFraction: defaulted(t.float, 0.5),
      maxNodes: optional(t.integer),
      seed: defaulted(t.integer, 0),
    },
    examples: [
      {
        args: { numberOfTrees: 10 },
        result: {
          type: 'Classifier.smileRandomForest',
          numberOfTrees: 10,
          minLeafPopulation: 1,
          bagFraction: 0.5,
          seed: 0,
          mode: 'CLASSIFICATION',
        },
      },
    ],
    run: (args) => {
      const trees = treeCount(args.numberOfTrees);
      const { seed, variablesPerSplit } = args;
      const bagFraction = share('bagFraction', args.bagFraction);
      const variables = variablesPerSplit === null ? null : atLeast('variablesPerSplit', variablesPerSplit, 1);
      const minLeaf = atLeast('minLeafPopulation', args.minLeafPopulation, 1);
      const options = { trees, variables, minLeaf, maxLeaves: leafLimit(args.maxNodes), bagFraction, seed };
      return new Classifier(new Method('smileRandomForest', args, forestLearner(options)));
    },
  }),
  algorithm({
    name: 'Classifier.smileGradientTreeBoost',
    description: 'Gradient boosted trees: each tree is fitted to the residuals of those before it.',
    returns: 'Classifier',
    parameters: {
      numberOfTrees: required(t.integer),
      shrinkage: defaulted(t.float, 0.005),
      samplingRate: defaulted(t.float, 0.7),
      maxNodes: optional(t.integer),
      loss: defaulted(t.string, 'LeastAbsoluteDeviation'),
      seed: defaulted(t.integer, 0),
    },
    examples: [
      {
        args: { numberOfTrees: 10 },
        result: {
          type: 'Classifier.smileGradientTreeBoost',
          numberOfTrees: 10,
          shrinkage: 0.005,
          samplingRate: 0.7,
          loss: 'LeastAbsoluteDeviation',
          seed: 0,
          mode: 'CLASSIFICATION',
        },
      },
    ],
    run: (args) => {
      const { seed } = args;
      const options = {
        trees: treeCount(args.numberOfTrees),
        shrinkage: share('shrinkage', args.shrinkage),
        samplingRate: share('samplingRate', args.samplingRate),
        maxLeaves: leafLimit(args.maxNodes),
        loss: LOSSES[oneOf('loss', args.loss, Object.keys(LOSSES))],
        seed,
      };
      return new Classifier(new Method('smileGradientTreeBoost', args, boostLearner(options)));
    },
  }),
  algorithm({
    name: 'Classifier.decisionTree',
    description: 'A decision tree from the text that R and similar tools print.',
    returns: 'Classifier',
    parameters: { treeString: required(t.string) },
    examples: [{ args: { treeString: EXAMPLE_TEXT }, result: { type: 'Classifier.decisionTree', ...GIVEN_REPLY } }],
    run: ({ treeString }, context) => givenClassifier('decisionTree', checkedTexts([treeString], context)),
  }),
  algorithm({
    name: 'Classifier.decisionTreeEnsemble',
    description: 'An ensemble of decision trees from texts; the majority decides.',
    returns: 'Classifier',
    parameters: { treeStrings: required(t.list(t.string)) },
    examples: [
      {
        args: { treeStrings: [EXAMPLE_TEXT, EXAMPLE_TEXT] },
        result: { type: 'Classifier.decisionTreeEnsemble', ...GIVEN_REPLY },
      },
    ],
    run: ({ treeStrings }, context) => givenClassifier('decisionTreeEnsemble', checkedTexts(treeStrings, context)),
  }),
];
