import { type Affine, multiply } from '../affine.ts';
import type { PointTransform } from './transform.ts';

/** The positions of the pixels of a target grid in a source grid. */
export interface GridTransform {
  /**
   * Source pixel coordinates (fractional; 0 is the left or top edge of the first pixel) of the centres of one row of the target grid.
   * Pixels without an image get NaN in both. The arrays have the grid's width.
   */
  colRow(row: number, columns: Float64Array, rows: Float64Array): void;
}

/** Cells of at most this many pixels are computed point by point. */
const EXACT_PIXELS = 64;
/** Five points a side are compared; the worst point may lie between two of them, so a cell passes at less than the whole bound. */
const LATTICE = 5;
const SAFETY = 0.8;

/** A rectangle of target pixels: columns c0 to c1 and rows r0 to r1, all inclusive. */
interface Cell {
  readonly c0: number;
  readonly c1: number;
  readonly r0: number;
  readonly r1: number;
}

/** A cell with its source coordinates: column, row of the four corners' centres (bilinear), or of every pixel (exact). */
interface Leaf extends Cell {
  readonly corners: Float64Array | undefined;
  readonly pixels: Float64Array | undefined;
}

/**
 * Finds the positions of the pixel centres of a target grid in a source grid.
 *
 * The transformation is replaced by bilinear interpolation over cells. A cell is split until no point of a 5 x 5 lattice in it (which
 * includes its edges, and points off the middle: a projection that is odd about the cell's centre has no error there) is off by more than
 * the bound. Where the transformation jumps or has no image, every pixel is computed. For equal systems one affine transform is enough.
 *
 * @param transform from the target's system to the source's
 * @param targetAffine of the target grid, pixel corners
 * @param maxError in source pixels (0.125 is GDAL's and ours)
 * @param sourceInverse from the source's system to source pixels
 */
export function gridTransform(
  transform: PointTransform,
  targetAffine: Affine,
  width: number,
  height: number,
  maxError: number,
  sourceInverse: Affine,
): GridTransform {
  if (transform.identity) return linearTransform(multiply(sourceInverse, targetAffine));
  const locate = locator(transform, targetAffine, sourceInverse);
  const leaves = split({ c0: 0, c1: width - 1, r0: 0, r1: height - 1 }, locate, maxError * SAFETY);
  const startingAt = Map.groupBy(leaves, (leaf) => leaf.r0);
  let crossing: Leaf[] = [];
  let last = -1;
  return {
    colRow(row, columns, rows) {
      if (row === last + 1) {
        crossing = crossing.filter((leaf) => leaf.r1 >= row).concat(startingAt.get(row) ?? []);
      } else if (row !== last) {
        crossing = leaves.filter((leaf) => leaf.r0 <= row && leaf.r1 >= row);
      }
      last = row;
      for (const leaf of crossing) {
        if (leaf.corners) interpolate(leaf, leaf.corners, row, columns, rows);
        else copyExact(leaf, leaf.pixels!, row, columns, rows);
      }
    },
  };
}

/** Source coordinates, in place, of target pixels given by column and row. */
type Locator = (points: Float64Array) => void;

function locator(transform: PointTransform, target: Affine, source: Affine): Locator {
  const [a, b, c, d, e, f] = target;
  const [p, q, r, s, t, u] = source;
  return (points) => {
    for (let i = 0; i < points.length; i += 2) {
      const column = points[i]! + 0.5;
      const row = points[i + 1]! + 0.5;
      points[i] = a * column + b * row + c;
      points[i + 1] = d * column + e * row + f;
    }
    transform.forward(points);
    for (let i = 0; i < points.length; i += 2) {
      const x = points[i]!;
      const y = points[i + 1]!;
      points[i] = p * x + q * y + r;
      points[i + 1] = s * x + t * y + u;
    }
  };
}

function linearTransform([a, b, c, d, e, f]: Affine): GridTransform {
  return {
    colRow(row, columns, rows) {
      const x = b * (row + 0.5) + c;
      const y = e * (row + 0.5) + f;
      for (let i = 0; i < columns.length; i++) {
        columns[i] = a * (i + 0.5) + x;
        rows[i] = d * (i + 0.5) + y;
      }
    },
  };
}

