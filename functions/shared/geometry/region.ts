import { type Affine, apply } from '../raster/affine.ts';
import { turnOf } from '../raster/crs/turn.ts';
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

/**
 * The region of a geometry for a grid: the rings of its areas in the grid's reference system. Where that goes around the Earth, so do they: a
 * ring from 0 to 360 degrees is also one from -360 to 0, if the grid has pixels there.
 */
export function regionOf(geometry: Geometry): (grid: Grid) => PlanarRegion {
  const area = areaOf(geometry);
  return (grid) => {
    const rings = planarRings(area, grid.crs, edgeTolerance(grid));
    const turn = turnOf(grid.crs);
    if (turn === undefined) return { crs: grid.crs, rings };
    const { width, height, transform } = grid;
    const xs = [0, width].flatMap((column) => [0, height].map((row) => apply(transform, column, row)[0]));
    const [west, east] = [Math.min(...xs), Math.max(...xs)];
    return { crs: grid.crs, rings: rings.flatMap((ring) => [ring, ...turnedRings(ring, turn, west, east)]) };
  };
}

/** The copies of a ring one turn around the Earth to either side that reach into a range of x. */
function turnedRings(ring: Float64Array, turn: number, west: number, east: number): Float64Array[] {
  let [first, last] = [Infinity, -Infinity];
  for (let i = 0; i < ring.length; i += 2) {
    first = Math.min(first, ring[i]);
    last = Math.max(last, ring[i]);
  }
  return [-turn, turn].flatMap((offset) => {
    if (!(first + offset < east && last + offset > west)) return [];
    return [ring.map((place, i) => (i % 2 === 0 ? place + offset : place))];
  });
}
