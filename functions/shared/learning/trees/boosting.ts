import { byName, type Explained, type Model } from '../model.ts';
import { seededRandom, shuffleFirst } from '../random.ts';
import { rowsOf, type Samples, type Work } from '../samples.ts';
import { treeBytes } from './ensemble-model.ts';
import { groundOf, MAX_NODES, tooManyNodes } from './forest.ts';
import { growTree } from './grow.ts';
import type { Loss } from './loss.ts';
import { treeText } from './text.ts';
import { isLeaf, leavesOf, type Tree } from './tree.ts';

export interface BoostOptions {
  readonly trees: number;
  /** The part of each tree's values that is added. */
  readonly shrinkage: number;
  /** The share of the samples that each tree gets. */
  readonly samplingRate: number;
  readonly maxLeaves: number;
  readonly seed: number;
  /** The loss, for regression. */
  readonly loss: () => Loss;
}

/** The data that all trees of a boosted model share. */
export class Boosting {
  readonly samples: Samples;
  readonly width: number;
  readonly importance: Float64Array;
  /** The targets of the next tree, row by row. */
  readonly gradients: Float64Array;
  readonly options: BoostOptions;
  readonly #ground: ReturnType<typeof groundOf>;
  readonly #rows: Float64Array;
  readonly #order: Int32Array;
  readonly #leaves: Int32Array;
  readonly #random: ReturnType<typeof seededRandom>;
  readonly #work: Work;
  #nodes = 0;

  constructor(samples: Samples, options: BoostOptions, work: Work) {
    const count = samples.targets.length;
    this.samples = samples;
    this.options = options;
    this.width = samples.columns.length;
    this.importance = new Float64Array(this.width);
    this.gradients = new Float64Array(count);
    this.#ground = groundOf(samples, this.gradients, work);
    this.#rows = rowsOf(samples.columns);
    this.#order = Int32Array.from(this.gradients, (_, row) => row);
    this.#leaves = new Int32Array(count);
    this.#random = seededRandom(options.seed);
    this.#work = work;
  }

  /**
   * Grows a tree for the gradients of some of the rows, sets the values of its leaves, and adds these to the predictions.
   * @param leafValue computes a leaf's value from its rows
   */
  add(predictions: Float64Array, leafValue: (rows: Int32Array) => number): Tree {
    const { samplingRate, maxLeaves, shrinkage } = this.options;
    const size = Math.max(1, Math.round(this.#order.length * samplingRate));
    if (size < this.#order.length) shuffleFirst(this.#order, size, this.#random);
    const bag = this.#order.slice(0, size);
    const growth = { minLeaf: 1, maxLeaves, variables: this.width, random: this.#random };
    const tree = growTree(this.#ground, bag, growth, this.importance, this.#work);
    this.#nodes += tree.left.length;
    if (this.#nodes > MAX_NODES) throw tooManyNodes();
    leavesOf(tree, this.#rows, this.width, predictions.length, this.#leaves);
    const members = new Map<number, number[]>();
    for (const row of bag) {
      const leaf = this.#leaves[row];
      const rows = members.get(leaf);
      if (rows) rows.push(row);
      else members.set(leaf, [row]);
    }
    tree.value.forEach((_, node) => {
      const rows = isLeaf(tree, node) ? members.get(node) : undefined;
      tree.value[node] = rows ? shrinkage * leafValue(Int32Array.from(rows)) : 0;
    });
    this.#work(predictions.length);
    for (let row = 0; row < predictions.length; row++) predictions[row] += tree.value[this.#leaves[row]];
    return tree;
  }

  model(trees: readonly Tree[], labels: Float64Array | undefined, predictor: Model['predictor']): Model {
    // Models are kept: nothing of the samples may hang on them.
    const { importance } = this;
    return {
      bytes: treeBytes(trees),
      predictor,
      explain: (names) =>
        new Map<string, Explained>([
          ...(labels ? [['classes', [...labels]] as const] : []),
          ['importance', byName(names, importance)],
          ['trees', trees.map((tree) => treeText(tree, names))],
        ]),
    };
  }
}
