/**
 * An affine transform in the order of Earth Engine's `crs_transform`: [xScale, xShear, xTranslate, yShear, yScale, yTranslate];
 * x = a*column + b*row + c, y = d*column + e*row + f. It maps pixel corners: the centre of the first pixel is (0.5, 0.5).
 */
export type Affine = readonly [number, number, number, number, number, number];

export const IDENTITY: Affine = [1, 0, 0, 0, 1, 0];

/**
 * The transform from map coordinates back to pixel coordinates.
 * @throws RangeError when the transform squeezes the plane into a line or a point.
 */
export function invert([a, b, c, d, e, f]: Affine): Affine {
  const determinant = a * e - b * d;
  if (determinant === 0 || !Number.isFinite(determinant)) {
    throw new RangeError(`The transform [${[a, b, c, d, e, f].join(', ')}] cannot be inverted.`);
  }
  const s = 1 / determinant;
  return [e * s, -b * s, (b * f - c * e) * s, -d * s, a * s, (c * d - a * f) * s];
}

/** The transform that applies `inner` first and `outer` to its result. */
export function multiply(outer: Affine, inner: Affine): Affine {
  const [a, b, c, d, e, f] = outer;
  const [p, q, r, s, t, u] = inner;
  return [a * p + b * s, a * q + b * t, a * r + b * u + c, d * p + e * s, d * q + e * t, d * r + e * u + f];
}

/** The point (x, y) that the transform gives for (column, row). */
export function apply([a, b, c, d, e, f]: Affine, column: number, row: number): [number, number] {
  return [a * column + b * row + c, d * column + e * row + f];
}

/** The transform of a grid whose first pixel is pixel (column, row) of this one. */
export function translate(affine: Affine, column: number, row: number): Affine {
  const [x, y] = apply(affine, column, row);
  return [affine[0], affine[1], x, affine[3], affine[4], y];
}

/** The transform of a grid over the same area whose pixels are `xFactor` by `yFactor` times as large. */
export function scale([a, b, c, d, e, f]: Affine, xFactor: number, yFactor: number): Affine {
  return [a * xFactor, b * yFactor, c, d * xFactor, e * yFactor, f];
}
