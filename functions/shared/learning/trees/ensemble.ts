import { BLOCK_ROWS, type Predictor } from '../predictor.ts';
import { walkerOf } from './packed.ts';
import type { Tree } from './tree.ts';

/** Does something with the leaf that each row reaches in each tree. Trees are run one after the other over all rows of a block. */
function overTrees(
  trees: readonly Tree[],
  width: number,
  outputs: number,
  visit: (tree: Tree, leaves: Int32Array, count: number, results: Float64Array, place: number) => void,
  finish?: (results: Float64Array) => void,
): Predictor {
  const walker = walkerOf(trees, width);
  let leaves = new Int32Array(BLOCK_ROWS);
  return {
    outputs,
    predict(rows, count, results) {
      if (leaves.length < count) leaves = new Int32Array(count);
      const block = results.subarray(0, count * outputs).fill(0);
      walker.enter(rows, count);
      trees.forEach((tree, place) => {
        walker.walk(place, leaves);
        visit(tree, leaves, count, block, place);
      });
      finish?.(block);
    },
  };
}

/** The number of trees that choose each class. */
export function votes(trees: readonly Tree[], width: number, classes: number): Predictor {
  return overTrees(trees, width, classes, ({ value }, leaves, count, results) => {
    for (let row = 0, at = 0; row < count; row++, at += classes) results[at + value[leaves[row]]]++;
  });
}

/** The mean fraction of each class in the leaves. */
export function meanShares(trees: readonly Tree[], width: number, classes: number): Predictor {
  return overTrees(
    trees,
    width,
    classes,
    ({ value, deviance, shares }, leaves, count, results) => {
      for (let row = 0, at = 0; row < count; row++, at += classes) {
        const leaf = leaves[row];
        const mixed = deviance[leaf] === 0 ? undefined : shares?.get(leaf);
        if (mixed) for (let i = 0; i < classes; i++) results[at + i] += mixed[i];
        else results[at + value[leaf]]++;
      }
    },
    (results) => divideBy(results, trees.length),
  );
}

/** The mean of the trees' predictions. */
export function meanValue(trees: readonly Tree[], width: number): Predictor {
  return overTrees(trees, width, 1, addValues, (results) => divideBy(results, trees.length));
}

/** The sum of a start value and the trees' predictions. */
export function sumOfTrees(trees: readonly Tree[], width: number, start: number): Predictor {
  return overTrees(trees, width, 1, addValues, (results) => {
    for (let i = 0; i < results.length; i++) results[i] += start;
  });
}

/** Predicts one number for each tree; for classes, it is the label from `labels`. */
export function eachTree(trees: readonly Tree[], width: number, labels?: Float64Array): Predictor {
  return overTrees(trees, width, trees.length, ({ value }, leaves, count, results, place) => {
    for (let row = 0, at = place; row < count; row++, at += trees.length) {
      const predicted = value[leaves[row]];
      results[at] = labels ? labels[predicted] : predicted;
    }
  });
}

function addValues({ value }: Tree, leaves: Int32Array, count: number, results: Float64Array): void {
  for (let row = 0; row < count; row++) results[row] += value[leaves[row]];
}

function divideBy(results: Float64Array, divisor: number): void {
  for (let i = 0; i < results.length; i++) results[i] /= divisor;
}
