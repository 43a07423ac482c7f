import { manhattan, type RowDistance, squaredEuclidean } from '../neighbours/search.ts';

/** An assignment of points to centres. */
export interface Assignment {
  readonly points: Float64Array;
  readonly width: number;
  /** The rows of the points that take part, and for each the index of its centre. */
  readonly rows: Int32Array;
  readonly places: Int32Array;
  /** The number of points of each centre. */
  readonly sizes: Int32Array;
}

/** A distance between points, with the centres that belong to it. */
export interface Distance {
  readonly between: RowDistance;
  /** Converts a length to the number that `between` returns for it. */
  readonly ofLength: (length: number) => number;
  /**
   * Computes the centre of the points of each cluster, which minimizes the sum of what `between` returns; meaningless for clusters without points.
   */
  readonly centres: (assignment: Assignment) => Float64Array;
}

/** Distances by their names. Euclid's are squared. */
export const DISTANCES: { readonly [name: string]: Distance } = {
  Euclidean: { between: squaredEuclidean, ofLength: (length) => length * length, centres: means },
  Manhattan: { between: manhattan, ofLength: (length) => length, centres: medians },
};

function means({ points, width, rows, places, sizes }: Assignment): Float64Array {
  const sums = new Float64Array(sizes.length * width);
  for (let i = 0; i < rows.length; i++) {
    const [from, to] = [rows[i] * width, places[i] * width];
    for (let input = 0; input < width; input++) sums[to + input] += points[from + input];
  }
  return sums.map((sum, at) => sum / sizes[Math.floor(at / width)]);
}

function medians({ points, width, rows, places, sizes }: Assignment): Float64Array {
  const centres = new Float64Array(sizes.length * width);
  // The values of one centre stand together.
  const ends = sizes.slice();
  for (let place = 1; place < ends.length; place++) ends[place] += ends[place - 1];
  const values = new Float64Array(rows.length);
  for (let input = 0; input < width; input++) {
    const at = ends.map((end, place) => end - sizes[place]);
    for (let i = 0; i < rows.length; i++) values[at[places[i]]++] = points[rows[i] * width + input];
    sizes.forEach((size, place) => {
      const own = values.subarray(ends[place] - size, ends[place]).sort();
      const middle = size >> 1;
      centres[place * width + input] = size % 2 === 1 ? own[middle] : (own[middle - 1] + own[middle]) / 2;
    });
  }
  return centres;
}

/** The place of the centre that is nearest to a point; of equally near ones the first. */
export function nearestCentre(
  centres: Float64Array,
  points: Float64Array,
  start: number,
  width: number,
  between: RowDistance,
): number {
  let [best, least] = [0, Infinity];
  for (let at = 0, place = 0; at < centres.length; at += width, place++) {
    const distance = between(points, start, centres, at, width);
    if (distance < least) {
      best = place;
      least = distance;
    }
  }
  return best;
}
