/**
 * A binary tree in flat arrays, the root first. A row goes from a node to `left[node]` if its input `feature[node]` is at most
 * `threshold[node]`, otherwise to the node after that. Leaves lead to themselves, so that rows can be moved down together for a
 * number of steps without asking who has arrived.
 */
export interface Tree {
  readonly feature: Int32Array;
  readonly threshold: Float64Array;
  readonly left: Int32Array;
  /** The prediction of each node: a mean, or the index of the commonest class. */
  readonly value: Float64Array;
  /** Samples of each node. */
  readonly size: Int32Array;
  /** The impurity of each node: the number of samples of another class, or the sum of squared differences from the mean. */
  readonly deviance: Float32Array;
  /** The fractions of the classes in each mixed leaf, for classification. */
  readonly shares?: ReadonlyMap<number, Float64Array>;
}

/** Trees that were grown together, and what is known of them. */
export interface TreeEnsemble {
  readonly trees: readonly Tree[];
  /** The classes that the trees' values are indices of; absent for trees that predict numbers. */
  readonly labels?: Float64Array;
  /** The gain of each input, summed over all trees. */
  readonly importance: Float64Array;
  /** The samples that were not used for a tree, judged by it: the share of wrong ones, or the root of the mean squared error. Null if unknown. */
  readonly outOfBagError: number | null;
}

/** Whether a node is a leaf. */
export function isLeaf(tree: Tree, node: number): boolean {
  return tree.left[node] === node;
}

/**
 * The leaf that each row ends in.
 * @param rows inputs, `width` numbers a row, one row after the other
 */
export function leavesOf(tree: Tree, rows: Float64Array, width: number, count: number, leaves: Int32Array): void {
  const { feature, threshold, left } = tree;
  for (let row = 0, at = 0; row < count; row++, at += width) {
    let node = 0;
    for (;;) {
      const next = left[node] + (rows[at + feature[node]] > threshold[node] ? 1 : 0);
      if (next === node) break;
      node = next;
    }
    leaves[row] = node;
  }
}
