import { isArrayMode, isRegressionMode, type Learner, MODES } from '../model.ts';
import { classesOf, type Samples } from '../samples.ts';
import { forestModel, singleTreeModel } from './ensemble-model.ts';
import { type Forest, type ForestOptions, growForest, growSingle } from './forest.ts';
import type { TreeEnsemble } from './tree.ts';

/** The modes of a single tree. */
const CART_MODES = ['CLASSIFICATION', 'REGRESSION', 'PROBABILITY', 'MULTIPROBABILITY'] as const;

/** The modes of each kind of tree model that is learnt, by the names of the classifiers. */
export const TREE_MODES = { smileCart: CART_MODES, smileRandomForest: MODES } as const;

function withLabels(forest: Forest, { targets }: Samples, regression: boolean): TreeEnsemble {
  return regression ? forest : { ...forest, labels: classesOf(targets).labels };
}

/** A classification or regression tree (Breiman et al., 1984). */
export function cartLearner(limits: { minLeaf: number; maxLeaves: number }): Learner {
  return {
    modes: CART_MODES,
    regression: isRegressionMode,
    array: isArrayMode,
    learn(samples, mode, work) {
      const regression = isRegressionMode(mode);
      const targets = regression ? samples.targets : classesOf(samples.targets);
      const forest = growSingle(samples, targets, limits, work);
      return singleTreeModel(withLabels(forest, samples, regression));
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
      return forestModel(withLabels(forest, samples, regression));
    },
  };
}