function split(whole: Cell, locate: Locator, bound: number): Leaf[] {
  const leaves: Leaf[] = [];
  const pending = [whole];
  for (let cell = pending.pop(); cell; cell = pending.pop()) {
    const width = cell.c1 - cell.c0 + 1;
    const height = cell.r1 - cell.r0 + 1;
    if (width < 1 || height < 1) continue;
    const corners = width * height <= EXACT_PIXELS ? undefined : smoothCorners(cell, locate, bound);
    if (corners) {
      leaves.push({ ...cell, corners, pixels: undefined });
    } else if (width * height <= EXACT_PIXELS) {
      leaves.push({ ...cell, corners: undefined, pixels: everyPixel(cell, locate) });
    } else {
      const column = cell.c0 + (width >> 1) - 1;
      const row = cell.r0 + (height >> 1) - 1;
      // Long cells are halved, others quartered.
      if (width > 2 * height) pending.push({ ...cell, c1: column }, { ...cell, c0: column + 1 });
      else if (height > 2 * width) pending.push({ ...cell, r1: row }, { ...cell, r0: row + 1 });
      else {
        pending.push({ ...cell, c1: column, r1: row }, { ...cell, c0: column + 1, r1: row });
        pending.push({ ...cell, c1: column, r0: row + 1 }, { ...cell, c0: column + 1, r0: row + 1 });
      }
    }
  }
  return leaves;
}

/** The corners' source coordinates if interpolation between them is good enough everywhere on the lattice. */
function smoothCorners({ c0, c1, r0, r1 }: Cell, locate: Locator, bound: number): Float64Array | undefined {
  const points = new Float64Array(LATTICE * LATTICE * 2);
  const step = 1 / (LATTICE - 1);
  for (let j = 0, k = 0; j < LATTICE; j++) {
    for (let i = 0; i < LATTICE; i++) {
      points[k++] = c0 + (c1 - c0) * i * step;
      points[k++] = r0 + (r1 - r0) * j * step;
    }
  }
  locate(points);
  const edge = 2 * (LATTICE - 1);
  const bottom = 2 * LATTICE * (LATTICE - 1);
  const corners = Float64Array.of(
    ...points.subarray(0, 2),
    ...points.subarray(edge, edge + 2),
    ...points.subarray(bottom, bottom + 2),
    ...points.subarray(bottom + edge, bottom + edge + 2),
  );
  for (let j = 0, k = 0; j < LATTICE; j++) {
    for (let i = 0; i < LATTICE; i++, k += 2) {
      const column = bilinear(corners, 0, i * step, j * step) - points[k]!;
      const row = bilinear(corners, 1, i * step, j * step) - points[k + 1]!;
      // Written so that NaN fails.
      if (!(column * column + row * row <= bound * bound)) return undefined;
    }
  }
  return corners;
}

function bilinear(corners: Float64Array, axis: 0 | 1, x: number, y: number): number {
  const top = corners[axis]! * (1 - x) + corners[axis + 2]! * x;
  const bottom = corners[axis + 4]! * (1 - x) + corners[axis + 6]! * x;
  return top * (1 - y) + bottom * y;
}

function everyPixel({ c0, c1, r0, r1 }: Cell, locate: Locator): Float64Array {
  const points = new Float64Array((c1 - c0 + 1) * (r1 - r0 + 1) * 2);
  let k = 0;
  for (let row = r0; row <= r1; row++) {
    for (let column = c0; column <= c1; column++) {
      points[k++] = column;
      points[k++] = row;
    }
  }
  locate(points);
  return points;
}

function interpolate(
  { c0, c1, r0, r1 }: Cell,
  corners: Float64Array,
  row: number,
  columns: Float64Array,
  rows: Float64Array,
) {
  const y = r1 === r0 ? 0 : (row - r0) / (r1 - r0);
  const span = c1 === c0 ? 1 : c1 - c0;
  const column = bilinear(corners, 0, 0, y);
  const columnStep = (bilinear(corners, 0, 1, y) - column) / span;
  const line = bilinear(corners, 1, 0, y);
  const lineStep = (bilinear(corners, 1, 1, y) - line) / span;
  for (let i = c0; i <= c1; i++) {
    columns[i] = column + columnStep * (i - c0);
    rows[i] = line + lineStep * (i - c0);
  }
}

function copyExact({ c0, c1, r0 }: Cell, pixels: Float64Array, row: number, columns: Float64Array, rows: Float64Array) {
  let k = (row - r0) * (c1 - c0 + 1) * 2;
  for (let i = c0; i <= c1; i++) {
    columns[i] = pixels[k++]!;
    rows[i] = pixels[k++]!;
  }
}
