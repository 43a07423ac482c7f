import { type Affine, invert } from '../affine.ts';
import type { Crs } from '../crs/crs.ts';
import { transformer } from '../crs/transform.ts';
import type { Grid } from '../grid.ts';
import { firstFrom } from '../rim.ts';
import type { PixelContext } from './context.ts';
import { addEdge } from './edge-area.ts';
import type { Loader, Tile } from './node.ts';

/**
 * A region of the plane of a reference system: closed rings of coordinates x0, y0, x1, y1, …, in which a point is
 * inside if it is inside an odd number of rings (so holes need no direction).
 */
export interface PlanarRegion {
  readonly crs: Crs;
  readonly rings: readonly Float64Array[];
}

/** The region as a loader: 1 everywhere, masked at pixels whose centres are outside. */
export function regionLoader(region: (grid: Grid) => PlanarRegion): Loader {
  return {
    fractionalMask: false,
    async load(bands, grid, context: PixelContext): Promise<Tile[]> {
      context.signal.throwIfAborted();
      const count = grid.width * grid.height;
      const mask = centresInside(region(grid), grid);
      return bands.map(() => ({ values: new Uint8Array(count).fill(1), mask }));
    },
  };
}

/** The rings in pixel coordinates (column, row) of a grid. */
export function ringsOnGrid(region: PlanarRegion, grid: Grid): Float64Array[] {
  const project = transformer(region.crs, grid.crs);
  const [a, b, c, d, e, f]: Affine = invert(grid.transform);
  return region.rings.map((ring) => {
    const points = ring.slice();
    project.forward(points);
    for (let i = 0; i < points.length; i += 2) {
      const [x, y] = [points[i], points[i + 1]];
      points[i] = a * x + b * y + c;
      points[i + 1] = d * x + e * y + f;
    }
    return points;
  });
}

/** 1 for the pixels of a grid whose centres are inside the region: even-odd scan lines. */
export function centresInside(region: PlanarRegion, grid: Grid): Uint8Array {
  const { width, height } = grid;
  const inside = new Uint8Array(width * height);
  const crossings: number[][] = Array.from({ length: height }, () => []);
  for (const ring of ringsOnGrid(region, grid)) {
    forEachEdge(ring, (x0, y0, x1, y1) => {
      // A row's centre line is at row + 0.5; an edge owns its lower end and not its upper one.
      const first = Math.max(0, firstFrom(Math.min(y0, y1)));
      const last = Math.min(height, firstFrom(Math.max(y0, y1)));
      const slope = (x1 - x0) / (y1 - y0);
      for (let row = first; row < last; row++) crossings[row].push(x0 + (row + 0.5 - y0) * slope);
    });
  }
  crossings.forEach((columns, row) => {
    columns.sort((p, q) => p - q);
    for (let k = 0; k + 1 < columns.length; k += 2) {
      const from = Math.max(0, firstFrom(columns[k]));
      const to = Math.min(width, firstFrom(columns[k + 1]));
      if (to > from) inside.fill(1, row * width + from, row * width + to);
    }
  });
  return inside;
}

function forEachEdge(ring: Float64Array, visit: (x0: number, y0: number, x1: number, y1: number) => void): void {
  const n = ring.length;
  for (let i = 0; i < n; i += 2) {
    const j = i + 2 < n ? i + 2 : 0;
    const [x0, y0, x1, y1] = [ring[i], ring[i + 1], ring[j], ring[j + 1]];
    // Points that cannot be projected are NaN and bound nothing.
    if (Number.isFinite(x0 + y0 + x1 + y1)) visit(x0, y0, x1, y1);
  }
}

/**
 * The fraction of each pixel that the region covers, exact for polygons whose rings do not cross.
 * Each edge adds the signed area to its right in the pixels that it passes, and a running sum along the row carries it
 * on (the accumulation buffer of font rasterisers). Rings are turned so that holes count against their shells.
 */
export function coverage(region: PlanarRegion, grid: Grid): Float32Array {
  const { width, height } = grid;
  const stride = width + 2;
  const area = new Float64Array(stride * height);
  const rings = ringsOnGrid(region, grid);
  rings.forEach((ring, index) => {
    const direction = Math.sign(signedArea(ring)) * (isHole(rings, index) ? -1 : 1);
    if (direction !== 0)
      forEachEdge(ring, (x0, y0, x1, y1) => addEdge(area, stride, width, height, x0, y0, x1, y1, direction));
  });
  const covered = new Float32Array(width * height);
  for (let row = 0; row < height; row++) {
    let sum = 0;
    for (let column = 0; column < width; column++) {
      sum += area[row * stride + column];
      const fraction = Math.abs(sum);
      // Sums of many edges leave traces of rounding; a pixel is empty or full within a billionth.
      covered[row * width + column] = fraction < 1e-9 ? 0 : fraction > 1 - 1e-9 ? 1 : fraction;
    }
  }
  return covered;
}

function signedArea(ring: Float64Array): number {
  let sum = 0;
  forEachEdge(ring, (x0, y0, x1, y1) => {
    sum += x0 * y1 - x1 * y0;
  });
  return sum / 2;
}

/** A ring is a hole if its first point is inside an odd number of the other rings. */
function isHole(rings: readonly Float64Array[], index: number): boolean {
  const [x, y] = rings[index];
  let inside = false;
  rings.forEach((ring, other) => {
    if (other === index) return;
    forEachEdge(ring, (x0, y0, x1, y1) => {
      if (y0 > y !== y1 > y && x < x0 + ((y - y0) * (x1 - x0)) / (y1 - y0)) inside = !inside;
    });
  });
  return inside;
}
