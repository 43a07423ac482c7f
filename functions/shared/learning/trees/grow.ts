import { largestAt } from '../predictor.ts';
import { type Random, shuffleFirst } from '../random.ts';
import type { Classes, Work } from '../samples.ts';
import { Heap } from './heap.ts';
import { between, type RankedColumn } from './ranks.ts';
import { giniSearch, type Split, type SplitSearch, varianceSearch } from './split.ts';
import type { Tree } from './tree.ts';

/** The data that trees are grown from: ranked inputs, and classes or numbers to be predicted. */
export interface Ground {
  readonly columns: readonly RankedColumn[];
  readonly targets: Classes | Float64Array;
}

export interface Growth {
  readonly minLeaf: number;
  /** Most leaves; Infinity if there is no limit. */
  readonly maxLeaves: number;
  /** Inputs that are tried for a split, drawn at random if they are not all. */
  readonly variables: number;
  readonly random: Random;
}

/** A leaf that may be divided: its node, its range of rows, and how. */
interface Candidate {
  readonly node: number;
  readonly start: number;
  readonly end: number;
  readonly split: Split;
}

/** Rows that are looked at in the time of one visit elsewhere. */
const ROWS_A_VISIT = 2;

/**
 * A tree over some rows, which may be among them several times. Leaves are divided as long as that lowers the deviance, those with the
 * largest gain first. Adds the gain of each input to `importance`.
 */
export function growTree(ground: Ground, rows: Int32Array, growth: Growth, importance: Float64Array, work: Work): Tree {
  const { columns, targets } = ground;
  const { minLeaf, maxLeaves, variables, random } = growth;
  const builder = targets instanceof Float64Array ? new MeanNodes(targets) : new ClassNodes(targets);
  const search: SplitSearch =
    targets instanceof Float64Array
      ? varianceSearch(targets, minLeaf, rows.length)
      : giniSearch(targets.indices, targets.labels.length, minLeaf, rows.length);
  const features = Int32Array.from(columns, (_, i) => i);
  const spare = new Int32Array(rows.length);
  const candidates = new Heap<Candidate>();

  const consider = (node: number, start: number, end: number): void => {
    if (end - start < 2 * minLeaf || builder.deviance[node] === 0) return;
    const least = builder.rounding(node);
    let best: Split | undefined;
    if (variables < features.length) shuffleFirst(features, features.length, random);
    for (let i = 0; i < features.length; i++) {
      // Inputs that divide nothing do not count as tried.
      if (i >= variables && best !== undefined) break;
      work(1 + (end - start) / ROWS_A_VISIT);
      const split = search(features[i], columns[features[i]], rows, start, end, least);
      if (split && (best === undefined || split.gain > best.gain)) best = split;
    }
    if (best) candidates.push(best.gain, { node, start, end, split: best });
  };

  builder.add(rows, 0, rows.length);
  consider(0, 0, rows.length);
  for (let leaves = 1; leaves < maxLeaves; leaves++) {
    const candidate = candidates.pop();
    if (!candidate) break;
    const { node, start, end, split } = candidate;
    const { values, ranks } = columns[split.feature];
    const middle = divide(rows, spare, start, end, ranks, split.rank);
    const left = builder.add(rows, start, middle);
    const right = builder.add(rows, middle, end);
    builder.split(node, split.feature, between(values[split.rank], values[split.nextRank]), left);
    importance[split.feature] += split.gain;
    consider(left, start, middle);
    consider(right, middle, end);
  }
  return builder.tree();
}

/** Puts the rows of ranks up to one before the others, both in their order; returns where the others begin. */
function divide(
  rows: Int32Array,
  spare: Int32Array,
  start: number,
  end: number,
  ranks: Int32Array,
  rank: number,
): number {
  let [left, right] = [start, 0];
  for (let i = start; i < end; i++) {
    const row = rows[i];
    if (ranks[row] <= rank) rows[left++] = row;
    else spare[right++] = row;
  }
  rows.set(spare.subarray(0, right), left);
  return left;
}

/** The nodes of a tree that grows. */
abstract class Nodes {
  readonly feature: number[] = [];
  readonly threshold: number[] = [];
  readonly left: number[] = [];
  readonly value: number[] = [];
  readonly size: number[] = [];
  readonly deviance: number[] = [];

  /** Adds a leaf over a range of rows; returns its number. */
  abstract add(rows: Int32Array, start: number, end: number): number;

  /** The largest gain that may be due to rounding alone. */
  abstract rounding(node: number): number;

  split(node: number, feature: number, threshold: number, left: number): void {
    this.feature[node] = feature;
    this.threshold[node] = threshold;
    this.left[node] = left;
  }

  tree(): Tree {
    return {
      feature: Int32Array.from(this.feature),
      threshold: Float64Array.from(this.threshold),
      left: Int32Array.from(this.left),
      value: Float64Array.from(this.value),
      size: Int32Array.from(this.size),
      deviance: Float32Array.from(this.deviance),
    };
  }

  protected leaf(value: number, size: number, deviance: number): number {
    const node = this.left.length;
    this.feature.push(0);
    this.threshold.push(Infinity);
    this.left.push(node);
    this.value.push(value);
    this.size.push(size);
    this.deviance.push(deviance);
    return node;
  }
}

/** Nodes that predict the commonest class; of several, the first one. */
class ClassNodes extends Nodes {
  readonly #classes: Classes;
  readonly #shares = new Map<number, Float64Array>();

  constructor(classes: Classes) {
    super();
    this.#classes = classes;
  }

  add(rows: Int32Array, start: number, end: number): number {
    const { labels, indices } = this.#classes;
    const counts = new Float64Array(labels.length);
    for (let i = start; i < end; i++) counts[indices[rows[i]]]++;
    const size = end - start;
    const best = largestAt(counts, 0, counts.length);
    const node = this.leaf(best, size, size - counts[best]);
    if (counts[best] < size) {
      this.#shares.set(
        node,
        counts.map((count) => count / size),
      );
    }
    return node;
  }

  rounding(node: number): number {
    return 1e-12 * this.size[node];
  }

  override split(node: number, feature: number, threshold: number, left: number): void {
    super.split(node, feature, threshold, left);
    this.#shares.delete(node);
  }

  override tree(): Tree {
    return { ...super.tree(), shares: this.#shares };
  }
}

/** Nodes that predict the mean. */
class MeanNodes extends Nodes {
  readonly #targets: Float64Array;

  constructor(targets: Float64Array) {
    super();
    this.#targets = targets;
  }

  rounding(node: number): number {
    // A mean is off by some 1e-16 of itself, which makes differences of targets that are all the same.
    return Math.max(1e-12 * this.deviance[node], 1e-28 * this.size[node] * this.value[node] ** 2);
  }

  add(rows: Int32Array, start: number, end: number): number {
    const targets = this.#targets;
    let sum = 0;
    for (let i = start; i < end; i++) sum += targets[rows[i]];
    const mean = sum / (end - start);
    let deviance = 0;
    for (let i = start; i < end; i++) deviance += (targets[rows[i]] - mean) ** 2;
    return this.leaf(mean, end - start, deviance);
  }
}
