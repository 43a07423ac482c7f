import { boundingBox } from '../../geometry/bounds.ts';
import type { Geometry } from '../../geometry/geometry.ts';
import { isUnbounded, simpleParts } from '../../geometry/parts.ts';
import { planarRings } from '../../geometry/planar.ts';
import { unionOf } from '../../geometry/shapes/union.ts';
import type { Affine } from '../../raster/affine.ts';
import { type Box, bandWindow, commonOnEarth, windowOf } from '../../raster/extent.ts';
import type { Grid, PixelWindow } from '../../raster/grid.ts';
import type { Band, Image } from '../../raster/image.ts';
import { loaded, point } from '../../raster/pixels/node.ts';
import { type PlanarRegion, regionLoader } from '../../raster/pixels/region.ts';
import { WITHIN } from '../../raster/pixels/rules.ts';
import { Projection } from '../../raster/projection.ts';
import { wrong } from '../declare.ts';

/** Edges are cut so that they are nowhere off by more than this part of a pixel. */
const EDGE_TOLERANCE = 0.1;

/** A projection from the arguments `crs`, `crsTransform` and `scale`, as several algorithms have them. */
export function projectionOf(
  crs: Projection,
  crsTransform: readonly number[] | null,
  scale: number | null,
): Projection {
  if (crsTransform !== null && scale !== null) throw wrong("Specify 'crsTransform' or 'scale', not both.");
  if (crsTransform !== null) {
    if (crsTransform.length !== 6 || !crsTransform.every(Number.isFinite))
      throw wrong("'crsTransform' must be a list of 6 numbers.");
    const [a, b, , d, e] = crsTransform;
    if (a * e - b * d === 0) throw wrong("'crsTransform' cannot be inverted.");
    return new Projection(crs.crs, crsTransform as unknown as Affine);
  }
  if (scale === null) return crs;
  if (!(scale > 0)) throw wrong(`'scale' must be positive. Got ${scale}.`);
  return crs.atScale(scale);
}

/** A transform says nothing without its reference system. */
export function requireCrs(crs: Projection | null, crsTransform: readonly number[] | null): void {
  if (crsTransform !== null && crs === null) throw wrong("'crs' is required with 'crsTransform'.");
}

/** The pixels of a projection that a geometry's bounds touch; undefined if the geometry is unbounded. */
export function geometryWindow(geometry: Geometry, projection: Projection): PixelWindow | undefined {
  if (isUnbounded(geometry)) return undefined;
  return windowOf(geometryBox(geometry, projection), projection.transform);
}

/** The box around a geometry in a projection's reference system. */
export function geometryBox(geometry: Geometry, projection: Projection): Box {
  return boundingBox(geometry, projection.crs, edgeTolerance(projection));
}

function pixelSize([a, b, , d, e]: Affine): number {
  return Math.sqrt(Math.abs(a * e - b * d));
}

/** How far edges may be off on a grid, in units of its reference system. */
export function edgeTolerance(grid: Pick<Grid, 'transform'>): number {
  return pixelSize(grid.transform) * EDGE_TOLERANCE;
}

const areas = new WeakMap<Geometry, Geometry>();

/** What of a geometry are areas; those of a collection, which may overlap, are taken together. Lines and points have none. */
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

/** The image masked outside of a geometry; bands on a grid of their own get bounds. */
export function clipImage(image: Image, geometry: Geometry): Image {
  const region = loaded(regionLoader(regionOf(geometry)), 0);
  const bands = image.bands.map((band): Band => {
    const { dimensions: _, origin: __, ...rest } = band;
    const inside = geometryWindow(geometry, band.projection);
    if (!inside) throw wrong('The geometry for image clipping must not be unbounded.');
    const window = commonOnEarth(inside, bandWindow(band), band.projection);
    return { ...rest, ...extent(window), pixels: point(WITHIN, band.pixels, region) };
  });
  return image.withBands(bands);
}

/** The fields that say a band's bounds. */
export function extent({ column, row, width, height }: PixelWindow): Pick<Band, 'dimensions' | 'origin'> {
  return { dimensions: [width, height], ...(column === 0 && row === 0 ? {} : { origin: [column, row] as const }) };
}
