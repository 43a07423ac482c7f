import { wrong } from '../../errors.ts';
import { type Random, seededRandom, shuffleFirst } from '../random.ts';
import { type Classes, classesOf, rowsByClass, rowsOf, type Samples, type Work } from '../samples.ts';
import { type Ground, growTree } from './grow.ts';
import { rankColumn } from './ranks.ts';
import { leavesOf, type Tree, type TreeEnsemble } from './tree.ts';

/** Most nodes of all trees of a model. */
export const MAX_NODES = 8_000_000;

export interface ForestOptions {
  readonly trees: number;
  /** Inputs tried for each split; null for the square root of their number. */
  readonly variables: number | null;
  readonly minLeaf: number;
  readonly maxLeaves: number;
  /** The share of the samples that each tree gets; all of them are drawn with replacement. */
  readonly bagFraction: number;
  readonly seed: number;
}

/** The trees of a forest, whose classes are those of the samples. */
export type Forest = Omit<TreeEnsemble, 'labels'>;

/** The inputs and targets as trees want them. */
export function groundOf({ columns }: Samples, targets: Classes | Float64Array, work: Work): Ground {
  return {
    columns: columns.map((column) => {
      work(column.length);
      return rankColumn(column);
    }),
    targets,
  };
}

/** Grows a single tree over all samples. */
export function growSingle(
  samples: Samples,
  targets: Classes | Float64Array,
  limits: { minLeaf: number; maxLeaves: number },
  work: Work,
): Forest {
  const ground = groundOf(samples, targets, work);
  const importance = new Float64Array(samples.columns.length);
  const rows = Int32Array.from(samples.targets, (_, row) => row);
  const growth = { ...limits, variables: samples.columns.length, random: seededRandom(0) };
  return { trees: [growTree(ground, rows, growth, importance, work)], importance, outOfBagError: null };
}

/** A random forest (Breiman, Random Forests, 2001). */
export function growForest(samples: Samples, regression: boolean, options: ForestOptions, work: Work): Forest {
  const { minLeaf, maxLeaves, bagFraction } = options;
  const width = samples.columns.length;
  const targets = regression ? samples.targets : classesOf(samples.targets);
  const ground = groundOf(samples, targets, work);
  const random = seededRandom(options.seed);
  const variables = Math.min(width, Math.max(1, options.variables ?? Math.floor(Math.sqrt(width))));
  const importance = new Float64Array(width);
  const rest = targets instanceof Float64Array ? new RestMeans(targets) : restVotes(targets);
  const groups = targets instanceof Float64Array ? [allRows(targets.length)] : rowsByClass(targets);
  const rows = rowsOf(samples.columns);
  const trees: Tree[] = [];
  let nodes = 0;
  for (let i = 0; i < options.trees; i++) {
    const bag = drawBag(groups, bagFraction, random);
    const unused = unusedRows(bag, samples.targets.length);
    const tree = growTree(ground, bag, { minLeaf, maxLeaves, variables, random }, importance, work);
    nodes += tree.left.length;
    if (nodes > MAX_NODES) throw tooManyNodes();
    rest?.judge(tree, unused, rows, width);
    work(unused.length);
    trees.push(tree);
  }
  return { trees, importance, outOfBagError: rest?.error() ?? null };
}

export function tooManyNodes(): Error {
  return wrong(
    `The trees have more than ${MAX_NODES} nodes. Use fewer trees or samples, a smaller 'maxNodes' or a larger 'minLeafPopulation'.`,
  );
}

function allRows(count: number): Int32Array {
  return Int32Array.from({ length: count }, (_, row) => row);
}

/** A share of each group, at least one row of it, so that no class is missing. */
function drawBag(groups: readonly Int32Array[], fraction: number, random: Random): Int32Array {
  const parts = groups.map((group) => {
    if (fraction === 1) return group.map(() => group[random.below(group.length)]);
    const count = Math.max(1, Math.round(group.length * fraction));
    shuffleFirst(group, count, random);
    return group.slice(0, count);
  });
  const bag = new Int32Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bag.set(part, at);
    at += part.length;
  }
  return bag;
}

function unusedRows(bag: Int32Array, count: number): Int32Array {
  const used = new Uint8Array(count);
  for (const row of bag) used[row] = 1;
  return allRows(count).filter((row) => used[row] === 0);
}

/** Collects the out-of-bag predictions of trees: those of samples that a tree has not been grown from. */
abstract class Rest {
  /** Notes the leaf of a tree that a row falls in. */
  protected abstract note(row: number, tree: Tree, leaf: number): void;

  judge(tree: Tree, unused: Int32Array, rows: Float64Array, width: number): void {
    const leaf = new Int32Array(1);
    for (const row of unused) {
      leavesOf(tree, rows.subarray(row * width, (row + 1) * width), width, 1, leaf);
      this.note(row, tree, leaf[0]);
    }
  }

  /** The out-of-bag error; null if each sample was used for all trees. */
  abstract error(): number | null;
}

/** Most votes that are counted: of each sample for each class. */
const MAX_VOTES = 50_000_000;

/** The votes on samples that a tree has not seen; undefined if there would be too many to count. */
function restVotes(classes: Classes): RestVotes | undefined {
  return classes.indices.length * classes.labels.length > MAX_VOTES ? undefined : new RestVotes(classes);
}

class RestVotes extends Rest {
  readonly #classes: Classes;
  readonly #votes: Uint16Array;

  constructor(classes: Classes) {
    super();
    this.#classes = classes;
    this.#votes = new Uint16Array(classes.indices.length * classes.labels.length);
  }

  protected note(row: number, { value }: Tree, leaf: number): void {
    this.#votes[row * this.#classes.labels.length + value[leaf]]++;
  }

  error(): number | null {
    const { labels, indices } = this.#classes;
    let [judged, wrong] = [0, 0];
    indices.forEach((index, row) => {
      const votes = this.#votes.subarray(row * labels.length, (row + 1) * labels.length);
      let best = 0;
      for (let i = 1; i < votes.length; i++) if (votes[i] > votes[best]) best = i;
      if (votes[best] === 0) return;
      judged++;
      if (best !== index) wrong++;
    });
    return judged === 0 ? null : wrong / judged;
  }
}

class RestMeans extends Rest {
  readonly #targets: Float64Array;
  readonly #sums: Float64Array;
  readonly #counts: Uint16Array;

  constructor(targets: Float64Array) {
    super();
    this.#targets = targets;
    this.#sums = new Float64Array(targets.length);
    this.#counts = new Uint16Array(targets.length);
  }

  protected note(row: number, { value }: Tree, leaf: number): void {
    this.#sums[row] += value[leaf];
    this.#counts[row]++;
  }

  error(): number | null {
    let [judged, squares] = [0, 0];
    this.#targets.forEach((target, row) => {
      if (this.#counts[row] === 0) return;
      judged++;
      squares += (this.#sums[row] / this.#counts[row] - target) ** 2;
    });
    return judged === 0 ? null : Math.sqrt(squares / judged);
  }
}
