import { byName, type Explained, type Model } from '../model.ts';
import { type ClassScores, classModes } from '../probabilities.ts';
import { eachTree, meanShares, meanValue, votes } from './ensemble.ts';
import { treeText } from './text.ts';
import type { Tree, TreeEnsemble } from './tree.ts';

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

/** @param details what is said of the trees' texts */
function ensembleModel(ensemble: TreeEnsemble, details: (texts: () => string[]) => [string, Explained][]): Model {
  const { trees, labels, importance } = ensemble;
  return {
    bytes: treeBytes(trees),
    ensemble,
    predictor: treeModes(trees, importance.length, labels),
    explain: (names) =>
      new Map<string, Explained>([
        ...(labels ? [['classes', [...labels]] as const] : []),
        ['importance', byName(names, importance)],
        ...details(() => trees.map((tree) => treeText(tree, names, labels))),
      ]),
  };
}

/** The model of one tree. */
export function singleTreeModel(ensemble: TreeEnsemble): Model {
  return ensembleModel(ensemble, (texts) => [['tree', texts()[0]]]);
}

/** The model of a random forest. */
export function forestModel(ensemble: TreeEnsemble): Model {
  const { trees, outOfBagError } = ensemble;
  return ensembleModel(ensemble, (texts) => [
    ['numberOfTrees', trees.length],
    ...(outOfBagError === null ? [] : [['outOfBagErrorEstimate', outOfBagError] as [string, number]]),
    ['trees', texts()],
  ]);
}
