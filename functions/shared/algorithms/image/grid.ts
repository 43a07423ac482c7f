import { wrong } from '../../errors.ts';
import { boundingBox } from '../../geometry/bounds.ts';
import { footprintOf } from '../../geometry/footprint.ts';
import type { Geometry } from '../../geometry/geometry.ts';
import { isUnbounded } from '../../geometry/parts.ts';
import { edgeTolerance } from '../../geometry/region.ts';
import type { Affine } from '../../raster/affine.ts';
import { withFootprint } from '../../raster/band-footprint.ts';
import { type Box, bandWindow, commonOnEarth, windowOf } from '../../raster/extent.ts';
import { commonFootprint } from '../../raster/footprint.ts';
import type { PixelWindow } from '../../raster/grid.ts';
import type { Band, Image } from '../../raster/image.ts';
import { scaleProblem, transformProblem } from '../../raster/pixel-limits.ts';
import { point } from '../../raster/pixels/node.ts';
import { WITHIN } from '../../raster/pixels/rules.ts';
import { Projection } from '../../raster/projection.ts';

/** A projection from the arguments `crs`, `crsTransform` and `scale`, as several algorithms have them. */
export function projectionOf(
  crs: Projection,
  crsTransform: readonly number[] | null,
  scale: number | null,
): Projection {
  if (crsTransform !== null && scale !== null) throw wrong("Specify 'crsTransform' or 'scale', not both.");
  if (crsTransform !== null) {
    if (crsTransform.length !== 6) throw wrong("'crsTransform' must be a list of 6 numbers.");
    const projection = new Projection(crs.crs, crsTransform as unknown as Affine);
    const problem = transformProblem(projection);
    if (problem !== undefined) throw wrong(`'crsTransform' ${problem}`);
    return projection;
  }
  const scaleIsWrong = scale === null ? undefined : scaleProblem(scale);
  if (scaleIsWrong !== undefined) throw wrong(`'scale' ${scaleIsWrong}`);
  const problem = transformProblem(crs);
  if (problem !== undefined) throw wrong(`The transform of the projection ${problem}`);
  return scale === null ? crs : crs.atScale(scale);
}

/** A transform says nothing without its reference system. */
export function requireCrs(crs: Projection | null, crsTransform: readonly number[] | null): void {
  if (crsTransform !== null && crs === null) throw wrong("'crs' is required with 'crsTransform'.");
}

/** Most pixels of a region that are looked at, as for exports: no machine reduces more in the time that there is. */
export const MOST_PIXELS = 1e13;

/** Refuses regions of more pixels than anybody can wait for. */
export function checkPixels({ width, height }: PixelWindow): void {
  const pixels = width * height;
  if (pixels <= MOST_PIXELS) return;
  throw wrong(
    `Too many pixels in the region. Found ${pixels}, but at most ${MOST_PIXELS} are possible. Use a larger 'scale'.`,
  );
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

/** The image masked outside of a geometry, which becomes its footprint. */
export function clipImage(image: Image, geometry: Geometry): Image {
  const footprint = footprintOf(geometry);
  const bands = image.bands.map((band): Band => {
    const { dimensions: _, origin: __, ...rest } = band;
    const inside = geometryWindow(geometry, band.projection);
    if (!inside) throw wrong('The geometry for image clipping must not be unbounded.');
    const window = commonOnEarth(inside, bandWindow(band), band.projection);
    const pixels = point(WITHIN, band.pixels, footprint.pixels);
    return withFootprint({ ...rest, ...extent(window), pixels }, commonFootprint(band.footprint, footprint));
  });
  return image.withBands(bands).withoutFootprintProperty();
}

/** The fields that say a band's bounds. */
export function extent({ column, row, width, height }: PixelWindow): Pick<Band, 'dimensions' | 'origin'> {
  return { dimensions: [width, height], ...(column === 0 && row === 0 ? {} : { origin: [column, row] as const }) };
}
