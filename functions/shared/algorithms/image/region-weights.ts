import type { Geometry } from '../../geometry/geometry.ts';
import { isEmpty, isUnbounded, simpleParts } from '../../geometry/parts.ts';
import { planarLines } from '../../geometry/planar.ts';
import { areaOf, edgeTolerance, regionOf } from '../../geometry/region.ts';
import { invert } from '../../raster/affine.ts';
import { transformer } from '../../raster/crs/transform.ts';
import { windowOf } from '../../raster/extent.ts';
import type { Grid } from '../../raster/grid.ts';
import { centresInside, coverage } from '../../raster/pixels/region.ts';
import { ChainBuffer } from '../../raster/vector/chain.ts';
import { Coverage } from '../../raster/vector/coverage.ts';
import { touchChain } from '../../raster/vector/touch.ts';

/** Pixels covered less than this are not in the region (the service's "approximately 0.5 %"). */
const LEAST_COVERAGE = 0.005;

/** The covered fraction of each pixel of a grid; undefined if all pixels are fully covered. */
export type Weights = (grid: Grid) => Uint8Array | Float32Array | undefined;

/**
 * The weights of a geometry's pixels. Areas: 1 for pixels whose centres are inside or, if `weighted`, the covered fraction of each pixel.
 * Lines: 1 for pixels that they cross. Points: 1 for pixels that contain them. Null or unbounded: 1 everywhere.
 */
export function pixelWeights(geometry: Geometry | null, weighted: boolean): Weights {
  if (geometry === null || isUnbounded(geometry)) return () => undefined;
  const region = isEmpty(areaOf(geometry)) ? undefined : regionOf(geometry);
  const parts = simpleParts(geometry);
  const points = parts.filter(({ shape }) => shape.type === 'Point');
  const lines = parts.filter(({ shape }) => shape.type === 'LineString' || shape.type === 'LinearRing');
  return (grid) => {
    const weights =
      region === undefined
        ? noPixels(grid)
        : weighted
          ? covered(region(grid), grid)
          : centresInside(region(grid), grid);
    for (const point of points) takePoint(point, grid, weights);
    if (lines.length > 0) takeLines(lines, grid, weights);
    return weights;
  };
}

function noPixels(grid: Grid): Uint8Array {
  return new Uint8Array(grid.width * grid.height);
}

function covered(region: Parameters<typeof coverage>[0], grid: Grid): Float32Array {
  const parts = coverage(region, grid);
  for (let i = 0; i < parts.length; i++) if (parts[i] < LEAST_COVERAGE) parts[i] = 0;
  return parts;
}

/** Whether any pixel has a weight. */
export function anyWeight(weights: Uint8Array | Float32Array): boolean {
  for (let i = 0; i < weights.length; i++) if (weights[i] > 0) return true;
  return false;
}

/** Takes the pixel that holds a point. */
function takePoint({ shape, crs }: Geometry, grid: Grid, weights: Uint8Array | Float32Array): void {
  if (shape.type !== 'Point') return;
  const place = Float64Array.from(shape.coordinates);
  transformer(crs, grid.crs).forward(place);
  const [x, y] = place;
  const { column, row } = windowOf([x, y, x, y], grid.transform);
  if (column >= 0 && row >= 0 && column < grid.width && row < grid.height) weights[row * grid.width + column] = 1;
}

/** Takes the pixels that lines go through. */
function takeLines(lines: readonly Geometry[], grid: Grid, weights: Uint8Array | Float32Array): void {
  const touched = new Coverage(grid.width, grid.height);
  const buffer = new ChainBuffer();
  const inverse = invert(grid.transform);
  for (const line of lines) {
    for (const chain of planarLines(line, grid.crs, edgeTolerance(grid))) {
      touchChain(touched, buffer.toPixels(chain, inverse), 'line');
    }
  }
  touched.take((i) => {
    weights[i] = 1;
  });
}
