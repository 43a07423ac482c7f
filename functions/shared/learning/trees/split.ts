import type { RankedColumn } from './ranks.ts';

/** The best split of a node by one input: rows with ranks up to `rank` go left. */
export interface Split {
  readonly feature: number;
  readonly rank: number;
  /** The next rank that occurs. */
  readonly nextRank: number;
  /** The decrease of the node's deviance. */
  readonly gain: number;
}

/** Looks for the best split of a range of rows by one input; undefined if there is none that gains more than `least`. */
export type SplitSearch = (
  feature: number,
  column: RankedColumn,
  rows: Int32Array,
  start: number,
  end: number,
  least: number,
) => Split | undefined;

/** Below this many values, insertion is faster than calling the engine's sort. */
const FEW = 24;

type Keys = Int32Array | Float64Array;

/** Room for keys below a number: the engine sorts integers several times as fast. */
function keysBelow(limit: number, length: number): Keys {
  return limit < 2 ** 31 ? new Int32Array(length) : new Float64Array(length);
}

function sortFirst(keys: Keys, count: number): void {
  if (count > FEW) {
    keys.subarray(0, count).sort();
    return;
  }
  for (let i = 1; i < count; i++) {
    const key = keys[i];
    let j = i - 1;
    for (; j >= 0 && keys[j] > key; j--) keys[j + 1] = keys[j];
    keys[j + 1] = key;
  }
}

/** Sorting costs about as much as going through this many counters for each row. */
const COUNTERS_A_ROW = 8;

/**
 * Splits by Gini's impurity: the gain is the number of rows times the fall of the impurity. With n rows, of which c_i are of class i, that
 * is the change of the sum of c_i²/n, and adding a row changes c_i² by 2c_i + 1: one pass over the rows by rank finds the best split
 * (Breiman et al., Classification and Regression Trees, 1984). Where there are few different values, rows are counted instead of sorted.
 */
export function giniSearch(indices: Int32Array, classes: number, minLeaf: number, maxRows: number): SplitSearch {
  const keys = keysBelow(indices.length * classes, maxRows);
  const counters = new Int32Array(maxRows * COUNTERS_A_ROW);
  const left = new Float64Array(classes);
  const right = new Float64Array(classes);
  let [count, leftSquares, rightSquares, whole, best] = [0, 0, 0, 0, 0];

  /** Moves rows of one class and rank to the left. */
  const move = (index: number, rows: number): void => {
    leftSquares += rows * (2 * left[index] + rows);
    rightSquares -= rows * (2 * right[index] - rows);
    left[index] += rows;
    right[index] -= rows;
  };
  /** The gain of dividing after `size` rows, if it is the largest so far; otherwise 0. */
  const gainAfter = (size: number): number => {
    if (size < minLeaf || count - size < minLeaf) return 0;
    const gain = leftSquares / size + rightSquares / (count - size) - whole;
    if (gain <= best) return 0;
    best = gain;
    return gain;
  };

  const sorted = (feature: number, ranks: Int32Array, rows: Int32Array, start: number): Split | undefined => {
    for (let i = 0; i < count; i++) {
      const row = rows[start + i];
      keys[i] = ranks[row] * classes + indices[row];
    }
    sortFirst(keys, count);
    let found: Split | undefined;
    let rank = Math.floor(keys[0] / classes);
    for (let i = 0; i < count - 1; i++) {
      move(keys[i] - rank * classes, 1);
      const nextRank = Math.floor(keys[i + 1] / classes);
      if (nextRank === rank) continue;
      const gain = gainAfter(i + 1);
      if (gain > 0) found = { feature, rank, nextRank, gain };
      rank = nextRank;
    }
    return found;
  };

  const counted = (feature: number, column: RankedColumn, rows: Int32Array, start: number): Split | undefined => {
    const { ranks, values } = column;
    const used = counters.subarray(0, values.length * classes).fill(0);
    for (let i = start; i < start + count; i++) used[ranks[rows[i]] * classes + indices[rows[i]]]++;
    let found: Split | undefined;
    let [size, rank, pending] = [0, 0, 0];
    for (let next = 0, at = 0; next < values.length; next++) {
      let here = 0;
      for (let index = 0; index < classes; index++, at++) {
        if (used[at] === 0) continue;
        if (here === 0 && size > 0) pending = gainAfter(size);
        here += used[at];
        move(index, used[at]);
      }
      if (here === 0) continue;
      if (pending > 0) found = { feature, rank, nextRank: next, gain: pending };
      pending = 0;
      size += here;
      rank = next;
    }
    return found;
  };

  return (feature, column, rows, start, end, least) => {
    count = end - start;
    left.fill(0);
    right.fill(0);
    for (let i = start; i < end; i++) right[indices[rows[i]]]++;
    leftSquares = 0;
    rightSquares = 0;
    for (let i = 0; i < classes; i++) rightSquares += right[i] * right[i];
    whole = rightSquares / count;
    best = least;
    return column.values.length * classes <= COUNTERS_A_ROW * count
      ? counted(feature, column, rows, start)
      : sorted(feature, column.ranks, rows, start);
  };
}

