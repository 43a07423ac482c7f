import { byName, type Explained, isArrayMode, isRegressionMode, type Learner, MODES, type Model } from '../model.ts';
import { type ClassScores, classModes } from '../probabilities.ts';
import { classesOf, type Samples } from '../samples.ts';
import { eachTree, meanShares, meanValue, votes } from './ensemble.ts';
import { type Forest, type ForestOptions, growForest, growSingle } from './forest.ts';
import { treeText } from './text.ts';
import type { Tree } from './tree.ts';

/** Bytes that a tree takes a node, those of packed trees included. */
const NODE_BYTES = 48;

export function treeBytes(trees: readonly Tree[]): number {
  return trees.reduce((sum, { left, shares }) => sum + left.length * NODE_BYTES + (shares?.size ?? 0) * 100, 0);
}

/** The predictors of trees that were grown together. */
function treeModes(trees: readonly Tree[], width: number, labels?: Float64Array): Model['predictor'] {
  if (labels === undefined) {
    return (mode) => (mode === 'REGRESSION' ? meanValue(trees, width) : eachTree(trees, width));
  }
  const answers: ClassScores = {
    labels,
    scores: () => votes(trees, width, labels.length),
    probabilities: () => meanShares(trees, width, labels.length),
    raw: () => eachTree(trees, width, labels),
  };
  return classModes(answers);
}

function treeModel(
  { trees, importance }: Forest,
  { columns, targets }: Samples,
  regression: boolean,
  explain: (texts: (names: readonly string[]) => string[]) => (names: readonly string[]) => [string, Explained][],
): Model {
  const labels = regression ? undefined : classesOf(targets).labels;
  const details = explain((names) => trees.map((tree) => treeText(tree, names, labels)));
  return {
    bytes: treeBytes(trees),
    predictor: treeModes(trees, columns.length, labels),
    explain: (names) =>
      new Map<string, Explained>([
        ...(labels ? [['classes', [...labels]] as const] : []),
        ['importance', byName(names, importance)],
        ...details(names),
      ]),
  };
}

/** A classification or regression tree (Breiman et al., 1984). */
export function cartLearner(limits: { minLeaf: number; maxLeaves: number }): Learner {
  return {
    modes: ['CLASSIFICATION', 'REGRESSION', 'PROBABILITY', 'MULTIPROBABILITY'],
    regression: isRegressionMode,
    array: isArrayMode,
    learn(samples, mode, work) {
      const regression = isRegressionMode(mode);
      const targets = regression ? samples.targets : classesOf(samples.targets);
      const forest = growSingle(samples, targets, limits, work);
      return treeModel(forest, samples, regression, (texts) => (names) => [['tree', texts(names)[0]]]);
    },
  };
}

/** A random forest. */
export function forestLearner(options: ForestOptions): Learner {
  return {
    modes: MODES,
    regression: isRegressionMode,
    array: isArrayMode,
    learn(samples, mode, work) {
      const regression = isRegressionMode(mode);
      const forest = growForest(samples, regression, options, work);
      return treeModel(forest, samples, regression, (texts) => (names) => [
        ['numberOfTrees', options.trees],
        ...(forest.outOfBagError === null ? [] : [['outOfBagErrorEstimate', forest.outOfBagError] as [string, number]]),
        ['trees', texts(names)],
      ]);
    },
  };
}
