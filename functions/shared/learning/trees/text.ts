import { wrong } from '../../errors.ts';
import { isLeaf, type Tree } from './tree.ts';

/** Most characters of the texts of one model's trees. */
const MAX_TEXT = 100_000_000;

/**
 * A tree as R's `rpart` prints it, a line for each node: its number (the children of n are 2n and 2n + 1), the condition that leads to
 * it, samples, deviance, what it predicts, the classes' shares if it is of classes, and a star if it is a leaf.
 * @param labels the classes that the tree's values are indices of; absent for a tree that predicts numbers
 */
export function treeText(tree: Tree, names: readonly string[], labels?: Float64Array): string {
  const classes = labels?.length ?? 0;
  const shares = labels && sharesOfAll(tree, classes);
  const lines: string[] = [];
  let length = 0;
  const stack = [{ node: 0, number: 1n, depth: 0, condition: 'root' }];
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    const { node, number, depth, condition } = next;
    const value = labels ? labels[tree.value[node]] : tree.value[node];
    const parts = shares?.subarray(node * classes, (node + 1) * classes);
    const list = parts ? ` (${Array.from(parts, short).join(' ')})` : '';
    const leaf = isLeaf(tree, node);
    const indent = '  '.repeat(Math.min(depth, 100));
    const line = `${indent}${number}) ${condition} ${tree.size[node]} ${short(tree.deviance[node])} ${value}${list}`;
    lines.push(leaf ? `${line} *` : line);
    length += line.length;
    if (length > MAX_TEXT) throw wrong('The trees are too large to be shown.');
    if (leaf) continue;
    const [left, name, threshold] = [tree.left[node], names[tree.feature[node]], tree.threshold[node]];
    // The left one comes off the stack first.
    stack.push({ node: left + 1, number: 2n * number + 1n, depth: depth + 1, condition: `${name}>${threshold}` });
    stack.push({ node: left, number: 2n * number, depth: depth + 1, condition: `${name}<=${threshold}` });
  }
  return `${lines.join('\n')}\n`;
}

/** A number with at most five digits. */
function short(value: number): string {
  return String(Number(value.toPrecision(5)));
}

/** The classes' shares in all nodes, from those in the leaves. Children stand after their parents. */
function sharesOfAll({ left, size, value, shares }: Tree, classes: number): Float64Array {
  const all = new Float64Array(left.length * classes);
  for (let node = left.length - 1; node >= 0; node--) {
    const at = node * classes;
    const child = left[node];
    if (child === node) {
      const mixed = shares?.get(node);
      if (mixed) all.set(mixed, at);
      else all[at + value[node]] = 1;
      continue;
    }
    for (let i = 0; i < classes; i++) {
      const inChildren = size[child] * all[child * classes + i] + size[child + 1] * all[(child + 1) * classes + i];
      all[at + i] = inChildren / size[node];
    }
  }
  return all;
}
