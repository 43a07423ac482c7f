/** [minX, minY, maxX, maxY] */
export type PlaneBox = readonly [number, number, number, number];

/** A geometry in the plane of a reference system, ready to be drawn on grids of it. Coordinates are x0, y0, x1, y1, … */
export interface PlaneShape {
  /** Closed rings of areas, without their first position again at the end. Shells turn one way, holes the other. */
  readonly rings: readonly Float64Array[];
  /** The rings, as outlines to be drawn: without the parts along an end of a map of the world, and as exact as lines have to be. */
  readonly borders: readonly Float64Array[];
  readonly lines: readonly Float64Array[];
  readonly points: Float64Array;
  readonly box: PlaneBox;
  /** Whether it covers all of the plane: an unbounded geometry. */
  readonly everywhere: boolean;
  /** Whether its edges are drawn with a larger tolerance than they may be wanted with. */
  readonly coarse: boolean;
}

/** The box around all positions of chains; without any, a box that nothing touches. Positions without an image (NaN) do not count. */
export function boxAround(chains: readonly Float64Array[]): PlaneBox {
  let [left, bottom, right, top] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const chain of chains) {
    for (let i = 0; i < chain.length; i += 2) {
      const x = chain[i];
      const y = chain[i + 1];
      if (x < left) left = x;
      if (x > right) right = x;
      if (y < bottom) bottom = y;
      if (y > top) top = y;
    }
  }
  return [left, bottom, right, top];
}
