import { addEdge } from '../pixels/edge-area.ts';

/** Corners this near to a border of pixels (in pixels) are on it. */
const SNAP = 1e-6;
/** Parts of a pixel up to this are rounding. */
const LEAST_PART = 1e-9;

/** Four corners in pixel coordinates: column and row of each, in order around. */
export type Quad = Float64Array;

/** The area of a quadrilateral in pixels; NaN if a corner has no place. */
export function quadArea([x0, y0, x1, y1, x2, y2, x3, y3]: Quad): number {
  // Half the cross product of the diagonals.
  return ((x2 - x0) * (y3 - y1) - (x3 - x1) * (y2 - y0)) / 2;
}

/** The pixels that a quadrilateral touches: left and top, and right and bottom without them themselves. */
export function quadBounds(quad: Quad): readonly [left: number, top: number, right: number, bottom: number] {
  const left = Math.floor(Math.min(quad[0], quad[2], quad[4], quad[6]) + SNAP);
  const top = Math.floor(Math.min(quad[1], quad[3], quad[5], quad[7]) + SNAP);
  const right = Math.ceil(Math.max(quad[0], quad[2], quad[4], quad[6]) - SNAP);
  const bottom = Math.ceil(Math.max(quad[1], quad[3], quad[5], quad[7]) - SNAP);
  return [left, top, Math.max(right, left + 1), Math.max(bottom, top + 1)];
}

/** Says which part of each pixel is in a quadrilateral, exactly. Its memory is used again for the next one. */
export class Overlap {
  #area = new Float64Array(0);

  /** Visits the pixels row by row. */
  visit(quad: Quad, each: (column: number, row: number, part: number) => void): void {
    const [left, top, right, bottom] = quadBounds(quad);
    const [width, height] = [right - left, bottom - top];
    const stride = width + 2;
    if (stride * height > this.#area.length) this.#area = new Float64Array(2 * stride * height);
    const area = this.#area.fill(0, 0, stride * height);
    for (let i = 0; i < 8; i += 2) {
      const j = (i + 2) & 7;
      addEdge(area, stride, width, height, quad[i] - left, quad[i + 1] - top, quad[j] - left, quad[j + 1] - top, 1);
    }
    for (let row = 0; row < height; row++) {
      let sum = 0;
      for (let column = 0; column < width; column++) {
        sum += area[row * stride + column];
        const part = Math.abs(sum);
        if (part > LEAST_PART) each(left + column, top + row, part);
      }
    }
  }
}
