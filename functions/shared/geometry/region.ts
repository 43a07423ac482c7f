import type { Affine } from '../raster/affine.ts';
import type { Grid } from '../raster/grid.ts';
import type { PlanarRegion } from '../raster/pixels/region.ts';
import type { Geometry } from './geometry.ts';
import { simpleParts } from './parts.ts';
import { planarRings } from './planar.ts';
import { unionOf } from './shapes/union.ts';

/** Edges are cut so that they are nowhere off by more than this part of a pixel. */
const EDGE_TOLERANCE = 0.1;

function pixelSize([a, b, , d, e]: Affine): number {
  return Math.sqrt(Math.abs(a * e - b * d));
}

/** The largest error of edges on a grid, in units of its reference system. */
export function edgeTolerance(grid: Pick<Grid, 'transform'>): number {
  return pixelSize(grid.transform) * EDGE_TOLERANCE;
}

const areas = new WeakMap<Geometry, Geometry>();

/** The areas of a geometry, without lines and points. The areas of a collection, which may overlap, are united. */
export function areaOf(geometry: Geometry): Geometry {
  const { type } = geometry.shape;
  if (type === 'Polygon' || type === 'MultiPolygon') return geometry;
  let area = areas.get(geometry);
  if (area === undefined) {
    const parts = simpleParts(geometry).filter(({ shape }) => shape.type === 'Polygon');
    area = parts.length === 1 ? parts[0] : unionOf(parts);
    areas.set(geometry, area);
  }
  return area;
}

/** The region of a geometry for a grid: the rings of its areas in the grid's reference system. */
export function regionOf(geometry: Geometry): (grid: Grid) => PlanarRegion {
  const area = areaOf(geometry);
  return (grid) => ({ crs: grid.crs, rings: planarRings(area, grid.crs, edgeTolerance(grid)) });
}
