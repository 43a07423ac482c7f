/**
 * The accumulation buffer of font rasterisers: each edge adds the signed area to its right in the pixels that it passes, and a running
 * sum along the row carries it on. A row is `stride` numbers long, two more than there are columns.
 *
 * Adds an edge in pixel coordinates, cut into the rows that it passes; parts left of the grid count as if on its left border.
 */
export function addEdge(
  area: Float64Array | Float32Array,
  stride: number,
  width: number,
  height: number,
  x0: number,
  y0: number,
  x1: number,
  y1: number,
  direction: number,
): void {
  if (y0 === y1) return;
  const sign = (y1 > y0 ? 1 : -1) * direction;
  const [xa, ya, xb, yb] = y1 > y0 ? [x0, y0, x1, y1] : [x1, y1, x0, y0];
  const slope = (xb - xa) / (yb - ya);
  const last = Math.min(height, Math.ceil(yb));
  for (let row = Math.max(0, Math.floor(ya)); row < last; row++) {
    const top = Math.max(ya, row);
    const bottom = Math.min(yb, row + 1);
    if (bottom > top) {
      addRowPart(area, row * stride, width, xa + (top - ya) * slope, xa + (bottom - ya) * slope, (bottom - top) * sign);
    }
  }
}

/** Adds a part of an edge within one row, `height` signed, from column x at its top to column x at its bottom. */
function addRowPart(
  area: Float64Array | Float32Array,
  row: number,
  width: number,
  xTop: number,
  xBottom: number,
  height: number,
): void {
  const left = Math.min(Math.max(Math.min(xTop, xBottom), 0), width);
  const right = Math.min(Math.max(Math.max(xTop, xBottom), 0), width);
  // A part that is all but vertical is taken for vertical: its slope may be beyond what a double holds.
  const horizontal = Math.abs(xBottom - xTop);
  const span = horizontal < 1e-12 ? 0 : horizontal;
  const outsideLeft = span > 0 ? Math.max(0, Math.min(0, Math.max(xTop, xBottom)) - Math.min(xTop, xBottom)) / span : 0;
  const outsideRight =
    span > 0 ? Math.max(0, Math.max(xTop, xBottom) - Math.max(width, Math.min(xTop, xBottom))) / span : 0;
  if (outsideLeft > 0) area[row] += height * outsideLeft;
  const rest = height * (1 - outsideLeft - outsideRight);
  if (span === 0 || right <= left) {
    if (left < width) addVertical(area, row, left, rest);
    return;
  }
  const perColumn = rest / (right - left);
  for (let column = Math.floor(left); column < right; column++) {
    const from = Math.max(left, column);
    const to = Math.min(right, column + 1);
    addVertical(area, row, (from + to) / 2, perColumn * (to - from));
  }
}

/** The mean effect of a part whose mean column is x: covers the rest of its pixel, and all pixels to the right. */
function addVertical(area: Float64Array | Float32Array, row: number, x: number, height: number): void {
  const column = Math.floor(x);
  const part = height * (1 - (x - column));
  area[row + column] += part;
  area[row + column + 1] += height - part;
}
