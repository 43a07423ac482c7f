import { type Affine, apply, invert, scale } from '../affine.ts';
import type { Grid } from '../grid.ts';
import { lattice } from '../pixels/coordinates.ts';
import { Projection } from '../projection.ts';
import { type Quad, quadArea } from './overlap.ts';

/** The outlines of a grid's pixels in the pixel coordinates of a projection and of its overviews. */
export class Footprints {
  readonly #across: number;
  /** Pixel coordinates of the corners of the grid's pixels in the projection, row by row. */
  readonly #corners: Float64Array;
  readonly #quad: Quad = new Float64Array(8);

  constructor(grid: Grid, projection: Projection) {
    this.#across = grid.width;
    this.#corners = lattice(grid, 0, 1, projection.crs);
    const inverse: Affine = invert(projection.transform);
    for (let i = 0; i < this.#corners.length; i += 2) {
      [this.#corners[i], this.#corners[i + 1]] = apply(inverse, this.#corners[i], this.#corners[i + 1]);
    }
  }

  /** Bytes for a grid. */
  static bytes({ width, height }: Grid): number {
    return (width + 1) * (height + 1) * 16;
  }

  /**
   * The outline of a pixel, by its index, on the level whose pixels are 2^level as large. The returned array is reused by the next call.
   */
  of(pixel: number, level: number): Quad {
    const [column, row] = [pixel % this.#across, Math.floor(pixel / this.#across)];
    const stride = (this.#across + 1) * 2;
    const at = row * stride + column * 2;
    const factor = 2 ** -level;
    for (const [i, from] of [at, at + 2, at + stride + 2, at + stride].entries()) {
      this.#quad[2 * i] = this.#corners[from] * factor;
      this.#quad[2 * i + 1] = this.#corners[from + 1] * factor;
    }
    return this.#quad;
  }

  /** The area of a pixel, in pixels of the projection; NaN if the pixel has no image there. */
  area(pixel: number): number {
    return Math.abs(quadArea(this.of(pixel, 0)));
  }
}

/** The projection with pixels 2^level as large, from the same origin. */
export function levelOf({ crs, transform }: Projection, level: number): Projection {
  return new Projection(crs, scale(transform, 2 ** level, 2 ** level));
}
