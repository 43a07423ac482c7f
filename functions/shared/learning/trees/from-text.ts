import { wrong } from '../../errors.ts';
import type { Mode, Model } from '../model.ts';
import { classModes } from '../probabilities.ts';
import { eachTree, meanValue, votes } from './ensemble.ts';
import { parseTree } from './parse.ts';
import { isLeaf, type Tree } from './tree.ts';

/** Most different classes that the leaves of given trees may predict. */
const MAX_CLASSES = 1_000;

/** Trees that were grown elsewhere, and the names of the inputs that they ask for, in the order of their appearance. */
export interface GivenTrees {
  readonly model: Model;
  readonly names: readonly string[];
  /** The different predictions of the leaves, ascending. */
  readonly labels: Float64Array;
}

export function treesFromText(texts: readonly string[]): GivenTrees {
  const places = new Map<string, number>();
  const inputOf = (name: string): number => {
    const place = places.get(name) ?? places.size;
    places.set(name, place);
    return place;
  };
  const trees = texts.map((text) => parseTree(text, inputOf));
  const labels = leafValues(trees);
  const width = places.size;
  const model: Model = {
    bytes: 0,
    predictor: (mode) => {
      if (mode === 'REGRESSION') return meanValue(trees, width);
      if (mode === 'RAW' || mode === 'RAW_REGRESSION') return eachTree(trees, width);
      return classPredictor(trees, labels, width, mode);
    },
    explain: () => new Map([['numberOfTrees', trees.length]]),
  };
  return { model, names: [...places.keys()], labels };
}

function leafValues(trees: readonly Tree[]): Float64Array {
  const values = new Set<number>();
  for (const tree of trees) {
    tree.value.forEach((value, node) => {
      if (isLeaf(tree, node)) values.add(value);
    });
  }
  return Float64Array.from(values).sort();
}

function classPredictor(trees: readonly Tree[], labels: Float64Array, width: number, mode: Mode) {
  if (!labels.every((label) => Number.isInteger(label))) {
    throw wrong("The trees predict numbers that are no classes: set the output mode 'REGRESSION'.");
  }
  if (labels.length > MAX_CLASSES) {
    throw wrong(`The trees predict ${labels.length} different classes; at most ${MAX_CLASSES} are allowed.`);
  }
  const places = new Map(Array.from(labels, (label, i) => [label, i]));
  // Inner nodes predict nothing here.
  const indexed = trees.map((tree) => ({ ...tree, value: tree.value.map((value) => places.get(value) ?? 0) }));
  const scores = () => votes(indexed, width, labels.length);
  const shares = () => {
    const { outputs, predict } = scores();
    return {
      outputs,
      predict(rows: Float64Array, count: number, results: Float64Array) {
        predict(rows, count, results);
        for (let i = 0; i < count * outputs; i++) results[i] /= trees.length;
      },
    };
  };
  return classModes({ labels, scores, probabilities: shares })(mode);
}