/** As for counters of classes: here each different value has a counter and a sum. */
const SUMS_A_ROW = 2;

/**
 * Splits by the sum of squared differences from the mean: the gain is the change of the sum of (Σy)²/n. Where there are few different
 * values, rows are summed by value instead of sorted.
 */
export function varianceSearch(targets: Float64Array, minLeaf: number, maxRows: number): SplitSearch {
  const total = targets.length;
  const keys = keysBelow(total * total, maxRows);
  const sizes = new Int32Array(maxRows * SUMS_A_ROW);
  const sums = new Float64Array(maxRows * SUMS_A_ROW);
  let [count, mean, whole, best] = [0, 0, 0, 0];

  /** The gain of dividing after `size` rows with a sum of differences, if it is the largest so far; otherwise 0. */
  const gainAfter = (size: number, sum: number): number => {
    if (size < minLeaf || count - size < minLeaf) return 0;
    const rest = whole - sum;
    const gain = (sum * sum) / size + (rest * rest) / (count - size);
    if (gain <= best) return 0;
    best = gain;
    return gain;
  };

  const sorted = (feature: number, ranks: Int32Array, rows: Int32Array, start: number): Split | undefined => {
    for (let i = 0; i < count; i++) keys[i] = ranks[rows[start + i]] * total + rows[start + i];
    sortFirst(keys, count);
    let found: Split | undefined;
    let sum = 0;
    let rank = Math.floor(keys[0] / total);
    for (let i = 0; i < count - 1; i++) {
      sum += targets[keys[i] - rank * total] - mean;
      const nextRank = Math.floor(keys[i + 1] / total);
      if (nextRank === rank) continue;
      const gain = gainAfter(i + 1, sum);
      if (gain > 0) found = { feature, rank, nextRank, gain };
      rank = nextRank;
    }
    return found;
  };

  const summed = (feature: number, column: RankedColumn, rows: Int32Array, start: number): Split | undefined => {
    const { ranks, values } = column;
    sizes.fill(0, 0, values.length);
    sums.fill(0, 0, values.length);
    for (let i = start; i < start + count; i++) {
      const rank = ranks[rows[i]];
      sizes[rank]++;
      sums[rank] += targets[rows[i]] - mean;
    }
    let found: Split | undefined;
    let [size, sum, rank] = [0, 0, 0];
    for (let next = 0; size < count; next++) {
      if (sizes[next] === 0) continue;
      const gain = size > 0 ? gainAfter(size, sum) : 0;
      if (gain > 0) found = { feature, rank, nextRank: next, gain };
      size += sizes[next];
      sum += sums[next];
      rank = next;
    }
    return found;
  };

  return (feature, column, rows, start, end, least) => {
    count = end - start;
    let sum = 0;
    for (let i = start; i < end; i++) sum += targets[rows[i]];
    mean = sum / count;
    // Differences from the mean keep large targets from swallowing small gains.
    whole = sum - mean * count;
    best = least;
    return column.values.length <= SUMS_A_ROW * count
      ? summed(feature, column, rows, start)
      : sorted(feature, column.ranks, rows, start);
  };
}
