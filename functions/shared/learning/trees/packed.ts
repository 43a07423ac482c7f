import { isLeaf, leavesOf, type Tree } from './tree.ts';

/** Finds the leaves of rows in trees. */
export interface Walker {
  /** Takes up the rows of a block. */
  enter(rows: Float64Array, count: number): void;
  /** The leaf of each of those rows in one of the trees. */
  walk(tree: number, leaves: Int32Array): void;
}

/** With fewer trees, searching the values' ranks takes longer than comparing the values. */
const LEAST_TREES = 4;

/**
 * Trees for many rows. All thresholds of an input are put in order, and values replaced by the number of thresholds below them:
 * then a node is two integers, and a comparison is the sign of a difference, without a branch that the processor could guess wrong
 * (three times as fast as comparing doubles).
 */
export function walkerOf(trees: readonly Tree[], width: number): Walker {
  if (trees.length < LEAST_TREES) return plainWalker(trees, width);
  const thresholds = thresholdsOf(trees, width);
  const shift = Math.max(1, Math.ceil(Math.log2(width)));
  const largest = 2 ** (31 - shift) - 1;
  // Hardly possible: so many thresholds and inputs that both do not fit in 31 bits.
  if (thresholds.some(({ length }) => length >= largest)) return plainWalker(trees, width);
  const packed = trees.map((tree) => pack(tree, thresholds, shift, largest));
  let places = new Int32Array(0);
  let entered = 0;
  return {
    enter(rows, count) {
      entered = count;
      if (places.length < count * width) places = new Int32Array(count * width);
      for (let input = 0; input < width; input++) countBelow(thresholds[input], rows, input, width, count, places);
    },
    walk: (tree, leaves) => walkPacked(packed[tree], places, width, shift, entered, leaves),
  };
}

function plainWalker(trees: readonly Tree[], width: number): Walker {
  let entered: Float64Array = new Float64Array(0);
  let count = 0;
  return {
    enter(rows, rowCount) {
      entered = rows;
      count = rowCount;
    },
    walk: (tree, leaves) => leavesOf(trees[tree], entered, width, count, leaves),
  };
}

/** The different thresholds of each input, ascending. */
function thresholdsOf(trees: readonly Tree[], width: number): Float64Array[] {
  const sets = Array.from({ length: width }, () => new Set<number>());
  for (const tree of trees) {
    tree.left.forEach((_, node) => {
      if (!isLeaf(tree, node)) sets[tree.feature[node]].add(tree.threshold[node]);
    });
  }
  return sets.map((set) => Float64Array.from(set).sort());
}

/** Two integers a node: the threshold's place and the input in one, twice the left child in the other. */
function pack(tree: Tree, thresholds: readonly Float64Array[], shift: number, largest: number): Int32Array {
  const { feature, threshold, left } = tree;
  const nodes = new Int32Array(left.length * 2);
  left.forEach((child, node) => {
    const place = isLeaf(tree, node) ? largest : lowerBound(thresholds[feature[node]], threshold[node]);
    nodes[2 * node] = (place << shift) | feature[node];
    nodes[2 * node + 1] = 2 * child;
  });
  return nodes;
}

/** The number of values in an ascending array that are less than a value. */
function lowerBound(ascending: Float64Array, value: number): number {
  let [low, high] = [0, ascending.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ascending[middle] < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

function countBelow(
  thresholds: Float64Array,
  rows: Float64Array,
  input: number,
  width: number,
  count: number,
  places: Int32Array,
): void {
  for (let row = 0, at = input; row < count; row++, at += width) places[at] = lowerBound(thresholds, rows[at]);
}

/** As `leavesOf` does it. Four rows at once: the processor follows one while it waits for the numbers of another. */
function walkPacked(
  nodes: Int32Array,
  places: Int32Array,
  width: number,
  shift: number,
  count: number,
  leaves: Int32Array,
): void {
  const inputs = (1 << shift) - 1;
  let row = 0;
  for (; row + 4 <= count; row += 4) {
    const atA = row * width;
    const atB = atA + width;
    const atC = atB + width;
    const atD = atC + width;
    let a = 0;
    let b = 0;
    let c = 0;
    let d = 0;
    for (;;) {
      const testA = nodes[a];
      const testB = nodes[b];
      const testC = nodes[c];
      const testD = nodes[d];
      // 1 if the value is larger than the threshold: the difference is negative.
      const nextA = nodes[a + 1] + ((((testA >> shift) - places[atA + (testA & inputs)]) >>> 31) << 1);
      const nextB = nodes[b + 1] + ((((testB >> shift) - places[atB + (testB & inputs)]) >>> 31) << 1);
      const nextC = nodes[c + 1] + ((((testC >> shift) - places[atC + (testC & inputs)]) >>> 31) << 1);
      const nextD = nodes[d + 1] + ((((testD >> shift) - places[atD + (testD & inputs)]) >>> 31) << 1);
      if (((nextA ^ a) | (nextB ^ b) | (nextC ^ c) | (nextD ^ d)) === 0) break;
      a = nextA;
      b = nextB;
      c = nextC;
      d = nextD;
    }
    leaves[row] = a >> 1;
    leaves[row + 1] = b >> 1;
    leaves[row + 2] = c >> 1;
    leaves[row + 3] = d >> 1;
  }
  for (; row < count; row++) {
    const at = row * width;
    let node = 0;
    for (;;) {
      const test = nodes[node];
      const next = nodes[node + 1] + ((((test >> shift) - places[at + (test & inputs)]) >>> 31) << 1);
      if (next === node) break;
      node = next;
    }
    leaves[row] = node >> 1;
  }
}
