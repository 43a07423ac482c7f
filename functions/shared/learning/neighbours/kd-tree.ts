import type { RowDistance, Search } from './search.ts';

/** Points of a leaf. */
const LEAF = 12;

/**
 * A search by a tree that halves the points along the input in which they differ most (Bentley, Multidimensional binary search trees,
 * 1975). Exact for distances that are sums over the inputs.
 * @param alongAxis the distance of two points that differ in one input only, from that difference
 */
export function treeSearch(
  points: Float64Array,
  width: number,
  distance: RowDistance,
  alongAxis: (difference: number) => number,
): Search {
  const rows = Int32Array.from({ length: points.length / width }, (_, row) => row);
  const root = build(points, width, rows, 0, rows.length);
  const visit = (node: Node, query: Float64Array, start: number, nearest: Parameters<Search>[2]): void => {
    if (node.axis < 0) {
      for (let i = node.start; i < node.end; i++) {
        const row = rows[i];
        const far = distance(query, start, points, row * width, width);
        // Equally far points are offered, too, so that the result does not hang on the tree's order.
        if (far < nearest.limit || far === nearest.limit) offer(nearest, row, far);
      }
      return;
    }
    const difference = query[start + node.axis] - node.at;
    const [near, other] = difference <= 0 ? [node.low, node.high] : [node.high, node.low];
    visit(near as Node, query, start, nearest);
    if (!(alongAxis(difference) > nearest.limit)) visit(other as Node, query, start, nearest);
  };
  return (query, start, nearest) => visit(root, query, start, nearest);
}

function offer(nearest: Parameters<Search>[2], row: number, far: number): void {
  const full = nearest.found === nearest.rows.length;
  if (full && far === nearest.limit && row > nearest.rows[nearest.found - 1]) return;
  nearest.add(row, far);
}

interface Node {
  /** The input that divides; -1 for a leaf. */
  readonly axis: number;
  readonly at: number;
  readonly low?: Node;
  readonly high?: Node;
  readonly start: number;
  readonly end: number;
}

/** The node of a range of rows, which are put in order. The depth is the logarithm of their number: recursion is short. */
function build(points: Float64Array, width: number, rows: Int32Array, start: number, end: number): Node {
  const axis = end - start > LEAF ? widestAxis(points, width, rows, start, end) : -1;
  if (axis < 0) return { axis: -1, at: 0, start, end };
  const middle = (start + end) >> 1;
  select(points, width, axis, rows, start, end - 1, middle);
  const at = points[rows[middle] * width + axis];
  return {
    axis,
    at,
    low: build(points, width, rows, start, middle),
    high: build(points, width, rows, middle, end),
    start,
    end,
  };
}

/** Puts the row of a place there, none with a larger value before it and none with a smaller one after it (Hoare, Find, 1961). */
function select(
  points: Float64Array,
  width: number,
  axis: number,
  rows: Int32Array,
  first: number,
  last: number,
  place: number,
): void {
  let [low, high] = [first, last];
  while (low < high) {
    const pivot = points[rows[(low + high) >> 1] * width + axis];
    let [i, j] = [low, high];
    while (i <= j) {
      while (points[rows[i] * width + axis] < pivot) i++;
      while (points[rows[j] * width + axis] > pivot) j--;
      if (i > j) break;
      const row = rows[i];
      rows[i++] = rows[j];
      rows[j--] = row;
    }
    if (place <= j) high = j;
    else if (place >= i) low = i;
    else return;
  }
}

/** The input with the largest range; -1 if all points are the same. */
function widestAxis(points: Float64Array, width: number, rows: Int32Array, start: number, end: number): number {
  let [best, widest] = [-1, 0];
  for (let axis = 0; axis < width; axis++) {
    let [low, high] = [Infinity, -Infinity];
    for (let i = start; i < end; i++) {
      const value = points[rows[i] * width + axis];
      if (value < low) low = value;
      if (value > high) high = value;
    }
    if (high - low > widest) [best, widest] = [axis, high - low];
  }
  return best;
}
