import type { Affine } from '../affine.ts';

/** Places one after the other in pixel coordinates of a grid (column, row; pixel corners are whole numbers): x0, y0, x1, y1, … */
export interface Chain {
  readonly points: Float64Array;
  /** The number of array entries in use. */
  readonly length: number;
}

/** Calls back with the ends of each edge; a closed chain has one from its end to its start. Edges without a place are left out. */
export type EdgeVisitor = (x0: number, y0: number, x1: number, y1: number) => void;

/** The edges of a chain. Places that could not be projected (NaN) end no edge. */
export function forEachEdge({ points, length }: Chain, closed: boolean, visit: EdgeVisitor): void {
  if (length < 2) return;
  let [x0, y0] = closed ? [points[length - 2], points[length - 1]] : [points[0], points[1]];
  for (let i = closed ? 0 : 2; i < length; i += 2) {
    const [x1, y1] = [points[i], points[i + 1]];
    // A sum that is no number stands for any of its parts.
    if (x0 + y0 + x1 + y1 - (x0 + y0 + x1 + y1) === 0) visit(x0, y0, x1, y1);
    x0 = x1;
    y0 = y1;
  }
}

/** Turns chains of coordinates into pixel coordinates, one after the other in the same memory. */
export class ChainBuffer {
  #points = new Float64Array(64);

  /** @param inverse from coordinates to pixels */
  toPixels(coordinates: Float64Array, [a, b, c, d, e, f]: Affine): Chain {
    const { length } = coordinates;
    if (length > this.#points.length) this.#points = new Float64Array(2 * length);
    const points = this.#points;
    for (let i = 0; i < length; i += 2) {
      const [x, y] = [coordinates[i], coordinates[i + 1]];
      points[i] = a * x + b * y + c;
      points[i + 1] = d * x + e * y + f;
    }
    return { points, length };
  }
}
