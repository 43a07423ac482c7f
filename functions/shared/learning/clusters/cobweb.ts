import { wrong } from '../../errors.ts';
import type { Learner } from '../model.ts';
import type { Predictor } from '../predictor.ts';
import { seededRandom, shuffleFirst } from '../random.ts';
import { rowsOf, type Work } from '../samples.ts';
import { Concept, categoryUtility } from './concept.ts';
import { clusterLearner } from './learner.ts';

/** Concepts one within the other; deeper ones are not divided. */
const MAX_DEPTH = 200;
const MAX_SAMPLES = 100_000;

export interface CobwebOptions {
  /** The smallest standard deviation that inputs are taken to have. */
  readonly acuity: number;
  /** Concepts are divided if their category utility gets at least that large. */
  readonly cutoff: number;
  readonly seed: number;
}

/**
 * Concept formation: a tree of concepts, into which point after point is sorted where the category utility gets largest (Fisher, Knowledge
 * acquisition via incremental conceptual clustering, 1987). Clusters are its leaves, numbered from left to right.
 */
export function cobwebLearner({ acuity, cutoff, seed }: CobwebOptions): Learner {
  return clusterLearner(({ columns, targets }, work) => {
    if (targets.length > MAX_SAMPLES) {
      throw wrong(`Cobweb takes at most ${MAX_SAMPLES} samples. Got ${targets.length}; use 'subsampling'.`);
    }
    const width = columns.length;
    const points = rowsOf(columns);
    const order = Int32Array.from(targets, (_, row) => row);
    shuffleFirst(order, order.length, seededRandom(seed));
    const root = new Concept(width);
    for (const row of order) insert(root, points, row * width, acuity, cutoff, work);
    const numbers = numberLeaves(root);
    return {
      bytes: numbers.size * width * 32,
      predictor: () => sorter(root, numbers, width, acuity),
      explain: () => new Map(),
    };
  });
}

function pointConcept(points: Float64Array, start: number, width: number): Concept {
  const concept = new Concept(width);
  concept.add(points, start);
  return concept;
}

function insert(root: Concept, points: Float64Array, start: number, acuity: number, cutoff: number, work: Work): void {
  const width = root.sums.length;
  let concept = root;
  for (let depth = 0; depth < MAX_DEPTH; depth++) {
    work(1 + concept.children.length);
    if (concept.children.length === 0) {
      divideLeaf(concept, points, start, acuity, cutoff);
      return;
    }
    concept.add(points, start);
    const host = bestPlace(concept, points, start, acuity);
    if (host === undefined) {
      concept.children.push(pointConcept(points, start, width));
      return;
    }
    concept = host;
  }
  concept.add(points, start);
}

/** A leaf that takes up a point: divided in two if they are different enough. */
function divideLeaf(leaf: Concept, points: Float64Array, start: number, acuity: number, cutoff: number): void {
  const children = [leaf.copy(), pointConcept(points, start, leaf.sums.length)];
  leaf.add(points, start);
  if (children[0].count === 0) return;
  const parts = children.map((child) => child.sharpness(acuity));
  if (categoryUtility(leaf, parts, acuity) >= cutoff) leaf.children.push(...children);
}

/**
 * The child that a point goes into; undefined if it is to be a child of its own. The two best ones may be merged, the best one may be
 * replaced by its children, where that is better. The parent has the point already.
 */
function bestPlace(parent: Concept, points: Float64Array, start: number, acuity: number): Concept | undefined {
  const { children } = parent;
  const parts = children.map((child) => child.sharpness(acuity));
  const gains = children.map((child, i) => child.sharpnessWith(points, start, acuity) - parts[i]);
  const [first, second] = children.map((_, i) => i).sort((a, b) => gains[b] - gains[a] || a - b);
  const best = children[first];
  const into = parts.with(first, parts[first] + gains[first]);
  const single = pointConcept(points, start, parent.sums.length).sharpness(acuity);
  const utility = (of: readonly number[]): number => categoryUtility(parent, of, acuity);
  const inBest = utility(into);
  const alone = utility([...parts, single]);
  const merged = second === undefined ? undefined : mergedPair(best, children[second]);
  const others = (_: unknown, i: number): boolean => i !== first && i !== second;
  const together = merged ? utility([...parts.filter(others), merged.sharpnessWith(points, start, acuity)]) : -Infinity;
  const apart =
    best.children.length > 0
      ? utility([...parts.toSpliced(first, 1), ...best.children.map((child) => child.sharpness(acuity)), single])
      : -Infinity;
  const largest = Math.max(inBest, alone, together, apart);
  if (largest === inBest) return best;
  if (largest === alone) return undefined;
  if (merged && largest === together) {
    children.splice(0, children.length, ...children.filter(others), merged);
    return merged;
  }
  children.splice(first, 1, ...best.children);
  return bestPlace(parent, points, start, acuity);
}

function mergedPair(a: Concept, b: Concept): Concept {
  const merged = a.copy();
  merged.merge(b);
  merged.children.push(a, b);
  return merged;
}

function numberLeaves(root: Concept): Map<Concept, number> {
  const numbers = new Map<Concept, number>();
  const stack = [root];
  for (let concept = stack.pop(); concept !== undefined; concept = stack.pop()) {
    if (concept.children.length === 0) numbers.set(concept, numbers.size);
    for (let i = concept.children.length - 1; i >= 0; i--) stack.push(concept.children[i]);
  }
  return numbers;
}

/** Sorts rows into the leaves, without changing the tree. */
function sorter(root: Concept, numbers: ReadonlyMap<Concept, number>, width: number, acuity: number): Predictor {
  return {
    outputs: 1,
    predict(rows, count, results) {
      for (let row = 0; row < count; row++) {
        let concept = root;
        while (concept.children.length > 0) concept = nearestChild(concept, rows, row * width, acuity);
        results[row] = numbers.get(concept) as number;
      }
    },
  };
}

/** The child with which the category utility is largest if it takes up a row. */
function nearestChild(parent: Concept, rows: Float64Array, start: number, acuity: number): Concept {
  let [best] = parent.children;
  let largest = -Infinity;
  for (const child of parent.children) {
    // Only this child's part of the utility changes with the choice.
    const change = child.sharpnessWith(rows, start, acuity) - child.sharpness(acuity);
    if (change > largest) [best, largest] = [child, change];
  }
  return best;
}
